"""Reading records and their history."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, Select, select

from rhi_desktop.domain.records import Kind, Record, RecordMissing, Revision, read_revision
from rhi_desktop.store import tables
from rhi_desktop.store.rows import unindexed
from rhi_desktop.store.standing import body_of, histories, oldest_first
from rhi_desktop.store.transactions import reading

_RECORD = tables.record.c
_AT_ONCE = 500
"""How many records one query asks for."""


class SqlRecords:
    """Records in the store (the reading half of `ports.Records`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, kind: Kind, record: str) -> Record:
        """Return a record. Raises RecordMissing."""
        with reading(self._engine) as connection:
            found = _read(connection, _records().where(_RECORD.id == record, _RECORD.kind == kind))
        if not found:
            raise RecordMissing(kind)
        return found[0]

    def several(self, kind: Kind, records: Sequence[str]) -> tuple[Record, ...]:
        """Return the records with these ids, in no order; what is not there is left out."""
        found: list[Record] = []
        with reading(self._engine) as connection:
            for start in range(0, len(records), _AT_ONCE):
                some = records[start : start + _AT_ONCE]
                found += _read(connection, _records().where(_RECORD.id.in_(some), unindexed(_RECORD.kind) == kind))
        return tuple(found)

    def linked(self, kind: Kind, subject: str) -> tuple[Record, ...]:
        """Return the records of `kind` that name `subject`, the newest record first."""
        link = tables.link.c
        named = (
            _records().join(tables.link, link.record == _RECORD.id).where(link.subject == subject, link.kind == kind)
        )
        with reading(self._engine) as connection:
            return _read(connection, named.order_by(_RECORD.created.desc()))

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """Return all records of a kind, the newest record first."""
        with reading(self._engine) as connection:
            return _read(connection, _records().where(_RECORD.kind == kind).order_by(_RECORD.created.desc()))

    def history(self, record: str) -> tuple[Revision, ...]:
        """Return the revisions of a record, oldest first; none for a record that is not there."""
        with reading(self._engine) as connection:
            _, history = histories(connection, [record]).get(record, (0, {}))
        return oldest_first(history)


def _records() -> "Select[tuple[str, int, bytes, bytes]]":
    joined = tables.record.join(tables.revision, tables.revision.c.id == _RECORD.head)
    return select(_RECORD.token, _RECORD.revisions, _RECORD.merged, tables.revision.c.content).select_from(joined)


def _read(connection: Connection, query: "Select[tuple[str, int, bytes, bytes]]") -> tuple[Record, ...]:
    return tuple(_record(row.token, row.revisions, row.content, row.merged) for row in connection.execute(query))


def _record(token: str, count: int, content: bytes, merged: bytes) -> Record:
    newest = read_revision(content)
    body = body_of(content, merged) if merged else newest.body
    return Record(newest.record, newest.kind, token, newest.at, newest.author, count, body)
