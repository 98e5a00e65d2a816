"""Runs exchanges with the hub in the background: one at a time, by themselves, and never on the store's lane."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.timers import MakeTimer
from rhi_desktop.services.syncing.team import (
    Cancelled,
    Progress,
    Report,
    Standing,
    SyncStatus,
    Team,
    TurnedAway,
    Unreachable,
)

T = TypeVar("T")
EVERY: Final = 300.0
"""Seconds from the end of one exchange to the next."""
AFTER_CHANGE: Final = 20.0
"""Seconds from a change to the exchange that sends it: what is written in one go is sent in one go."""
LOOK: Final = 2.0
"""Seconds from work on the store to a look at what waits."""
LONGEST_STOP: Final = 3.0
"""For how many seconds a stopped exchange is waited for: the hub may not answer, and the program is to close."""
_EXCHANGING = frozenset({Standing.ACTIVE, Standing.PENDING})


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the exchange: `offline` where the hub could not be reached, `running` while one goes on."""

    status: SyncStatus
    offline: bool = False
    running: bool = False


class Runner(QObject):
    """Tells what it sees (`seen`), how far it is (`progressed`), that something came (`received`).

    `locked` is emitted where this workspace must be opened anew: it was shut out of the team, or now belongs to
    somebody's further device. `delay` returns the seconds to wait after a failure. It is told how many in a row came
    before, and for how many seconds the hub asks not to be asked again.
    """

    seen = Signal(object)
    progressed = Signal(object)
    received = Signal()
    locked = Signal()
    _told = Signal(object)

    def __init__(
        self,
        team: Team,
        jobs: Jobs,
        delay: Callable[[int, float], float],
        make_timer: MakeTimer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._team = team
        self._jobs = jobs
        self._delay = delay
        self._stop = Event()
        self._seen = Seen(SyncStatus())
        self._running = False
        self._failures = 0
        self._soon = False
        self._over = False
        self._last: Callable[[], None] | None = None
        self._next = make_timer(self._due)
        self._look = make_timer(self._read)
        self._patience = make_timer(self._finish)
        self._told.connect(self._tell)
        jobs.stored.connect(self._worked)

    def begin(self) -> None:
        """Look at what waits, and exchange."""
        self._jobs.background(self._team.status, self._began)

    def exchange(self) -> None:
        """Exchange now, unless one goes on or this laptop has nobody to exchange with."""
        if self._running or self._over or self._seen.status.standing not in _EXCHANGING:
            return
        self._running, self._soon = True, False
        self._stop.clear()
        self._next.stop()
        self._show(self._seen.status)
        self._jobs.background(self._exchanged, self._ended)

    def refresh(self) -> None:
        """Look at what waits, without an exchange."""
        self._read()

    def stop(self) -> None:
        """Stop a running exchange as soon as it can be; what was done stays done."""
        self._stop.set()

    def when_stopped(self, done: Callable[[], None]) -> None:
        """Exchange no more, and call `done` once nothing runs, at the latest after `LONGEST_STOP` seconds.

        A program that stays open after all, because something else could not be saved, exchanges again `EVERY` seconds
        later.
        """
        self._over = True
        for timer in (self._next, self._look):
            timer.stop()
        self._last = done
        if not self._running:
            self._finish()
            return
        self.stop()
        self._patience.start(LONGEST_STOP)

    def _due(self) -> None:
        self._over = False
        self.exchange()

    def _exchanged(self) -> tuple[Report | None, RhiError | None, SyncStatus]:
        """Return what the exchange did or why it failed, and how things stand then. Runs in the background."""
        try:
            report, problem = self._team.exchange(self._hear), None
        except RhiError as error:
            report, problem = None, error
        return report, problem, self._team.status()

    def _hear(self, progress: Progress) -> None:
        """Take in how far the exchange is, on its own thread. Raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled
        self._told.emit(progress)

    def _tell(self, progress: Progress) -> None:
        if self._running:
            self.progressed.emit(progress)

    def _began(self, result: Result[SyncStatus]) -> None:
        if self._over:
            return
        self._show(_value(result))
        self.exchange()

    def _ended(self, result: Result[tuple[Report | None, RhiError | None, SyncStatus]]) -> None:
        self._running = False
        if isinstance(result, Err):
            self._again(EVERY)
            self._finish()
            if self._over:
                return  # the store was closed under it
            raise result.error
        report, problem, status = result.value
        failed = problem is not None and not isinstance(problem, Cancelled)
        self._failures = self._failures + 1 if failed else 0
        self._show(status, offline=isinstance(problem, Unreachable))
        usual = EVERY if status.standing is Standing.ACTIVE else AFTER_CHANGE
        asked = problem.wait if isinstance(problem, TurnedAway) else 0.0
        self._again(self._delay(self._failures - 1, asked) if failed else usual)
        if report is not None and (report.received or report.left):
            self.received.emit()
        self._finish()
        if status.standing is Standing.REVOKED or (report is not None and (report.revoked or report.reopen)):
            self.locked.emit()

    def _again(self, seconds: float) -> None:
        if not self._over:
            self._next.start(seconds)

    def _finish(self) -> None:
        self._patience.stop()
        last, self._last = self._last, None
        if last is not None:
            self._next.start(EVERY)
            last()

    def _worked(self) -> None:
        if not self._over and not self._look.waiting() and self._seen.status.standing is Standing.ACTIVE:
            self._look.start(LOOK)

    def _read(self) -> None:
        self._jobs.background(self._team.status, self._looked)

    def _looked(self, result: Result[SyncStatus]) -> None:
        if self._over:
            return
        before, now = self._seen.status, _value(result)
        self._show(now, offline=self._seen.offline)
        if self._running:
            return
        if before.standing not in _EXCHANGING and now.standing in _EXCHANGING:
            self._again(0)
        elif _waiting(now) > _waiting(before) and not self._failures and not self._soon:
            self._soon = True
            self._again(AFTER_CHANGE)

    def _show(self, status: SyncStatus, *, offline: bool = False) -> None:
        self._seen = Seen(status, offline, self._running)
        self.seen.emit(self._seen)


def _waiting(status: SyncStatus) -> int:
    return status.interviews + status.others


def _value(result: Result[T]) -> T:
    if isinstance(result, Err):
        raise result.error
    return result.value
