"""Empties the clipboard some time after something of this program was copied to it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEP_MS = 30_000


class ClipboardGuard(QObject):
    """What was copied while a window of ours had the keyboard is gone after a while, unless it was replaced since."""

    def __init__(self, clipboard: QClipboard, keep_ms: int = KEEP_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._ours = 0
        self._timer = QTimer(self, interval=keep_ms, singleShot=True)
        self._timer.timeout.connect(self._empty)
        clipboard.dataChanged.connect(self._changed)

    def _changed(self) -> None:
        text = self._clipboard.text()
        if text and QGuiApplication.focusWindow() is not None:
            self._ours = hash(text)
            self._timer.start()

    def _empty(self) -> None:
        if hash(self._clipboard.text()) == self._ours:
            self._clipboard.clear()
