"""Timers that a test lets fire by hand."""

from collections.abc import Callable


class ManualTimer:
    """Remembers for how many seconds it was started, and how often."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self.seconds: float | None = None
        self.starts = 0

    def start(self, seconds: float) -> None:
        """Begin anew."""
        self.seconds = seconds
        self.starts += 1

    def stop(self) -> None:
        """Forget the call."""
        self.seconds = None

    def waiting(self) -> bool:
        """Whether a call is to come."""
        return self.seconds is not None


class ManualTimers:
    """Makes timers and lets the one that is due first fire."""

    def __init__(self) -> None:
        self.made: list[ManualTimer] = []

    def __call__(self, call: Callable[[], None]) -> ManualTimer:
        """Return a timer."""
        self.made.append(ManualTimer(call))
        return self.made[-1]

    def next(self) -> float | None:
        """Return in how many seconds the first one is due."""
        return min((timer.seconds for timer in self.made if timer.seconds is not None), default=None)

    def fire(self) -> float:
        """Let the first one fire; return its seconds."""
        due = [timer for timer in self.made if timer.seconds is not None]
        assert due, "no timer waits"
        first = min(due, key=lambda timer: timer.seconds or 0.0)
        seconds = first.seconds or 0.0
        first.stop()
        first._call()
        return seconds
