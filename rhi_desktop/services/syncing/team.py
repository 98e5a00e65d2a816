"""The team as the windows see it: who is in it, what waits to be sent, what came, what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import RecoverySheet


class Cancelled(RhiError):
    """A person stopped the exchange; what was done by then stays done."""

    def __init__(self) -> None:
        super().__init__("Stopped. What was sent and received by then is kept; the rest waits.")


class TeamProblem(RhiError):
    """Something about the team cannot be done; the sentence says why and what to do."""


class Unreachable(RhiError):
    """The hub did not answer, or somebody else did; the sentence says which. Being offline is a normal state."""


class TurnedAway(RhiError):
    """The hub answered that it will not; `wait` is for how many seconds it asks not to be asked again."""

    def __init__(self, sentence: str, wait: float = 0) -> None:
        super().__init__(sentence)
        self.wait = wait


class Standing(StrEnum):
    """Where this laptop stands.

    `ALONE` belongs to no team. `PENDING` waits for a coordinator. `FORKED` is a copy of a laptop that went on without
    it: it sends nothing more. `REVOKED` was shut out by a coordinator's signed order.
    """

    ALONE = "alone"
    PENDING = "pending"
    ACTIVE = "active"
    FORKED = "forked"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """What is to be told about the exchange. Instants are `instant_text`, empty where there was none.

    `interviews` and `others` wait to be sent; `at_hub` interviews were taken by the hub and not yet received by a
    coordinator. `refused` counts what was refused, `conflicts` records that two people changed, `held` envelopes
    that came and cannot be read yet. `alarms` are sentences about a hub or a device that does not behave.
    """

    standing: Standing = Standing.ALONE
    role: Role = Role.WORKER
    interviews: int = 0
    others: int = 0
    at_hub: int = 0
    refused: int = 0
    conflicts: int = 0
    held: int = 0
    quarantined: int = 0
    last_sent: str = ""
    last_heard: str = ""
    trouble: str = ""
    alarms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an exchange has come: `words` say what it does, `done` of `total` (0: not known) envelopes."""

    words: str
    done: int = 0
    total: int = 0


Tell = Callable[[Progress], None]
"""Is told how far an exchange is; raises Cancelled to stop it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one exchange did, in envelopes; `left` counts cases that were taken off this laptop.

    `revoked` says that this laptop was shut out, `reopen` that it has become a further device of somebody: either way
    the workspace locks.
    """

    sent: int = 0
    received: int = 0
    refused: int = 0
    left: int = 0
    revoked: bool = False
    reopen: bool = False


@dataclass(frozen=True, slots=True)
class TeamDevice:
    """A device of a member. `seen` is the ISO day of its last contact with the hub, where that is known."""

    device: str
    since: str
    revoked: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody in the team; `open_cases` counts the referrals allocated to them that are not signed off."""

    member: str
    name: str
    role: Role
    devices: tuple[TeamDevice, ...]
    open_cases: int = 0

    @property
    def active(self) -> bool:
        """Whether one of their devices may still send and receive."""
        return any(not device.revoked for device in self.devices)

    @property
    def takes_work(self) -> bool:
        """Whether work can be given to them: they are active, and one of their roles holds interviews."""
        return self.active and self.role.may(Permission.WRITE_INTERVIEWS)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation: the text to send, and until when it holds."""

    text: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A device that waits to be let in. `code` must be the one that it shows, compared by two people."""

    device: str
    name: str
    role: Role
    code: str


class Fate(StrEnum):
    """What became of something that was sent."""

    WAITING = "waiting"
    AT_HUB = "at_hub"
    RECEIVED = "received"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A revision that was refused: which record it is about, why, by whom (“hub” or a member's name)."""

    number: int
    record: str
    kind: Kind
    why: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An envelope of a device that had been shut out, kept aside: from whom, when it came, how many records."""

    envelope: str
    name: str
    at: str
    records: int
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """A case that was taken off a laptop: whose, when, why, and how many revisions the coordinators hold."""

    child: str
    member: str
    at: str
    why: str
    revisions: int


class Team(Protocol):
    """Everything about the team. Calls may go to the hub: give them to the background, never to the store's lane."""

    def status(self) -> SyncStatus:
        """Return what is to be told about the exchange. Reads the store alone."""
        ...

    def exchange(self, tell: Tell) -> Report:
        """Send what waits and take in what came. Raises HubUnreachable, HubRefused, Cancelled; nothing is lost."""
        ...

    def found(self, hub: str, code: str) -> RecoverySheet:
        """Found a team at a hub with the code of `rhi-hub init`; return the organisation's recovery sheet."""
        ...

    def join(self, invitation: str) -> str:
        """Ask to be let in with an invitation; return the code to compare. Raises TeamProblem."""
        ...

    def code(self) -> str:
        """Return the code to compare while this laptop waits."""
        ...

    def recover(self, hub: str, organisation: str, code: str) -> None:
        """Come back as a coordinator with the organisation's recovery sheet. Raises WrongCode, TeamProblem."""
        ...

    def invite(self, name: str, role: Role, member: str = "") -> Invited:
        """Invite somebody; `member` where it is a further device of somebody who is in the team."""
        ...

    def newcomers(self) -> tuple[Newcomer, ...]:
        """Return who waits to be let in."""
        ...

    def approve(self, device: str) -> None:
        """Let a device in, whose code was compared."""
        ...

    def decline(self, device: str) -> None:
        """Turn a device away."""
        ...

    def members(self) -> tuple[TeamMember, ...]:
        """Return everybody in the team, by name. Reads the store alone."""
        ...

    def revoke(self, device: str) -> None:
        """Shut a device out: it gets nothing more, and locks at its next contact."""
        ...

    def fate(self, record: str) -> Fate:
        """Return what became of the newest revision of a record. Reads the store alone."""
        ...

    def taken_at(self, record: str) -> str:
        """Return when the hub took the newest revision of a record, empty where it has not. Reads the store alone."""
        ...

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what was refused and is still to be decided. Reads the store alone."""
        ...

    def retry(self, number: int) -> None:
        """Send something refused again at the next exchange."""
        ...

    def withdraw(self, number: int) -> None:
        """Send something refused no more; it stays on this laptop."""
        ...

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Return what came from devices that had been shut out. Reads the store alone."""
        ...

    def take_in(self, envelope: str) -> None:
        """Put what is in an envelope of the quarantine on record."""
        ...

    def leave_out(self, envelope: str) -> None:
        """Leave an envelope of the quarantine out of the record for good."""
        ...

    def departures(self) -> tuple[Departure, ...]:
        """Return the cases that were taken off laptops, newest first. Reads the store alone."""
        ...

    def dismiss(self, alarm: str) -> None:
        """Put an alarm away that somebody has dealt with."""
        ...
