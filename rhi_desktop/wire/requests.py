"""Who asks: a signature by the asking device over each request, in its `Authorization` header.

    Authorization: RHI1 organisation.device.time.signature

`time` is whole seconds since 1970 by the hub's clock, as `RHI-Time` of its answers tells it; the signature, in hex, is
over `message`. A request repeated within `limits.CLOCK` seconds asks for nothing that would not be granted again.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

import msgspec

from rhi_desktop.wire.envelope import Id
from rhi_desktop.wire.frames import Malformed

SCHEME: Final = "RHI1"
TIME_HEADER: Final = "RHI-Time"
_CONTEXT: Final = "rhi/request/v1"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says to be asking, and when."""

    organisation: str
    device: str
    time: int
    signature: bytes

    def header(self) -> str:
        """Return the value of the `Authorization` header."""
        return f"{SCHEME} {self.organisation}.{self.device}.{self.time}.{self.signature.hex()}"


def message(method: str, path: str, claim: Claim, body: bytes) -> bytes:
    """Return what the device signs: method, path, who, when, and the hash of the body."""
    digest = hashlib.sha256(body).hexdigest()
    parts = (_CONTEXT, method, path, claim.organisation, claim.device, str(claim.time), digest)
    return "\n".join(parts).encode("ascii")


def read_claim(header: str) -> Claim:
    """Read an `Authorization` header, in the one way it may be written. Raises Malformed."""
    try:
        scheme, _, value = header.partition(" ")
        organisation, device, time, signature = value.split(".")
        msgspec.convert(organisation, Id)
        msgspec.convert(device, Id)
        if scheme != SCHEME or not (time.isascii() and time.isdigit() and len(time) <= 12) or len(signature) != 128:
            raise Malformed("malformed")
        claim = Claim(organisation, device, int(time), bytes.fromhex(signature))
    except (ValueError, msgspec.ValidationError):
        raise Malformed("malformed") from None
    if claim.header() != header:
        raise Malformed("malformed")
    return claim
