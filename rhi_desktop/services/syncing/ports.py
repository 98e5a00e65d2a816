"""What the exchange asks of the store. Each call is one transaction, to be made on the store's lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import GENESIS
from rhi_desktop.services.syncing.team import Departure, Fate, Refusal, Standing, SyncStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The team that this laptop is in, and how far the exchange has come.

    `asked_with` is the invitation while it waits. `cursor` is up to where the hub's log has been taken in; `log_size`
    and `log_root` are the last head of it that was believed.
    """

    organisation: str
    hub: str
    hub_key: str
    root_key: str
    standing: Standing
    since: str
    role: Role = Role.WORKER
    asked_with: str = ""
    cursor: int = 0
    log_size: int = 0
    log_root: str = GENESIS
    last_sent: str = ""
    last_heard: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Who this laptop is, with the private halves of its keys."""

    member: str
    device: str
    signing: bytes = field(repr=False)
    sealing: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RawStatement:
    """A statement of the directory as it was signed."""

    id: str
    signer: str
    content: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class RawRevision:
    """A revision as it was signed: its canonical bytes and the signature of the device that made it.

    `role` is what that device is certified for (`Role.text`), `since` the instant of its certificate.
    """

    id: str
    content: bytes
    signature: bytes
    role: str
    since: str


class ParcelKind(StrEnum):
    """What kind of thing is sent."""

    REVISION = "revision"
    STATEMENT = "statement"
    KEYS = "keys"
    RECEIPT = "receipt"
    REFUSAL = "refusal"
    DEPARTURE = "departure"
    GRANTED = "granted"


TEAM, EVERYBODY, RECOVERY = "team", "everybody", "recovery"
"""Readers besides members and devices: the coordinators, all devices, whoever holds the organisation's sheet."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to send. `content` is a revision's bytes or a message's own, `signature` that of a revision."""

    kind: ParcelKind
    content: bytes
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes into one envelope. `numbers` are its rows in the outbox.

    It goes to the `team`, to `everybody`, to the holder of the recovery sheet, and to `members` and `devices` by id.
    """

    numbers: tuple[int, ...]
    parcels: tuple[Parcel, ...]
    team: bool = False
    everybody: bool = False
    recovery: bool = False
    members: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """The end of a stream of envelopes: how many, and the id of the newest."""

    number: int = 0
    tip: str = GENESIS


@dataclass(frozen=True, slots=True)
class Posted:
    """An envelope that was sealed, to be kept before it is sent. `places` are its numbers by reader."""

    counter: int
    id: str
    content: bytes
    at: str
    places: Mapping[str, int]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the hub said of an envelope; `refused` is the sentence where it did not take it, `anew` to seal it again."""

    id: str
    taken: bool
    refused: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An envelope that was opened and checked: what of it is to be taken in.

    `reader` is as whom it was read, `place` its place in that stream with the id of the one before. `members` have it
    too. `granted` says that a colleague sends all there is. `refused` are revisions that were not taken, each with a
    code of why. `kept_aside` is empty where it is taken in, else why not, and `content` is kept then.
    """

    id: str
    device: str
    counter: int
    position: int
    at: str
    reader: str = ""
    place: Place = Place()
    coordinator: bool = False
    members: frozenset[str] = frozenset()
    revisions: tuple[RawRevision, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    statements: tuple[RawStatement, ...] = ()
    keys: Mapping[int, bytes] = field(default_factory=dict)
    receipts: tuple[str, ...] = ()
    refusals: tuple[tuple[str, str], ...] = ()
    departures: tuple[Departure, ...] = ()
    granted: bool = False
    kept_aside: str = ""
    content: bytes = b""


QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a hub or a device did that an honest one does not: a code of `alarms.WORDS`, and about which device."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one page of a pull brought, with the head of the log that was believed."""

    arrivals: tuple[Arrival, ...]
    cursor: int
    log_size: int
    log_root: str
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptAside:
    """An envelope that came and was not taken in, as it came."""

    id: str
    position: int
    why: str
    at: str
    content: bytes


