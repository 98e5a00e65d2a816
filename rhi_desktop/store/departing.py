"""Taking cases off a worker's laptop that they no longer need: the laptop is not the record.

None goes before a coordinator has every revision of it that was made here, nor while an interview on it is being
written. Of this device's own revisions the id stays, so that its chain can still be checked; the content goes.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.audience import CASE, Allocation, child_of
from rhi_desktop.domain.records import Kind, instant_text
from rhi_desktop.services.desk_rows import Step
from rhi_desktop.services.syncing.ports import OwnKeys, Parcel, ParcelKind
from rhi_desktop.store import cases, current, outgoing, search_index, tables, team_tables
from rhi_desktop.store.duplicates import family, stays
from rhi_desktop.store.rows import among
from rhi_desktop.store.standing import body_of, standings

SIGNED_OFF, GIVEN_AWAY = "signed_off", "given_away"


def let_go(connection: Connection, own: OwnKeys, now: datetime, days: int) -> tuple[str, ...]:
    """Take off the cases that are needed here no more; return their children."""
    gone = []
    asked = {*_referred(connection), *_strays(connection)} - _worked_on(connection, own)
    for child in sorted({stays(connection, one) for one in asked}):
        allocations = outgoing.allocations(connection, child)
        needed = any(one.holds(own.member, now, days) for one in allocations) and not _left_over(connection, own, child)
        if not needed and not _being_written(connection, child) and _arrived(connection, child):
            _remove(connection, own, child, _why(allocations, own.member), instant_text(now))
            gone.append(child)
    if gone:
        search_index.forget(connection)
    return tuple(gone)


def _referred(connection: Connection) -> list[str]:
    link, record = tables.link.c, tables.record.c
    named = select(link.subject).distinct().join(tables.record, record.id == link.subject)
    return list(connection.scalars(named.where(link.kind == Kind.REFERRAL, record.kind == Kind.CHILD)))


def _worked_on(connection: Connection, own: OwnKeys) -> set[str]:
    """Return the children who are here and of whom a referral is this member's and not signed off: nearly all."""
    row, child = tables.referral_row.c, tables.child_row.c
    kept = select(row.child).join(tables.child_row, child.child == row.child)
    return set(connection.scalars(kept.where(row.worker == own.member, row.step < Step.DONE)))


def _strays(connection: Connection) -> set[str]:
    """Return the children that are not here, of whose cases something came late."""
    record, link = tables.record.c, tables.link.c
    child = tables.record.alias()
    about_a_child = select(link.record).join(child, child.c.id == link.subject).where(child.c.kind == Kind.CHILD)
    kept = (
        select(record.id, record.kind, record.merged, tables.revision.c.content)
        .join(tables.revision, tables.revision.c.id == record.head)
        .where(record.kind.in_(sorted(CASE - {Kind.CHILD})), record.id.not_in(about_a_child))
    )
    return {child_of(row.id, Kind(row.kind), body_of(row.content, row.merged)) for row in connection.execute(kept)} - {
        ""
    }


def _left_over(connection: Connection, own: OwnKeys, child: str) -> bool:
    """Whether this is but what came late of a case that had left: what it says of the allocation is out of date.

    Whoever is given a case anew is sent the child's record with it.
    """
    if connection.execute(select(tables.child_row.c.child).filter_by(child=child)).first() is not None:
        return False
    left = select(team_tables.departure.c.at).filter_by(child=child, device=own.device)
    return connection.execute(left.limit(1)).first() is not None


def _being_written(connection: Connection, child: str) -> bool:
    """Whether an interview is being written: a draft may name a record of the child that was put aside since."""
    link, children = tables.link.c, family(connection, child)
    referred = select(link.record).where(among(link.subject, children), link.kind == Kind.REFERRAL)
    about = among(tables.draft.c.child, children) | tables.draft.c.referral.in_(referred)
    return connection.execute(select(tables.draft.c.interview).where(about).limit(1)).first() is not None


def _arrived(connection: Connection, child: str) -> bool:
    """Whether a coordinator has acknowledged all that was written here about a child."""
    records = outgoing.case_records(connection, child)
    waiting = select(team_tables.outgoing.c.number).join(
        tables.revision, tables.revision.c.id == team_tables.outgoing.c.subject
    )
    return connection.execute(waiting.where(among(tables.revision.c.record, records)).limit(1)).first() is None


def _why(allocations: Sequence[Allocation], member: str) -> str:
    return SIGNED_OFF if any(one.worker == member for one in allocations) else GIVEN_AWAY


def _remove(connection: Connection, own: OwnKeys, child: str, why: str, at: str) -> None:
    records = outgoing.case_records(connection, child)
    columns = tables.revision.c
    count = len(list(connection.scalars(select(columns.id).where(among(columns.record, records)))))
    _remove_rows(connection, records)
    foreign = among(columns.record, records) & (columns.device != own.device)
    connection.execute(delete(tables.revision).where(foreign))
    connection.execute(update(tables.revision).where(among(columns.record, records)).values(content=b""))
    departure = {"child": child, "device": own.device, "at": at, "why": why, "revisions": count}
    connection.execute(insert(team_tables.departure).values(departure).on_conflict_do_nothing())
    told = msgspec.msgpack.encode({name: departure[name] for name in ("child", "at", "why", "revisions")})
    outgoing.add_parcels(connection, [("", Parcel(ParcelKind.DEPARTURE, told))])


def _remove_rows(connection: Connection, records: Collection[str]) -> None:
    """Take away every derived row of these records."""
    standing = standings(connection, records)
    stale = [one.record for one in standing if one.kind is Kind.REFERRAL]
    children = cases.children_of(connection, standing)
    current.remove(connection, standing)
    cases.refresh(connection, children)
    connection.execute(delete(tables.referral_row).where(among(tables.referral_row.c.referral, stale)))
    connection.execute(delete(tables.record).where(among(tables.record.c.id, records)))
