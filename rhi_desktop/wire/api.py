"""The hub's API: what is asked and answered, as JSON. Bodies with envelopes are frames (`wire.frames`).

| request | body | answered |
|---|---|---|
| `GET /v1` | | `About`; the one request without a signature |
| `POST /v1/organisations` | `Founding` | 201; a new organisation with its first device |
| `POST /v1/recoveries` | `Recovery` | 201; a device that the organisation's root vouches for |
| `POST /v1/invitations` | `Invitation` | 201 |
| `POST /v1/enrolments` | `Enrolment` | 202; waits for a person's approval |
| `GET /v1/enrolments` | | `Enrolments`: who waits |
| `POST /v1/devices/approve` | `Approval` | `Approved` |
| `POST /v1/devices/decline` | `DeviceNamed` | 204 |
| `POST /v1/devices/revoke` | `Revoking` | 204 |
| `GET /v1/devices` | | `Devices` |
| `POST /v1/push` | frames of envelopes | `Pushed` |
| `POST /v1/pull` | `Pulling` | frames: `Page`, then its envelopes |

Every other answer is a `Trouble`. Invitations, enrolments, approvals, revocations and the list of devices are for
devices that hold the team's keys.
"""

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from rhi_desktop.wire.envelope import Count, Hash, Id

PROTOCOL: Final = 1
JSON_TYPE: Final = "application/json"
FRAMES_TYPE: Final = "application/vnd.rhi.frames"

Key = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
"""An Ed25519 public key in hex."""
SealingKey = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{2}){1216}\Z")]
"""An X-Wing public key in hex: ML-KEM-768 (1,184 bytes), then X25519 (32 bytes)."""
Signature = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{128}\Z")]
Code = Annotated[str, msgspec.Meta(min_length=16, max_length=64, pattern=r"\A[0-9A-Z]+\Z")]
Seconds = Annotated[int, msgspec.Meta(ge=60, le=30 * 24 * 3600)]


class Reason(StrEnum):
    """Why something was refused. `wire.words` says each in a sentence."""

    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NEWER_VERSION = "newer_version"
    FORGED = "forged"
    CLOCK = "clock"
    UNKNOWN_DEVICE = "unknown_device"
    PENDING = "pending"
    REVOKED = "revoked"
    NOT_ALLOWED = "not_allowed"
    WRONG_CODE = "wrong_code"
    TAKEN = "taken"
    OTHER_ORGANISATION = "other_organisation"
    UNKNOWN_READER = "unknown_reader"
    FORKED = "forked"
    GAP = "gap"
    ROLLED_BACK = "rolled_back"
    TOO_FAST = "too_fast"
    FULL = "full"
    BUSY = "busy"
    NOT_FOUND = "not_found"


class Outcome(StrEnum):
    """What became of one pushed envelope. `KNOWN` is as good as accepted: it had come before.

    `SKIPPED` was not looked at, because one before it was refused: seal it anew and send it again.
    """

    ACCEPTED = "accepted"
    KNOWN = "known"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    SKIPPED = "skipped"


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A message of this version has these fields and no others."""


class Trouble(_Message, frozen=True):
    """Why a request was not carried out. `statement` is the sealed order, in hex, where a device was revoked."""

    reason: Reason
    says: str
    statement: str = ""


class Limits(_Message, frozen=True):
    """What this hub takes, in bytes and counts."""

    envelope: int
    request: int
    pushed: int
    readers: int


class About(_Message, frozen=True):
    """Who the hub is: its Ed25519 key signs the heads of its log. `time` is in whole seconds since 1970."""

    protocol: int
    key: Key
    time: int
    limits: Limits


class Founding(_Message, frozen=True):
    """A new organisation: the single-use `code` of `rhi-hub init`, its root's key, its first device's keys."""

    code: Code
    organisation: Id
    root_key: Key
    device: Id
    signing_key: Key


class Recovery(_Message, frozen=True):
    """A device for which the root vouches: `signature` is the root's over `recovery_message`.

    It holds the team's keys from then on, and is handed what is for the reader “recovery” as well.
    """

    organisation: Id
    device: Id
    signing_key: Key
    signature: Signature


class Invitation(_Message, frozen=True):
    """A single-use code, of which the hub gets the SHA-256 alone. `seconds` is how long it holds."""

    code: Hash
    seconds: Seconds


class Enrolment(_Message, frozen=True):
    """A device that asks to be let in with an invitation's code. `member` is whose it says to be."""

    code: Code
    organisation: Id
    device: Id
    member: Id
    signing_key: Key
    sealing_key: SealingKey


