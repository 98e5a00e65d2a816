"""The Merkle tree over an organisation's log, kept so that a head and a proof cost few reads at any length.

The frontier holds the roots of the largest complete subtrees from left to right, one for each bit of the size; tiles
are the roots of complete subtrees of 256 leaves, of 256 of those, and so on.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, insert, select

from rhi_desktop.hub import tables
from rhi_desktop.wire import merkle

WIDTH: Final = 256
_HASH: Final = 32
_LEVELS: Final = (WIDTH**3, WIDTH**2, WIDTH)

_TILE = tables.tile.c
_ENVELOPE = tables.envelope.c


@dataclass(frozen=True, slots=True)
class Frontier:
    """The end of a tree: its size and the roots of its largest complete subtrees."""

    size: int
    roots: tuple[bytes, ...]

    @classmethod
    def of(cls, size: int, content: bytes) -> "Frontier":
        """Read it from the organisation's row."""
        return cls(size, tuple(content[start : start + _HASH] for start in range(0, len(content), _HASH)))

    def to_bytes(self) -> bytes:
        """Return it as the row has it."""
        return b"".join(self.roots)

    def grown(self, envelope: bytes) -> "Frontier":
        """Return the frontier with one leaf more."""
        roots = [*self.roots, merkle.leaf(envelope)]
        size = self.size
        while size & 1:
            right = roots.pop()
            roots[-1] = merkle.joined(roots[-1], right)
            size >>= 1
        return Frontier(self.size + 1, tuple(roots))

    def root(self) -> bytes:
        """Return the root over all leaves (RFC 9162, 2.1.1)."""
        if not self.roots:
            return merkle.EMPTY
        found = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            found = merkle.joined(left, found)
        return found


class Tree:
    """Reads and keeps the tree of one organisation, inside the caller's transaction."""

    def __init__(self, connection: Connection, organisation: int) -> None:
        self._connection = connection
        self._organisation = organisation

    def keep_tiles(self, before: int, size: int) -> None:
        """Keep the tiles that became complete; their envelopes are in the database already."""
        for block in range(before // WIDTH, size // WIDTH):
            number, level = block, 1
            self._keep(level, number, merkle.folded(self._leaves(number * WIDTH, (number + 1) * WIDTH)))
            while (number + 1) % WIDTH == 0:
                number //= WIDTH
                self._keep(level + 1, number, merkle.folded(self._tiles(level, number * WIDTH, (number + 1) * WIDTH)))
                level += 1

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """Return the proof that the tree of `old` leaves is the beginning of that of `new`."""
        return merkle.consistency(old, new, self.complete)

    def complete(self, start: int, end: int) -> bytes:
        """Return the root of a complete subtree (`wire.merkle.Complete`)."""
        size = end - start
        for level, width in zip((3, 2, 1), _LEVELS, strict=True):
            if size >= width:
                return merkle.folded(self._tiles(level, start // width, end // width))
        return merkle.folded(self._leaves(start, end))

    def _keep(self, level: int, number: int, root: bytes) -> None:
        row = {"organisation": self._organisation, "level": level, "number": number, "root": root}
        self._connection.execute(insert(tables.tile).values(row))

    def _tiles(self, level: int, start: int, end: int) -> list[bytes]:
        asked = select(_TILE.root).where(
            _TILE.organisation == self._organisation, _TILE.level == level, _TILE.number >= start, _TILE.number < end
        )
        return [bytes(one) for one in self._connection.scalars(asked.order_by(_TILE.number))]

    def _leaves(self, start: int, end: int) -> list[bytes]:
        asked = select(_ENVELOPE.id).where(
            _ENVELOPE.organisation == self._organisation, _ENVELOPE.position > start, _ENVELOPE.position <= end
        )
        return [merkle.leaf(bytes(one)) for one in self._connection.scalars(asked.order_by(_ENVELOPE.position))]
