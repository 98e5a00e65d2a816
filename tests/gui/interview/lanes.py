"""Executors that tests drain by hand, so that nothing happens before it is asked for."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from PySide6.QtCore import QCoreApplication

from rhi_desktop.gui.jobs import Jobs


class ManualLane(Executor):
    """Keeps jobs until `run` is called."""

    def __init__(self) -> None:
        self.waiting: deque[Callable[[], None]] = deque()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Keep a job."""
        future: Future[Any] = Future()

        def work() -> None:
            try:
                result = fn(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - what an executor does: the error belongs to the future
                future.set_exception(error)
            else:
                future.set_result(result)

        self.waiting.append(work)
        return future

    def run(self) -> int:
        """Do every job that waits now, and return how many there were; what they lead to waits for the next call."""
        count = len(self.waiting)
        for _ in range(count):
            self.waiting.popleft()()
        QCoreApplication.processEvents()
        return count


def drain(jobs: Jobs, *lanes: ManualLane) -> None:
    """Do jobs until none is waiting on any lane."""
    QCoreApplication.processEvents()
    while jobs.waiting:
        for lane in lanes:
            lane.run()
        QCoreApplication.processEvents()
