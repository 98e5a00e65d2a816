"""Taking envelopes into the log: whole requests are one transaction, and answered only once it is durable.

The organisation's row is locked first, so that positions have no gaps and none becomes visible before a smaller one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, select, update
from sqlalchemy.exc import NoResultFound

from rhi_desktop.hub import tables
from rhi_desktop.hub.asking import Asker, holds
from rhi_desktop.hub.engine import writing
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.hub.rows import put
from rhi_desktop.hub.tree import Frontier, Tree
from rhi_desktop.wire import limits
from rhi_desktop.wire.api import Answer, DeviceState, Outcome, Pushed, Reason
from rhi_desktop.wire.envelope import RECOVERY, TEAM, Envelope, envelope_id, parse
from rhi_desktop.wire.frames import Malformed

_DEVICE = tables.device.c
_ENVELOPE = tables.envelope.c
_ORGANISATION = tables.organisation.c


_ENDS: Final = (
    select(_ORGANISATION.size, _ORGANISATION.frontier, _DEVICE.state, _DEVICE.counter, _DEVICE.tip)
    .join(tables.device, _DEVICE.organisation == _ORGANISATION.number)
    .where(_ORGANISATION.number == bindparam("of"), _DEVICE.id == bindparam("asking"))
    .with_for_update()
)
"""The ends of the log and of the device's chain, locked. Statements are made once: it takes longer than to run them."""
_GROWN: Final = (
    update(tables.organisation)
    .where(_ORGANISATION.number == bindparam("of"))
    .values(size=bindparam("end"), frontier=bindparam("roots"))
)
_MOVED: Final = (
    update(tables.device)
    .where(_DEVICE.organisation == bindparam("of"), _DEVICE.id == bindparam("asking"))
    .values(counter=bindparam("last"), tip=bindparam("newest"), seen=bindparam("day"))
)


@dataclass(frozen=True, slots=True)
class Offered:
    """An envelope of a request: read, or the reason why it is none."""

    id: str
    envelope: Envelope | None
    reason: Reason | None = None


def offered(contents: Sequence[bytes], asker: Asker) -> list[Offered]:
    """Read and check envelopes as far as that takes no database. Raises Refused for too many."""
    if len(contents) > limits.PUSHED:
        raise Refused(Reason.TOO_MANY)
    return [_offered(content, asker) for content in contents]


def _offered(content: bytes, asker: Asker) -> Offered:
    try:
        envelope = parse(content)
    except Malformed as problem:
        return Offered(envelope_id(content), None, Reason(problem.reason))
    header = envelope.header
    if header.organisation != asker.organisation_id:
        return Offered(envelope.id, None, Reason.OTHER_ORGANISATION)
    if header.device != asker.device or not holds(asker.signing_key, envelope.signature, envelope.signed):
        return Offered(envelope.id, None, Reason.FORGED)
    return Offered(envelope.id, envelope)


def push(engine: Engine, asker: Asker, contents: Sequence[bytes], today: date) -> Pushed:
    """Take envelopes in their order; what comes behind a refused one is skipped. Raises Refused."""
    read = offered(contents, asker)
    try:
        with writing(engine) as connection:
            return _Push(connection, asker, today.isoformat()).take(read)
    except NoResultFound:  # it waited to be let in, and has just been turned away
        raise Refused(Reason.UNKNOWN_DEVICE) from None


