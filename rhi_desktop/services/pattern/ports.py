"""What patterns ask of the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rhi_desktop.domain.network import Shared


@dataclass(frozen=True, slots=True)
class Gone:
    """An episode with where it began and ended, as it was written. `day` is the first day known of it (ISO)."""

    episode: str
    child: str
    day: str
    missing_from: str
    from_postcode: str
    found_at: str
    found_postcode: str


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """In how many interviews of a month (`2026-11`) a reason was given. `concept` is `reason.push` and so on."""

    month: str
    concept: str
    value: str
    interviews: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many interviews that took place were held in a month, and in how many of them reasons were given.

    `unknown` counts those of earlier programs, which kept no codes: they are in neither.
    """

    month: str
    interviews: int
    given: int
    unknown: int


class PatternStore(Protocol):
    """Reads what interviews and episodes have in common: quick at 100,000 interviews."""

    def shared(self, first: date, last: date) -> tuple[Shared, ...]:
        """Return what interviews that were submitted on these days name with two children or more, in no order.

        A child who was recorded twice counts as two here: see `put_aside`.
        """
        ...

    def put_aside(self) -> Mapping[str, tuple[str, str]]:
        """Return the records of children that were put aside, each with the one that stays and what it is called."""
        ...

    def with_alerts(self, children: Iterable[str]) -> tuple[str, ...]:
        """Return those of the children of whom an alert is recorded, in no order."""
        ...

    def gone(self, first: date, last: date) -> tuple[Gone, ...]:
        """Return the episodes that began on these days."""
        ...

    def reasons(self, first: date, last: date) -> tuple[ReasonCount, ...]:
        """Return the reasons given in interviews that were held on these days, by month."""
        ...

    def held(self, first: date, last: date) -> tuple[MonthCount, ...]:
        """Return how many interviews were held on these days, by month."""
        ...
