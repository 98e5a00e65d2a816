"""How large things may be. Both sides hold them before anything is parsed."""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

SMALLEST: Final = 4 * KIB
"""The smallest size class; each further one is twice as large."""
LARGEST: Final = 2 * MIB
"""The largest size class of what is sealed."""
TAG: Final = 16
"""What ChaCha20-Poly1305 adds."""
HEADER: Final = 16 * KIB
WRAP: Final = 4 * KIB
READERS: Final = 64
"""How many readers an envelope may have."""
ENVELOPE: Final = LARGEST + READERS * WRAP + HEADER + KIB
PUSHED: Final = 64
"""How many envelopes one request may carry."""
REQUEST: Final = 8 * MIB
"""How long the body of a request may be."""
CONTROL: Final = 256 * KIB
"""How long the JSON of a request or of the head of a page may be."""
ANSWER: Final = 2 * MIB
"""How long the JSON of an answer may be: there are lists of devices among them."""
PAGE: Final = 4 * MIB
"""At how many bytes of envelopes a page of a pull ends; it holds at least one."""
CLOCK: Final = 300
"""By how many seconds the time of a request may differ from the hub's clock."""


def size_class(length: int) -> int:
    """Return the size class for so many bytes. ValueError beyond the largest."""
    size = SMALLEST
    while size < length:
        size *= 2
    if size > LARGEST:
        raise ValueError("larger than the largest size class")
    return size


def is_size_class(length: int) -> bool:
    """Whether something sealed has a length that gives away nothing but its class."""
    return SMALLEST <= length <= LARGEST and length & (length - 1) == 0
