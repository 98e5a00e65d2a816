"""Labels that say what they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def label(text: str, role: str = "body", *, buddy: QWidget | None = None) -> QLabel:
    """Return a label that wraps; its look follows from `role`. Text is never taken as mark-up."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(True)
    if buddy is not None:
        made.setBuddy(buddy)
    return made
