"""A store to which others' revisions come beside one's own: what two people change at once."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.people import Member, Role, Setting
from rhi_desktop.domain.records import GENESIS, SCHEMA, Kind, Revision, canonical_json, instant_text
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.conflicts import Conflicts
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.services.syncing.guarding import GuardedRecords
from rhi_desktop.services.syncing.ports import Arrival, Heard, Membership, Place, RawRevision
from rhi_desktop.services.syncing.team import Standing
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, new_id
from tests.store.engines import with_tables

KINDS = {
    Child: Kind.CHILD,
    Episode: Kind.EPISODE,
    Referral: Kind.REFERRAL,
    Member: Kind.MEMBER,
    Setting: Kind.SETTING,
}


@dataclass
class Forked:
    """The store of Sam Invented, who is in a team; every revision is a minute later than the one before."""

    folder: Path
    role: Role = Role.COORDINATOR
    clock: Clock = field(default_factory=Clock)
    places: dict[str, Place] = field(default_factory=dict)
    arrived: int = 0

    def __post_init__(self) -> None:
        self.store = SqlStore.found(with_tables(self.folder / "forked.db"), "Sam Invented", self.clock)
        team = Membership(
            organisation=new_id(),
            hub="https://hub.example",
            hub_key="0" * 64,
            root_key="0" * 64,
            standing=Standing.ACTIVE,
            since=instant_text(self.clock()),
            role=self.role,
        )
        self.store.team.enter(team, (), {})
        self.casework = Casework(self.store, self.clock)
        self.conflicts = Conflicts(self.store, GuardedRecords(self.store, self.store.team), self.casework, code_lists())

    @property
    def member(self) -> str:
        """The member whose store it is."""
        return self.store.member

    def meet(self, name: str) -> str:
        """Let a member come, and return the id."""
        known = new_id()
        self.wrote(known, Member(name=name, role=Role.WORKER.text, device=new_id(), signing_key=""), by=known)
        return known

    def wrote(self, record: str, value: Any, /, *parents: str, by: str = "", **fields: Any) -> str:
        """Let a revision come that somebody wrote on a laptop of theirs, and return its id."""
        self.clock.now += timedelta(minutes=1)
        author = by or self.member
        place = self.places.get(author, Place())
        revision = Revision(
            record=record,
            kind=KINDS[type(value)],
            parents=parents,
            author=author,
            device=author,
            counter=place.number + 1,
            previous=GENESIS,
            at=self.clock(),
            schema=SCHEMA,
            body=to_body(replace(value, **fields)),
        )
        self.places[author] = Place(place.number + 1, revision.id)
        self.arrived += 1
        arrival = Arrival(
            id=revision.id,
            device=author,
            counter=place.number + 1,
            position=self.arrived,
            at=instant_text(self.clock()),
            reader="team",
            place=Place(place.number + 1, place.tip),
            revisions=(RawRevision(revision.id, revision.canonical(), b"s" * 64, Role.COORDINATOR.text, "2026-01-01"),),
        )
        self.store.team.take_in(Heard((arrival,), self.arrived, self.arrived, GENESIS), self.clock())
        return revision.id

    def fork(self, record: str, value: Any, one: dict[str, Any], two: dict[str, Any], other: str) -> str:
        """Put a record there, let this member and another change it at once, and return its first revision."""
        first = self.wrote(record, value)
        self.wrote(record, value, first, **one)
        self.wrote(record, value, first, by=other, **two)
        return first

    def body(self, kind: Kind, record: str) -> dict[str, Any]:
        """Return what a record says now."""
        return dict(self.store.get(kind, record).body)

    def heads(self, record: str) -> set[str]:
        """Return the revisions of a record that no other replaces."""
        kept = {revision.id: revision for revision in self.store.history(record)}
        return set(kept) - {parent for revision in kept.values() for parent in revision.parents}

    def noted(self, subject: str) -> list[AuditAct]:
        """Return what was noted about a record, the last first."""
        return [entry.act for entry in self.store.entries(subject)]

    def everything(self, record: str) -> bytes:
        """Return all that was ever said of a record."""
        return canonical_json([revision.canonical().decode() for revision in self.store.history(record)])
