"""Handing envelopes to a reader, page by page, with the head of the log and the proof that it only grew."""

from contextlib import suppress
from datetime import date
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, Row, func, select, update

from rhi_desktop.hub import tables
from rhi_desktop.hub.asking import Asker
from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.hub.tree import Frontier, Tree
from rhi_desktop.wire import limits
from rhi_desktop.wire.api import Head, Page, Placed, Pulling, Reason, head_message
from rhi_desktop.wire.envelope import RECOVERY, TEAM

ROWS: Final = 1024
"""How many envelopes a page has at most."""
COUNTED: Final = 10_000
"""Up to how many envelopes that are still to come are counted."""

_DEVICE = tables.device.c
_DELIVERY = tables.delivery.c
_ENVELOPE = tables.envelope.c


class Puller:
    """Answers pulls; `key` signs the heads."""

    def __init__(self, engine: Engine, key: Ed25519PrivateKey) -> None:
        self._engine = engine
        self._key = key

    def pull(self, asker: Asker, asked: Pulling, today: date) -> tuple[Page, list[bytes]]:
        """Return a page and its envelopes. Raises Refused."""
        with reading(self._engine) as connection:
            answer = self._page(connection, asker, asked)
        self._contact(asker, asked.after, today.isoformat())
        return answer

    def _page(self, connection: Connection, asker: Asker, asked: Pulling) -> tuple[Page, list[bytes]]:
        columns = tables.organisation.c
        end = connection.execute(
            select(columns.size, columns.frontier, _DEVICE.counter, _DEVICE.tip)
            .select_from(tables.organisation.join(tables.device, _DEVICE.organisation == columns.number))
            .where(columns.number == asker.organisation, _DEVICE.id == asker.device)
        ).one()
        if max(asked.after, asked.size) > end.size:
            raise Refused(Reason.ROLLED_BACK)
        rows, upto = self._rows(connection, asker, asked.after, end.size)
        tree = Tree(connection, asker.organisation)
        page = Page(
            head=self._head(asker, Frontier.of(end.size, bytes(end.frontier))),
            proof=tuple(one.hex() for one in tree.consistency(asked.size, end.size)),
            placed=tuple(Placed(position=row.position, quarantined=row.quarantined) for row in rows),
            upto=upto,
            more=upto < end.size,
            left=_left(connection, asker, upto, end.size) if upto < end.size else 0,
            counter=end.counter,
            tip=end.tip,
        )
        return page, [bytes(row.content) for row in rows]

    def _rows(
        self, connection: Connection, asker: Asker, after: int, size: int
    ) -> "tuple[list[Row[Any, Any, Any]], int]":
        """Return the envelopes of a page, and where to go on: behind the last of it, or at the end of the log."""
        sizes: dict[int, int] = {}
        for reader in _readers(asker):  # one after the other: each is a short walk along the index
            sizes.update(_due(connection, asker, reader, after, size))
        due = sorted(sizes)
        fits = total = 0
        for position in due[:ROWS]:
            total += sizes[position]
            if fits and total > limits.PAGE:
                break
            fits += 1
        contents = select(_ENVELOPE.position, _ENVELOPE.quarantined, _ENVELOPE.content)
        of_page = (_ENVELOPE.organisation == asker.organisation) & _ENVELOPE.position.in_(due[:fits])
        there = of_page & _ENVELOPE.content.is_not(None)  # one may have been pruned since it was counted
        rows = list(connection.execute(contents.where(there).order_by(_ENVELOPE.position))) if due else []
        return rows, due[fits - 1] if len(due) > fits else size

    def _head(self, asker: Asker, frontier: Frontier) -> Head:
        root = frontier.root().hex()
        signature = self._key.sign(head_message(asker.organisation_id, frontier.size, root))
        return Head(size=frontier.size, root=root, signature=signature.hex())

    def _contact(self, asker: Asker, held: int, day: str) -> None:
        """Note up to where the device holds what it was handed, and the day; at the next pull where there is no room.

        A hub that takes no more still hands over what it has.
        """
        if (asker.held, asker.seen) == (held, day):
            return
        own = (_DEVICE.organisation == asker.organisation) & (_DEVICE.id == asker.device)
        with suppress(Refused), writing(self._engine) as connection:
            connection.execute(update(tables.device).where(own).values(held=held, seen=day))


def _readers(asker: Asker) -> list[str]:
    return [asker.device, *([TEAM] if asker.team else []), *([RECOVERY] if asker.recovered else [])]


def _due(connection: Connection, asker: Asker, reader: str, after: int, size: int) -> dict[int, int]:
    """Return the positions, with the sizes, of what is next for one reader; what the asker sent itself is left out."""
    joined = tables.delivery.join(
        tables.envelope,
        (_ENVELOPE.organisation == _DELIVERY.organisation) & (_ENVELOPE.position == _DELIVERY.position),
    )
    asked = select(_DELIVERY.position, _ENVELOPE.size).select_from(joined)
    asked = asked.where(
        _DELIVERY.organisation == asker.organisation,
        _DELIVERY.reader == reader,
        _DELIVERY.position > after,
        _DELIVERY.position <= size,
        _ENVELOPE.device != asker.device,
        _ENVELOPE.content.is_not(None),
    )
    return {row.position: row.size for row in connection.execute(asked.order_by(_DELIVERY.position).limit(ROWS + 1))}


def _left(connection: Connection, asker: Asker, after: int, size: int) -> int:
    """Return how many envelopes are still to come, counted up to `COUNTED`; a device's own may be among them."""
    found = 0
    for reader in _readers(asker):
        waiting = select(_DELIVERY.position).where(
            _DELIVERY.organisation == asker.organisation,
            _DELIVERY.reader == reader,
            _DELIVERY.position > after,
            _DELIVERY.position <= size,
        )
        counted = select(func.count()).select_from(waiting.limit(COUNTED).subquery())
        found += int(connection.scalar(counted) or 0)
    return min(found, COUNTED)
