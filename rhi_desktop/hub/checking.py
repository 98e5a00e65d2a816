"""Whether the logs are whole: every envelope, its place, its readers, the tree over all, the devices' own chains."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, text

from rhi_desktop.hub import tables
from rhi_desktop.hub.asking import holds
from rhi_desktop.hub.engine import reading
from rhi_desktop.hub.tree import WIDTH, Frontier
from rhi_desktop.wire import merkle
from rhi_desktop.wire.envelope import GENESIS, TEAM, Envelope, parse
from rhi_desktop.wire.frames import Malformed

_DEVICE = tables.device.c
_DELIVERY = tables.delivery.c
_ENVELOPE = tables.envelope.c
_ORGANISATION = tables.organisation.c
_TILE = tables.tile.c

_Row = Row[Any]


@dataclass(slots=True)
class Checked:
    """How many envelopes were looked at, how many of those have gone, and what is wrong, in sentences."""

    envelopes: int = 0
    pruned: int = 0
    problems: list[str] = field(default_factory=list)


def check(engine: Engine) -> Checked:
    """Look through everything, as it stands at one instant; the hub may serve meanwhile. Raises Refused."""
    with reading(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        return check_in(connection)


def check_in(connection: Connection) -> Checked:
    """Look through everything that a transaction sees."""
    checked = Checked()
    if connection.dialect.name == "sqlite":
        told = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
        checked.problems += [] if told == "ok" else [f"The database's file is damaged: {told}."]
    for row in connection.execute(select(tables.organisation).order_by(_ORGANISATION.number)).all():
        log = _Log(connection, row, checked)
        checked.problems += [f"Organisation {row.id}: {problem}." for problem in log.problems()]
    return checked


@dataclass(slots=True)
class _Chain:
    """A device with the end of its chain as its row has it, and as the log has it so far."""

    key: str
    counter: int
    tip: str
    found: int = 0
    last: str = GENESIS


class _Log:
    def __init__(self, connection: Connection, organisation: _Row, checked: Checked) -> None:
        self._connection = connection
        self._row = organisation
        self._number = int(organisation.number)
        self._checked = checked
        self._frontier = Frontier(0, ())
        devices = select(tables.device).where(_DEVICE.organisation == self._number)
        self._chains = {row.id: _Chain(row.signing_key, row.counter, row.tip) for row in connection.execute(devices)}

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the log; a hole in it ends the search."""
        size = int(self._row.size)
        for start in range(0, size, WIDTH):
            rows = self._envelopes(start, min(start + WIDTH, size))
            if [row.position for row in rows] != list(range(start + 1, min(start + WIDTH, size) + 1)):
                yield f"envelopes are missing between positions {start + 1} and {min(start + WIDTH, size)}"
                return
            readers = self._readers(start, start + WIDTH)
            for row in rows:
                yield from self._problems_of(row, readers.get(row.position, set()))
        yield from self._problems_of_ends(size)
        yield from self._problems_of_tiles(size)

    def _problems_of(self, row: _Row, readers: set[str]) -> Iterator[str]:
        place = f"envelope {row.position}"
        self._checked.envelopes += 1
        self._frontier = self._frontier.grown(bytes(row.id))
        chain = self._chains.get(row.device)
        if chain is None:
            yield f"{place} is from a device that is not here"
            return
        chain.found += 1
        if row.content is None:
            self._checked.pruned += 1
            if readers:
                yield f"{place} has gone, but is still to be handed to somebody"
        else:
            yield from (f"{place} {problem}" for problem in _faults(row, chain, readers, self._row.id))
        chain.last = bytes(row.id).hex()

    def _problems_of_ends(self, size: int) -> Iterator[str]:
        if self._frontier.to_bytes() != bytes(self._row.frontier):
            yield "the root over the log is not the one that is kept"
        for device, chain in self._chains.items():
            if (chain.found, chain.last) != (chain.counter, chain.tip):
                yield f"the chain of device {device} does not end where its row says"
        for table, organisation, position in (
            ("envelope", _ENVELOPE.organisation, _ENVELOPE.position),
            ("delivery", _DELIVERY.organisation, _DELIVERY.position),
        ):
            beyond = select(func.count()).where(organisation == self._number, position > size)
            if self._connection.scalar(beyond):
                yield f"there are rows of {table} behind the end of the log"

    def _problems_of_tiles(self, size: int) -> Iterator[str]:
        width, level = WIDTH, 1
        while size >= width:
            kept = self._tiles(level)
            if sorted(kept) != list(range(size // width)):
                yield f"tiles of level {level} are missing, or there are too many"
                return
            below = self._tiles(level - 1) if level > 1 else None
            for number, root in kept.items():
                if merkle.folded(self._parts(number, below)) != root:
                    yield f"tile {number} of level {level} is not the root of what is below it"
            width, level = width * WIDTH, level + 1

    def _parts(self, number: int, below: dict[int, bytes] | None) -> list[bytes]:
        start = number * WIDTH
        if below is not None:
            return [below[one] for one in range(start, start + WIDTH)]
        asked = select(_ENVELOPE.id).where(
            _ENVELOPE.organisation == self._number, _ENVELOPE.position > start, _ENVELOPE.position <= start + WIDTH
        )
        return [merkle.leaf(bytes(one)) for one in self._connection.scalars(asked.order_by(_ENVELOPE.position))]

    def _tiles(self, level: int) -> dict[int, bytes]:
        kept = select(_TILE.number, _TILE.root).where(_TILE.organisation == self._number, _TILE.level == level)
        return {row.number: bytes(row.root) for row in self._connection.execute(kept.order_by(_TILE.number))}

    def _envelopes(self, start: int, end: int) -> list[_Row]:
        asked = select(tables.envelope).where(
            _ENVELOPE.organisation == self._number, _ENVELOPE.position > start, _ENVELOPE.position <= end
        )
        return list(self._connection.execute(asked.order_by(_ENVELOPE.position)))

    def _readers(self, start: int, end: int) -> dict[int, set[str]]:
        asked = select(_DELIVERY.position, _DELIVERY.reader).where(
            _DELIVERY.organisation == self._number, _DELIVERY.position > start, _DELIVERY.position <= end
        )
        found: dict[int, set[str]] = {}
        for row in self._connection.execute(asked):
            found.setdefault(row.position, set()).add(row.reader)
        return found


def _faults(row: _Row, chain: _Chain, readers: set[str], organisation: str) -> Iterator[str]:
    """Yield what is wrong with an envelope that is still there."""
    content = bytes(row.content)
    if hashlib.sha256(content).digest() != bytes(row.id):
        yield "is not what its id says"
        return
    try:
        envelope = parse(content)
    except Malformed:
        yield "cannot be read"
        return
    header = envelope.header
    if (header.organisation, header.device, len(content)) != (organisation, row.device, row.size):
        yield "has another organisation, device or size than its row"
    if not holds(chain.key, envelope.signature, envelope.signed):
        yield "is not signed by its device"
    if (header.counter, header.previous) != (chain.found, chain.last):
        yield "does not follow the one before it of its device"
    if readers != _meant(envelope, quarantined=row.quarantined):
        yield "is not handed to those whom it names"


def _meant(envelope: Envelope, *, quarantined: bool) -> set[str]:
    return {TEAM} if quarantined else set(envelope.header.readers)
