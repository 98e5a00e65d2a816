"""Committing: revisions, current rows and search rows in one transaction, or nothing at all."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy import Row as Found

from rhi_desktop.domain.records import (
    SCHEMA,
    Change,
    Record,
    RecordChanged,
    Revision,
    parse_instant,
    read_revision,
    token_of,
)
from rhi_desktop.store import current, drafts, outgoing, revisions, tables
from rhi_desktop.store.chains import Chain, Tail, read_tail, write_tail
from rhi_desktop.store.identity import Identity
from rhi_desktop.store.rows import Row, among, in_order, put
from rhi_desktop.store.standing import Standing, sole, standings
from rhi_desktop.store.transactions import writing, writing_much

_AT_ONCE = 1_000
"""How many changes are written by one statement, and after how many the progress is told."""


class Commits:
    """The unit of work over records. The clock is only written down; order is by the device's counter."""

    def __init__(self, engine: Engine, identity: Identity, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._identity = identity
        self._clock = clock

    def commit(self, changes: Sequence[Change], *, closes_draft: str = "") -> tuple[Record, ...]:
        """As `ports.Records.commit`. ValueError for two changes of one record: one of them would be lost."""
        _refuse_twice(changes)
        with writing(self._engine) as connection:
            return write(connection, changes, self._identity, self._clock(), closes_draft=closes_draft)

    def commit_all(self, changes: Sequence[Change], progress: Callable[[int], None]) -> int:
        """As `ports.Records.commit_all`. ValueError as `commit`."""
        _refuse_twice(changes)
        done = 0
        with writing_much(self._engine) as connection:
            for some in _written(connection, changes, self._identity, self._clock()):
                done += len(some)
                progress(done)
        return done


def write(
    connection: Connection, changes: Sequence[Change], identity: Identity, at: datetime, *, closes_draft: str = ""
) -> tuple[Record, ...]:
    """Write changes inside the caller's transaction; see `Commits.commit`."""
    written = [one for some in _written(connection, changes, identity, at) for one in some]
    if closes_draft:
        current.refresh_referrals(connection, [drafts.delete_draft(connection, closes_draft)])
    return tuple(map(_record, written))


def _written(
    connection: Connection, changes: Sequence[Change], identity: Identity, at: datetime
) -> Iterator[list[Standing]]:
    """Write changes some at a time, with their rows; yield what was written after each."""
    signer = identity.signer()
    for start in range(0, len(changes), _AT_ONCE):
        some = changes[start : start + _AT_ONCE]
        before = _before(connection, some)
        tail = read_tail(connection, Chain.REVISIONS)
        number = connection.scalar(select(func.max(tables.revision.c.number))) or 0
        rows: list[Row] = []
        written: list[Standing] = []
        made: list[tuple[str, Revision]] = []
        undecided: list[str] = []
        for change in some:
            number += 1
            parents = _parents(change, before.get(change.record))
            if parents != change.replaced:
                undecided.append(change.record)
            signed = revisions.sign(_revision(change, parents, identity, at, tail), signer)
            tail = Tail(Chain.REVISIONS, tail.count + 1, signed.id)
            rows.append(in_order(tables.revision, {"number": number, **signed.row}))
            kept = read_revision(signed.content)  # tuples have become lists: rows are derived from what was written
            made.append((signed.id, kept))
            written.append(_new(kept, signed.id, number, before.get(change.record)))
        put(connection, tables.revision, rows)
        write_tail(connection, tail, identity)
        outgoing.queue(connection, made, identity.member)
        written = _as_they_stand(connection, written, undecided)
        current.apply(connection, written)
        yield written


def _before(connection: Connection, changes: Sequence[Change]) -> "dict[str, Found[Any]]":
    """Return the rows of the records that are there. Raises RecordChanged where a change was made from others."""
    ids = [change.record for change in changes]
    heads: dict[str, set[str]] = {record: set() for record in ids}
    for row in connection.execute(select(tables.head).where(among(tables.head.c.record, ids))):
        heads[row.record].add(row.revision)
    known = {row.id: row for row in connection.execute(select(tables.record).where(among(tables.record.c.id, ids)))}
    for change in changes:
        if heads[change.record] != set(change.replaced):
            raise RecordChanged
        if change.record in known and known[change.record].kind != change.kind:
            raise ValueError("a record keeps its kind")
    return known


def _parents(change: Change, before: "Found[Any] | None") -> tuple[str, ...]:
    """Return what a revision follows on: all that stands, but the newest alone where a person has still to choose.

    Otherwise a change to one field would settle, unseen, what two people said of another.
    """
    asked = before is not None and before.clashes > 0 and len(change.parents) == 1
    return (before.head,) if before is not None and asked else change.replaced


def _as_they_stand(connection: Connection, written: list[Standing], undecided: Sequence[str]) -> list[Standing]:
    """Put in place of records in which somebody has still to choose where they stand beside the other revisions."""
    found = {one.record: one for one in standings(connection, undecided)} if undecided else {}
    return [found.get(one.record, one) for one in written]


def _new(kept: Revision, revision_id: str, number: int, before: "Found[Any] | None") -> Standing:
    if before is None:
        return sole(kept, revision_id, created=number, count=1)
    return sole(kept, revision_id, created=before.created, count=before.revisions + 1)


def _record(one: Standing) -> Record:
    return Record(one.record, one.kind, token_of(one.heads), parse_instant(one.at), one.author, one.count, one.body)


def _refuse_twice(changes: Sequence[Change]) -> None:
    if len({change.record for change in changes}) < len(changes):
        raise ValueError("one commit changes a record once")


def _revision(change: Change, parents: tuple[str, ...], identity: Identity, at: datetime, tail: Tail) -> Revision:
    return Revision(
        record=change.record,
        kind=change.kind,
        parents=parents,
        author=identity.member,
        device=identity.device,
        counter=tail.count + 1,
        previous=tail.tip,
        at=at,
        schema=SCHEMA,
        body=change.body,
    )
