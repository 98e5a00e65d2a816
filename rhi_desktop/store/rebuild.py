"""Deriving the current rows from the revisions and the drafts: to rebuild them, and to check them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, select

from rhi_desktop.domain.records import Body, Kind, Revision, read_revision
from rhi_desktop.services.ports import WorkState
from rhi_desktop.store import cases, search_index, tables
from rhi_desktop.store.desk_rows import Account
from rhi_desktop.store.overseen import SEEN, accounts
from rhi_desktop.store.projection import OWNER, Fields, own_rows, text
from rhi_desktop.store.rows import Row, in_order, put
from rhi_desktop.store.standing import Standing, base_of, heads, histories, merged, sole
from rhi_desktop.store.worklist import Work, offers_of, referral_fields

_BATCH = 500


@dataclass(slots=True)
class _History:
    """A record as its revisions so far leave it; `last` is the one that was read last."""

    created: int
    last: str = ""
    ids: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Derivation:
    """What one pass over the revisions gathers; of bodies only those of referrals are kept."""

    histories: dict[str, _History] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    own: dict[str, list[tuple[Table, Fields]]] = field(default_factory=dict)
    referrals: dict[str, Body] = field(default_factory=dict)

    def take(self, revision: Revision, revision_id: str, number: int) -> None:
        """Read the next revision."""
        history = self.histories.setdefault(revision.record, _History(number))
        history.last = revision_id
        history.ids.add(revision_id)
        history.replaced.update(revision.parents)
        self.stand(sole(revision, revision_id, created=history.created, count=len(history.ids)))

    def entangled(self) -> list[str]:
        """Return the records of which the revision that came last does not replace all others."""
        return [one for one, history in self.histories.items() if history.ids - history.replaced != {history.last}]

    def stand(self, standing: Standing) -> None:
        """Note where a record stands, with the rows that come of it alone."""
        record = standing.record
        self.standings[record] = standing
        self.own[record] = list(own_rows(record, standing.kind, standing.body, standing.created))
        if standing.kind is Kind.REFERRAL:
            self.referrals[record] = standing.body

    def rows(self, drafts: dict[str, Work]) -> dict[Table, list[Row]]:
        """Return the rows of every derived table, in the order of its columns."""
        standings = self.standings
        found: dict[Table, list[Row]] = {table: [] for table in tables.DERIVED}
        found[tables.head] = [(record, one) for record, standing in standings.items() for one in standing.heads]
        found[tables.record] = [in_order(tables.record, standing.fields) for standing in standings.values()]
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
        seen = accounts({table: named[table] for table in SEEN})
        for referral, body in self.referrals.items():
            child = children.get(text(body, "child"))
            fields = referral_fields(
                body, child, work.get(referral, Work()), offers_of(made[referral]), seen.get(referral, Account())
            )
            yield in_order(tables.referral_row, {"referral": referral, **fields})


def derive(connection: Connection) -> dict[Table, list[Row]]:
    """Return every derived table's rows as the revisions and drafts have them. Reads all revisions."""
    derivation = _Derivation()
    columns = tables.revision.c
    kept = select(columns.number, columns.id, columns.content).where(columns.content != b"").order_by(columns.number)
    for number, revision_id, content in connection.execute(kept).yield_per(_BATCH):
        derivation.take(read_revision(content), revision_id, number)
    for created, history in histories(connection, derivation.entangled()).values():
        derivation.stand(merged(heads(history), base_of(history), created=created, count=len(history), known=False))
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
    search_index.make_anew(connection)
    cases.make_anew(connection)
