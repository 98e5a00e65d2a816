"""Small parts that the pages of the import share."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label


def head(words: str, field: QWidget) -> QWidget:
    """Return a field with its label above it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(words, "field", buddy=field))
    column.addWidget(field)
    return holder


def act(words: str, role: str = "") -> QPushButton:
    """Return a button."""
    made = QPushButton(words, autoDefault=False)
    if role:
        made.setProperty("role", role)
    return made
