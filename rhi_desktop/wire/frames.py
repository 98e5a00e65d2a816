"""Byte strings one after the other, each behind its length: four bytes, the highest first."""

from collections.abc import Iterable, Iterator

LENGTH = 4


class Malformed(ValueError):
    """Bytes that are not what the protocol says; `reason` is a code of `wire.api.Reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def frame(content: bytes) -> bytes:
    """Return one byte string behind its length."""
    return len(content).to_bytes(LENGTH, "big") + content


def framed(contents: Iterable[bytes]) -> bytes:
    """Return several byte strings, each behind its length."""
    return b"".join(map(frame, contents))


class Cursor:
    """Reads frames from the front of `content`. Raises Malformed where it ends too early or a frame is too long."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self._content = content
        self.at = at

    @property
    def over(self) -> bool:
        """Whether everything has been read."""
        return self.at == len(self._content)

    def take(self, length: int) -> bytes:
        """Return the next `length` bytes."""
        taken = self._content[self.at : self.at + length]
        if len(taken) < length:
            raise Malformed("truncated")
        self.at += length
        return taken

    def frame(self, limit: int) -> bytes:
        """Return the next byte string, which has at most `limit` bytes."""
        length = int.from_bytes(self.take(LENGTH), "big")
        if length > limit:
            raise Malformed("too_large")
        return self.take(length)


def frames(content: bytes, limit: int, most: int) -> Iterator[bytes]:
    """Yield the byte strings of a body: at most `most`, each of at most `limit` bytes. Raises Malformed."""
    cursor = Cursor(content)
    for _ in range(most):
        if cursor.over:
            return
        yield cursor.frame(limit)
    if not cursor.over:
        raise Malformed("too_many")
