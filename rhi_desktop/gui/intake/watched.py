"""Slow work that tells how far it is, and can be stopped between two steps."""

from PySide6.QtCore import QObject, Signal

from rhi_desktop.services.intake.sheets import Cancelled

_STEPS = 100


class Watched(QObject):
    """Is called by the work, on its own thread, with how much of how many is done; tells it on the GUI thread.

    After `stop` the next call raises `Cancelled`, which undoes the work.
    """

    progressed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = False
        self._told = -1

    def stop(self) -> None:
        """Ask the work to stop."""
        self._stopped = True

    def __call__(self, done: int, total: int) -> None:
        """Tell the progress, in hundredths. Raises Cancelled."""
        if self._stopped:
            raise Cancelled
        percent = _STEPS * done // max(total, 1)
        if percent != self._told:
            self._told = percent
            self.progressed.emit(percent)
