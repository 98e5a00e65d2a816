"""What is to be sent: queued in the transaction that commits it, gathered into what goes to the same readers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Text, bindparam, delete, insert, select

from rhi_desktop.domain.audience import CASE, Allocation, Reach, child_of, reach, workers
from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.duplicate import Duplicate
from rhi_desktop.domain.people import Permission
from rhi_desktop.domain.records import Kind, Revision, read_revision
from rhi_desktop.services.syncing.ports import Parcel
from rhi_desktop.services.syncing.team import Standing
from rhi_desktop.store import membership, tables, team_tables
from rhi_desktop.store.duplicates import family
from rhi_desktop.store.rows import among, as_parameter
from rhi_desktop.store.standing import body_of

SET = "set"
CASE_OF = "case"
ALL = "all"
"""Kinds of row besides those of `ports.ParcelKind`: a question set, a whole case, all there is. They are taken apart
into revisions when their turn comes."""

_OUT = team_tables.outgoing
_ALLOCATED = (
    select(tables.record.c.merged, tables.revision.c.content)
    .select_from(tables.link)
    .join(tables.record, tables.record.c.id == tables.link.c.record)
    .join(tables.revision, tables.revision.c.id == tables.record.c.head)
    .where(among(tables.link.c.subject, bindparam("children", type_=Text)), tables.link.c.kind == Kind.REFERRAL)
)
"""What the referrals of some children's records say now; asked of every child of an exchange."""


def queue(connection: Connection, made: Sequence[tuple[str, Revision]], member: str) -> None:
    """Put what was just committed here into the outbox, where the store belongs to a team."""
    team = membership.read(connection)
    if team is None or team.standing is not Standing.ACTIVE:
        return
    coordinator, rules = team.role.coordinates, team.role.may(Permission.KEEP_RULES)
    rows: list[tuple[str, str, str]] = []
    for revision_id, revision in made:
        how_far = reach(revision.kind, revision.body, rules=rules)
        if how_far is Reach.NOWHERE:
            continue
        if revision.kind is Kind.INTERVIEW:
            rows += _unsent_set(connection, str(revision.body.get("question_set") or ""))
        rows.append(("revision", revision_id, ""))
        if coordinator and revision.kind is Kind.REFERRAL:
            rows += _granted(connection, revision, member)
        if coordinator and revision.kind is Kind.DUPLICATE:
            rows += _granted_both(connection, revision, member)
    add(connection, rows)


def add(connection: Connection, rows: Iterable[tuple[str, str, str]]) -> None:
    """Append rows: kind, subject, reader."""
    _append(connection, [{"kind": kind, "subject": subject, "reader": reader} for kind, subject, reader in rows])


def add_parcels(connection: Connection, parcels: Iterable[tuple[str, Parcel]]) -> None:
    """Append messages that are no revisions, each for its reader."""
    _append(connection, [{"kind": one.kind, "reader": reader, "content": one.content} for reader, one in parcels])


def add_refused(connection: Connection, revision: str, refused: Mapping[str, str]) -> None:
    """Put a revision back that somebody did not take, until a person decides on it."""
    _append(connection, [{"kind": "revision", "subject": revision, "reader": "", **refused}])


def _append(connection: Connection, rows: Sequence[Mapping[str, str | bytes]]) -> None:
    if not rows:
        return
    blank = {"subject": "", "content": b"", "refused": "", "by": "", "at": ""}
    connection.execute(insert(_OUT), [{**blank, **row} for row in rows])


def queue_all(connection: Connection, member: str, *, rules: bool) -> None:
    """Put all that is on record into the outbox, by the rule of need to know: the store has come into a team.

    Of members' records only their own goes: a further device was founded under another name.
    """
    record, revision = tables.record.c, tables.revision.c
    heads = select(record.id, record.kind, record.merged, revision.content)
    heads = heads.select_from(tables.record.join(tables.revision, revision.id == record.head))
    going = [
        row.id
        for row in connection.execute(heads)
        if (row.kind != Kind.MEMBER or row.id == member)
        and reach(Kind(row.kind), body_of(row.content, row.merged), rules=rules) is not Reach.NOWHERE
    ]
    kept = select(revision.id).where(among(revision.record, going), revision.content != b"").order_by(revision.number)
    sets = select(record.id).where(record.kind == Kind.QUESTION_SET)
    add(connection, [(SET, one, "") for one in connection.scalars(sets)])
    add(connection, [("revision", one, "") for one in connection.scalars(kept)])


def members_of(connection: Connection, child: str, now: datetime) -> frozenset[str]:
    """Return the members to whom what is new about a child's case goes."""
    return workers(allocations(connection, child), now)


def being_granted(connection: Connection, members: Collection[str]) -> frozenset[str]:
    """Return those of the members who are being sent a case and have not acknowledged all of it."""
    kept = select(_OUT.c.reader).distinct().where(_OUT.c.reader.in_(sorted(members)))
    return frozenset(connection.scalars(kept)) if members else frozenset()


