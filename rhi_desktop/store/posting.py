"""The envelopes that this device has sealed: kept before they are sent, until they are known to have arrived."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, select, update

from rhi_desktop.domain.records import GENESIS, Kind
from rhi_desktop.services.syncing.ports import TEAM, Outcome, Place, Posted
from rhi_desktop.services.syncing.team import Fate
from rhi_desktop.store import outgoing, tables, team_tables
from rhi_desktop.store.rows import among

SEALED, AT_HUB, RECEIVED = "sealed", "at_hub", "received"
HUB = "hub"
WITHDRAWN = "withdrawn"

_POSTED = team_tables.posted
_TO = team_tables.posted_to
_OUT = team_tables.outgoing


def places(connection: Connection, readers: Sequence[str]) -> tuple[Place, Mapping[str, Place]]:
    """Return the newest envelope, and the newest for each reader."""
    newest = connection.execute(select(_POSTED.c.counter, _POSTED.c.id).order_by(_POSTED.c.counter.desc()).limit(1))
    row = newest.one_or_none()
    found: dict[str, Place] = {}
    for reader in readers:
        last = select(_TO.c.number, _POSTED.c.id).join(_POSTED, _POSTED.c.counter == _TO.c.counter)
        kept = connection.execute(last.where(_TO.c.reader == reader).order_by(_TO.c.number.desc()).limit(1)).first()
        found[reader] = Place(kept.number, kept.id) if kept is not None else Place()
    return (Place(row.counter, row.id) if row is not None else Place()), found


def post(connection: Connection, posted: Sequence[Posted]) -> None:
    """Keep sealed envelopes, and which rows of the outbox are in them."""
    for one in posted:
        row = {"counter": one.counter, "id": one.id, "state": SEALED, "at": one.at, "content": one.content}
        connection.execute(insert(_POSTED).values(row))
        to = [{"reader": reader, "number": number, "counter": one.counter} for reader, number in one.places.items()]
        connection.execute(insert(_TO), to)
        if one.numbers:
            connection.execute(update(_OUT).where(_OUT.c.number.in_(one.numbers)).values(counter=one.counter))


def unsent(connection: Connection, most: int, size: int) -> tuple[bytes, ...]:
    """Return envelopes that the hub is not known to have, oldest first; at least one, where there is any."""
    kept = select(_POSTED.c.content).where(_POSTED.c.state == SEALED).order_by(_POSTED.c.counter).limit(most)
    found: list[bytes] = []
    total = 0
    for content in connection.scalars(kept):
        total += len(content)
        if found and total > size:
            break
        found.append(content)
    return tuple(found)


def answered(connection: Connection, outcomes: Sequence[Outcome], at: str, *, coordinator: bool) -> None:
    """Note what the hub said of envelopes, in their order."""
    taken = [one.id for one in outcomes if one.taken]
    at_hub = {"state": AT_HUB, "at": at}
    connection.execute(update(_POSTED).where(among(_POSTED.c.id, taken), _POSTED.c.state == SEALED).values(at_hub))
    if coordinator:
        _settle_own(connection, taken)
    first = next((one for one in outcomes if not one.taken), None)
    counter = _counter(connection, first.id) if first is not None else None
    if first is None or counter is None:
        return
    if not first.anew:
        refused = {"refused": first.refused, "by": HUB, "at": at}
        connection.execute(update(_OUT).where(_OUT.c.counter == counter).values(refused))
    unpost(connection, counter)


def unpost(connection: Connection, counter: int) -> None:
    """Take an envelope, and all after it, apart again: what was in them waits once more."""
    connection.execute(delete(_POSTED).where(_POSTED.c.counter >= counter))


def hub_holds(connection: Connection, counter: int, tip: str) -> bool:
    """Whether this envelope is ours; what the hub lacks beyond it is sent again.

    Where it has lost one that a coordinator received, whose content has gone from here, those after it are sealed anew.
    """
    if counter == 0:
        ours = tip == GENESIS
    else:
        ours = connection.scalar(select(_POSTED.c.id).where(_POSTED.c.counter == counter)) == tip
    if ours:
        gone = select(func.min(_POSTED.c.counter)).where(_POSTED.c.counter > counter, _POSTED.c.content == b"")
        first_gone = connection.scalar(gone)
        if first_gone is not None:
            unpost(connection, first_gone)
        again = _POSTED.c.counter > counter
        connection.execute(update(_POSTED).where(again).values(state=SEALED))
        known = (_POSTED.c.counter <= counter) & (_POSTED.c.state == SEALED)
        connection.execute(update(_POSTED).where(known).values(state=AT_HUB))
    return ours


def received(connection: Connection, ids: Sequence[str], *, coordinator: bool) -> None:
    """Note that a reader has these envelopes; for what is for the team a coordinator's word alone counts."""
    columns = _POSTED.c
    for_team = exists().where(_TO.c.counter == columns.counter, _TO.c.reader == TEAM)
    kept = select(columns.counter).where(among(columns.id, ids))
    counters = list(connection.scalars(kept if coordinator else kept.where(~for_team)))
    connection.execute(update(_POSTED).where(columns.counter.in_(counters)).values(state=RECEIVED, content=b""))
    gone = _OUT.c.counter.in_(counters) & (_OUT.c.kind != outgoing.SET) & (_OUT.c.refused == "")
    connection.execute(delete(_OUT).where(gone))


