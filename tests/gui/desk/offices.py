"""A coordinator's desk over a real encrypted store: everything that can wait for a decision; invented people."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.review import Verdict
from rhi_desktop.gui.desk.view import CoordinatorView
from rhi_desktop.services.deciding import Deciding
from rhi_desktop.services.desk_lists import DeskLists
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.team import TeamDevice, TeamMember
from rhi_desktop.services.syncing.teaming import Teaming
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock
from tests.gui.executors import ManualJobs
from tests.gui.team.scripted_team import SENT, SINCE, ScriptedTeam, a_member
from tests.overseen import URGENT, Overseen
from tests.store.engines import with_tables

ASH, BO, LEE = "member Ash Specimen", "member Bo Pretend", "member Lee Former"


def left(name: str) -> TeamMember:
    """Return somebody whose laptop was taken out of the team."""
    return TeamMember(f"member {name}", name, Role.WORKER, (TeamDevice(f"device {name} 0", SINCE, revoked=SENT),))


@dataclass
class DeskOffice(Overseen):
    """A store with the desk's services over a scripted team."""

    clock: Clock
    team: ScriptedTeam
    role: Role = Role.COORDINATOR
    asked: list[tuple[str, str]] = field(default_factory=list)

    def everything(self) -> None:
        """Put something of every group on record."""
        self.refer("Dilan Madeup", -27)
        self.refer("Kit Sample", -3, ASH)
        self.refer("Sasha Invented", 6)
        self.refer("Wren Placeholder", 8, BO)
        self.refer("Noor Specimen", 50, LEE)
        self.refer("Ollie O'Madeup", 0, ASH, returned="")
        self.submit(self.refer("Robin Example", -30, ASH), 20, coded=URGENT)
        self.submit(self.refer("Alex Example", -30, BO), 40)
        returned = self.submit(self.refer("Émile Sample", -60, ASH), 60)
        self.review(returned, Verdict.RETURNED, 26)
        approved = self.submit(self.refer("Zoë Invented", -90, BO), 70)
        self.review(approved, Verdict.APPROVED, 2)

    def deciding(self) -> Deciding:
        """Return the services of the desk."""
        allocating = Allocating(self.store, self.store.member, lambda: self.role, self.clock)
        teaming = Teaming(self.team, allocating, Naming(self.store), "device Sam Invented 0", lambda _n, _s: 60.0)
        lists, sharings = DeskLists(self.store.desk, self.clock), Sharings(self.store, self.clock)
        return Deciding(lists, allocating, sharings, "Sam Invented", teaming)

    def view(self, jobs: ManualJobs) -> CoordinatorView:
        """Return the window, which notes where it leads."""
        view = CoordinatorView(self.deciding(), code_lists()["recipient"], jobs)
        for name in ("referral_chosen", "child_chosen", "interview_opened", "review_requested", "conflict_requested"):
            getattr(view, name).connect(self._noting(name))
        return view

    def _noting(self, name: str) -> Callable[[str], None]:
        return lambda about: self.asked.append((name, about))


def open_desk(folder: Path) -> DeskOffice:
    """Found a store in `folder` whose member coordinates Ash and Bo; Lee has left."""
    clock = Clock()
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    own = replace(a_member("Sam Invented", Role.COORDINATOR), member=store.member)
    team = ScriptedTeam(team=[a_member("Ash Specimen"), a_member("Bo Pretend"), left("Lee Former"), own])
    return DeskOffice(store, clock, team)
