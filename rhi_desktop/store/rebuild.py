"""Deriving the current rows from the revisions and the drafts: to rebuild them, and to check them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, Table, delete, insert, select

from rhi_desktop.domain.records import Body, Kind, Revision, instant_text
from rhi_desktop.services.ports import WorkState
from rhi_desktop.store import projection, revisions, tables
from rhi_desktop.store.projection import ChildFields, Work

Row = tuple[str | int, ...]

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
    subjects: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Derivation:
    """What one pass over the revisions gathers; bodies of interviews are not kept."""

    records: dict[str, _Standing] = field(default_factory=dict)
    children: dict[str, tuple[ChildFields, frozenset[str]]] = field(default_factory=dict)
    referrals: dict[str, Body] = field(default_factory=dict)
    interviews: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, revision: Revision, revision_id: str, number: int) -> None:
        standing = self.records.setdefault(revision.record, _Standing(revision.kind, number))
        standing.heads.difference_update(revision.parents)
        standing.heads.add(revision_id)
        standing.head, standing.at, standing.author = revision_id, instant_text(revision.at), revision.author
        standing.revisions += 1
        standing.subjects = projection.subjects(revision.kind, revision.body)
        if revision.kind is Kind.CHILD:
            self.children[revision.record] = (
                projection.child_fields(revision.body),
                projection.child_words(revision.body),
            )
        elif revision.kind is Kind.REFERRAL:
            self.referrals[revision.record] = revision.body
        elif revision.kind is Kind.INTERVIEW:
            referral, submitted = (projection.text(revision.body, name) for name in ("referral", "submitted"))
            self.interviews[revision.record] = (referral, submitted)

    def rows(self, drafts: dict[str, Work]) -> dict[Table, list[Row]]:
        """Return the rows of every derived table, in the order of its columns."""
        records, children = self.records, self.children
        created = {interview: records[interview].created for interview in self.interviews}
        return {
            tables.head: [(record, one) for record, standing in records.items() for one in standing.heads],
            tables.record: [
                (record, s.kind, s.head, s.at, s.author, s.revisions, s.created) for record, s in records.items()
            ],
            tables.link: [(subject, s.kind, record) for record, s in records.items() for subject in s.subjects],
            tables.child_row: [(child, *asdict(fields).values()) for child, (fields, _) in children.items()],
            tables.search_word: [(word, child) for child, (_, words) in children.items() for word in words],
            tables.interview_row: [
                (interview, *named, created[interview]) for interview, named in self.interviews.items()
            ],
            tables.referral_row: list(self._worklist(created, drafts)),
        }

    def _worklist(self, created: dict[str, int], drafts: dict[str, Work]) -> Iterator[Row]:
        work: dict[str, Work] = {}
        for interview, (referral, submitted) in sorted(self.interviews.items(), key=lambda item: created[item[0]]):
            work[referral] = Work(WorkState.SUBMITTED, interview, submitted=submitted)
        work.update(drafts)
        for referral, body in self.referrals.items():
            child, _ = self.children.get(projection.text(body, "child"), (None, frozenset()))
            yield (referral, *projection.referral_fields(body, child, work.get(referral, Work())).values())


def derive(connection: Connection) -> dict[Table, list[Row]]:
    """Return every derived table's rows as the revisions and drafts have them. Reads all revisions."""
    derivation = _Derivation()
    columns = tables.revision.c
    kept = select(columns.number, columns.id, columns.content).order_by(columns.number)
    for number, revision_id, content in connection.execute(kept).yield_per(_BATCH):
        derivation.take(revisions.parse(content), revision_id, number)
    drafts = connection.execute(select(tables.draft.c.referral, tables.draft.c.interview, tables.draft.c.saved))
    return derivation.rows({row.referral: Work(WorkState.DRAFT, row.interview, saved=row.saved) for row in drafts})


def rebuild(connection: Connection) -> None:
    """Replace every derived row by what the revisions and drafts say."""
    derived = derive(connection)
    for table in tables.DERIVED:
        connection.execute(delete(table))
        rows = sorted(derived[table])  # in the order of the key: each page of the file is then written once
        names = table.c.keys()
        for start in range(0, len(rows), _BATCH):
            connection.execute(
                insert(table), [dict(zip(names, row, strict=True)) for row in rows[start : start + _BATCH]]
            )
