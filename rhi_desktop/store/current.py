"""Keeping the current-state rows in step with the revisions, inside the transaction that changes them."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.records import Kind, Revision, instant_text
from rhi_desktop.services.ports import WorkState
from rhi_desktop.store import projection, revisions, tables
from rhi_desktop.store.projection import ChildFields, Work


def apply(connection: Connection, revision: Revision, revision_id: str, number: int) -> frozenset[str]:
    """Bring a record's rows to `revision`; return the referrals whose worklist rows must be refreshed after it."""
    _move_head(connection, revision, revision_id)
    _put_record(connection, revision, revision_id, number)
    _put_links(connection, revision)
    if revision.kind is Kind.CHILD:
        _put_child(connection, revision)
        named = select(tables.link.c.record).filter_by(subject=revision.record, kind=Kind.REFERRAL)
        return frozenset(connection.scalars(named))
    if revision.kind is Kind.INTERVIEW:
        return _put_interview(connection, revision, number)
    return frozenset([revision.record]) if revision.kind is Kind.REFERRAL else frozenset()


def refresh_referrals(connection: Connection, referrals: Iterable[str]) -> None:
    """Make the worklist rows of these referrals anew from what is in the store."""
    for referral in sorted(referrals):
        content = connection.scalar(
            select(tables.revision.c.content)
            .join(tables.record, tables.record.c.head == tables.revision.c.id)
            .where(tables.record.c.id == referral, tables.record.c.kind == Kind.REFERRAL)
        )
        if content is None:
            continue
        body = revisions.parse(content).body
        child = _child(connection, projection.text(body, "child"))
        row = projection.referral_fields(body, child, _work(connection, referral))
        _upsert(connection, tables.referral_row, {"referral": referral}, row)


def _move_head(connection: Connection, revision: Revision, revision_id: str) -> None:
    if revision.parents:
        replaced = tables.head.c.revision.in_(revision.parents)
        connection.execute(delete(tables.head).where(tables.head.c.record == revision.record, replaced))
    connection.execute(insert(tables.head).values(record=revision.record, revision=revision_id))


def _put_record(connection: Connection, revision: Revision, revision_id: str, number: int) -> None:
    newest = {"head": revision_id, "at": instant_text(revision.at), "author": revision.author}
    statement = insert(tables.record).values(
        id=revision.record, kind=revision.kind, revisions=1, created=number, **newest
    )
    counted = {**newest, "revisions": tables.record.c.revisions + 1}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=counted))


def _put_links(connection: Connection, revision: Revision) -> None:
    if revision.parents:
        connection.execute(delete(tables.link).filter_by(record=revision.record))
    rows = [
        {"subject": subject, "kind": revision.kind, "record": revision.record}
        for subject in sorted(projection.subjects(revision.kind, revision.body))
    ]
    if rows:
        connection.execute(insert(tables.link), rows)


def _put_child(connection: Connection, revision: Revision) -> None:
    fields = asdict(projection.child_fields(revision.body))
    _upsert(connection, tables.child_row, {"child": revision.record}, fields)
    connection.execute(delete(tables.search_word).filter_by(child=revision.record))
    rows = [{"word": word, "child": revision.record} for word in sorted(projection.child_words(revision.body))]
    if rows:
        connection.execute(insert(tables.search_word), rows)


def _put_interview(connection: Connection, revision: Revision, number: int) -> frozenset[str]:
    before = connection.execute(
        select(tables.interview_row.c.referral, tables.interview_row.c.created).filter_by(interview=revision.record)
    ).one_or_none()
    referral = projection.text(revision.body, "referral")
    row: dict[str, str | int] = {
        "referral": referral,
        "submitted": projection.text(revision.body, "submitted"),
        "created": before.created if before else number,
    }
    _upsert(connection, tables.interview_row, {"interview": revision.record}, row)
    return frozenset([referral, before.referral] if before else [referral])


def _child(connection: Connection, child: str) -> ChildFields | None:
    row = connection.execute(select(tables.child_row).filter_by(child=child)).one_or_none()
    if row is None:
        return None
    return ChildFields(row.name, row.called, row.born, row.reference, row.alerts, row.sort_name)


def _work(connection: Connection, referral: str) -> Work:
    drafted = connection.execute(
        select(tables.draft.c.interview, tables.draft.c.saved).filter_by(referral=referral)
    ).one_or_none()
    if drafted:
        return Work(WorkState.DRAFT, drafted.interview, saved=drafted.saved)
    newest = (
        select(tables.interview_row.c.interview, tables.interview_row.c.submitted)
        .filter_by(referral=referral)
        .order_by(tables.interview_row.c.created.desc())
        .limit(1)
    )
    submitted = connection.execute(newest).one_or_none()
    if submitted:
        return Work(WorkState.SUBMITTED, submitted.interview, submitted=submitted.submitted)
    return Work()


def _upsert(
    connection: Connection, table: Table, key: dict[str, str], fields: dict[str, str | int] | dict[str, str]
) -> None:
    statement = insert(table).values({**key, **fields})
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=fields))
