"""Faults between any two steps of an exchange: a line that breaks, a program that is killed, a disk that is full."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from rhi_desktop.domain.errors import DiskFull
from rhi_desktop.sync.hub import HubRefused, HubUnreachable
from rhi_desktop.wire.api import Reason
from tests.syncing.memory_hub import MemoryHub

T = TypeVar("T")


class Killed(BaseException):
    """The program is no more; what its store has committed stays."""


class Fault(StrEnum):
    """What goes wrong: the request or its reply is lost, the hub is busy; killed before or after a transaction."""

    NONE = "none"
    REQUEST = "request"
    REPLY = "reply"
    BUSY = "busy"
    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"
    FULL = "full"


@dataclass
class Plan:
    """One fault at the `at`th occasion for it, counted from 0."""

    fault: Fault = Fault.NONE
    at: int = 0

    def _now(self) -> bool:
        self.at -= 1
        return self.at == -1

    def on_line(self, occasion: str) -> None:
        """Break the line (`MemoryHub.before`)."""
        is_reply = occasion.startswith("reply")
        if self.fault is Fault.REPLY and is_reply and self._now():
            raise HubUnreachable("The reply was lost.")
        if self.fault is Fault.REQUEST and not is_reply and self._now():
            raise HubUnreachable("The hub did not answer.")
        if self.fault is Fault.BUSY and not is_reply and self._now():
            raise HubRefused(Reason.BUSY)

    def on_lane(self, job: Callable[[], T]) -> T:
        """Run a transaction of the store, or not."""
        if self.fault is Fault.FULL and self._now():
            raise DiskFull
        if self.fault is Fault.KILLED_BEFORE and self._now():
            raise Killed
        done = job()
        if self.fault is Fault.KILLED_AFTER and self._now():
            raise Killed
        return done

    def break_line_of(self, hub: MemoryHub) -> None:
        """Let the fault happen on the way to this hub."""
        hub.before = self.on_line
