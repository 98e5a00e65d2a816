"""What the figures ask of the store."""

from datetime import date
from typing import Protocol

from rhi_desktop.domain.figures.case import Case


class FigureStore(Protocol):
    """Reads cases: each an indexed range, quick at 100,000 interviews."""

    def ended_between(self, first: date, last: date) -> tuple[Case, ...]:
        """Return the episodes that ended on these days, and those that began then and have no end on record."""
        ...

    def active_between(self, first: date, last: date) -> tuple[Case, ...]:
        """Return at least the episodes about which something happened on these days.

        They began, were referred, offered, talked about, or an interview on them was submitted or approved then.
        """
        ...
