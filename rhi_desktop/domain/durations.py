"""How long a child was away, and whether overnight: computed from stored moments, or as somebody overrode it.

A time missing ends when the child was found, a time away without authorisation when they were back (SSDA903 guidance;
domain reference 4.1). Where that end is not recorded the other one stands in, and the words say so. Hours are elapsed
hours, also in nights on which the clock changes. A date without a time stands for its whole day, so what follows from
it is a range.

Overnight means: away at some moment from midnight up to six in the morning, on a London clock [design: the sources
ask for it and do not define it].
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from rhi_desktop.domain.counted import counted_if_any
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment

DAWN = time(6)
_CLOCKED = re.compile(r"(?P<days>(?!))?(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)")
_SPOKEN = re.compile(
    r"(?:(?P<days>\d{1,3})\s*d(?:ays?)?)?\s*(?:(?P<hours>\d{1,4})\s*h(?:(?:ou)?rs?)?)?\s*"
    r"(?:(?P<minutes>\d{1,5})\s*m(?:in(?:ute)?s?)?)?"
)
_Span = tuple[datetime, datetime]
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Band(StrEnum):
    """How long, in the bands of domain reference 4.7; of its edges the lower belongs to a band, the upper does not."""

    UNDER_8_HOURS = "0-8h"
    UNDER_16_HOURS = "8-16h"
    UNDER_24_HOURS = "16-24h"
    UNDER_48_HOURS = "24-48h"
    UP_TO_7_DAYS = "2-7d"
    OVER_7_DAYS = "over 7d"
    MISSING_DATA = "missing data"

    @property
    def label(self) -> str:
        """The band in words."""
        return _BANDS[self]


_BANDS = {
    Band.UNDER_8_HOURS: "Under 8 hours",
    Band.UNDER_16_HOURS: "8 to under 16 hours",
    Band.UNDER_24_HOURS: "16 to under 24 hours",
    Band.UNDER_48_HOURS: "24 to under 48 hours",
    Band.UP_TO_7_DAYS: "2 to under 7 days",
    Band.OVER_7_DAYS: "7 days or longer",
    Band.MISSING_DATA: "Not known",
}
_EDGES = (
    (8 * _HOUR, Band.UNDER_8_HOURS),
    (16 * _HOUR, Band.UNDER_16_HOURS),
    (24 * _HOUR, Band.UNDER_24_HOURS),
    (48 * _HOUR, Band.UNDER_48_HOURS),
    (7 * _DAY, Band.UP_TO_7_DAYS),
)


@dataclass(frozen=True, slots=True)
class Duration:
    """The least and the most time that it can have been; both are None where an end of it is not recorded.

    `end` is “found” or “returned”; `stands_in` says that the end which should be used is not recorded; `given` that
    the duration is what somebody wrote in place of what the times say.
    """

    least: timedelta | None = None
    most: timedelta | None = None
    end: str = ""
    stands_in: bool = False
    given: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one duration and not a range."""
        return self.least is not None and self.least == self.most

    @property
    def band(self) -> Band:
        """The band it is in for sure."""
        if self.least is None or self.most is None:
            return Band.MISSING_DATA
        least, most = _band(self.least), _band(self.most)
        return least if least is most else Band.MISSING_DATA

    @property
    def words(self) -> str:
        """How long in words, without more precision than is known."""
        if self.least is None or self.most is None:
            return "not known"
        if self.exact:
            return time_words(self.least)
        least, most = _whole_hours(self.least, up=False), _whole_hours(self.most, up=True)
        return f"between {time_words(least)} and {time_words(most)}" if least else f"less than {time_words(most)}"


def duration(episode: Episode) -> Duration:
    """Return how long an episode lasted. An end before its beginning counts as not recorded."""
    if episode.minutes is not None:
        given = timedelta(minutes=episode.minutes)
        return Duration(given, given, given=True)
    found = _spans(episode)
    if found is None:
        return Duration()
    since, until, end, stands_in = found
    least = max(timedelta(0), until[0] - since[1])
    return Duration(least, until[1] - since[0], end, stands_in)


