"""The way to the keys: made on the store's lane after the first paint, because its libraries take time to load."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rhi_desktop.gui.access.asked import Access
    from rhi_desktop.gui.jobs import Jobs, Result

T = TypeVar("T")


class Gate:
    """Runs calls on `Access` in the store's lane. The first one makes it."""

    def __init__(self, make: Callable[[], Access], jobs: Jobs) -> None:
        self._make = make
        self._jobs = jobs
        self._access: Access | None = None

    def ask(self, call: Callable[[Access], T], done: Callable[[Result[T]], None]) -> None:
        """Run `call` off the GUI thread; then call `done` on it."""
        self._jobs.store(lambda: call(self._ready()), done)

    def _ready(self) -> Access:
        if self._access is None:
            self._access = self._make()
        return self._access
