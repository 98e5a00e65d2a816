"""Records that two people changed at once, and the screen on which one of them chooses."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.conflicts.view import ConflictsView
from tests.builders import a_child, a_referral, new_id
from tests.forked import Forked
from tests.gui.executors import ManualJobs

LONG = "Robin said that the bus stop by the old mill is where the others wait for them, and asked us not to write. " * 4
_ROUNDS = 4


class Bench:
    """A store with two members, and the screen over it."""

    def __init__(self, folder: Path, jobs: ManualJobs) -> None:
        self.forked = Forked(folder)
        self.jobs = jobs
        self.other = self.forked.meet("Jo Made-up")
        self.conflicts = self.forked.conflicts
        self.view = ConflictsView(self.conflicts, jobs)
        self.gone = 0
        self.view.back.connect(self._count)

    def child(self, one: dict[str, Any], two: dict[str, Any], **known: Any) -> str:
        """Put a child on record, let both change it, and return its id."""
        record = new_id()
        self.forked.fork(record, a_child(**known), one, two, self.other)
        return record

    def referral(self, child: str, one: str, two: str) -> str:
        """Put a referral on record, let both change its notes, and return its id."""
        record = new_id()
        self.forked.fork(record, a_referral(child), {"notes": one}, {"notes": two}, self.other)
        return record

    def begin(self, about: str = "") -> None:
        """Show what waits."""
        self.view.begin(about)
        self.settle()

    def settle(self) -> None:
        """Do the work that waits, and let what it lays out come into sight: text wraps once its width is known."""
        self.jobs.drain()
        for _ in range(_ROUNDS):
            QApplication.processEvents()

    def words(self) -> list[str]:
        """Return what can be read."""
        return [one.text() for one in self.view.findChildren(QLabel) if one.isVisibleTo(self.view) and one.text()]

    def school(self, record: str) -> str:
        """Return which school a child goes to, by the record as it stands."""
        return str(self.forked.body(Kind.CHILD, record)["school"])

    def _count(self) -> None:
        self.gone += 1
