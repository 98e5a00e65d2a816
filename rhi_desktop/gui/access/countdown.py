"""Counts the seconds down that have to pass after a wrong passphrase."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from rhi_desktop.gui.access.wording import countdown


class Countdown(QObject):
    """Says `ticked` with the words for what is left, at last with none."""

    ticked = Signal(str)

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until = clock()
        self._most = 0.0
        self._timer = QTimer(self, interval=250)
        self._timer.timeout.connect(self.tick)

    @property
    def running(self) -> bool:
        """Whether there is still something to wait for."""
        return self._timer.isActive()

    def start(self, seconds: float) -> None:
        """Begin to count down from `seconds`."""
        self._most = seconds
        self._until = self._clock() + timedelta(seconds=seconds)
        self._timer.start()
        self.tick()

    def tick(self) -> None:
        """Look at the clock. A clock that was set back never makes the wait longer than it was."""
        left = min((self._until - self._clock()).total_seconds(), self._most)
        if left <= 0:
            self._timer.stop()
        self.ticked.emit(countdown(left))
