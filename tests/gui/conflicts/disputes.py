"""Records that two people changed at once, and the screen on which one of them chooses."""

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.child import Child
from rhi_desktop.gui.conflicts.view import ConflictsView
from rhi_desktop.services.conflicts import Conflicts
from tests.builders import a_child, a_referral, new_id
from tests.forked import Forked
from tests.gui.executors import ManualJobs

LONG = "Robin said that the bus stop by the old mill is where the others wait for them, and asked us not to write. " * 4


class Bench:
    """A store with two members, and the screen over it."""

    def __init__(self, jobs: ManualJobs) -> None:
        self.store = Forked()
        self.jobs = jobs
        self.store.meet("Sam Invented", self.store.member)
        self.other = self.store.meet("Jo Made-up")
        self.conflicts = Conflicts(self.store, self.store.amend_episode, code_lists())
        self.view = ConflictsView(self.conflicts, jobs)
        self.gone = 0
        self.view.back.connect(self._count)

    def child(self, one: dict[str, Any], two: dict[str, Any], **known: Any) -> str:
        """Put a child on record, let both change it, and return its id."""
        record, child = new_id(), a_child(**known)
        return self._forked(record, child, one, two)

    def referral(self, child: str, one: str, two: str) -> str:
        """Put a referral on record, let both change its notes, and return its id."""
        return self._forked(new_id(), a_referral(child), {"notes": one}, {"notes": two})

    def begin(self, about: str = "") -> None:
        """Show what waits."""
        self.view.begin(about)
        self.settle()

    def settle(self) -> None:
        """Do the work that waits, and let what it lays out come into sight."""
        self.jobs.drain()
        QApplication.processEvents()

    def words(self) -> list[str]:
        """Return what can be read."""
        return [one.text() for one in self.view.findChildren(QLabel) if one.isVisibleTo(self.view) and one.text()]


    def _forked(self, record: str, value: Child | Any, one: dict[str, Any], two: dict[str, Any]) -> str:
        first = self.store.wrote(record, value)
        self.store.wrote(record, value, first, **one)
        self.store.wrote(record, value, first, by=self.other, **two)
        return record

    def _count(self) -> None:
        self.gone += 1
