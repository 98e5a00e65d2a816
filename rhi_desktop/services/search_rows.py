"""What searching asks of the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from rhi_desktop.domain.searching import Term

MOST_FOUND: Final = 1_000
"""More interviews than this are not counted or listed: whoever finds so many types another word."""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """An interview in which every term was found, with its child; `submitted` is that of its newest version."""

    interview: str
    child: str
    called: str
    reference: str
    submitted: str


class SearchStore(Protocol):
    """Interviews by their words."""

    def count(self, terms: Sequence[Term]) -> int:
        """Return how many interviews have all of the terms, up to `MOST_FOUND`."""
        ...

    def page(self, terms: Sequence[Term], *, offset: int, limit: int) -> tuple[SearchRow, ...]:
        """Return a page of them, the last submitted first."""
        ...
