"""Supervision: what a worker and whoever supervises them talked about, every four weeks.

The log is that of Croydon (domain reference, section 11, "003 Croydon").
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

EVERY: Final = timedelta(weeks=4)
"""How long after one talk the next is due, where nothing else was agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """One talk. `worker` and `by` are members, `on` and `next` ISO dates, `next` empty where none was agreed."""

    worker: str
    by: str
    on: str
    talked: str
    agreed: str = ""
    next: str = ""

    @property
    def due(self) -> date:
        """When the next talk is due."""
        return date.fromisoformat(self.next) if self.next else date.fromisoformat(self.on) + EVERY