def allocations(connection: Connection, child: str) -> tuple[Allocation, ...]:
    """Return to whom the referrals of a child are allocated, in whichever of the child's records they are."""
    children = as_parameter(family(connection, child))
    found = connection.execute(_ALLOCATED, {"children": children})
    return tuple(Allocation.of(body_of(row.content, row.merged)) for row in found)


def case_records(connection: Connection, child: str) -> tuple[str, ...]:
    """Return the child's records, several where one was recorded twice, and all records that are about the child."""
    link, children = tables.link.c, family(connection, child)
    about = select(link.record).distinct().where(among(link.subject, children), link.kind.in_(sorted(CASE)))
    return (*sorted(children), *connection.scalars(about))


def sets_of(connection: Connection, records: Collection[str]) -> tuple[str, ...]:
    """Return the question sets that interviews among these records were written on."""
    link, record = tables.link.c, tables.record.c
    named = select(link.subject).join(tables.record, record.id == link.subject)
    named = named.where(among(link.record, records), record.kind == Kind.QUESTION_SET).distinct()
    return tuple(connection.scalars(named))


def unfold(connection: Connection) -> None:
    """Take whole cases, and all there is, apart into revisions; the row that stood for them goes."""
    folded = select(_OUT).where(_OUT.c.counter.is_(None), _OUT.c.kind.in_((CASE_OF, ALL)), _OUT.c.refused == "")
    for row in connection.execute(folded).all():
        connection.execute(delete(_OUT).where(_OUT.c.number == row.number))
        add(connection, [("revision", one, row.reader) for one in _inside(connection, row.kind, row.subject)])


def drop_empty(connection: Connection) -> None:
    """Take out what is no longer here: question sets and revisions of which nothing is left on this laptop."""
    revision = tables.revision.c
    here = select(revision.id).where(revision.content != b"")
    of_set = here.where(revision.record == _OUT.c.subject).exists()
    itself = here.where(revision.id == _OUT.c.subject).exists()
    gone = (_OUT.c.kind == SET) & ~of_set | (_OUT.c.kind == "revision") & ~itself
    connection.execute(delete(_OUT).where(_OUT.c.counter.is_(None), _OUT.c.refused == "", gone))


def _inside(connection: Connection, kind: str, subject: str) -> Iterator[str]:
    revision = tables.revision.c
    kept = select(revision.id).where(revision.content != b"").order_by(revision.number)
    if kind == ALL:
        travelling = [one.value for one in (*CASE, Kind.MEMBER, Kind.SETTING, Kind.QUESTION_SET)]
        yield from connection.scalars(kept.where(revision.kind.in_(travelling)))
        return
    records = case_records(connection, subject)
    for some in (sets_of(connection, records), records):
        yield from connection.scalars(kept.where(among(revision.record, some)))


def _unsent_set(connection: Connection, question_set: str) -> list[tuple[str, str, str]]:
    known = connection.execute(select(_OUT.c.number).where(_OUT.c.kind == SET, _OUT.c.subject == question_set)).first()
    return [(SET, question_set, "")] if question_set and known is None else []


def _granted(connection: Connection, revision: Revision, member: str) -> list[tuple[str, str, str]]:
    """Return the case to send to a worker who has just been given a referral."""
    now = Allocation.of(revision.body)
    if not now.worker or now.worker == member or now.signed_off:
        return []
    before = allocations_before(connection, revision)
    child = child_of(revision.record, revision.kind, revision.body)
    had_it = bool(before) and all(one.worker == now.worker and not one.signed_off for one in before)
    return [] if had_it else [(CASE_OF, child, now.worker)]


def _granted_both(connection: Connection, revision: Revision, member: str) -> list[tuple[str, str, str]]:
    """Return the cases to send to the workers of two records that have just become one."""
    said = from_body(revision.body, Duplicate)
    if not said.holds:
        return []
    both = [one for child in (said.child, said.other) for one in allocations(connection, child)]
    return [(CASE_OF, said.child, worker) for worker in sorted(workers(both, revision.at) - {member})]


def children_before(connection: Connection, revision: Revision) -> frozenset[str]:
    """Return the children that the revisions said they were about which this one replaces."""
    return frozenset(child_of(one.record, one.kind, one.body) for one in _before(connection, revision)) - {""}


def allocations_before(connection: Connection, revision: Revision) -> tuple[Allocation, ...]:
    """Return what the revisions said that this one of a referral replaces."""
    return tuple(Allocation.of(one.body) for one in _before(connection, revision))


def _before(connection: Connection, revision: Revision) -> list[Revision]:
    if not revision.parents:
        return []
    columns = tables.revision.c
    kept = select(columns.content).where(columns.id.in_(revision.parents), columns.content != b"")
    return list(map(read_revision, connection.scalars(kept)))


def drop(connection: Connection, numbers: Sequence[int]) -> None:
    """Take rows out of the outbox."""
    connection.execute(delete(_OUT).where(_OUT.c.number.in_(numbers)))
