"""Keys and what they do: Ed25519 signs, HPKE with X-Wing (ML-KEM-768 and X25519) seals. Nothing here is our own.

Public keys are hex. A sealing key is the ML-KEM-768 key (1,184 bytes), then the X25519 key (32 bytes); its private
half the ML-KEM seed (64 bytes), then the X25519 key (32 bytes).
"""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEM_KEY = 1184
_SEED = 64
_CURVE = 32
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class NotOpened(ValueError):
    """Something sealed did not open: it is for somebody else, or was altered."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A signing and a sealing key of one owner; the private halves are never shown."""

    signing: bytes = field(repr=False)
    sealing: bytes = field(repr=False)

    @property
    def signing_public(self) -> str:
        """What checks this owner's signatures."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw().hex()

    @property
    def sealing_public(self) -> str:
        """What others seal to."""
        return public_of(self.sealing)

    def sign(self, message: bytes) -> bytes:
        """Return the owner's signature."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(message)


def new_sealing_key() -> bytes:
    """Return a fresh private sealing key."""
    return secrets.token_bytes(_SEED + _CURVE)


def public_of(private: bytes) -> str:
    """Return the public half of a sealing key."""
    kem = MLKEM768PrivateKey.from_seed_bytes(private[:_SEED]).public_key().public_bytes_raw()
    return (kem + X25519PrivateKey.from_private_bytes(private[_SEED:]).public_key().public_bytes_raw()).hex()


def opener(private: bytes) -> MLKEM768X25519PrivateKey:
    """Return a private sealing key ready to open many things."""
    kem = MLKEM768PrivateKey.from_seed_bytes(private[:_SEED])
    return MLKEM768X25519PrivateKey(kem, X25519PrivateKey.from_private_bytes(private[_SEED:]))


def closer(public: str) -> MLKEM768X25519PublicKey:
    """Return a public sealing key ready to seal many things. ValueError for what is no key."""
    raw = bytes.fromhex(public)
    kem = MLKEM768PublicKey.from_public_bytes(raw[:_KEM_KEY])
    return MLKEM768X25519PublicKey(kem, X25519PublicKey.from_public_bytes(raw[_KEM_KEY:]))


def seal(content: bytes, to: MLKEM768X25519PublicKey, info: bytes) -> bytes:
    """Seal something for one reader, bound to `info`."""
    return _SUITE.encrypt(content, to, info)


def unseal(sealed: bytes, key: MLKEM768X25519PrivateKey, info: bytes) -> bytes:
    """Open what was sealed. Raises NotOpened."""
    try:
        return _SUITE.decrypt(sealed, key, info)
    except (InvalidTag, ValueError):
        raise NotOpened("not for this key, or altered") from None


def signed_by(public: str, signature: bytes, message: bytes) -> bool:
    """Whether a signature was made with the private half of `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def root_of(code: bytes) -> KeyPair:
    """Return the organisation's root: all of it comes of the code on its recovery sheet, 160 random bits."""
    return KeyPair(_derived(code, "rhi/root/signing/v1", _CURVE), _derived(code, "rhi/root/sealing/v1", _SEED + _CURVE))


def _derived(code: bytes, purpose: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=b"", info=purpose.encode("ascii")).derive(code)
