"""What is inside an envelope: MessagePack, compressed, padded to a size class.

plaintext = length(4) zlib(payload) zeros
"""

import zlib
from typing import Annotated, Final, TypeAlias

import msgspec

from rhi_desktop.wire import limits
from rhi_desktop.wire.envelope import Count, Hash, Id, Reader
from rhi_desktop.wire.frames import LENGTH, Malformed

INFLATED: Final = 32 * limits.MIB
"""How long a payload may be once it is decompressed."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a payload: what this version does not know is refused, not guessed at."""


class Mark(_Part, frozen=True):
    """The place of this envelope among those for one reader: its number from 1, and the id of the one before."""

    reader: Reader
    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    previous: Hash


class RevisionItem(_Part, frozen=True, tag="revision"):
    """A revision: its canonical bytes and the signature of the device that made it, which may be another's."""

    content: bytes
    signature: bytes


class StatementItem(_Part, frozen=True, tag="statement"):
    """A statement of the directory, as `statements.Signed.to_bytes`."""

    content: bytes


class KeysItem(_Part, frozen=True, tag="keys"):
    """Private halves of the team's keys, by epoch: in envelopes for one coordinator's device or the recovery alone."""

    keys: dict[int, bytes]


class ReceiptItem(_Part, frozen=True, tag="receipt"):
    """These envelopes have come, and what is in them is kept."""

    envelopes: tuple[Hash, ...]


class RefusalItem(_Part, frozen=True, tag="refusal"):
    """A revision was not taken: which, and a code of why (`acceptance.Refused`)."""

    revision: Hash
    why: str


class HeadItem(_Part, frozen=True, tag="head"):
    """The head of the hub's log that the sender has seen, so that readers find out whether they see the same log."""

    size: Count
    root: Hash


class DepartureItem(_Part, frozen=True, tag="departure"):
    """A case was taken off the sender's laptop: which, when, why, and how many revisions were there."""

    child: str
    at: str
    why: str
    revisions: Count


class GrantedItem(_Part, frozen=True, tag="granted"):
    """All that is on record comes from the sender: what the hub has let go of before is not to be missed."""


Item: TypeAlias = (
    RevisionItem | StatementItem | KeysItem | ReceiptItem | RefusalItem | HeadItem | DepartureItem | GrantedItem
)


class Payload(_Part, frozen=True):
    """What a sender says to its readers. `device` and `counter` repeat the header: nobody can sign it as their own."""

    device: Id
    counter: Count
    at: str
    marks: tuple[Mark, ...]
    items: tuple[Item, ...]


def pack(payload: Payload) -> bytes:
    """Return the plaintext. ValueError where it does not fit into the largest size class."""
    packed = zlib.compress(msgspec.msgpack.encode(payload), 6)
    size = limits.size_class(LENGTH + len(packed))
    return (len(packed).to_bytes(LENGTH, "big") + packed).ljust(size, b"\0")


def unpack(plaintext: bytes) -> Payload:
    """Read a plaintext. Raises Malformed, whatever a dishonest sender wrote: nothing is inflated beyond `INFLATED`."""
    length = int.from_bytes(plaintext[:LENGTH], "big")
    packed = plaintext[LENGTH : LENGTH + length]
    if len(packed) < length or plaintext[LENGTH + length :].strip(b"\0"):
        raise Malformed("malformed")
    inflating = zlib.decompressobj()
    try:
        content = inflating.decompress(packed, INFLATED)
    except zlib.error:
        raise Malformed("malformed") from None
    if not inflating.eof or inflating.unused_data:
        raise Malformed("malformed")
    try:
        return msgspec.msgpack.decode(content, type=Payload)
    except msgspec.ValidationError as problem:
        raise Malformed("newer_version" if _unknown(problem) else "malformed") from None
    except msgspec.DecodeError:
        raise Malformed("malformed") from None


def _unknown(problem: msgspec.ValidationError) -> bool:
    """Whether it is a kind of item or a field that a later version of the program has added."""
    said = str(problem)
    return "Invalid value" in said or "unknown field" in said
