"""The hub's clock as far as it is known here: either clock may be hours wrong."""

import time
from collections.abc import Callable


class HubClock:
    """Tells the hub's time by this computer's clock and the difference that the hub's last answer showed."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._ahead = 0

    def time(self) -> int:
        """Return the hub's time in whole seconds since 1970; this computer's before the hub has answered."""
        return int(self._now()) + self._ahead

    def hear(self, said: str) -> None:
        """Take the time that an answer carries (`replies.Reply.time`); where it carries none, nothing changes."""
        if said:
            self._ahead = int(said) - int(self._now())
