"""An executor that tests drain by hand, so that nothing happens at a moment that the test did not choose."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QCoreApplication

from rhi_desktop.gui.jobs import Jobs

P = ParamSpec("P")
T = TypeVar("T")


class ManualExecutor(Executor):
    """Keeps jobs until `drain`, which runs them on the calling thread and delivers what they returned."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()

    @property
    def waiting(self) -> int:
        """How many jobs have not been run."""
        return len(self._waiting)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Keep the job."""
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - handed on as the future's result
                future.set_exception(error)

        self._waiting.append(run)
        return future

    def drain(self) -> int:
        """Run everything that waits, and what that gives rise to; return how many jobs were run."""
        ran = 0
        while self._waiting:
            self.step()
            ran += 1
        return ran

    def step(self) -> None:
        """Run the next job alone, and deliver what it returned."""
        self._waiting.popleft()()
        QCoreApplication.sendPostedEvents()


class ManualJobs(Jobs):
    """Jobs on one manual executor for lane and pool."""

    def __init__(self) -> None:
        self.executor = ManualExecutor()
        super().__init__(self.executor, self.executor)

    def on_lane(self, job: Callable[[], T]) -> T:
        """Run the job at once: there is one thread."""
        return job()

    def drain(self) -> int:
        """Run everything that waits, and deliver it."""
        return self.executor.drain()
