"""What searching asks of the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rhi_desktop.domain.searching import Term


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
        """Return how many interviews have all of the terms."""
        ...

    def page(self, terms: Sequence[Term], *, offset: int, limit: int) -> tuple[SearchRow, ...]:
        """Return a page of them, the last submitted first."""
        ...
