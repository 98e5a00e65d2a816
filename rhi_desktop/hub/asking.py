"""Who asks: the device behind a signed request (`wire.requests`)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, bindparam, select

from rhi_desktop.hub import tables
from rhi_desktop.hub.engine import reading
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.wire import limits, requests
from rhi_desktop.wire.api import DeviceState, Reason
from rhi_desktop.wire.frames import Malformed

_DEVICE = tables.device.c
_KNOWN: Final = (
    select(_DEVICE.organisation, _DEVICE.signing_key, _DEVICE.state, _DEVICE.team, _DEVICE.recovered, _DEVICE.held,
           _DEVICE.seen, _DEVICE.statement)
    .join(tables.organisation, tables.organisation.c.number == _DEVICE.organisation)
    .where(tables.organisation.c.id == bindparam("of"), _DEVICE.id == bindparam("asking"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asker:
    """A device that the hub knows; `organisation` is the number of its row."""

    organisation: int
    organisation_id: str
    device: str
    signing_key: str
    state: DeviceState
    team: bool
    recovered: bool
    held: int
    seen: str
    statement: bytes

    def require_active(self) -> None:
        """Raise Refused where the device waits, or was shut out."""
        if self.state is DeviceState.PENDING:
            raise Refused(Reason.PENDING)
        if self.state is DeviceState.REVOKED:
            raise Refused(Reason.REVOKED, self.statement)

    def require_team(self) -> None:
        """Raise Refused where the device does not hold the team's keys."""
        self.require_active()
        if not self.team:
            raise Refused(Reason.NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the parts that the signature is over."""

    method: str
    path: str
    authorization: str
    body: bytes

    def claim(self, now: int) -> requests.Claim:
        """Return who says to be asking. Raises Refused for none, and for a clock that is wrong."""
        try:
            claim = requests.read_claim(self.authorization)
        except Malformed:
            raise Refused(Reason.MALFORMED, status=401) from None
        if abs(claim.time - now) > limits.CLOCK:
            raise Refused(Reason.CLOCK)
        return claim

    def require_signed_by(self, key: str, claim: requests.Claim) -> None:
        """Raise Refused where the claim is not signed by this key."""
        message = requests.message(self.method, self.path, claim, self.body)
        if not holds(key, claim.signature, message):
            raise Refused(Reason.FORGED, status=401)


def asker(engine: Engine, request: Request, now: int) -> Asker:
    """Return the device that asks. Raises Refused."""
    claim = request.claim(now)
    with reading(engine) as connection:
        found = read_asker(connection, claim.organisation, claim.device)
    if found is None:
        raise Refused(Reason.UNKNOWN_DEVICE)
    request.require_signed_by(found.signing_key, claim)
    return found


def read_asker(connection: Connection, organisation: str, device: str) -> Asker | None:
    """Return a device as the database has it."""
    row = connection.execute(_KNOWN, {"of": organisation, "asking": device}).one_or_none()
    if row is None:
        return None
    return Asker(
        row.organisation, organisation, device, row.signing_key, DeviceState(row.state), row.team, row.recovered,
        row.held, row.seen, bytes(row.statement),
    )  # fmt: skip


def holds(key: str, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message was made with the private half of an Ed25519 key in hex."""
    try:
        _public(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=4096)
def _public(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
