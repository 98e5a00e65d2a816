"""Keeping the current-state rows in step with the revisions, inside the transaction that changes them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from rhi_desktop.domain.records import Body, Kind
from rhi_desktop.services.ports import WorkState
from rhi_desktop.store import cases, desk_tables, search_index, tables
from rhi_desktop.store.desk_rows import Account
from rhi_desktop.store.overseen import accounts_of
from rhi_desktop.store.projection import OWN, OWNER, Fields, own_rows
from rhi_desktop.store.rows import Row, among, in_order, put, unindexed
from rhi_desktop.store.standing import Standing, body_of
from rhi_desktop.store.worklist import Offers, Work, offers_of, referral_fields

_AT_ONCE = 1_000
"""How many records are looked up by one statement."""

_NAMING_REFERRALS = {
    Kind.INTERVIEW: tables.interview_row,
    Kind.ATTEMPT: tables.attempt_row,
    Kind.SHARING: desk_tables.told_row,
}


def apply(connection: Connection, standings: Sequence[Standing]) -> None:
    """Bring every row that different records have a part in to where they stand now; they are a thousand at most."""
    amended = [one for one in standings if one.known]
    stale, children = referrals_of(connection, amended), cases.children_of(connection, amended)
    remove(connection, amended)
    _put_heads(connection, standings)
    rows: dict[Table, list[Row]] = defaultdict(list)
    for one in standings:
        for table, row in own_rows(one.record, one.kind, one.body, one.created):
            rows[table].append(in_order(table, row))
    for table, found in rows.items():
        put(connection, table, found)
    search_index.take_in(connection, standings)
    refresh_referrals(connection, stale | referrals_of(connection, standings))
    cases.refresh(connection, children | cases.children_of(connection, standings))


def refresh_referrals(connection: Connection, referrals: Iterable[str]) -> None:
    """Make the worklist rows of these referrals anew from what is in the store."""
    for some in _some(sorted(referrals)):
        bodies = _bodies(connection, some)
        children = _children(connection, {str(body.get("child", "")) for body in bodies.values()})
        work, offers, accounts = _work(connection, some), _offers(connection, some), accounts_of(connection, some)
        rows = [
            {
                "referral": referral,
                **referral_fields(
                    body,
                    children.get(str(body.get("child", ""))),
                    work.get(referral, Work()),
                    offers[referral],
                    accounts.get(referral, Account()),
                ),
            }
            for referral, body in bodies.items()
        ]
        connection.execute(delete(tables.referral_row).where(among(tables.referral_row.c.referral, some)))
        put(connection, tables.referral_row, [in_order(tables.referral_row, row) for row in rows])


def referrals_of(connection: Connection, changed: Sequence[Standing]) -> frozenset[str]:
    """Return the referrals whose rows the records, as their rows now are, have a part in."""
    by_kind: dict[Kind, list[str]] = defaultdict(list)
    for one in changed:
        by_kind[one.kind].append(one.record)
    found = set(by_kind[Kind.REFERRAL])
    if children := by_kind[Kind.CHILD]:
        link = tables.link.c
        named = select(link.record).where(among(link.subject, children), link.kind == Kind.REFERRAL)
        found.update(connection.scalars(named))
    for kind, table in _NAMING_REFERRALS.items():
        if records := by_kind[kind]:
            found.update(connection.scalars(select(table.c.referral).where(among(OWNER[table], records))))
    if reviews := by_kind[Kind.REVIEW]:
        review, interview = tables.review_row.c, tables.interview_row.c
        joined = select(interview.referral).join(tables.review_row, review.interview == interview.interview)
        found.update(connection.scalars(joined.where(among(review.review, reviews))))
    return frozenset(found)


def remove(connection: Connection, standings: Sequence[Standing]) -> None:
    """Take away the heads and the rows of their own that records have."""
    if not standings:
        return
    search_index.take_out(connection, [one.record for one in standings if one.kind is Kind.INTERVIEW])
    connection.execute(delete(tables.head).where(among(tables.head.c.record, [one.record for one in standings])))
    owned: dict[Table, list[str]] = defaultdict(list)
    for one in standings:
        for table in (tables.link, *OWN.get(one.kind, ())):
            owned[table].append(one.record)
    for table, records in owned.items():
        connection.execute(delete(table).where(among(OWNER[table], records)))


def _put_heads(connection: Connection, standings: Sequence[Standing]) -> None:
    put(connection, tables.head, [(one.record, head) for one in standings for head in one.heads])
    put(connection, tables.record, [in_order(tables.record, one.fields) for one in standings if not one.known])
    amended = [{**one.fields, "amended": one.record} for one in standings if one.known]
    if amended:
        connection.execute(update(tables.record).where(tables.record.c.id == bindparam("amended")), amended)


def _bodies(connection: Connection, referrals: Collection[str]) -> dict[str, Body]:
    record, revision = tables.record.c, tables.revision.c
    kept = (
        select(record.id, record.merged, revision.content)
        .select_from(tables.record.join(tables.revision, record.head == revision.id))
        .where(among(record.id, referrals), unindexed(record.kind) == Kind.REFERRAL)
    )
    return {row.id: body_of(row.content, row.merged) for row in connection.execute(kept)}


def _children(connection: Connection, children: Collection[str]) -> dict[str, Fields]:
    kept = select(tables.child_row).where(among(tables.child_row.c.child, children))
    return {row["child"]: dict(row) for row in connection.execute(kept).mappings()}


def _work(connection: Connection, referrals: Collection[str]) -> dict[str, Work]:
    """Return how far each referral has come: a draft counts before what is submitted, then the newest does."""
    interview, draft = tables.interview_row.c, tables.draft.c
    submitted = select(interview.referral, interview.interview, interview.submitted, interview.outcome)
    submitted = submitted.where(among(interview.referral, referrals)).order_by(interview.created)
    drafted = select(draft.referral, draft.interview, draft.saved).where(among(draft.referral, referrals))
    work = {
        row.referral: Work(WorkState.SUBMITTED, row.interview, submitted=row.submitted, outcome=row.outcome)
        for row in connection.execute(submitted)
    }
    work |= {row.referral: Work(WorkState.DRAFT, row.interview, saved=row.saved) for row in connection.execute(drafted)}
    return work


def _offers(connection: Connection, referrals: Collection[str]) -> dict[str, Offers]:
    attempt = tables.attempt_row.c
    kept = select(attempt.referral, attempt.at, attempt.created, attempt.result).where(
        among(attempt.referral, referrals)
    )
    made: dict[str, list[tuple[str, int, str]]] = {referral: [] for referral in referrals}
    for row in connection.execute(kept):
        made[row.referral].append((row.at, row.created, row.result))
    return {referral: offers_of(attempts) for referral, attempts in made.items()}


def _some(everything: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(everything), _AT_ONCE):
        yield everything[start : start + _AT_ONCE]
