"""What is looked up across children and interviews: who was heard of before, how often, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rhi_desktop.domain.interview import MentionKind


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention in a submitted interview. `key` is `recognising.key_of` its text, `card` the instance it stands on.

    `called` is the name that the interview's child goes by now, `submitted` an instant (`records.instant_text`).
    """

    kind: MentionKind
    text: str
    key: str
    interview: str
    child: str
    called: str
    submitted: str
    card: str = ""


@dataclass(frozen=True, slots=True)
class ChildEntry:
    """A child as matching needs it; `head` is the revision that a change is made from."""

    child: str
    head: str
    name: str
    preferred_name: str
    other_names: tuple[str, ...]
    born: str
    reference: str
    police_reference: str
    nhs_number: str


@dataclass(frozen=True, slots=True)
class EpisodeEntry:
    """An episode as pairing and matching need it. Times are `Moment.text` or empty."""

    episode: str
    head: str
    child: str
    kind: str
    missing_since: str
    found: str
    returned: str
    police_reference: str


@dataclass(frozen=True, slots=True)
class ReferralEntry:
    """A referral with the episodes it is about. `received` is `Moment.text`."""

    referral: str
    head: str
    child: str
    episodes: tuple[str, ...]
    received: str


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place in a child's life: how often they were found there, named it in an interview, and went missing from it.

    `place` is the newest spelling and `last` the newest day (ISO) that it stands for.
    """

    place: str
    found: int
    named: int
    left: int
    last: str

    @property
    def count(self) -> int:
        """How often in all."""
        return self.found + self.named + self.left


class Lookups(Protocol):
    """Questions across the whole store, quick at 10,000 interviews. What comes back is a suggestion, never a link."""

    def mentions(
        self, kinds_and_keys: Sequence[tuple[MentionKind, str]], *, besides: str = "", limit: int = 50
    ) -> tuple[MentionRow, ...]:
        """Return the mentions with one of these keys, newest first; those of the interview `besides` are left out.

        Keys are those of `recognising.key_of`; empty ones find nothing.
        """
        ...

    def mentions_of(self, child: str) -> tuple[MentionRow, ...]:
        """Return what the interviews of a child mention, the newest interview first, each in its own order."""
        ...

    def child_index(self) -> Iterable[ChildEntry]:
        """Return all children."""
        ...

    def episode_index(self) -> Iterable[EpisodeEntry]:
        """Return all episodes."""
        ...

    def referral_index(self) -> Iterable[ReferralEntry]:
        """Return all referrals."""
        ...

    def episodes_since(self, child: str, since: date) -> int:
        """Return how many episodes of a child began on that day (Europe/London) or later.

        An episode without its beginning counts by when it ended.
        """
        ...

    def episodes_from(self, place: str, postcode: str, since: date) -> int:
        """Return how many episodes of any child began at a place since that day: by postcode, by name without one."""
        ...

    def hotspots(self, child: str, *, limit: int = 10) -> tuple[PlaceCount, ...]:
        """Return the places of a child's episodes and interviews, where they were found or what they named first."""
        ...
