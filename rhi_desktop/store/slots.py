"""Filling and opening the two slots of a header."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from rhi_desktop.domain.errors import WrongCode, WrongPassphrase
from rhi_desktop.domain.recovery_code import code_bytes
from rhi_desktop.store.header import Header, RecoverySlot, UserSlot, WrappedKey, recovery_context, user_context
from rhi_desktop.store.keys import SALT, Cost, KdfProfile, KeyRefused, expand, stretch, unwrap, wrap

_KEK_PURPOSE = "rhi/kek/v1"
_RECOVERY_PURPOSE = "rhi/recovery/v1"

Keys = dict[int, bytes]
"""Data keys by epoch."""


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """What a person and this computer bring: the passphrase, and the keyring's secret (empty without keyring)."""

    passphrase: str
    device_secret: bytes = b""


def user_slot(workspace: str, secrets_: Secrets, cost: Cost, deks: Keys) -> UserSlot:
    """Return a slot with a fresh salt that opens every key in `deks`."""
    bare = UserSlot(
        salt=secrets.token_bytes(SALT), memory=cost.memory, passes=cost.passes, lanes=cost.lanes,
        device_secret=bool(secrets_.device_secret), keys=(),
    )  # fmt: skip
    kek = _user_kek(bare, secrets_)
    return msgspec.structs.replace(
        bare, keys=tuple(_wrapped(kek, epoch, dek, user_context(workspace, bare, epoch)) for epoch, dek in deks.items())
    )


def open_user_slot(header: Header, secrets_: Secrets, profile: KdfProfile) -> Keys:
    """Return the data keys. Raises HeaderRefused for weakened parameters or a broken seal, WrongPassphrase."""
    slot = header.user
    profile.check(slot.cost, alone=not slot.device_secret)
    kek = _user_kek(slot, secrets_)
    try:
        return _opened(header, kek, slot.keys, lambda epoch: user_context(header.workspace, slot, epoch))
    except KeyRefused:
        raise WrongPassphrase from None


def recovery_slot(workspace: str, code: str, issued: str, deks: Keys) -> RecoverySlot:
    """Return a slot with a fresh salt that the recovery code opens."""
    bare = RecoverySlot(salt=secrets.token_bytes(SALT), issued=issued, keys=())
    kek = _recovery_kek(bare, code)
    wrapped = (_wrapped(kek, epoch, dek, recovery_context(workspace, bare, epoch)) for epoch, dek in deks.items())
    return msgspec.structs.replace(bare, keys=tuple(wrapped))


def open_recovery_slot(header: Header, code: str) -> Keys:
    """Return the data keys. Raises WrongCode, or HeaderRefused for a broken seal."""
    slot = header.recovery
    kek = _recovery_kek(slot, code)
    try:
        return _opened(header, kek, slot.keys, lambda epoch: recovery_context(header.workspace, slot, epoch))
    except KeyRefused:
        raise WrongCode from None


def _opened(header: Header, kek: bytes, keys: tuple[WrappedKey, ...], context: Callable[[int], bytes]) -> Keys:
    deks = {key.epoch: unwrap(kek, key.nonce, key.wrapped, context(key.epoch)) for key in keys}
    for epoch, dek in deks.items():
        header.check(epoch, dek)
    return deks


def _wrapped(kek: bytes, epoch: int, dek: bytes, context: bytes) -> WrappedKey:
    nonce, wrapped = wrap(kek, dek, context)
    return WrappedKey(epoch, nonce, wrapped)


def _user_kek(slot: UserSlot, secrets_: Secrets) -> bytes:
    return expand(stretch(secrets_.passphrase, slot.salt, slot.cost), secrets_.device_secret, _KEK_PURPOSE)


def _recovery_kek(slot: RecoverySlot, code: str) -> bytes:
    return expand(code_bytes(code), slot.salt, _RECOVERY_PURPOSE)