@dataclass(slots=True)
class _Push:
    connection: Connection
    asker: Asker
    day: str
    rows: list[tuple[object, ...]] = field(default_factory=list)
    deliveries: list[tuple[object, ...]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def take(self, read: Sequence[Offered]) -> Pushed:
        """Answer each; write what was taken."""
        number = self.asker.organisation
        row = self.connection.execute(_ENDS, {"of": number, "asking": self.asker.device}).one()
        state, counter, tip = DeviceState(row.state), int(row.counter), str(row.tip)
        if state is DeviceState.PENDING:
            raise Refused(Reason.PENDING)
        frontier, before = Frontier.of(row.size, bytes(row.frontier)), int(row.size)
        known, active = self._known(read, counter), self._active(read)
        for one in read:
            position = known.get(one.id, 0)
            if self._skips(one, position):
                continue
            reason = one.reason or self._fault(one, counter, tip, active, state)
            if reason is not None or one.envelope is None:
                self.answers.append(Answer(id=one.id, outcome=Outcome.REFUSED, reason=reason))
                continue
            frontier = frontier.grown(bytes.fromhex(one.id))
            counter, tip = one.envelope.header.counter, one.id
            known[one.id] = frontier.size
            self._add(one.id, one.envelope, frontier.size, out=state is DeviceState.REVOKED)
        if self.rows:
            self._write(before, frontier, counter, tip)
        return Pushed(answers=tuple(self.answers), counter=counter, tip=tip)

    def _skips(self, one: Offered, position: int) -> bool:
        if self.answers and self.answers[-1].outcome in (Outcome.REFUSED, Outcome.SKIPPED):
            self.answers.append(Answer(id=one.id, outcome=Outcome.SKIPPED))
            return True
        if position:
            self.answers.append(Answer(id=one.id, outcome=Outcome.KNOWN, position=position))
            return True
        return False

    def _fault(self, one: Offered, counter: int, tip: str, active: frozenset[str], state: DeviceState) -> Reason | None:
        if one.envelope is None:
            return one.reason
        header = one.envelope.header
        if header.counter > counter + 1:
            return Reason.GAP
        if header.counter <= counter or header.previous != tip:
            return Reason.FORKED
        if state is not DeviceState.REVOKED and not set(header.readers) <= active:
            return Reason.UNKNOWN_READER
        return None

    def _known(self, read: Sequence[Offered], counter: int) -> dict[str, int]:
        """Return the positions of those that had come before; none has whose counter is beyond the device's."""
        ids = [bytes.fromhex(one.id) for one in read if one.envelope and one.envelope.header.counter <= counter]
        if not ids:
            return {}
        kept = select(_ENVELOPE.id, _ENVELOPE.position)
        kept = kept.where(_ENVELOPE.organisation == self.asker.organisation, _ENVELOPE.id.in_(ids))
        return {bytes(row.id).hex(): int(row.position) for row in self.connection.execute(kept)}

    def _active(self, read: Sequence[Offered]) -> frozenset[str]:
        """Return those of the readers who may be sent something."""
        everybody = {TEAM, RECOVERY}
        named = {reader for one in read if one.envelope for reader in one.envelope.header.readers} - everybody
        if not named:
            return frozenset(everybody)
        kept = select(_DEVICE.id).where(
            _DEVICE.organisation == self.asker.organisation,
            _DEVICE.state == DeviceState.ACTIVE.value,
            _DEVICE.id.in_(sorted(named)),
        )
        return frozenset(everybody | set(self.connection.scalars(kept)))

    def _add(self, name: str, envelope: Envelope, position: int, *, out: bool) -> None:
        number = self.asker.organisation
        content = envelope.content
        leaf = bytes.fromhex(name)
        self.rows.append((number, position, leaf, self.asker.device, out, self.day, len(content), content))
        readers = (TEAM,) if out else envelope.header.readers
        self.deliveries += [(number, one, position) for one in readers]
        outcome = Outcome.QUARANTINED if out else Outcome.ACCEPTED
        self.answers.append(Answer(id=name, outcome=outcome, position=position))

    def _write(self, before: int, frontier: Frontier, counter: int, tip: str) -> None:
        number = self.asker.organisation
        put(self.connection, tables.envelope, self.rows)
        put(self.connection, tables.delivery, self.deliveries)
        end = {"of": number, "end": frontier.size, "roots": frontier.to_bytes()}
        self.connection.execute(_GROWN, end)
        last = {"of": number, "asking": self.asker.device, "last": counter, "newest": tip, "day": self.day}
        self.connection.execute(_MOVED, last)
        Tree(self.connection, number).keep_tiles(before, frontier.size)
