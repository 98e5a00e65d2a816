"""Sealing a payload for its readers, and opening what others sealed.

A fresh key encrypts the payload (ChaCha20-Poly1305, bound to the header); it is wrapped for each reader (HPKE, bound
to the header and to that reader); the device signs all of it.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

from rhi_desktop.sync.keys import NotOpened, closer, opener, seal, signed_by, unseal
from rhi_desktop.sync.payload import Payload, pack, unpack
from rhi_desktop.wire.envelope import (
    CONTEXT,
    RECOVERY,
    TEAM,
    Envelope,
    Header,
    envelope_id,
    header_hash,
    unsigned,
    wrap_info,
)
from rhi_desktop.wire.frames import Malformed

_KEY = 32
_NONCE = bytes(12)
"""Each key encrypts once, so that the nonce may be fixed."""


@dataclass(frozen=True, slots=True)
class SealedEnvelope:
    """An envelope ready to be sent."""

    id: str
    content: bytes


class Sealer:
    """Seals as one device. Readers' keys are prepared once: an exchange seals for the same few again and again."""

    def __init__(self, signing: bytes) -> None:
        self._signing = Ed25519PrivateKey.from_private_bytes(signing)
        self._closers: dict[str, MLKEM768X25519PublicKey] = {}

    def seal(self, header: Header, keys: Sequence[str], payload: Payload) -> SealedEnvelope:
        """Seal for the header's readers, whose public keys `keys` are in their order. ValueError: it is too large."""
        head = header.to_bytes()
        key = secrets.token_bytes(_KEY)
        ciphertext = ChaCha20Poly1305(key).encrypt(_NONCE, pack(payload), header_hash(head))
        wraps = [
            seal(key, self._closer(public), wrap_info(head, reader))
            for reader, public in zip(header.readers, keys, strict=True)
        ]
        bare = unsigned(header, wraps, ciphertext)
        content = bare + self._signing.sign(CONTEXT + bare)
        return SealedEnvelope(envelope_id(content), content)

    def _closer(self, public: str) -> MLKEM768X25519PublicKey:
        if public not in self._closers:
            self._closers[public] = closer(public)
        return self._closers[public]


class Unsealer:
    """Opens what was sealed for this device (`own`), for the team in one of its epochs, or for the recovery."""

    def __init__(self, device: str, own: bytes, team: Mapping[int, bytes], recovery: bytes = b"") -> None:
        self._device = device
        self._own = opener(own)
        self._team = {epoch: opener(key) for epoch, key in team.items()}
        self._recovery = opener(recovery) if recovery else None

    def add(self, keys: Mapping[int, bytes]) -> None:
        """Take further keys of the team."""
        self._team.update({epoch: opener(key) for epoch, key in keys.items()})

    def reader(self, header: Header) -> str:
        """Return as which reader this device opens an envelope. Raises NotOpened."""
        return self._key(header)[0]

    def open(self, envelope: Envelope) -> Payload:
        """Return what is inside. Raises NotOpened; Malformed where its sender did not keep to the protocol.

        Who sent it is not checked here: see `is_from`.
        """
        header = envelope.header
        reader, key = self._key(header)
        content_key = unseal(envelope.wrap_for(reader), key, wrap_info(envelope.header_bytes, reader))
        try:
            plaintext = ChaCha20Poly1305(content_key).decrypt(
                _NONCE, envelope.ciphertext, header_hash(envelope.header_bytes)
            )
        except (InvalidTag, ValueError):
            raise NotOpened("altered") from None
        payload = unpack(plaintext)
        marked = {mark.reader for mark in payload.marks}
        if (payload.device, payload.counter) != (header.device, header.counter) or marked != set(header.readers):
            raise Malformed("forged")
        return payload

    def _key(self, header: Header) -> tuple[str, MLKEM768X25519PrivateKey]:
        if self._device in header.readers:
            return self._device, self._own
        if TEAM in header.readers and header.epoch in self._team:
            return TEAM, self._team[header.epoch]
        if RECOVERY in header.readers and self._recovery is not None:
            return RECOVERY, self._recovery
        raise NotOpened("for somebody else")


def is_from(envelope: Envelope, signing_key: str) -> bool:
    """Whether the device with this key sent the envelope."""
    return signed_by(signing_key, envelope.signature, envelope.signed)
