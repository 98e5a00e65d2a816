"""Judging what comes from elsewhere by who may write what, with what is on record here."""

from sqlalchemy import Connection, select

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.permitting import Written, objection
from rhi_desktop.domain.records import Body, Kind, Revision, instant_text, read_revision
from rhi_desktop.services.syncing.ports import RawRevision
from rhi_desktop.store import tables
from rhi_desktop.store.rows import among

_REVISION = tables.revision.c
_JUDGED_BY_BEFORE = frozenset({Kind.REFERRAL, Kind.INTERVIEW})
_REVIEWS = frozenset({Kind.REVIEW, Kind.SECOND_REVIEW})


def judge(connection: Connection, raw: RawRevision, revision: Revision, *, passed_on: bool) -> str:
    """Return why a revision is not taken, empty where it is.

    `passed_on` says that a coordinator's laptop sent it, which has judged it with all that is on record. Here, what it
    was made from may not have come yet: then that word counts.
    """
    if passed_on and revision.kind in _JUDGED_BY_BEFORE and not _from(connection, revision):
        return ""
    return objection(
        Written(
            author=revision.author,
            role=Role.of(raw.role),
            kind=revision.kind,
            record=revision.record,
            body=revision.body,
            before=_before(connection, revision) if revision.kind in _JUDGED_BY_BEFORE else (),
            interview_worker=_worker(connection, revision) if revision.kind in _REVIEWS else "",
            alone=instant_text(revision.at) < raw.since,
        )
    ).value


def _before(connection: Connection, revision: Revision) -> tuple[Body, ...]:
    """Return what a revision was made from: its parents where they are here, else the newest of the record's."""
    found = _from(connection, revision)
    newest = _newest(connection, revision.record) if not found else None
    return tuple(one.body for one in found) or ((newest,) if newest is not None else ())


def _from(connection: Connection, revision: Revision) -> list[Revision]:
    parents = select(_REVISION.content).where(among(_REVISION.id, list(revision.parents)), _REVISION.content != b"")
    return [read_revision(content) for content in connection.scalars(parents)]


def _worker(connection: Connection, revision: Revision) -> str:
    body = _newest(connection, str(revision.body.get("interview") or ""))
    return str(body.get("worker") or "") if body is not None else ""


def _newest(connection: Connection, record: str) -> Body | None:
    """Return the body of the revision of a record that came last; rows are brought up to date only after it."""
    kept = select(_REVISION.content).where(_REVISION.record == record, _REVISION.content != b"")
    content = connection.scalar(kept.order_by(_REVISION.number.desc()).limit(1))
    return read_revision(content).body if content else None
