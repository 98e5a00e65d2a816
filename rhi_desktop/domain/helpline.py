"""A helpline: who a child can turn to, or whom a worker can ask."""

from dataclasses import dataclass
from datetime import date

YEAR = 365
"""Days after which a check no longer counts: numbers change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """One line. `audience` is “child” or “worker”; `checked` the ISO date of the last comparison, empty where none.

    `code` ties it to the choice of the question set that stands for it.
    """

    code: str
    name: str
    contact: str
    audience: str = "child"
    what: str = ""
    source: str = ""
    checked: str = ""

    def stale(self, today: date) -> bool:
        """Whether nobody has compared it with what the service publishes within a year."""
        return not self.checked or (today - date.fromisoformat(self.checked)).days > YEAR

    def caution(self, today: date) -> str:
        """Say in words that it is stale; empty where it is not."""
        if not self.checked:
            return "not checked yet"
        day = date.fromisoformat(self.checked)
        return f"last checked {day.day} {day:%b %Y}" if self.stale(today) else ""