def overnight(episode: Episode) -> bool | None:
    """Return whether the child was away overnight, None where the times do not tell."""
    if episode.overnight in {"yes", "no"}:
        return episode.overnight == "yes"
    found = _spans(episode)
    if found is None:
        return None
    (first, last), (soonest, latest) = found[0], found[1]
    if not _touches_night(first, latest):
        return False
    if last <= soonest:
        return True if _touches_night(last, soonest) else None
    return True if _within_one_night(max(first, soonest), min(last, latest)) else None


def duration_words(episode: Episode) -> str:
    """Return one sentence: how long, until which end, and whether it was overnight."""
    lasted = duration(episode)
    night = {True: "overnight", False: "not overnight", None: "overnight not known"}[overnight(episode)]
    if lasted.least is None:
        return f"Duration not known; {night}." if episode.overnight else "Duration not known."
    kind = "Away" if episode.kind == "away" else "Missing"
    until = f", until {lasted.end}" if lasted.end else ", as it was decided"
    if lasted.stands_in:
        until += " (when the child was found is not recorded)" if lasted.end == "returned" else " (no return recorded)"
    return f"{kind} for {lasted.words}{until}; {night}."


def time_words(span: timedelta) -> str:
    """Return a span in words: “45 minutes”, “22 hours 5 minutes”, “3 days 4 hours”."""
    minutes = int(span / _MINUTE)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days >= 2:
        parts = [counted_if_any(days, "day"), counted_if_any(hours, "hour")]
    else:
        parts = [counted_if_any(hours + 24 * days, "hour"), counted_if_any(minutes, "minute")]
    return " ".join(part for part in parts if part) or "0 minutes"


def read_minutes(text: str) -> int | None:
    """Read “26:30”, “26 hours 30 minutes”, “26h”, “2 days” or “45 min” as minutes; None for anything else."""
    found = _CLOCKED.fullmatch(text.strip()) or _SPOKEN.fullmatch(text.strip().lower())
    if not found or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in (found["days"], found["hours"], found["minutes"]))
    return (days * 24 + hours) * 60 + minutes


def end_of(episode: Episode) -> tuple[str, Moment] | None:
    """Return which end of an episode counts, “found” or “returned”, and when it was; None where none is recorded."""
    ends = [("found", episode.found), ("returned", episode.returned)]
    if episode.kind == "away":
        ends.reverse()
    return next(((name, Moment.parse(text)) for name, text in ends if text), None)


def bounds(moment: Moment) -> tuple[datetime, datetime]:
    """Return the first and the last minute that a moment may have been: the same one where its time is known."""
    if moment.instant is not None:
        return moment.instant, moment.instant
    return _start(moment.day), _start(moment.day + _DAY) - _MINUTE


def _spans(episode: Episode) -> tuple[_Span, _Span, str, bool] | None:
    """Return the bounds of beginning and end, which end it is, and whether it stands in for the other one."""
    end = end_of(episode)
    if end is None or not episode.missing_since:
        return None
    since, until = bounds(Moment.parse(episode.missing_since)), bounds(end[1])
    stands_in = end[0] == ("found" if episode.kind == "away" else "returned")
    return None if until[1] < since[0] else (since, until, end[0], stands_in)


def _start(day: date, clock: time = time(0)) -> datetime:
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


def _band(span: timedelta) -> Band:
    return next((band for edge, band in _EDGES if span < edge), Band.OVER_7_DAYS)


def _touches_night(start: datetime, end: datetime) -> bool:
    """Whether some moment from start to end, both included, lies from midnight up to dawn."""
    if end - start >= _DAY:
        return True
    days = {moment.astimezone(LONDON).date() for moment in (start, end)}
    return any(_start(day) <= end and start < _start(day, DAWN) for day in days)


def _within_one_night(start: datetime, end: datetime) -> bool:
    return end < _start(start.astimezone(LONDON).date(), DAWN)


def _whole_hours(span: timedelta, *, up: bool) -> timedelta:
    hours, rest = divmod(span, _HOUR)
    return (hours + (up and bool(rest))) * _HOUR
