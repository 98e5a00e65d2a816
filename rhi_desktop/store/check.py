"""Whether the store is what its device wrote: chains, signatures, ids, rows and drafts.

What this cannot find is a whole file put back as it was on an earlier day, nor an old page of drafts: both
are the device's own work, and only somebody who saw the later state can tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, func, select, text

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.errors import StoreDamaged
from rhi_desktop.domain.records import GENESIS, SCHEMA, Kind, parse_instant, read_revision
from rhi_desktop.services.amending import AMENDS
from rhi_desktop.store import cases, identity, membership, rebuild, revisions, search_index, tables
from rhi_desktop.store.audit import entry_id
from rhi_desktop.store.chains import Chain, Tail, tail_holds
from rhi_desktop.store.identity import Identity
from rhi_desktop.store.transactions import DiskFailed, reading

_UNREADABLE = (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in a sentence without personal data."""

    sentence: str

    def __str__(self) -> str:
        """The sentence."""
        return self.sentence


def verify(engine: Engine) -> tuple[Fault, ...]:
    """Return all that is wrong with the store; nothing for a sound one. Reads everything and writes nothing."""
    try:
        with reading(engine) as connection:
            return tuple(Fault(sentence) for sentence in _faults(connection))
    except (StoreDamaged, DiskFailed) as damage:
        return (Fault(str(damage)),)


def _faults(connection: Connection) -> Iterator[str]:
    pages = [row[0] for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    if pages != ["ok"]:
        yield "The pages of the store file do not fit each other."
    if connection.execute(text("PRAGMA foreign_key_check")).first():
        yield "A row refers to a revision or draft that is not there."
    owner = identity.read(connection)
    walk = _Walk(owner, {**membership.signing_keys(connection), owner.device: owner.signing_public})
    columns = tables.revision.c
    for row in connection.execute(select(tables.revision).order_by(columns.number)).yield_per(_BATCH):
        yield from walk.step(row)
    yield from walk.lineage(alone=membership.read(connection) is None)
    if not tail_holds(connection, Tail(Chain.REVISIONS, walk.counter, walk.previous), owner):
        yield "The newest revisions are missing, or the signed end of the chain is not theirs."
    if walk.signing_key != owner.signing_public.hex():
        yield "The member's record names another signing key than this device has."
    yield from _audit_faults(connection, owner)
    yield from _draft_faults(connection)
    if walk.readable:
        yield from _row_faults(connection)


@dataclass(slots=True)
class _Walk:
    """Reads the revisions in order and says what is wrong with each.

    `keys` check the signatures of the devices that are known. This device's own revisions are all here, one behind the
    other; of those of a case that was taken off this laptop the id alone. Of other devices' there are some.
    """

    owner: Identity
    keys: Mapping[str, bytes]
    counter: int = 0
    previous: str = GENESIS
    readable: bool = True
    signing_key: str = ""
    records: dict[str, str] = field(default_factory=dict)
    parents: list[tuple[str, str, str]] = field(default_factory=list)

    def step(self, row: "Row[Any]") -> Iterator[str]:
        where = f"Revision {row.number}"
        own = row.device == self.owner.device
        self.records[row.id] = row.record
        if own and not row.content:
            yield from self._chain(row.counter, "", row.id, where)
            return
        if revisions.revision_id(row.content) != row.id:
            yield f"{where} was changed: its content does not match its id."
        if row.device not in self.keys:
            yield f"{where} is from a device that this store does not know."
        elif not revisions.signature_holds(self.keys[row.device], row.signature, row.content):
            yield f"{where} is not signed by the device that it names."
        try:
            revision = read_revision(row.content)
        except _UNREADABLE:
            self.readable = False
            yield f"{where} cannot be read."
            return
        if (revision.record, revision.kind, revision.device, revision.counter) != tuple(row[2:6]):
            yield f"{where} is filed under another record or counter than it was signed for."
        if revision.schema > SCHEMA:
            yield f"{where} was written by a newer version of the program."
        if own:
            yield from self._chain(revision.counter, revision.previous, row.id, where)
            if revision.kind is Kind.MEMBER and revision.body.get("device") == self.owner.device:
                self.signing_key = str(revision.body.get("signing_key", ""))
        self.parents += [(where, revision.record, parent) for parent in revision.parents]

    def _chain(self, counter: int, previous: str, revision_id: str, where: str) -> Iterator[str]:
        if counter != self.counter + 1 or (previous or self.previous) != self.previous:
            yield f"{where} does not follow the one before it: something was removed, repeated or put back."
        self.counter, self.previous = counter, revision_id

    def lineage(self, *, alone: bool) -> Iterator[str]:
        """Say what is wrong with what revisions replace; in a team it may be what this laptop never had."""
        for where, record, parent in self.parents:
            if self.records.get(parent, "" if alone else record) != record:
                yield f"{where} replaces a revision that is not there."


def _audit_faults(connection: Connection, owner: Identity) -> Iterator[str]:
    end = Tail(Chain.AUDIT)
    for row in connection.execute(select(tables.audit).order_by(tables.audit.c.number)).yield_per(_BATCH):
        try:
            entry: dict[str, Any] = msgspec.json.decode(row.content)
            kept = (entry["number"], entry["previous"], entry["subject"])
        except _UNREADABLE:
            kept = None
        if entry_id(row.content) != row.id or kept != (end.count + 1, end.tip, row.subject):
            yield f"Entry {row.number} of the access log was changed, or one before it was removed."
        end = Tail(Chain.AUDIT, row.number, row.id)
    if not tail_holds(connection, end, owner):
        yield "The newest entries of the access log are missing, or its signed end is not theirs."


def _draft_faults(connection: Connection) -> Iterator[str]:
    kinds = select(tables.record.c.kind).where(tables.record.c.id == tables.draft.c.referral).scalar_subquery()
    taken = select(tables.record.c.id).where(tables.record.c.id == tables.draft.c.interview).exists()
    reason = tables.draft_reason.c
    amends = select(reason.interview).where(reason.interview == tables.draft.c.interview, reason.kind == AMENDS)
    columns = (kinds.label("kind"), taken.label("submitted"), amends.exists().label("amends"))
    for row in connection.execute(select(tables.draft, *columns)):
        if row.kind != Kind.REFERRAL:
            yield "A draft belongs to a referral that is not there."
        if row.submitted and not row.amends:
            yield "A draft is kept of an interview that is already on record."
        if not (_instant(row.saved) and _instant(row.started)):
            yield "A draft has a time that cannot be read."
    entry = tables.draft_entry.c
    sound = entry.key.startswith("/") & entry.state.in_(list(AnswerState))
    silent = (entry.state == AnswerState.ANSWERED) | (entry.value == "")
    if count := connection.scalar(select(func.count()).select_from(tables.draft_entry).where(~(sound & silent))):
        yield f"{count} saved answers of drafts cannot be read."
    if any(not _instant(at) for at in connection.scalars(select(tables.jotting.c.at))):
        yield "A jotting has a time that cannot be read."


def _row_faults(connection: Connection) -> Iterator[str]:
    for table, rows in rebuild.derive(connection).items():
        kept = sorted(tuple(row) for row in connection.execute(select(table)))
        if kept != sorted(rows):
            yield f"The table {table.name} does not match the revisions. Rebuild the store."
    if not cases.agree(connection):
        yield "The cases that figures are counted from do not match their records. Rebuild the store."
    if not search_index.agrees(connection):
        yield "The search does not match the interviews. Rebuild the store."


def _instant(written: str) -> bool:
    try:
        parse_instant(written)
    except ValueError:
        return False
    return True
