"""What the directory of an organisation is made of: signed statements about keys, members and devices.

A statement is canonical JSON; its id the SHA-256 of that. It is signed by the organisation's root or by a device that
is certified as a coordinator's. Statements are only ever added.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

from rhi_desktop.sync.keys import signed_by
from rhi_desktop.wire.api import Key, SealingKey
from rhi_desktop.wire.envelope import Count, Id
from rhi_desktop.wire.frames import Cursor, Malformed, framed

ROOT: Final = "root"
CONTEXT: Final = b"rhi/statement/v1\n"
LIMIT: Final = 64 * 1024


class _Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="says"):
    """Every statement names the organisation that it holds in, and when it was made (`instant_text`)."""

    organisation: Id
    at: str


class Organisation(_Statement, frozen=True, tag="organisation"):
    """The beginning: the root's keys. Signed by the root itself."""

    root_key: Key
    recovery_key: SealingKey


class Certificate(_Statement, frozen=True, tag="certificate"):
    """A device belongs to a member with a role, and these are its keys."""

    device: Id
    member: Id
    name: str
    role: str
    signing_key: Key
    sealing_key: SealingKey


class Revocation(_Statement, frozen=True, tag="revocation"):
    """A device is out; `last` is the counter of its last envelope that still counts."""

    device: Id
    last: Count


class Epoch(_Statement, frozen=True, tag="epoch"):
    """A key of the team. Its private half is sealed for each coordinator's device in an envelope of its own."""

    number: Count
    public_key: SealingKey


Statement: TypeAlias = Organisation | Certificate | Revocation | Epoch


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement with its bytes, who signed (`ROOT` or a device) and the signature over `CONTEXT` and the bytes."""

    statement: Statement
    content: bytes
    signer: str
    signature: bytes

    @property
    def id(self) -> str:
        """The SHA-256 of the statement, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    def holds(self, key: str) -> bool:
        """Whether the signature is that of `key`."""
        return _holds(key, self.signature, self.content)

    def to_bytes(self) -> bytes:
        """Return it as frames: signer, signature, content."""
        return framed((self.signer.encode("ascii"), self.signature, self.content))


@lru_cache(maxsize=1024)
def _holds(key: str, signature: bytes, content: bytes) -> bool:
    """Check a signature once: the directory is read again for each exchange and each look at the team."""
    return signed_by(key, signature, CONTEXT + content)


def sign(statement: Statement, signer: str, with_key: Callable[[bytes], bytes]) -> Signed:
    """Sign a statement."""
    content = msgspec.json.encode(statement, order="sorted")
    return Signed(statement, content, signer, with_key(CONTEXT + content))


def read(content: bytes, signer: str, signature: bytes) -> Signed:
    """Read a statement, whoever signed it. Raises Malformed."""
    try:
        statement = msgspec.json.decode(content, type=Statement)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed("malformed") from None
    if len(content) > LIMIT or msgspec.json.encode(statement, order="sorted") != content:
        raise Malformed("malformed")
    return Signed(statement, content, signer, signature)


def from_bytes(content: bytes) -> Signed:
    """Read what `Signed.to_bytes` wrote. Raises Malformed."""
    cursor = Cursor(content)
    signer, signature, statement = cursor.frame(64), cursor.frame(64), cursor.frame(LIMIT)
    if not cursor.over or not signer.isascii():
        raise Malformed("malformed")
    return read(statement, signer.decode("ascii"), signature)
