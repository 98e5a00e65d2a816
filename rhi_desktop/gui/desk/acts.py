"""Carries out what was decided at the desk, one thing at a time, and says what became of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.deciding import Deciding, Told
from rhi_desktop.services.desk_lists import DeskItem
from rhi_desktop.services.desk_words import given_words
from rhi_desktop.services.syncing.allocating import Given

T = TypeVar("T")


class Acts(QObject):
    """`did` and `refused` carry a sentence. While one thing is done another press does nothing."""

    did = Signal(str)
    refused = Signal(str)

    def __init__(self, deciding: Deciding, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._deciding = deciding
        self._jobs = jobs
        self._busy = False

    def give(self, items: Sequence[DeskItem], worker: str, name: str, reason: str) -> None:
        """Give referrals to a worker who is called `name`."""

        def words(given: Given) -> str:
            return given_words(given.count, name, len(given.changed))

        self._do(partial(self._deciding.give, items, worker, reason), words)

    def sign_off(self, item: DeskItem) -> None:
        """Sign off the work on a referral."""
        self._do(partial(self._deciding.sign_off, item), lambda _: f"The work on {item.row.work.called} is signed off.")

    def note(self, item: DeskItem, told: Told) -> None:
        """Put on record who was told."""
        words = f"Who was told about {item.row.work.called} is on record."
        self._do(partial(self._deciding.told, item, told), lambda _: words)

    def _do(self, job: Callable[[], T], words: Callable[[T], str]) -> None:
        if not self._busy:
            self._busy = True
            self._jobs.store(job, partial(self._done, words))

    def _done(self, words: Callable[[T], str], result: Result[T]) -> None:
        self._busy = False
        if isinstance(result, Err):
            self.refused.emit(sentence(result.error))
        else:
            self.did.emit(words(result.value))


def sentence(error: Exception) -> str:
    """Return what an error says; raise what is a fault of the program."""
    if not isinstance(error, RhiError):
        raise error
    return str(error)
