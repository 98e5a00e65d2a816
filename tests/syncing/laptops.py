"""Laptops of a team: each a real encrypted store, and the exchange over it."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Body, Change, Kind, Record
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.ports import OnLane, at_once
from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.syncing.team import Progress, Report
from rhi_desktop.store import outgoing
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.sync.beginning import Hubs
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.link import Link
from tests.builders import Clock
from tests.store.engines import encrypted, with_tables

ADDRESS = "https://hub.example"
FOUNDING = "FOUNDINGCODE0000"


def _silent(_: Progress) -> None:
    """Take the progress and say nothing."""


@dataclass
class Laptop:
    """One laptop with its member; its store is opened where there is one at `path`, and founded where there is none."""

    name: str
    path: Path
    hubs: Hubs
    clock: Clock = field(default_factory=Clock)
    on_lane: OnLane = at_once
    renewed: int = 0

    def __post_init__(self) -> None:
        there = self.path.exists()
        self.engine: Engine = encrypted(self.path) if there else with_tables(self.path)
        if not there:
            SqlStore.found(self.engine, self.name, self.clock)
        self.restart()

    def restart(self) -> None:
        """Start the program, on what is in its file."""
        self.store = SqlStore.open(self.engine, self.clock, renew=self._renew)
        self.link = Link(Stored(self.store.team, self.on_lane, self.clock), self.hubs, self.name)

    @property
    def member(self) -> str:
        """Whose it is."""
        return self.store.member

    def exchange(self) -> Report:
        """Send and receive."""
        return self.link.exchange(_silent)

    def child(self, name: str = "Robin Example") -> Record:
        """Put a child on record."""
        return self.commit(Kind.CHILD, to_body(Child(name=name)))

    def referral(self, child: str) -> Record:
        """Put a referral on record."""
        return self.commit(Kind.REFERRAL, to_body(Referral(child=child, episodes=(), received="2026-11-25T09:00Z")))

    def commit(self, kind: Kind, body: Body, record: Record | None = None) -> Record:
        """Commit a record, or a change to one."""
        named = record.id if record is not None else new_record_id(self.clock())
        parents = (record.head,) if record is not None else ()
        return self.store.commit([Change(named, kind, body, parents)])[0]

    def allocate(self, referral: str, worker: str, reason: str = "") -> None:
        """Give a referral to a worker."""
        kept = self.store.get(Kind.REFERRAL, referral)
        self.allocating().allocate(referral, kept.head, worker, reason)

    def allocating(self) -> Allocating:
        """Return what gives out referrals."""
        return Allocating(self.store, self.member, lambda: Role.COORDINATOR, self.clock)

    def revision_of(self, record: str) -> str:
        """Return the newest revision of a record."""
        return self.store.history(record)[-1].id

    def waits_for(self, reader: str) -> int:
        """Return how many rows were ever put into the outbox for a reader by name and are still kept."""
        with self.engine.connect() as connection:
            kept = "SELECT count(*) FROM outgoing WHERE reader = ?"
            return int(connection.exec_driver_sql(kept, (reader,)).scalar_one())

    def send_by_force(self, *revisions: str, to: str = "") -> None:
        """Put revisions into the outbox although they have no business there, as an altered program might."""
        with self.engine.begin() as connection:
            outgoing.add(connection, [("revision", one, to) for one in revisions])

    def _renew(self) -> None:
        self.renewed += 1


def let_in(coordinator: Laptop, newcomer: Laptop, role: Role = Role.WORKER) -> None:
    """Invite a laptop, compare the codes, and let it in."""
    invited = coordinator.link.invite(newcomer.name, role)
    code = newcomer.link.join(invited.text)
    waiting = {one.code: one.device for one in coordinator.link.newcomers()}
    coordinator.link.approve(waiting[code])
    coordinator.exchange()
    newcomer.exchange()


def exchange_all(*laptops: Laptop) -> None:
    """Let laptops send and receive, one after the other."""
    for laptop in laptops:
        laptop.exchange()


def allocated(coordinator: Laptop, worker: Laptop) -> Record:
    """Put a child and a referral on record and give it to a worker; nothing is sent yet."""
    referral = coordinator.referral(coordinator.child().id)
    coordinator.allocate(referral.id, worker.member)
    return coordinator.store.get(Kind.REFERRAL, referral.id)
