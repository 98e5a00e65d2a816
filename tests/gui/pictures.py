"""Pictures of windows, for people to look at."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

LAPTOP = QSize(1366, 768)
DOUBLED = QSize(683, 384)


def grab(widget: QWidget, name: str, folder: Path) -> Path:
    """Save what the widget shows as `name`.png in `folder`, and return the file."""
    QApplication.processEvents()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.png"
    if not widget.grab().save(str(file)):
        message = f"{file} could not be written"
        raise OSError(message)
    return file
