"""Records that several people change at once: a store in memory, by the rules of the domain."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.merging import Conflict, Version, common_ancestor, merge
from rhi_desktop.domain.people import Member, Role
from rhi_desktop.domain.records import (
    GENESIS,
    SCHEMA,
    Body,
    Change,
    Kind,
    Record,
    RecordChanged,
    RecordMissing,
    Revision,
    canonical_json,
    instant_text,
)
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.ports import AuditAct, AuditEntry
from tests.builders import NOON, new_id

KINDS: Mapping[type, Kind] = {Child: Kind.CHILD, Episode: Kind.EPISODE, Referral: Kind.REFERRAL, Member: Kind.MEMBER}


@dataclass
class Forked:
    """A store of one member, to which the others' revisions come as they are (`wrote`)."""

    member: str = field(default_factory=new_id)
    now: datetime = NOON
    noted: list[tuple[AuditAct, str]] = field(default_factory=list)
    revisions: dict[str, Revision] = field(default_factory=dict)

    def meet(self, name: str, member: str = "") -> str:
        """Put a member on record and return the id."""
        known = member or new_id()
        self.wrote(known, Member(name=name, role=Role.WORKER, device=new_id(), signing_key=""), by=known)
        return known

    def amend_episode(self, episode: str, head: str, value: Episode) -> None:
        """Commit an episode."""
        self.commit([Change(episode, Kind.EPISODE, to_body(value), (head,))])

    def wrote(self, record: str, value: Any, *parents: str, by: str = "", **fields: Any) -> str:
        """Let somebody write a revision of a record a minute later, and return its id."""
        self.now += timedelta(minutes=1)
        revision = Revision(
            record=record,
            kind=KINDS[type(value)],
            parents=parents,
            author=by or self.member,
            device=f"device of {by or self.member}",
            counter=len(self.revisions) + 1,
            previous=GENESIS,
            at=self.now,
            schema=SCHEMA,
            body=_kept(to_body(replace(value, **fields))),
        )
        self.revisions[revision.id] = revision
        return revision.id

    def heads(self, record: str) -> dict[str, Revision]:
        """Return the revisions of a record that no other replaces."""
        own = {one: kept for one, kept in self.revisions.items() if kept.record == record}
        replaced = {parent for kept in own.values() for parent in kept.parents}
        return {one: kept for one, kept in own.items() if one not in replaced}

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the records that stand at several revisions."""
        records = dict.fromkeys(kept.record for kept in self.revisions.values())
        return tuple(self._standing(one) for one in records if len(self.heads(one)) > 1)

    def get(self, kind: Kind, record: str) -> Record:
        """Return a record, merged."""
        found = self.several(kind, [record])
        if not found:
            raise RecordMissing(kind)
        return found[0]

    def several(self, kind: Kind, records: Sequence[str]) -> tuple[Record, ...]:
        """Return records by id."""
        return tuple(one for one in self.every(kind) if one.id in records)

    def linked(self, kind: Kind, subject: str) -> tuple[Record, ...]:
        """Return the records whose body names another."""
        return tuple(one for one in self.every(kind) if subject in str(one.body))

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """Return the records of a kind."""
        records = dict.fromkeys(kept.record for kept in self.revisions.values() if kept.kind is kind)
        return tuple(map(self._record, records))

    def history(self, record: str) -> tuple[Revision, ...]:
        """Return the revisions of a record, as they came."""
        return tuple(kept for kept in self.revisions.values() if kept.record == record)

    def commit(self, changes: Sequence[Change], **_: object) -> tuple[Record, ...]:
        """Commit each change in place of all revisions that its record stands at."""
        for change in changes:
            heads = self.heads(change.record)
            if change.parents != ("+".join(sorted(heads)),):
                raise RecordChanged
            self.now += timedelta(minutes=1)
            before = next(iter(heads.values()))
            revision = replace(
                before, parents=tuple(sorted(heads)), author=self.member, at=self.now, body=_kept(change.body)
            )
            self.revisions[revision.id] = revision
        return tuple(self._record(change.record) for change in changes)

    def commit_all(self, changes: Sequence[Change], **_: object) -> int:
        """Commit each."""
        return len(self.commit(changes))

    def note(self, act: AuditAct, subject: str = "") -> None:
        """Append an act."""
        self.noted.append((act, subject))

    def entries(self, subject: str = "", *, limit: int = 200) -> tuple[AuditEntry, ...]:
        """Return what was noted, the newest first."""
        kept = [AuditEntry(self.now, self.member, act, one) for act, one in self.noted if subject in ("", one)]
        return tuple(reversed(kept))[:limit]

    def _standing(self, record: str) -> Conflict:
        heads = self.heads(record)
        versions = tuple(
            Version(one, instant_text(kept.at), kept.author, kept.device, kept.body) for one, kept in heads.items()
        )
        nearest = common_ancestor(heads, {one: kept.parents for one, kept in self.revisions.items()})
        kind = next(iter(heads.values())).kind
        base = self.revisions[nearest].body if nearest else None
        return Conflict(record, kind, "+".join(sorted(heads)), versions, base)

    def _record(self, record: str) -> Record:
        standing = self._standing(record)
        newest = max(self.heads(record).values(), key=lambda one: (one.at, one.id))
        body = merge(standing.base, standing.versions).body
        return Record(record, newest.kind, standing.head, newest.at, newest.author, len(self.history(record)), body)


def _kept(body: Body) -> Body:
    """Return a body as it is read back: tuples have become lists."""
    read: Body = json.loads(canonical_json(dict(body)))
    return read