class Waiting(_Message, frozen=True):
    """A device that waits for approval, as it asked, with the SHA-256 of the code that it came with."""

    device: Id
    member: Id
    signing_key: Key
    sealing_key: SealingKey
    code: Hash


class Enrolments(_Message, frozen=True):
    """Everybody who waits."""

    waiting: tuple[Waiting, ...]


class Approval(_Message, frozen=True):
    """Let a device in; `team` says that it holds the team's keys, so that it is handed what is for the team."""

    device: Id
    team: bool


class Approved(_Message, frozen=True):
    """`pruned` says that envelopes for the team have gone already: a new coordinator needs them from a colleague."""

    pruned: bool


class DeviceNamed(_Message, frozen=True):
    """One device."""

    device: Id


class Revoking(_Message, frozen=True):
    """Shut a device out. `statement` is the coordinators' signed order, which that device is shown, in hex.

    The hub cannot read it: it is sealed for that device, with the certificates from the root to whoever signed it.
    """

    device: Id
    statement: Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{2})*\Z", max_length=64 * 1024)]


class DeviceState(StrEnum):
    """Where a device stands with the hub."""

    PENDING = "pending"
    ACTIVE = "active"
    REVOKED = "revoked"


class Seen(_Message, frozen=True):
    """What the hub knows of a device: `seen` is the ISO day of its last contact, `held` up to where it has pulled."""

    device: Id
    state: DeviceState
    team: bool
    seen: str
    held: Count


class Devices(_Message, frozen=True):
    """All devices of the organisation."""

    devices: tuple[Seen, ...]


class Head(_Message, frozen=True):
    """The head of the organisation's log: how many envelopes, their Merkle root (RFC 9162), the hub's signature.

    The signature is over `head_message`.
    """

    size: Count
    root: Hash
    signature: Signature


class Answer(_Message, frozen=True):
    """What became of one envelope. `position` counts from 1 in the log; 0 where it is not in it."""

    id: Hash
    outcome: Outcome
    position: Count = 0
    reason: Reason | None = None


class Pushed(_Message, frozen=True):
    """One answer for each envelope, in their order; `counter` and `tip` are the device's last that the hub holds."""

    answers: tuple[Answer, ...]
    counter: Count
    tip: Hash


class Pulling(_Message, frozen=True):
    """Ask for what is addressed to this device behind position `after`, which says that all up to it is kept safely.

    What the device has sent itself is not handed back to it.

    `size` and `root` are the last head that this device believes (0 and `GENESIS` for none).
    """

    after: Count
    size: Count
    root: Hash


class Placed(_Message, frozen=True):
    """An envelope of a page: its place in the log, and whether it came from a device that had been shut out."""

    position: Count
    quarantined: bool = False


class Page(_Message, frozen=True):
    """What stands ahead of the envelopes of a page.

    `proof` leads from the head that was asked with to `head`. `upto` is where to go on: it passes over what is for
    others. `more` says that there is another page, `left` how many envelopes are still to come.
    `counter` and `tip` are the asking device's last envelope that the hub holds.
    """

    head: Head
    proof: tuple[Hash, ...]
    placed: tuple[Placed, ...]
    upto: Count
    more: bool
    left: Count
    counter: Count
    tip: Hash


def encode(message: msgspec.Struct) -> bytes:
    """Return the canonical JSON of a message."""
    return msgspec.json.encode(message, order="sorted")


def head_message(organisation: str, size: int, root: str) -> bytes:
    """Return what the hub signs as the head of a log."""
    return f"rhi/head/v1\n{organisation}\n{size}\n{root}".encode("ascii")


def recovery_message(organisation: str, device: str, signing_key: str) -> bytes:
    """Return what the root signs to let a device in."""
    return f"rhi/recovery/v1\n{organisation}\n{device}\n{signing_key}".encode("ascii")
