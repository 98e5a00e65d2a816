"""Dates and times as people type them, to XForms and back. British order: day, month, year.

What cannot be read is not guessed at: it comes back as None and the words stay as they were typed.
"""

import re
from datetime import date, datetime, time, timedelta

from rhi_desktop.domain.moments import LONDON

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[\s,.]+")
_DAYS_AGO = {"today": 0, "yesterday": 1, "t": 0, "y": 1}
_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]*([a-z]{3,9}|\d{1,2})?(?:[\s/.,\-]+(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a|p)?")
_NOON = 12
_LONGEST = 31


def read_date(text: str, today: date) -> date | None:
    """Read “24/11/26”, “24 nov”, “Tue 24th November 2026”, “today” or “yesterday”.

    Without a year it is this year's day, or last year's where that lies more than half a year ahead.
    """
    words = _WEEKDAY.sub("", text.strip().lower(), count=1)
    if words in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[words])
    iso = _ISO.fullmatch(words)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DATE.fullmatch(words)
    if not found or not found[2]:
        return None
    month = _month(found[2])
    if found[3]:
        year = int(found[3])
        return _date(year if year > 99 else 2000 + year, month, int(found[1]))
    this_year = _date(today.year, month, int(found[1]))
    if this_year and this_year > today + timedelta(days=183):
        return _date(today.year - 1, month, int(found[1]))
    return this_year


def no_such_day(text: str) -> str:
    """Say that a day does not exist, such as “29/2/2013” or “31 April 2026”; empty for anything else."""
    found = _DATE.fullmatch(_WEEKDAY.sub("", text.strip().lower(), count=1))
    if not found or not found[3]:
        return ""
    day, month, year = int(found[1]), _month(found[2] or ""), int(found[3])
    year += 0 if year > 99 else 2000
    if not 1 <= month <= len(_MONTHS) or not 1 <= day <= _LONGEST or _date(year, month, day) is not None:
        return ""
    return f"There is no {day} {_MONTHS[month - 1].capitalize()} in {year}. Please check it."


def read_time(text: str) -> time | None:
    """Read “14:30”, “1430”, “2.30pm”, “9 pm” or “noon”; a bare “9” is nine in the morning."""
    words = text.strip().lower()
    if words in {"noon", "midday"}:
        return time(_NOON)
    if words == "midnight":
        return time(0)
    found = _TIME.fullmatch(words)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment_value(day: date, clock: time) -> str:
    """Return the XForms dateTime of a time on a London clock, with the offset of that day."""
    return datetime.combine(day, clock, LONDON).isoformat(timespec="milliseconds")


def date_text(day: date) -> str:
    """Return a date as it is typed: 24/11/2026."""
    return f"{day:%d/%m/%Y}"


def date_words(day: date) -> str:
    """Return a date in words, so that a slip of a finger is seen: Tuesday 24 November 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def moment_parts(value: str) -> tuple[str, str]:
    """Split a dateTime answer into the two texts of its field; what was not understood comes back as typed."""
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        day, _, clock = value.partition(" at ")
        return day, clock
    local = instant.astimezone(LONDON) if instant.tzinfo else instant
    return date_text(local.date()), f"{local:%H:%M}"


def moment_raw(day: str, clock: str) -> str:
    """Return what is kept of a moment that is not yet whole; `moment_parts` gives both texts back."""
    return f"{day} at {clock}" if day or clock else ""


def date_parts(value: str) -> str:
    """Return the text of a date field for an answer; what was not understood comes back as typed."""
    try:
        return date_text(date.fromisoformat(value[:10]))
    except ValueError:
        return value


def _month(words: str) -> int:
    if words.isdigit():
        return int(words)
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(words)), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
