"""Timers that call once, behind a Protocol: tests let them fire by hand."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtCore import QTimer


class Timer(Protocol):
    """Calls once, some time after it was started."""

    def start(self, seconds: float) -> None:
        """Call after that time; what was to come before is forgotten."""
        ...

    def stop(self) -> None:
        """Call no more."""
        ...

    def waiting(self) -> bool:
        """Whether a call is to come."""
        ...


MakeTimer: TypeAlias = Callable[[Callable[[], None]], Timer]
"""Returns a timer that makes a given call."""


class QtTimer:
    """A timer of the event loop."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(call)

    def start(self, seconds: float) -> None:
        """Call after that time."""
        self._timer.start(round(seconds * 1000))

    def stop(self) -> None:
        """Call no more."""
        self._timer.stop()

    def waiting(self) -> bool:
        """Whether a call is to come."""
        return self._timer.isActive()
