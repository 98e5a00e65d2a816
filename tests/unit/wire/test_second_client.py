"""What docs/protocol.md says of sealing is enough to open an envelope: done here from the standards alone.

HPKE's base mode (RFC 9180, sections 4 and 5.1) over X-Wing (draft-connolly-cfrg-xwing-kem), with nothing of ours.
"""

import hashlib
import hmac
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.unit.wire.envelopes import vectors

SUITE = b"HPKE" + bytes.fromhex("647a00010003")
LABEL = b"\\.//^\\"


def test_an_envelope_is_opened_by_the_document_alone() -> None:
    described = vectors("envelope")
    content = bytes.fromhex(described["envelope"])
    assert content[:5] == b"RHIE\x01"
    header, rest = framed(content[5:])
    readers = json.loads(header)["readers"]
    wraps = []
    for _ in readers:
        wrap, rest = framed(rest)
        wraps.append(wrap)
    ciphertext, signature = framed(rest)
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(described["signing_key"]))
    public.verify(signature, b"rhi/envelope/v1\n" + content[:-64])
    bound = hashlib.sha256(header).digest()
    for reader, wrap in zip(readers, wraps, strict=True):
        assert len(wrap) == 1168
        info = b"rhi/wrap/v1\n" + bound + reader.encode()
        content_key = opened(bytes.fromhex(described["reader_private_keys"][reader]), wrap, info)
        plaintext = ChaCha20Poly1305(content_key).decrypt(bytes(12), ciphertext, bound)
        assert plaintext.rstrip(b"\0").decode() == described["plaintext"]
        assert len(plaintext) == 4096


def framed(content: bytes) -> tuple[bytes, bytes]:
    """Return the byte string at the front, and what is behind it."""
    length = int.from_bytes(content[:4], "big")
    return content[4 : 4 + length], content[4 + length :]


def opened(private: bytes, sealed: bytes, info: bytes) -> bytes:
    """Open what was sealed with HPKE's base mode, single shot."""
    secret = decapsulated(private, sealed[:1120])
    bound = b"\0" + extracted(b"", b"psk_id_hash", b"") + extracted(b"", b"info_hash", info)
    root = extracted(secret, b"secret", b"")
    key, nonce = expanded(root, b"key", bound, 32), expanded(root, b"base_nonce", bound, 12)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed[1120:], b"")


def decapsulated(private: bytes, encapsulated: bytes) -> bytes:
    """Return X-Wing's shared secret."""
    lattice = MLKEM768PrivateKey.from_seed_bytes(private[:64]).decapsulate(encapsulated[:1088])
    curve = X25519PrivateKey.from_private_bytes(private[64:])
    theirs = encapsulated[1088:]
    shared = curve.exchange(X25519PublicKey.from_public_bytes(theirs))
    return hashlib.sha3_256(lattice + shared + theirs + curve.public_key().public_bytes_raw() + LABEL).digest()


def extracted(salt: bytes, label: bytes, material: bytes) -> bytes:
    """Return RFC 9180's LabeledExtract."""
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + SUITE + label + material, "sha256")


def expanded(key: bytes, label: bytes, bound: bytes, length: int) -> bytes:
    """Return RFC 9180's LabeledExpand, for at most 32 bytes."""
    named = length.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + bound
    return hmac.digest(key, named + b"\x01", "sha256")[:length]
