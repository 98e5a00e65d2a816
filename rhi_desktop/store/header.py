"""The header beside the store: how its key is wrapped. Plain JSON, authenticated, holds nothing secret.

Each slot's wrapped keys authenticate the workspace, the slot's own parameters and the epoch of the key; the
whole header is sealed by a MAC under each data key it holds, so that nothing in it can be altered unseen.
`serial` counts writings of the header; the store remembers it, so that an old header put back is noticed.
"""

import base64
import hashlib
import hmac
from typing import Annotated

import msgspec

from rhi_desktop.domain.errors import HeaderRefused, NewerStore
from rhi_desktop.domain.records import canonical_json
from rhi_desktop.store.keys import SALT, Cost, expand

FORMAT = 1
LIMIT = 64 * 1024
_MAC_PURPOSE = "rhi/header/v1"

Count = Annotated[int, msgspec.Meta(ge=0, le=2**31)]
Short = Annotated[str, msgspec.Meta(max_length=40)]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the header: unknown fields are refused, because nothing would vouch for them."""


class WrappedKey(_Part, frozen=True):
    """The data key of one epoch; two are here only while the key is being changed."""

    epoch: Count
    nonce: bytes
    wrapped: bytes


class UserSlot(_Part, frozen=True):
    """What the passphrase opens. `device_secret` says whether the keyring's secret is needed too."""

    salt: bytes
    memory: Count
    passes: Count
    lanes: Count
    device_secret: bool
    keys: tuple[WrappedKey, ...]

    @property
    def cost(self) -> Cost:
        """The cost of the derivation."""
        return Cost(self.memory, self.passes, self.lanes)


class RecoverySlot(_Part, frozen=True):
    """What the recovery code opens. `issued` is the ISO date of the sheet."""

    salt: bytes
    issued: Short
    keys: tuple[WrappedKey, ...]


class Seal(_Part, frozen=True):
    """The MAC of the header under the data key of one epoch."""

    epoch: Count
    mac: bytes


class Header(_Part, frozen=True):
    """All that is needed, with a secret, to open the store. `workspace` is a short identifier without meaning.

    `file` is the store's salt, its first 16 bytes: it tells a damaged store from the store of somebody else.
    """

    format: Count
    workspace: Short
    serial: Count
    file: bytes
    user: UserSlot
    recovery: RecoverySlot
    seals: tuple[Seal, ...] = ()

    def only(self, epoch: int) -> "Header":
        """Return the header without the keys of other epochs."""
        replace = msgspec.structs.replace
        user = replace(self.user, keys=tuple(key for key in self.user.keys if key.epoch == epoch))
        recovery = replace(self.recovery, keys=tuple(key for key in self.recovery.keys if key.epoch == epoch))
        return replace(self, user=user, recovery=recovery)

    def sealed(self, deks: dict[int, bytes]) -> "Header":
        """Return the header with its seals made anew under the data keys by epoch."""
        seals = tuple(Seal(epoch, _mac(self, dek)) for epoch, dek in sorted(deks.items()))
        return msgspec.structs.replace(self, seals=seals)

    def check(self, epoch: int, dek: bytes) -> None:
        """Raise HeaderRefused unless the seal of that epoch holds for everything in the header."""
        seals = [seal.mac for seal in self.seals if seal.epoch == epoch]
        if len(seals) != 1 or not hmac.compare_digest(seals[0], _mac(self, dek)):
            raise HeaderRefused

    def to_bytes(self) -> bytes:
        """Return the file's content."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


def read_header(content: bytes) -> Header:
    """Read a header file. Raises NewerStore for a newer format, HeaderRefused for anything else amiss."""
    if len(content) > LIMIT:
        raise HeaderRefused
    try:
        stated = msgspec.json.decode(content)
        if isinstance(stated, dict) and isinstance(stated.get("format"), int) and stated["format"] > FORMAT:
            raise NewerStore
        header = msgspec.json.decode(content, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise HeaderRefused from None
    if header.format != FORMAT or not header.user.keys or not header.recovery.keys:
        raise HeaderRefused
    if len(header.user.salt) != SALT or len(header.recovery.salt) != SALT:
        raise HeaderRefused
    return header


def user_context(workspace: str, slot: UserSlot, epoch: int) -> bytes:
    """Return what a key in the user slot is bound to."""
    return canonical_json(
        {
            "format": FORMAT, "workspace": workspace, "slot": "user", "epoch": epoch,
            "kdf": "argon2id", "memory": slot.memory, "passes": slot.passes, "lanes": slot.lanes,
            "salt": _text(slot.salt), "device_secret": slot.device_secret,
        }
    )  # fmt: skip


def recovery_context(workspace: str, slot: RecoverySlot, epoch: int) -> bytes:
    """Return what a key in the recovery slot is bound to."""
    return canonical_json(
        {
            "format": FORMAT, "workspace": workspace, "slot": "recovery", "epoch": epoch,
            "salt": _text(slot.salt), "issued": slot.issued,
        }
    )  # fmt: skip


def _mac(header: Header, dek: bytes) -> bytes:
    bare = msgspec.structs.replace(header, seals=())
    return hmac.new(expand(dek, b"", _MAC_PURPOSE), canonical_json(msgspec.to_builtins(bare)), hashlib.sha256).digest()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
