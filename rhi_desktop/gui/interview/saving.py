"""Keeps what was answered safe: every change goes to the store's lane, in order, and none is dropped on failure."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from rhi_desktop.domain.answers import Delta
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.jobs import Jobs, Ok, Result

RETRY_MS = 10_000


class SaveState(Enum):
    """Where the newest change is."""

    SAVED = auto()
    SAVING = auto()
    FAILED = auto()


class Saver(QObject):
    """A queue of changes to one interview. `changed` says that `state`, `at` or `reason` differ now.

    A failed change stays at the head of the queue, is tried again by itself, and goes before later ones.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, save: Callable[[Delta], datetime], at: datetime, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._save = save
        self._queue: list[Callable[[], datetime]] = []
        self._in_flight = 0
        self._waiting: list[Callable[[], None]] = []
        self._retry = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self.retry)
        self.at = at
        self.reason = ""

    @property
    def state(self) -> SaveState:
        """Whether everything is on the disk, on its way, or could not be written."""
        if self.reason:
            return SaveState.FAILED
        return SaveState.SAVING if self._queue else SaveState.SAVED

    def add(self, delta: Delta) -> None:
        """Save a change to the answers; an empty one costs nothing."""
        if delta.saved or delta.removed:
            self.put(partial(self._save, delta))

    def put(self, job: Callable[[], datetime]) -> None:
        """Save something else of the interview, in its turn; `job` returns the instant at which it was durable."""
        self._queue.append(job)
        self._send()

    def when_saved(self, done: Callable[[], None]) -> None:
        """Call `done` as soon as everything is on the disk; not before."""
        self._waiting.append(done)
        self._tell_waiting()

    def forget_waiting(self) -> None:
        """Drop what `when_saved` was told: the person decided to stay."""
        self._waiting.clear()

    def retry(self) -> None:
        """Try again to save what could not be written."""
        self._retry.stop()
        self._send()

    def _send(self) -> None:
        if self._in_flight or not self._queue:
            return
        batch = tuple(self._queue)
        self._in_flight = len(batch)
        self._jobs.store(lambda: [job() for job in batch][-1], self._done)
        self.changed.emit()

    def _done(self, result: Result[datetime]) -> None:
        sent, self._in_flight = self._in_flight, 0
        if isinstance(result, Ok):
            del self._queue[:sent]
            self.at = result.value
            self.reason = ""
            self._send()
        else:
            self.reason = _sentence(result.error)
            self._retry.start()
        self.changed.emit()
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        if self.state is not SaveState.SAVED:
            return
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            done()


def _sentence(error: Exception) -> str:
    if isinstance(error, RhiError):
        return str(error)
    return "The store could not be written. What you wrote is still on the screen."