class SyncStore(Protocol):
    """The store as the exchange sees it."""

    def membership(self) -> Membership | None:
        """Return the team, None where this laptop belongs to none."""
        ...

    def own_keys(self) -> OwnKeys:
        """Return the keys of this laptop."""
        ...

    def enter(self, membership: Membership, statements: Sequence[RawStatement], keys: Mapping[int, bytes]) -> None:
        """Begin to belong to a team: all that is on record here is to be sent by the rule of need to know."""
        ...

    def keep_membership(self, membership: Membership) -> None:
        """Keep what has changed about the team."""
        ...

    def statements(self) -> tuple[RawStatement, ...]:
        """Return the statements of the directory in the order in which they came."""
        ...

    def team_keys(self) -> Mapping[int, bytes]:
        """Return the private halves of the team's keys that are here, by epoch."""
        ...

    def say(
        self, statements: Sequence[RawStatement], keys: Mapping[int, bytes], parcels: Sequence[tuple[str, Parcel]]
    ) -> None:
        """Keep new statements and keys, and send them to everybody and parcels to their readers, in one transaction.

        A reader is a member, a device, “recovery” or “everybody”.
        """
        ...

    def grant(self, member: str, device: str) -> None:
        """Send a device all cases that are allocated to its member."""
        ...

    def grant_everything(self, device: str) -> None:
        """Send a device all that is on record here: for a coordinator who comes when the hub has let go of some."""
        ...

    def bundles(self) -> tuple[Bundle, ...]:
        """Return what is to be sealed next; nothing once all of it is."""
        ...

    def drop(self, numbers: Sequence[int]) -> None:
        """Take rows out of the outbox that nobody is left to read."""
        ...

    def places(self, readers: Sequence[str]) -> tuple[Place, Mapping[str, Place]]:
        """Return the newest sealed envelope, and the newest for each of these readers."""
        ...

    def post(self, posted: Sequence[Posted]) -> None:
        """Keep sealed envelopes before they are sent."""
        ...

    def unsent(self, most: int, size: int) -> tuple[bytes, ...]:
        """Return sealed envelopes that the hub is not known to have, oldest first: so many, and so many bytes."""
        ...

    def answered(self, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Note what the hub said. What was refused, and all after it, is taken out of its envelope."""
        ...

    def refuse(self, numbers: Sequence[int], why: str, at: datetime) -> None:
        """Note that rows of the outbox cannot be sent, with the sentence why."""
        ...

    def hub_holds(self, counter: int, tip: str) -> bool:
        """Whether this is an envelope of ours; what the hub should have beyond it is sent again.

        False where the hub has other work under this device's name.
        """
        ...

    def take_in(self, heard: Heard, at: datetime) -> None:
        """Keep what a page brought, with the cursor: all of it or nothing. What came before changes nothing."""
        ...

    def kept_aside(self, why: str, limit: int) -> tuple[KeptAside, ...]:
        """Return envelopes that were kept aside, the oldest first; all but the quarantine for an empty `why`."""
        ...

    def alarmed(self, alarm: Alarm, at: datetime) -> None:
        """Keep an alarm; one that is known is not repeated."""
        ...

    def let_go(self, at: datetime, days: int) -> int:
        """Take the cases off a worker's laptop that they no longer need, and return how many.

        None goes before a coordinator has every revision of it, nor while an interview on it is being written.
        """
        ...

    def invite(self, code: str, name: str, role: Role, member: str, until: str) -> None:
        """Remember whom an invitation is for, by the hash of its code."""
        ...

    def invited(self, code: str) -> tuple[str, Role, str] | None:
        """Return name, role and member of an invitation by the hash of its code."""
        ...

    def adopt_member(self, member: str) -> None:
        """Make this laptop a further device of a member. Raises TeamProblem as `require_no_work`."""
        ...

    def require_no_work(self) -> None:
        """Raise TeamProblem where this laptop has work of its own already."""
        ...

    def last_of(self, device: str) -> int:
        """Return the counter of the newest envelope of a device that was taken in here; 0 for none."""
        ...

    def open_cases(self) -> Mapping[str, int]:
        """Return how many referrals each member has that are not signed off."""
        ...

    def status(self) -> SyncStatus:
        """Return what is to be told about the exchange."""
        ...

    def fate(self, record: str) -> Fate:
        """Return what became of the newest revision of a record."""
        ...

    def taken_at(self, record: str) -> str:
        """Return when the hub took the newest revision of a record, empty where it has not."""
        ...

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what was refused."""
        ...

    def retry(self, number: int) -> None:
        """Send something refused again."""
        ...

    def withdraw(self, number: int) -> None:
        """Send something refused no more."""
        ...

    def quarantine(self) -> tuple[KeptAside, ...]:
        """Return the envelopes of the quarantine."""
        ...

    def leave_out(self, envelope: str) -> None:
        """Forget an envelope of the quarantine."""
        ...

    def departures(self) -> tuple[Departure, ...]:
        """Return the cases that were taken off laptops."""
        ...

    def dismiss(self, alarm: str) -> None:
        """Put an alarm away by its sentence."""
        ...
