"""From rows of the outbox to bundles: what follows one on the other and has the same readers goes into one envelope."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from rhi_desktop.domain.audience import CASE, TEAM_ALONE, children_of
from rhi_desktop.domain.records import Kind, read_revision
from rhi_desktop.services.syncing.ports import EVERYBODY, RECOVERY, Bundle, Parcel, ParcelKind
from rhi_desktop.store import outgoing, tables, team_tables

ROWS = 512
"""How many rows of the outbox are looked at in one go."""
LARGE = 256 * 1024
"""At how many bytes a bundle is full; one thing alone may be larger."""
MUCH = 8 * 1024 * 1024
"""At how many bytes there is enough for one go."""

_OUT = team_tables.outgoing
_REVISION = tables.revision


@dataclass(frozen=True, slots=True)
class _Readers:
    """For whom a row is, as `Bundle` has it."""

    team: bool = False
    everybody: bool = False
    recovery: bool = False
    members: frozenset[str] = frozenset()
    named: str = ""


@dataclass(slots=True)
class _Open:
    """A bundle that is being filled."""

    readers: _Readers
    numbers: list[int] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    size: int = 0

    def closed(self) -> Bundle:
        """Return it as it is."""
        to, parcels = self.readers, tuple(self.parcels)
        named = frozenset({to.named} - {""})
        return Bundle(tuple(self.numbers), parcels, to.team, to.everybody, to.recovery, to.members | named, named)


def bundles(connection: Connection, now: datetime, member: str) -> tuple[Bundle, ...]:
    """Return what this laptop's `member` has to send next, in the order in which it was put into the outbox."""
    outgoing.unfold(connection)
    outgoing.drop_empty(connection)
    return tuple(one.closed() for one in _filled(connection, now, member))


def _filled(connection: Connection, now: datetime, member: str) -> Iterator[_Open]:
    addressing = _Addressing(connection, now)
    kept: _Open | None = None
    total = 0
    for row in _waiting(connection):
        readers = addressing.readers(row)
        parcels = _parcels(connection, row, with_set=bool(readers.members - {member}))
        size = sum(len(one.content) for one in parcels)
        apart = kept is None or kept.readers != readers or kept.size + size > LARGE
        if apart and kept is not None:
            yield kept
        if apart and total > MUCH:
            return
        if kept is None or apart:
            kept = _Open(readers)
        kept.numbers.append(row.number)
        kept.parcels += parcels
        kept.size += size
        total += size
    if kept is not None:
        yield kept


def _waiting(connection: Connection) -> "list[Row[Any]]":
    columns = _OUT.c
    revision = _REVISION.c
    kept = (
        select(columns.number, columns.kind, columns.subject, columns.content, columns.reader,
               revision.record, revision.kind.label("about"), revision.content.label("body"), revision.signature)
        .select_from(_OUT.outerjoin(_REVISION, revision.id == columns.subject))
        .where(columns.counter.is_(None), columns.refused == "")
        .order_by(columns.number).limit(ROWS)
    )  # fmt: skip
    return list(connection.execute(kept))


def _parcels(connection: Connection, row: "Row[Any]", *, with_set: bool) -> list[Parcel]:
    """Return what a row stands for; ahead of an interview, its question set where a colleague may not have it."""
    if row.kind == outgoing.SET:
        return _of_set(connection, row.subject)
    if row.kind != ParcelKind.REVISION:
        return [Parcel(ParcelKind(row.kind), row.content)]
    parcels = [Parcel(ParcelKind.REVISION, row.body, row.signature)] if row.body else []
    if parcels and with_set and row.about == Kind.INTERVIEW:
        return [*_of_set(connection, str(read_revision(row.body).body.get("question_set") or "")), *parcels]
    return parcels


def _of_set(connection: Connection, question_set: str) -> list[Parcel]:
    kept = select(_REVISION.c.content, _REVISION.c.signature).where(_REVISION.c.record == question_set)
    found = connection.execute(kept.order_by(_REVISION.c.number))
    return [Parcel(ParcelKind.REVISION, one.content, one.signature) for one in found if one.content]


class _Addressing:
    """Says for whom rows of the outbox are. A case's members are looked up once."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._members: dict[str, frozenset[str]] = {}

    def readers(self, row: "Row[Any]") -> _Readers:
        """Return for whom a row is."""
        if row.reader == EVERYBODY:
            return _Readers(team=True, everybody=True)
        if row.reader == RECOVERY:
            return _Readers(recovery=True)
        if row.reader:
            return _Readers(named=row.reader)
        if row.kind != ParcelKind.REVISION or not row.body:
            return _Readers(team=True)
        kind = Kind(row.about)
        if kind in CASE:
            return _Readers(team=True, members=self._case(row, kind))
        everybody = kind not in TEAM_ALONE and (kind is not Kind.QUESTION_SET or _local(row.body))
        return _Readers(team=True, everybody=everybody)

    def _case(self, row: "Row[Any]", kind: Kind) -> frozenset[str]:
        revision = read_revision(row.body)
        children = children_of(row.record, kind, revision.body) | outgoing.children_before(self._connection, revision)
        members: frozenset[str] = frozenset().union(*map(self._of, children))
        if kind is Kind.REFERRAL:
            before = outgoing.allocations_before(self._connection, revision)
            members = members | {one.worker for one in before if one.worker}
        return members

    def _of(self, child: str) -> frozenset[str]:
        if child not in self._members:
            self._members[child] = outgoing.members_of(self._connection, child, self._now)
        return self._members[child]


def _local(content: bytes) -> bool:
    return bool(read_revision(content).body.get("local"))
