"""Judging what comes from elsewhere by who may write what, with what is on record here."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, select

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.permitting import Written, objection
from rhi_desktop.domain.records import Body, Kind, Revision, instant_text, read_revision
from rhi_desktop.services.syncing.ports import RawRevision
from rhi_desktop.store import tables
from rhi_desktop.store.rows import among

_REVISION = tables.revision.c
_NEWEST = (
    select(_REVISION.content)
    .where(_REVISION.record == bindparam("of"), _REVISION.content != b"")
    .order_by(_REVISION.number.desc())
    .limit(1)
)
_JUDGED_BY_BEFORE = frozenset({Kind.REFERRAL, Kind.INTERVIEW})
_REVIEWS = frozenset({Kind.REVIEW, Kind.SECOND_REVIEW})


def parents_of(connection: Connection, revisions: Iterable[Revision]) -> dict[str, Revision]:
    """Return what is here of that from which revisions were made, by id; asked once for all of them."""
    named = {parent for one in revisions if one.kind in _JUDGED_BY_BEFORE for parent in one.parents}
    kept = select(_REVISION.id, _REVISION.content).where(among(_REVISION.id, named), _REVISION.content != b"")
    return {row.id: read_revision(row.content) for row in connection.execute(kept)} if named else {}


def judge(
    connection: Connection, raw: RawRevision, revision: Revision, here: Mapping[str, Revision], *, passed_on: bool
) -> str:
    """Return why a revision is not taken, empty where it is. `here` has what it was made from, as far as it is here.

    `passed_on` says that a coordinator's laptop sent it, which has judged it with all that is on record. Here, what it
    was made from may not have come yet: then that word counts.
    """
    made_from = [here[parent] for parent in revision.parents if parent in here]
    if passed_on and revision.kind in _JUDGED_BY_BEFORE and not made_from:
        return ""
    return objection(
        Written(
            author=revision.author,
            role=Role.of(raw.role),
            kind=revision.kind,
            record=revision.record,
            body=revision.body,
            before=_before(connection, revision, made_from) if revision.kind in _JUDGED_BY_BEFORE else (),
            interview_worker=_worker(connection, revision) if revision.kind in _REVIEWS else "",
            alone=instant_text(revision.at) < raw.since,
        )
    ).value


def _before(connection: Connection, revision: Revision, made_from: Iterable[Revision]) -> tuple[Body, ...]:
    """Return what a revision was made from: its parents where they are here, else the newest of the record's."""
    if found := tuple(one.body for one in made_from):
        return found
    newest = _newest(connection, revision.record)
    return (newest,) if newest is not None else ()


def _worker(connection: Connection, revision: Revision) -> str:
    body = _newest(connection, str(revision.body.get("interview") or ""))
    return str(body.get("worker") or "") if body is not None else ""


def _newest(connection: Connection, record: str) -> Body | None:
    """Return the body of the revision of a record that came last; rows are brought up to date only after it."""
    content = connection.scalar(_NEWEST, {"of": record})
    return read_revision(content).body if content else None
