"""A sealed envelope: what the hub keeps and hands on without being able to read it.

    envelope  = "RHIE" version(1) frame(header) frame(wrap)* frame(ciphertext) signature(64)
    header    = canonical JSON of `Header`; one wrap for each of its readers, in their order
    id        = SHA-256 of all these bytes, in hex

The signature is the sending device's, over everything before it. `docs/protocol.md` says what is inside.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from rhi_desktop.wire import limits
from rhi_desktop.wire.frames import Cursor, Malformed, frame, framed

MAGIC: Final = b"RHIE"
VERSION: Final = 1
SIGNATURE: Final = 64
GENESIS: Final = "0" * 64
"""What a device's first envelope names as its previous one."""
TEAM: Final = "team"
"""The reader that stands for every device that holds the team's keys."""
RECOVERY: Final = "recovery"
"""The reader that stands for whoever holds the organisation's recovery sheet."""
CONTEXT: Final = b"rhi/envelope/v1\n"
WRAP_CONTEXT: Final = b"rhi/wrap/v1\n"

ID: Final = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
Id = Annotated[str, msgspec.Meta(pattern=rf"\A{ID}\Z")]
"""A UUIDv7 in small letters."""
Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Reader = Annotated[str, msgspec.Meta(pattern=r"\A(team|recovery|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z")]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the hub sees of an envelope.

    `counter` is the device's own count of envelopes from 1, `previous` the id of the one before (`GENESIS` for the
    first), `epoch` the number of the team key that it is sealed to, `readers` whom it is handed to.
    """

    organisation: Id
    device: Id
    counter: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    previous: Hash
    epoch: Count
    readers: Annotated[tuple[Reader, ...], msgspec.Meta(min_length=1, max_length=limits.READERS)]

    def to_bytes(self) -> bytes:
        """Return the canonical JSON: sorted keys, no spaces."""
        return msgspec.json.encode(self, order="sorted")


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope in its parts. `header_bytes` are the header as it was sent; hashes are taken over those."""

    header: Header
    header_bytes: bytes
    wraps: tuple[bytes, ...]
    ciphertext: bytes
    signature: bytes
    content: bytes

    @property
    def id(self) -> str:
        """The SHA-256 of all bytes, in hex."""
        return envelope_id(self.content)

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        return CONTEXT + self.content[:-SIGNATURE]

    def wrap_for(self, reader: str) -> bytes:
        """Return the wrapped key of one reader. KeyError where it is not for that one."""
        if reader not in self.header.readers:
            raise KeyError(reader)
        return self.wraps[self.header.readers.index(reader)]


def envelope_id(content: bytes) -> str:
    """Return the id of the envelope with these bytes."""
    return hashlib.sha256(content).hexdigest()


def header_hash(header: bytes) -> bytes:
    """Return what the ciphertext is bound to."""
    return hashlib.sha256(header).digest()


def wrap_info(header: bytes, reader: str) -> bytes:
    """Return what a wrapped key is bound to: the header and the reader it is for."""
    return WRAP_CONTEXT + header_hash(header) + reader.encode("ascii")


def unsigned(header: Header, wraps: Sequence[bytes], ciphertext: bytes) -> bytes:
    """Return the bytes of an envelope that its device is to sign behind `CONTEXT`."""
    return MAGIC + bytes([VERSION]) + frame(header.to_bytes()) + framed(wraps) + frame(ciphertext)


def parse(content: bytes) -> Envelope:
    """Read an envelope. Raises Malformed with the reason: nothing is guessed, nothing may follow the signature."""
    if len(content) > limits.ENVELOPE:
        raise Malformed("too_large")
    cursor = Cursor(content)
    if cursor.take(len(MAGIC)) != MAGIC:
        raise Malformed("malformed")
    version = cursor.take(1)[0]
    if version != VERSION:
        raise Malformed("newer_version" if version > VERSION else "malformed")
    header_bytes = cursor.frame(limits.HEADER)
    header = _header(header_bytes)
    wraps = tuple(cursor.frame(limits.WRAP) for _ in header.readers)
    ciphertext = cursor.frame(limits.LARGEST + limits.TAG)
    if not limits.is_size_class(len(ciphertext) - limits.TAG):
        raise Malformed("malformed")
    signature = cursor.take(SIGNATURE)
    if not cursor.over:
        raise Malformed("malformed")
    return Envelope(header, header_bytes, wraps, ciphertext, signature, content)


def _header(content: bytes) -> Header:
    try:
        header = msgspec.json.decode(content, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed("malformed") from None
    if header.to_bytes() != content or len(set(header.readers)) != len(header.readers):
        raise Malformed("malformed")
    return header
