"""The Merkle tree over the ids of an organisation's envelopes (RFC 9162, section 2.1), in the order of the log.

A leaf is the id's 32 bytes. Whoever has seen a head can demand the proof that a later one only adds to it: a hub that
drops, exchanges or rolls back an envelope that it once counted cannot give one.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

Complete: TypeAlias = Callable[[int, int], bytes]
"""Returns the root over the leaves [start, end) of a complete subtree: a power of two of them, aligned to it."""

EMPTY = hashlib.sha256(b"").digest()


def leaf(envelope: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + envelope).digest()


def joined(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def folded(hashes: Sequence[bytes]) -> bytes:
    """Return the root of a complete subtree from the roots of its equal parts, a power of two of them."""
    level = list(hashes)
    while len(level) > 1:
        level = [joined(level[i], level[i + 1]) for i in range(0, len(level), 2)]
    return level[0]


def root(size: int, complete: Complete) -> bytes:
    """Return the root over the first `size` leaves."""
    return _root(0, size, complete) if size else EMPTY


def consistency(old: int, new: int, complete: Complete) -> tuple[bytes, ...]:
    """Return the proof that the tree of `old` leaves is the beginning of that of `new` (RFC 9162, 2.1.4.1)."""
    if not 0 < old < new:
        return ()
    return tuple(_proof(old, 0, new, complete, known=True))


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof holds (RFC 9162, 2.1.4.2). An empty tree is the beginning of every other."""
    if old == 0:
        return not proof and old_root == EMPTY and (new > 0 or new_root == EMPTY)
    if old >= new:
        return old == new and not proof and old_root == new_root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    first, second = old - 1, new - 1
    while first & 1:
        first >>= 1
        second >>= 1
    before = after = path[0]
    for one in path[1:]:
        if second == 0:
            return False
        if first & 1 or first == second:
            before, after = joined(one, before), joined(one, after)
            while not first & 1 and first:
                first >>= 1
                second >>= 1
        else:
            after = joined(after, one)
        first >>= 1
        second >>= 1
    return second == 0 and before == old_root and after == new_root


def _root(start: int, end: int, complete: Complete) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        return complete(start, end)
    split = start + _split(size)
    return joined(_root(start, split, complete), _root(split, end, complete))


def _proof(old: int, start: int, end: int, complete: Complete, *, known: bool) -> Iterator[bytes]:
    if old == end:
        if not known:
            yield _root(start, end, complete)
        return
    split = start + _split(end - start)
    if old <= split:
        yield from _proof(old, start, split, complete, known=known)
        yield _root(split, end, complete)
    else:
        yield from _proof(old, split, end, complete, known=False)
        yield _root(start, split, complete)


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
