"""From an envelope as it came to what of it may be taken in: everything is checked here, nothing is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from rhi_desktop.domain.records import SCHEMA, read_revision, revision_message
from rhi_desktop.domain.shapes import is_readable
from rhi_desktop.services.syncing.ports import QUARANTINED, Alarm, Arrival, Place, RawRevision, RawStatement
from rhi_desktop.services.syncing.team import Departure
from rhi_desktop.sync.directory import Directory, Listed
from rhi_desktop.sync.keys import NotOpened, signed_by
from rhi_desktop.sync.payload import (
    DepartureItem,
    GrantedItem,
    HeadItem,
    KeysItem,
    Payload,
    ReceiptItem,
    RefusalItem,
    RevisionItem,
    StatementItem,
)
from rhi_desktop.sync.sealing import Unsealer, is_from
from rhi_desktop.sync.statements import Signed, from_bytes
from rhi_desktop.wire.envelope import TEAM, Envelope, parse
from rhi_desktop.wire.frames import Malformed

NO_KEY, NEWER, UNKNOWN_SENDER, FORGED = "no_key", "newer_version", "unknown_sender", "forged"
"""Why an envelope is kept aside. The first three may be read later; a forged one never is."""
_UNREADABLE = (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError)


@dataclass(slots=True)
class Opened:
    """What opening brought besides the arrival: alarms, and heads of the log that others have seen."""

    arrival: Arrival
    alarms: list[Alarm] = field(default_factory=list)
    heads: list[HeadItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Came:
    """An envelope as the hub handed it over: its place in the log, when, and whether the hub marked its sender."""

    content: bytes
    position: int
    at: str
    quarantined: bool = False
    released: bool = False


class Opener:
    """Opens envelopes one after the other; `directory` and the team's keys grow with what they bring."""

    def __init__(self, directory: Directory, unsealer: Unsealer) -> None:
        self.directory = directory
        self._unsealer = unsealer

    def open(self, came: Came) -> Opened:
        """Return what of an envelope may be taken in. Never raises for anything that a sender or a hub can do."""
        try:
            envelope = parse(came.content)
        except Malformed as problem:
            why = NEWER if problem.reason == NEWER else FORGED
            bare = Arrival(id=hashlib.sha256(came.content).hexdigest(), device="", counter=0, position=came.position,
                           at=came.at)  # fmt: skip
            return self._aside(bare, came, why)
        header = envelope.header
        arrival = Arrival(
            id=envelope.id, device=header.device, counter=header.counter, position=came.position, at=came.at
        )
        if header.organisation != self.directory.organisation:
            return self._aside(arrival, came, FORGED)
        try:
            reader = self._unsealer.reader(header)
            payload = self._unsealer.open(envelope)
        except NotOpened:
            return self._aside(arrival, came, NO_KEY)
        except Malformed as problem:
            return self._aside(arrival, came, NEWER if problem.reason == NEWER else FORGED)
        return self._opened(came, envelope, payload, replace(arrival, reader=reader))

    def _opened(self, came: Came, envelope: Envelope, payload: Payload, arrival: Arrival) -> Opened:
        if came.released:
            payload = self._released(payload)
        try:
            said = tuple(from_bytes(item.content) for item in payload.items if isinstance(item, StatementItem))
        except Malformed:
            return self._aside(arrival, came, FORGED)
        directory = self.directory.with_statements(said) if said else self.directory
        sender = directory.devices.get(envelope.header.device)
        if sender is None:
            return self._aside(arrival, came, UNKNOWN_SENDER)
        if not is_from(envelope, sender.certificate.signing_key) or (said and not sender.admits):
            return self._aside(arrival, came, FORGED)
        if (_late(sender, payload.counter) or came.quarantined) and not came.released:
            return Opened(replace(arrival, kept_aside=QUARANTINED, content=came.content))
        self.directory = directory
        return self._taken(envelope, payload, sender, arrival)

    def _released(self, payload: Payload) -> Payload:
        """Return what may be taken out of the quarantine: from a device that was shut out, its revisions alone."""
        sender = self.directory.devices.get(payload.device)
        if sender is None or not _late(sender, payload.counter):
            return payload
        return msgspec.structs.replace(payload, items=tuple(i for i in payload.items if isinstance(i, RevisionItem)))

    def _taken(self, envelope: Envelope, payload: Payload, sender: Listed, arrival: Arrival) -> Opened:
        items = payload.items
        keys: dict[int, bytes] = {}
        if sender.admits and arrival.reader != TEAM:
            for item in items:
                keys.update(item.keys if isinstance(item, KeysItem) else {})
            self._unsealer.add(keys)
        taken: list[RawRevision] = []
        refused: list[tuple[str, str]] = []
        for item in items:
            if isinstance(item, RevisionItem):
                why = self._judge(item)
                digest = hashlib.sha256(item.content).hexdigest()
                if why:
                    refused.append((digest, why))
                else:
                    taken.append(self._raw_revision(digest, item))
        mark = next(mark for mark in payload.marks if mark.reader == arrival.reader)
        whole = replace(
            arrival,
            place=Place(mark.number, mark.previous),
            coordinator=sender.coordinator,
            members=self._members(envelope, sender),
            revisions=tuple(taken),
            refused=tuple(refused),
            statements=tuple(map(_raw, self._new_statements(items))),
            keys=keys,
            receipts=tuple(one for item in items if isinstance(item, ReceiptItem) for one in item.envelopes),
            refusals=tuple((item.revision, item.why) for item in items if isinstance(item, RefusalItem)),
            departures=tuple(_departure(item, sender) for item in items if isinstance(item, DepartureItem)),
            granted=sender.coordinator and any(isinstance(item, GrantedItem) for item in items),
        )
        return Opened(whole, heads=[item for item in items if isinstance(item, HeadItem)])

    def _new_statements(self, items: tuple[object, ...]) -> list[Signed]:
        said = [from_bytes(item.content) for item in items if isinstance(item, StatementItem)]
        return [one for one in said if one.id in self.directory.statements]

    def _members(self, envelope: Envelope, sender: Listed) -> frozenset[str]:
        """Return the members who have this envelope too."""
        listed = self.directory.devices
        named = {listed[reader].member for reader in envelope.header.readers if reader in listed}
        return frozenset({*named, sender.member})

    def _judge(self, item: RevisionItem) -> str:
        """Return why a revision is not taken, empty where it is."""
        try:
            revision = read_revision(item.content)
            canonical = revision.canonical() == item.content
        except _UNREADABLE:
            return "unreadable"
        maker = self.directory.devices.get(revision.device)
        if maker is None:
            return "unknown_device"
        signed = signed_by(maker.certificate.signing_key, item.signature, revision_message(item.content))
        if not canonical or not signed or revision.author != maker.member:
            return "forged"
        if revision.schema > SCHEMA:
            return "newer_version"
        if not is_readable(revision.kind, revision.body):
            return "unreadable"
        return ""

    def _raw_revision(self, digest: str, item: RevisionItem) -> RawRevision:
        """Return a revision that was judged to be genuine, with what its author is certified for."""
        maker = self.directory.devices[read_revision(item.content).device].certificate
        return RawRevision(digest, item.content, item.signature, maker.role, maker.at)

    def _aside(self, arrival: Arrival, came: Came, why: str) -> Opened:
        alarms = [Alarm(FORGED, arrival.device)] if why == FORGED else []
        content = b"" if why == FORGED else came.content
        return Opened(replace(arrival, kept_aside=why, content=content), alarms)


def _late(sender: Listed, counter: int) -> bool:
    """Whether a device sent this after it had been shut out."""
    return bool(sender.revoked) and counter > sender.last


def raw_statements(signed: Mapping[str, Signed]) -> tuple[RawStatement, ...]:
    """Return statements as the store keeps them."""
    return tuple(map(_raw, signed.values()))


def _raw(one: Signed) -> RawStatement:
    return RawStatement(one.id, one.signer, one.content, one.signature)


def _departure(item: DepartureItem, sender: Listed) -> Departure:
    return Departure(item.child, sender.member, item.at, item.why, item.revisions)
