"""Services over a real encrypted file, for windows that show cases."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.duplicates import Duplicates
from rhi_desktop.services.worklists import Worklists
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_child, an_episode
from tests.gui.pictures import DOUBLED
from tests.store.engines import with_tables

BESIDE_RAIL = QSize(DOUBLED.width() - 96, DOUBLED.height() - 32)
"""What the strip and a banner leave for a screen at double size."""


@dataclass
class Office:
    """A store with the services that the windows talk to, and the clock by which all of them go."""

    store: SqlStore
    casework: Casework
    worklists: Worklists
    clock: Clock
    may_join: bool = False

    @property
    def duplicates(self) -> Duplicates:
        """What joins two records of a child, for whoever may."""
        return Duplicates(self.store, lambda: self.may_join, self.clock)

    def refer(
        self, name: str = "Robin Example", returned: str = "2026-11-24T18:30Z", **child: object
    ) -> Filed[Referral]:
        """Put a child, an episode and a referral on record."""
        episode = an_episode("", missing_since="2026-11-20T20:00Z", returned=returned)
        return self.casework.take_referral(
            a_child(name=name, **child), episode, received="2026-11-25T09:00Z", source="Police", notes=""
        )


def open_office(folder: Path) -> Office:
    """Found a store in `folder`."""
    clock = Clock()
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    return Office(store, Casework(store, clock), Worklists(store, clock, code_lists()["attempt_result"]), clock)
