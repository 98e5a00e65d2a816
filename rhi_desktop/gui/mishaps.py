"""What happens when the program itself is at fault: a calm window, and a log line without personal data."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

_LOG = logging.getLogger("rhi_desktop.gui")
WORDS = (
    "Something went wrong in the program. Every answer is saved as you write it: at most the last second is missing. "
    "You can go on working. If it happens again, lock the program and unlock it."
)


class Mishaps:
    """Takes exceptions that nobody handled. One window at a time, however many there are."""

    def __init__(self, note: Callable[[str], None] = _LOG.error) -> None:
        self._note = note
        self._window: QMessageBox | None = None

    def install(self) -> None:
        """Take every exception that leaves a slot from now on."""
        sys.excepthook = self.happened

    def happened(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        """Log where it happened, never with what; then tell the person."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._note(described(kind, trace))
        if QApplication.instance() is not None and self._window is None:
            self._tell(kind)

    def _tell(self, kind: type[BaseException]) -> None:
        window = QMessageBox(QMessageBox.Icon.NoIcon, "RHI Desktop", WORDS, QMessageBox.StandardButton.Ok)
        window.setInformativeText(f"For the IT desk: {kind.__name__}. The log says where; it holds nothing of a child.")
        window.setWindowModality(Qt.WindowModality.NonModal)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.finished.connect(self._closed)
        self._window = window
        window.show()

    def _closed(self) -> None:
        self._window = None


def described(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the type and the places in the code. The message is left out: it might quote what somebody wrote."""
    places = [f"{frame.f_code.co_filename}:{line}" for frame, line in traceback.walk_tb(trace)]
    return f"{kind.__name__} at {' < '.join(reversed(places)) or 'an unknown place'}"
