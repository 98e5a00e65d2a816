"""A valid envelope that was sealed once and is kept beside the tests, and what checks its signature."""

import json
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rhi_desktop.wire.envelope import Envelope, parse

VECTORS = Path(__file__).parent / "vectors"


def vectors(name: str) -> Any:
    """Return the vectors of one file."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def valid() -> bytes:
    """Return the bytes of the envelope."""
    return bytes.fromhex(vectors("envelope")["envelope"])


def sender() -> Ed25519PublicKey:
    """Return the key of the device that sent it."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(vectors("envelope")["signing_key"]))


def is_signed(envelope: Envelope, key: Ed25519PublicKey) -> bool:
    """Whether the device signed an envelope."""
    try:
        key.verify(envelope.signature, envelope.signed)
    except InvalidSignature:
        return False
    return True


def is_believed(content: bytes, key: Ed25519PublicKey) -> bool:
    """Whether bytes are an envelope of the device; Malformed where they are none."""
    return is_signed(parse(content), key)
