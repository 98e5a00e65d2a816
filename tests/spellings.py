"""How words, or the bytes of a key, may lie somewhere: what is searched for where they must not be."""

import base64
import json
from collections.abc import Iterator


def spellings(words: str) -> Iterator[bytes]:
    """Yield words in every encoding in which they might have been written down."""
    yield json.dumps(words)[1:-1].encode()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield from coded(words.encode(encoding))


def coded(raw: bytes) -> Iterator[bytes]:
    """Yield bytes as they are, in hex, and in base64 wherever they may begin in what was encoded."""
    yield raw
    yield raw.hex().encode()
    for shift in range(3):
        yield base64.b64encode(b"." * shift + raw)[4 if shift else 0 : -4]


def found(contents: bytes, wanted: dict[str, list[bytes]]) -> list[str]:
    """Return the names of what is there in one of its spellings, in capital or small letters."""
    small = contents.lower()
    return [name for name, each in wanted.items() if any(one.lower() in small for one in each)]