def refuse(connection: Connection, revision: str, why: str, by: str, at: str) -> None:
    """Note that a reader did not take a revision; a coordinator's own is in the outbox no more and comes back there."""
    about = (_OUT.c.subject == revision) & (_OUT.c.kind == "revision")
    refused = {"refused": why, "by": by, "at": at}
    told = update(_OUT).where(about, _OUT.c.counter.is_not(None)).values(refused)
    if (
        connection.execute(told).rowcount == 0
        and connection.execute(select(_OUT.c.number).where(about)).first() is None
    ):
        outgoing.add_refused(connection, revision, refused)


def refuse_rows(connection: Connection, numbers: Sequence[int], why: str, at: str) -> None:
    """Note that rows of the outbox cannot be sent."""
    connection.execute(update(_OUT).where(_OUT.c.number.in_(numbers)).values(refused=why, by=HUB, at=at))


def retry(connection: Connection, number: int) -> None:
    """Let something refused wait again."""
    connection.execute(update(_OUT).where(_OUT.c.number == number).values(refused="", by="", at="", counter=None))


def withdraw(connection: Connection, number: int) -> None:
    """Send something refused no more."""
    connection.execute(update(_OUT).where(_OUT.c.number == number).values(by=WITHDRAWN))


def fate(connection: Connection, record: str) -> Fate:
    """Return what became of the newest revision of a record that was to be sent by the rule."""
    row = _newest(connection, record)
    if row is None:
        return Fate.RECEIVED
    if row.refused:
        return Fate.WITHDRAWN if row.by == WITHDRAWN else Fate.REFUSED
    return Fate.AT_HUB if row.state == AT_HUB else Fate.WAITING


def taken_at(connection: Connection, record: str) -> str:
    """Return when the hub took the newest revision of a record, empty where it has not or no longer matters."""
    row = _newest(connection, record)
    return str(row.taken) if row is not None and row.state == AT_HUB else ""


def _newest(connection: Connection, record: str) -> Row[Any, Any, Any, Any] | None:
    revision = tables.revision.c
    newest = (
        select(_OUT.c.refused, _OUT.c.by, _POSTED.c.state, _POSTED.c.at.label("taken"))
        .select_from(_OUT)
        .join(tables.revision, revision.id == _OUT.c.subject)
        .outerjoin(_POSTED, _POSTED.c.counter == _OUT.c.counter)
        .where(revision.record == record, _OUT.c.reader == "")
        .order_by(_OUT.c.number.desc())
        .limit(1)
    )
    return connection.execute(newest).one_or_none()


def waiting(connection: Connection) -> tuple[int, int, int]:
    """Return how many interviews wait, how much else does, and how many interviews are at the hub alone."""
    interview = tables.revision.c.kind == Kind.INTERVIEW
    joined = _OUT.outerjoin(tables.revision, tables.revision.c.id == _OUT.c.subject)
    joined = joined.outerjoin(_POSTED, _POSTED.c.counter == _OUT.c.counter)
    going = (_OUT.c.refused == "") & (_POSTED.c.state.is_(None) | (_POSTED.c.state == SEALED))
    told = select(
        func.coalesce(func.sum(going & interview), 0),
        func.coalesce(func.sum(going & func.coalesce(~interview, True)), 0),
        func.coalesce(func.sum((_OUT.c.refused == "") & (_POSTED.c.state == AT_HUB) & interview), 0),
    )
    row = connection.execute(told.select_from(joined).where(_OUT.c.kind != outgoing.SET)).one()
    return int(row[0]), int(row[1]), int(row[2])


def _settle_own(connection: Connection, taken: Sequence[str]) -> None:
    """A coordinator holds what they sent: no other coordinator's receipt is waited for."""
    counters = select(_POSTED.c.counter).where(among(_POSTED.c.id, taken))
    kept = (_OUT.c.kind == outgoing.SET) | (_OUT.c.reader != "") & (_OUT.c.kind == "revision")
    connection.execute(delete(_OUT).where(_OUT.c.counter.in_(counters), ~kept, _OUT.c.refused == ""))


def _counter(connection: Connection, envelope: str) -> int | None:
    found = connection.scalar(select(_POSTED.c.counter).where(_POSTED.c.id == envelope))
    return int(found) if found is not None else None
