"""Deriving the current rows from the revisions and the drafts: to rebuild them, and to check them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, select

from rhi_desktop.domain.records import Body, Kind, Revision, instant_text
from rhi_desktop.services.ports import WorkState
from rhi_desktop.store import revisions, tables
from rhi_desktop.store.projection import OWNER, Fields, own_rows, text
from rhi_desktop.store.rows import Row, in_order, put
from rhi_desktop.store.worklist import Work, offers_of, referral_fields

_BATCH = 500


@dataclass(slots=True)
class _Standing:
    """A record as its revisions so far leave it."""

    kind: Kind
    created: int
    heads: set[str] = field(default_factory=set)
    head: str = ""
    at: str = ""
    author: str = ""
    revisions: int = 0


@dataclass(slots=True)
class _Derivation:
    """What one pass over the revisions gathers; of bodies only those of referrals are kept."""

    records: dict[str, _Standing] = field(default_factory=dict)
    own: dict[str, list[tuple[Table, Fields]]] = field(default_factory=dict)
    referrals: dict[str, Body] = field(default_factory=dict)

    def take(self, revision: Revision, revision_id: str, number: int) -> None:
        standing = self.records.setdefault(revision.record, _Standing(revision.kind, number))
        standing.heads.difference_update(revision.parents)
        standing.heads.add(revision_id)
        standing.head, standing.at, standing.author = revision_id, instant_text(revision.at), revision.author
        standing.revisions += 1
        self.own[revision.record] = list(own_rows(revision.record, revision.kind, revision.body, standing.created))
        if revision.kind is Kind.REFERRAL:
            self.referrals[revision.record] = revision.body

    def rows(self, drafts: dict[str, Work]) -> dict[Table, list[Row]]:
        """Return the rows of every derived table, in the order of its columns."""
        records = self.records
        found: dict[Table, list[Row]] = {table: [] for table in tables.DERIVED}
        found[tables.head] = [(record, one) for record, standing in records.items() for one in standing.heads]
        found[tables.record] = [
            (record, s.kind, s.head, s.at, s.author, s.revisions, s.created) for record, s in records.items()
        ]
        named: dict[Table, list[Fields]] = {table: [] for table in OWNER}
        for rows in self.own.values():
            for table, row in rows:
                named[table].append(row)
        for table, fields in named.items():
            found[table] = [in_order(table, row) for row in fields]
        found[tables.referral_row] = list(self._worklist(named, drafts))
        return found

    def _worklist(self, named: dict[Table, list[Fields]], drafts: dict[str, Work]) -> Iterator[Row]:
        work: dict[str, Work] = {}
        for row in sorted(named[tables.interview_row], key=lambda row: row["created"]):
            referral, interview, submitted, outcome = (
                str(row[name]) for name in ("referral", "interview", "submitted", "outcome")
            )
            work[referral] = Work(WorkState.SUBMITTED, interview, submitted=submitted, outcome=outcome)
        work.update(drafts)
        made: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for row in named[tables.attempt_row]:
            made[str(row["referral"])].append((str(row["at"]), int(row["created"]), str(row["result"])))
        children = {row["child"]: row for row in named[tables.child_row]}
        for referral, body in self.referrals.items():
            child = children.get(text(body, "child"))
            fields = referral_fields(body, child, work.get(referral, Work()), offers_of(made[referral]))
            yield in_order(tables.referral_row, {"referral": referral, **fields})


def derive(connection: Connection) -> dict[Table, list[Row]]:
    """Return every derived table's rows as the revisions and drafts have them. Reads all revisions."""
    derivation = _Derivation()
    columns = tables.revision.c
    kept = select(columns.number, columns.id, columns.content).order_by(columns.number)
    for number, revision_id, content in connection.execute(kept).yield_per(_BATCH):
        derivation.take(revisions.parse(content), revision_id, number)
    drafts = connection.execute(select(tables.draft.c.referral, tables.draft.c.interview, tables.draft.c.saved))
    return derivation.rows({row.referral: Work(WorkState.DRAFT, row.interview, saved=row.saved) for row in drafts})


def missing(connection: Connection) -> bool:
    """Whether the derived rows are still to be made: a step of the schema leaves them empty."""
    return connection.execute(select(tables.record.c.id).limit(1)).first() is None


def rebuild(connection: Connection) -> None:
    """Replace every derived row by what the revisions and drafts say."""
    derived = derive(connection)
    for table in tables.DERIVED:
        connection.execute(delete(table))
        rows = sorted(derived[table])  # in the order of the key: each page of the file is then written once
        for start in range(0, len(rows), _BATCH):
            put(connection, table, rows[start : start + _BATCH])
