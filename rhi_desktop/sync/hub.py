"""The hub as the exchange sees it, and what can go wrong on the way to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rhi_desktop.services.syncing.team import TurnedAway, Unreachable
from rhi_desktop.wire import api
from rhi_desktop.wire.words import WORDS


class HubUnreachable(Unreachable):
    """The hub did not answer, or somebody else did; the sentence says which. Being offline is a normal state.

    `captive` says that a network's sign-in page answered in its place.
    """

    def __init__(self, sentence: str, *, captive: bool = False) -> None:
        super().__init__(sentence)
        self.captive = captive


class HubRefused(TurnedAway):
    """The hub answered that it will not, and why. `statement` is the signed order that it shows to a revoked device."""

    def __init__(self, reason: api.Reason, statement: bytes = b"", wait: float = 0) -> None:
        super().__init__(WORDS[reason], wait)
        self.reason = reason
        self.statement = statement


@dataclass(frozen=True, slots=True)
class Signer:
    """Who asks: `sign` makes the device's signature."""

    organisation: str
    device: str
    sign: Callable[[bytes], bytes] = field(repr=False)


class Hub(Protocol):
    """One hub, asked as one device. Every call raises HubUnreachable and HubRefused."""

    def about(self) -> api.About:
        """Return who the hub is."""
        ...

    def found(self, founding: api.Founding) -> None:
        """Begin an organisation."""
        ...

    def recover(self, recovery: api.Recovery) -> None:
        """Come in by the root's word."""
        ...

    def invite(self, invitation: api.Invitation) -> None:
        """Let a code be good for one enrolment."""
        ...

    def enrol(self, enrolment: api.Enrolment) -> None:
        """Ask to be let in."""
        ...

    def waiting(self) -> tuple[api.Waiting, ...]:
        """Return who asks to be let in."""
        ...

    def approve(self, device: str, *, team: bool) -> api.Approved:
        """Let a device in."""
        ...

    def decline(self, device: str) -> None:
        """Turn a device away."""
        ...

    def revoke(self, device: str, statement: bytes) -> None:
        """Shut a device out."""
        ...

    def devices(self) -> tuple[api.Seen, ...]:
        """Return all devices of the organisation."""
        ...

    def push(self, envelopes: Sequence[bytes]) -> api.Pushed:
        """Send envelopes."""
        ...

    def pull(self, pulling: api.Pulling) -> tuple[api.Page, tuple[bytes, ...]]:
        """Return the next page of what is for this device."""
        ...
