"""Notices when a widget is painted."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Painted(QObject):
    """Watches one widget; `done` once it has been painted since it was last set to False."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.done = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Note a painting."""
        self.done = self.done or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)
