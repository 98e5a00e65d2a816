"""Taking in what came: revisions, statements, receipts, with the cursor, in one transaction.

Everything here may happen twice, and late, and changes nothing the second time.
"""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.audience import CASE, child_of
from rhi_desktop.domain.records import Revision, parse_instant, read_revision
from rhi_desktop.services.syncing.ports import (
    TEAM,
    Alarm,
    Arrival,
    Heard,
    Membership,
    OwnKeys,
    Parcel,
    ParcelKind,
    Place,
    RawRevision,
)
from rhi_desktop.store import current, membership, outgoing, posting, revisions, tables, team_tables
from rhi_desktop.store.judging import judge, parents_of
from rhi_desktop.store.rows import among
from rhi_desktop.store.standing import standings

APPLIED = "applied"
REWRITTEN, REPEATED = "rewritten", "repeated"
"""Codes of alarms: another revision under a known counter; another envelope at a known place of a stream."""

MISSED = 1000
"""Of how many skipped places in front of one envelope it is remembered that they are missing."""

_ARRIVED = team_tables.arrived
_REVISION = tables.revision
_ADD = insert(_REVISION).on_conflict_do_nothing()


class Receiving:
    """Takes in the arrivals of one page, inside the caller's transaction."""

    def __init__(self, connection: Connection, own: OwnKeys, team: Membership, at: str) -> None:
        self._connection = connection
        self._own = own
        self._team = team
        self._at = at
        self._last_number = int(connection.scalar(select(func.max(_REVISION.c.number))) or 0)
        self._touched: dict[str, None] = {}
        self._receipts: dict[str, list[str]] = {}
        self._refused: dict[str, list[tuple[str, str]]] = {}

    def take(self, heard: Heard) -> None:
        """Take in a page."""
        for alarm in heard.alarms:
            alarmed(self._connection, alarm, self._at)
        known = self._known([one.id for one in heard.arrivals])
        for arrival in heard.arrivals:
            if known.get(arrival.id) != APPLIED:
                self._take(arrival)
        self._settle()
        membership.change(
            self._connection, cursor=heard.cursor, log_size=heard.log_size, log_root=heard.log_root,
            last_heard=self._at, trouble="",
        )  # fmt: skip

    def _known(self, ids: Sequence[str]) -> dict[str, str]:
        kept = select(_ARRIVED.c.id, _ARRIVED.c.state).where(among(_ARRIVED.c.id, ids))
        return {row.id: row.state for row in self._connection.execute(kept)}

    def _take(self, one: Arrival) -> None:
        self._note(one)
        if one.kept_aside:
            return
        self._follow(one)
        if one.granted:
            self._connection.execute(delete(team_tables.missing).filter_by(reader=TEAM))
        membership.add_statements(self._connection, one.statements)
        membership.add_keys(self._connection, one.keys)
        fresh = self._revisions(one)
        posting.received(self._connection, one.receipts, coordinator=one.coordinator)
        for revision, why in one.refusals:
            posting.refuse(self._connection, revision, why, one.device, self._at)
        self._departures(one)
        if one.revisions or one.departures or one.statements:
            self._receipts.setdefault(one.device, []).append(one.id)
        if self._team.role.coordinates:
            self._forward(fresh, one.members)
        refused = (*one.refused, *self._refused.pop(one.device, ()))
        if refused:
            refusals = [msgspec.msgpack.encode(pair) for pair in refused]
            parcels = [(one.device, Parcel(ParcelKind.REFUSAL, content)) for content in refusals]
            outgoing.add_parcels(self._connection, parcels)

    def _note(self, one: Arrival) -> None:
        row = {
            "id": one.id, "device": one.device, "counter": one.counter, "position": one.position,
            "state": one.kept_aside or APPLIED, "at": one.at, "content": one.content,
        }  # fmt: skip
        kept = insert(_ARRIVED).values(row)
        changed = {"state": kept.excluded.state, "content": kept.excluded.content}
        self._connection.execute(kept.on_conflict_do_update(index_elements=["id"], set_=changed))

    def _follow(self, one: Arrival) -> None:
        """Hold an envelope against its stream: what was skipped is missing until it comes."""
        stream, missing = team_tables.stream, team_tables.missing
        where = {"device": one.device, "reader": one.reader}
        last = self._connection.execute(select(stream.c.number, stream.c.tip).filter_by(**where)).one_or_none()
        before = Place(last.number, last.tip) if last is not None else Place()
        number = one.place.number
        if number <= before.number:
            gone = delete(missing).filter_by(**where, number=number)
            if self._connection.execute(gone).rowcount == 0:
                alarmed(self._connection, Alarm(REPEATED, one.device), self._at)
            return
        for skipped in range(max(before.number + 1, number - MISSED), number):
            self._connection.execute(insert(missing).values(**where, number=skipped).on_conflict_do_nothing())
        if number == before.number + 1 and one.place.tip != before.tip:
            alarmed(self._connection, Alarm(REPEATED, one.device), self._at)
        kept = insert(stream).values(**where, number=number, tip=one.id)
        changed = {"number": number, "tip": one.id}
        self._connection.execute(kept.on_conflict_do_update(index_elements=["device", "reader"], set_=changed))

    def _revisions(self, one: Arrival) -> list[tuple[str, Revision]]:
        """Put revisions on record that are not there; return them."""
        raw = {each.id: each for each in one.revisions}
        kept = select(_REVISION.c.id, _REVISION.c.content).where(among(_REVISION.c.id, list(raw)))
        known = {row.id: bool(row.content) for row in self._connection.execute(kept)}
        fresh = [(each, read_revision(each.content)) for each in raw.values() if not known.get(each.id)]
        here = parents_of(self._connection, (revision for _, revision in fresh))
        added: list[tuple[str, Revision]] = []
        for each, revision in fresh:
            why = judge(self._connection, each, revision, here, passed_on=one.coordinator)
            if why:
                self._refused.setdefault(one.device, []).append((each.id, why))
                continue
            if each.id in known:
                self._bring_back(each)
            elif not self._add(each, revision):
                continue
            here[each.id] = revision
            added.append((each.id, revision))
            self._touched[revision.record] = None
        return added

    def _add(self, each: RawRevision, revision: Revision) -> bool:
        number = self._last_number + 1
        row = {**revisions.SignedRevision(revision, each.id, each.content, each.signature).row, "number": number}
        if not self._connection.execute(_ADD, row).rowcount:
            alarmed(self._connection, Alarm(REWRITTEN, revision.device), self._at)
            return False
        self._last_number = number
        return True

    def _bring_back(self, each: RawRevision) -> None:
        """Fill in what had been taken off this laptop and is needed here again."""
        values = {"content": each.content, "signature": each.signature}
        self._connection.execute(update(_REVISION).where(_REVISION.c.id == each.id).values(values))

    def _departures(self, one: Arrival) -> None:
        for each in one.departures:
            row = {"child": each.child, "device": one.device, "at": each.at, "why": each.why,
                   "revisions": each.revisions}  # fmt: skip
            self._connection.execute(insert(team_tables.departure).values(row).on_conflict_do_nothing())

    def _forward(self, fresh: Iterable[tuple[str, Revision]], members: frozenset[str]) -> None:
        """Pass a case's revisions on to those who are to have them and whom their sender did not know of.

        Whoever is still being sent the case may have let go of what came ahead of it, and is sent it once more.
        """
        needed: dict[str, frozenset[str]] = {}
        rows = []
        for revision_id, revision in fresh:
            if revision.kind in CASE:
                child = child_of(revision.record, revision.kind, revision.body)
                if child not in needed:
                    needed[child] = self._needed(child, members)
                rows += [("revision", revision_id, member) for member in sorted(needed[child])]
        outgoing.add(self._connection, rows)

    def _needed(self, child: str, members: frozenset[str]) -> frozenset[str]:
        """Return who needs what is new about a child and has not been sent it."""
        needed = outgoing.members_of(self._connection, child, parse_instant(self._at)) - {self._own.member}
        return needed - (members - outgoing.being_granted(self._connection, needed))

    def _settle(self) -> None:
        """Bring the rows of what was touched to where it stands now; send the receipts."""
        found = standings(self._connection, list(self._touched))
        current.apply(self._connection, found)
        parcels = [
            (device, Parcel(ParcelKind.RECEIPT, msgspec.msgpack.encode(envelopes)))
            for device, envelopes in self._receipts.items()
        ]
        outgoing.add_parcels(self._connection, parcels)


def last_of(connection: Connection, device: str) -> int:
    """Return the counter of the newest envelope of a device that was taken in; 0 for none."""
    newest = select(func.max(_ARRIVED.c.counter)).where(_ARRIVED.c.device == device, _ARRIVED.c.state == APPLIED)
    return int(connection.scalar(newest) or 0)


def alarmed(connection: Connection, alarm: Alarm, at: str) -> None:
    """Keep an alarm once."""
    row = {"code": alarm.code, "about": alarm.about, "at": at, "dismissed": 0}
    connection.execute(insert(team_tables.alarm).values(row).on_conflict_do_nothing())
