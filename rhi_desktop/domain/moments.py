"""A moment as people report it: an instant, or only a date."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
"""The zone in which times are read and shown; instants are stored in UTC."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: `day` in Europe/London, and the exact UTC instant where a time is known."""

    day: date
    instant: datetime | None = None

    @classmethod
    def at(cls, instant: datetime) -> "Moment":
        """Return the moment of an aware instant."""
        return cls(instant.astimezone(LONDON).date(), instant.astimezone(UTC))

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read what `text` wrote: `2026-11-25` or `2026-11-25T14:05Z`. ValueError for anything else."""
        if len(text) == len("2026-11-25"):
            return cls(date.fromisoformat(text))
        if len(text) != len("2026-11-25T14:05Z") or (text[7], text[10], text[13], text[16]) != ("-", "T", ":", "Z"):
            raise ValueError("this is no moment")
        instant = datetime.fromisoformat(text)  # in UTC already
        return cls(instant.astimezone(LONDON).date(), instant)

    @property
    def text(self) -> str:
        """The stored form, to the minute, in UTC; a date alone stays a date."""
        return self.instant.strftime("%Y-%m-%dT%H:%MZ") if self.instant else self.day.isoformat()

    @property
    def local(self) -> datetime | None:
        """The instant on a London clock."""
        return self.instant.astimezone(LONDON) if self.instant else None

    @property
    def spoken_day(self) -> str:
        """The day in words: `24 Nov 2026`."""
        return f"{self.day.day} {self.day:%b %Y}"

    @property
    def spoken(self) -> str:
        """The moment in words: `Tue 24 Nov 2026, 14:05`, or without the time where it is not known."""
        day = f"{self.day:%a} {self.day.day} {self.day:%b %Y}"
        local = self.local
        return f"{day}, {local:%H:%M}" if local else day
