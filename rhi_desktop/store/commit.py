"""Committing: revisions, current rows and search rows in one transaction, or nothing at all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from rhi_desktop.domain.records import SCHEMA, Change, Record, RecordChanged, Revision
from rhi_desktop.store import current, drafts, revisions, tables
from rhi_desktop.store.chains import Chain, Tail, read_tail, write_tail
from rhi_desktop.store.identity import Identity
from rhi_desktop.store.transactions import writing


class Commits:
    """The unit of work over records. The clock is only written down; order is by the device's counter."""

    def __init__(self, engine: Engine, identity: Identity, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._identity = identity
        self._clock = clock

    def commit(self, changes: Sequence[Change], *, closes_draft: str = "") -> tuple[Record, ...]:
        """As `ports.Records.commit`. ValueError for two changes of one record: one of them would be lost."""
        if len({change.record for change in changes}) < len(changes):
            raise ValueError("one commit changes a record once")
        with writing(self._engine) as connection:
            return write(connection, changes, self._identity, self._clock(), closes_draft=closes_draft)


def write(
    connection: Connection, changes: Sequence[Change], identity: Identity, at: datetime, *, closes_draft: str = ""
) -> tuple[Record, ...]:
    """Write changes inside the caller's transaction; see `Commits.commit`."""
    tail = read_tail(connection, Chain.REVISIONS)
    committed: list[Record] = []
    stale: set[str] = set()
    for change in changes:
        before = _count_before(connection, change)
        signed = revisions.sign(_revision(change, identity, at, tail), identity)
        number = connection.execute(insert(tables.revision).values(signed.row)).lastrowid
        kept = revisions.parse(signed.content)  # tuples have become lists: rows are derived from what was written
        stale |= current.apply(connection, kept, signed.id, number)
        tail = Tail(Chain.REVISIONS, tail.count + 1, signed.id)
        committed.append(Record(change.record, change.kind, signed.id, kept.at, kept.author, before + 1, kept.body))
    if closes_draft:
        stale.add(drafts.delete_draft(connection, closes_draft))
    current.refresh_referrals(connection, stale)
    if committed:
        write_tail(connection, tail, identity)
    return tuple(committed)


def _count_before(connection: Connection, change: Change) -> int:
    """Return how many revisions the record has. Raises RecordChanged where the change was made from others."""
    heads = connection.scalars(select(tables.head.c.revision).filter_by(record=change.record))
    if set(heads) != set(change.parents):
        raise RecordChanged
    if not change.parents:
        return 0
    known = select(tables.record.c.kind, tables.record.c.revisions).filter_by(id=change.record)
    row = connection.execute(known).one()
    if row.kind != change.kind:
        raise ValueError("a record keeps its kind")
    return int(row.revisions)


def _revision(change: Change, identity: Identity, at: datetime, tail: Tail) -> Revision:
    return Revision(
        record=change.record,
        kind=change.kind,
        parents=change.parents,
        author=identity.member,
        device=identity.device,
        counter=tail.count + 1,
        previous=tail.tip,
        at=at,
        schema=SCHEMA,
        body=change.body,
    )
