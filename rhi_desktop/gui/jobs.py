"""The one way in which windows do slow work: a single lane for the store, a small pool for the rest.

Widgets start no thread. A job is a plain call; its result comes back on the GUI thread as a value.
"""

from collections.abc import Callable
from threading import get_ident
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


class Ok(NamedTuple, Generic[T]):
    """The job returned `value`."""

    value: T


class Err(NamedTuple):
    """The job raised `error`."""

    error: Exception


Result: TypeAlias = Ok[T] | Err


class Submits(Protocol):
    """An executor, of which one method is asked."""

    def submit(self, fn: Callable[[], T], /) -> "Future[T]":
        """Run `fn` some time."""
        ...


class Jobs(QObject):
    """Runs jobs on injected executors and delivers each result on the GUI thread.

    `lane` runs one job at a time, in order: everything that touches the store goes there. `pool` takes
    what is slow and independent, such as rendering a page. Tests inject executors that they drain by hand. `stored`
    is emitted after each job of the lane: something may have changed in the store.
    """

    stored = Signal()
    _finished = Signal(object, object)

    def __init__(self, lane: Submits, pool: Submits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._pool = pool
        self._waiting = 0
        self._joined = False
        self._on_lane = 0

    @property
    def waiting(self) -> int:
        """How many jobs have been given and not yet been delivered."""
        return self._waiting

    def store(self, job: Callable[[], T], done: Callable[[Result[T]], None]) -> None:
        """Run `job` on the store's lane, after every job given before it; then call `done` on the GUI thread."""
        self._submit(self._lane, self._noting(job), lambda result: self._worked(result, done))

    def background(self, job: Callable[[], T], done: Callable[[Result[T]], None]) -> None:
        """Run `job` in the pool; then call `done` on the GUI thread."""
        self._submit(self._pool, job, done)

    def on_lane(self, job: Callable[[], T]) -> T:
        """Run `job` on the store's lane, wait for it, and return what it returns: for work in the background.

        A job that is on the lane already runs it at once. Never called on the GUI thread, which waits for nothing.
        """
        if get_ident() == self._on_lane:
            return job()
        return self._lane.submit(self._noting(job)).result()

    def _noting(self, job: Callable[[], T]) -> Callable[[], T]:
        """Remember which thread the lane is."""

        def noted() -> T:
            self._on_lane = get_ident()
            return job()

        return noted

    def _submit(self, executor: Submits, job: Callable[[], T], done: Callable[[Result[T]], None]) -> None:
        self._join()
        self._waiting += 1
        executor.submit(job).add_done_callback(lambda future: self._finished.emit(done, future))

    def _worked(self, result: Result[T], done: Callable[[Result[T]], None]) -> None:
        self.stored.emit()
        done(result)

    def _join(self) -> None:
        """Connect at the first job: loading the namespace Qt takes 13 ms, and the prompt is waited for."""
        if not self._joined:
            from PySide6.QtCore import Qt

            self._joined = True
            self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, done: Callable[[Result[T]], None], future: "Future[T]") -> None:
        self._waiting -= 1
        error = future.exception()
        if error is None:
            done(Ok(future.result()))
        elif isinstance(error, Exception):
            done(Err(error))
        else:
            raise error
