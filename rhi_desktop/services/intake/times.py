"""Dates and times as British spreadsheets hold them. What cannot be read is refused with a reason, never guessed at."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rhi_desktop.domain.british_dates import read_date, read_time
from rhi_desktop.domain.checks import clock_times
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.moments import Moment
from rhi_desktop.services.intake.sheets import Cell, Serial, cell_text
from rhi_desktop.services.intake.words import tidy

EARLIEST = date(2000, 1, 1)
"""No episode of a child of today began before."""
_FROM_1904 = 1_462
_SERIALS = range(32_874, 73_051)
"""Bare numbers that are days of 1990 to 2099."""
_ANY_DAY = date(2000, 1, 1)
_CLOCK = (
    r"(?:\d{1,2}[:.h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|\d{4}"
    r"|noon|midday|midnight)\s*(?:hrs?|hours|h)?"
)
_ZONE = r"(?:\s*(?P<zone>z|utc|gmt|bst|[+-]\d{2}:?\d{2}))?"
_DAY_THEN_CLOCK = re.compile(rf"(?P<day>.+?)(?:\s*,\s*|\s+at\s+|\s+@\s*|\s+-\s+|t|\s+)(?P<clock>{_CLOCK}){_ZONE}")
_CLOCK_THEN_DAY = re.compile(rf"(?P<clock>{_CLOCK}){_ZONE}(?:\s*,\s*|\s+on\s+|\s+)(?P<day>.+)")
_ONLY_CLOCK = re.compile(rf"(?P<clock>{_CLOCK}){_ZONE}")
_ABOUT = re.compile(r"(?:\b(?:approximately|approx|about|around|circa|est)\b\.?|\bc\.|~)\s*|\(approx\.?\)|\s*\?$")
_MONTH_IN_WORDS_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_RUN_TOGETHER = re.compile(r"(?:19|20)\d{6}")
_MONTH_FIRST = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(?:\d{4}|\d{2})")
_PARTS = re.compile(r"\d+|[a-z]{3,}")
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[\s,.]*")
_SECONDS = re.compile(r"(\d{1,2}[:.]\d{2}):\d{2}(?:[.,]\d+)?")
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "bst": 60}


class Unreadable(RhiError):
    """A cell that cannot be read; the sentence is the reason and quotes nothing of the cell."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment that was read, and what is to be said about the reading."""

    moment: Moment
    notes: tuple[str, ...] = ()


def read_day(cell: Cell, *, from_1904: bool = False) -> date:
    """Return a date of birth or another date without time; a time beside it is left aside. Raises Unreadable."""
    return _split(cell, from_1904=from_1904)[0]


def read_when(cell: Cell, clock: Cell = None, *, from_1904: bool = False) -> When:
    """Return when something happened: `cell` holds the date, and the time where `clock` does not. Raises Unreadable."""
    day, said, zone, notes = _split(cell, from_1904=from_1904)
    beside = _clock_of(clock)
    if beside is not None:
        minute, zone, more = beside
        if said is not None and said != minute:
            notes += ("The two times of this row differ; the one in the time column was taken.",)
        said, notes = minute, notes + more
    if day < EARLIEST:
        raise Unreadable("This is long ago. Check the year.")
    if said is None:
        return When(Moment(day), notes)
    if zone is not None:
        instant = datetime(day.year, day.month, day.day, said // 60, said % 60, tzinfo=UTC) - timedelta(minutes=zone)
        return When(Moment.at(instant), notes)
    moments = clock_times(day, said // 60, said % 60)
    if not moments:
        raise Unreadable("The clocks went forward that night and never showed this time. Check the time.")
    if len(moments) > 1:
        notes += ("The clocks went back that night and showed this time twice; the first was taken.",)
    return When(moments[0], notes)


_Parts = tuple[date, int | None, int | None, tuple[str, ...]]
"""A day, the minute of the day, the minutes that its zone is ahead of UTC, and notes."""


def _split(cell: Cell, *, from_1904: bool) -> _Parts:
    if isinstance(cell, Serial):
        return _from_serial(cell)
    text = tidy(cell_text(cell)).lower()
    number = _number(cell, text)
    if number is not None:
        return _from_number(number, from_1904=from_1904)
    plain = _ABOUT.sub("", text).strip(" ,")
    notes: tuple[str, ...] = () if plain == text else ("The file says that this is not exact.",)
    day = _day(plain)
    if day is not None:
        return day, None, None, notes
    for pattern in (_DAY_THEN_CLOCK, _CLOCK_THEN_DAY):
        found = pattern.fullmatch(plain)
        day = _day(found["day"].strip(" ,-")) if found else None
        if found and day is not None:
            minute = _minute(found["clock"])
            if minute == 0:
                notes += ("This was read as midnight. If only the day is known, take the time away.",)
            return day, minute, _zone(found["zone"]), notes
    raise Unreadable(_why_not(plain))


def _from_serial(serial: Serial) -> _Parts:
    if serial.day is None:
        raise Unreadable("This is a time without its date. Write the date as well.")
    return serial.day, serial.minute if serial.timed else None, None, ()


def _number(cell: Cell, text: str) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    return float(text) if re.fullmatch(r"\d{5}(?:\.\d+)?|\d{8}", text) else None


def _from_number(number: float, *, from_1904: bool) -> _Parts:
    if _RUN_TOGETHER.fullmatch(f"{number:.0f}"):
        digits = f"{number:.0f}"
        day = read_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", _ANY_DAY)
        if day is not None:
            return day, None, None, ()
    if int(number) + (_FROM_1904 if from_1904 else 0) in _SERIALS:
        return _from_serial(Serial(number + (_FROM_1904 if from_1904 else 0)))
    raise Unreadable("This number is not a date. Write it as day, month and year, such as 24/11/2026.")


def _clock_of(cell: Cell) -> tuple[int, int | None, tuple[str, ...]] | None:
    """Return the minute of the day in a time column, its zone and notes; None where the column says nothing."""
    if isinstance(cell, Serial):
        return cell.minute, None, ()
    if isinstance(cell, float) and 0 < cell < 1:
        return Serial(cell).minute, None, ()
    text = tidy(cell_text(cell)).lower()
    if not text:
        return None
    plain = _ABOUT.sub("", text).strip(" ,")
    if re.fullmatch(r"\d{3}", plain):
        plain = f"0{plain}"
    found = _ONLY_CLOCK.fullmatch(plain)
    if found is None:
        return _clock_in_moment(cell)
    notes = () if plain == text or isinstance(cell, int) else ("The file says that the time is not exact.",)
    return _minute(found["clock"]), _zone(found["zone"]), notes


def _clock_in_moment(cell: Cell) -> tuple[int, int | None, tuple[str, ...]]:
    """Return the time where the time column repeats the date."""
    try:
        _, minute, zone, notes = _split(cell, from_1904=False)
    except Unreadable:
        minute, zone, notes = None, None, ()
    if minute is None:
        raise Unreadable("This time cannot be read. Write it as 14:05.")
    return minute, zone, notes


def _minute(text: str) -> int:
    plain = _SECONDS.sub(r"\1", re.sub(r"\s*(?:hrs?|hours|(?<=\d)h)$", "", text)).replace("a.m", "am")
    plain = plain.replace("p.m", "pm").rstrip(". ")
    if re.fullmatch(r"24[:.h]?00", plain):
        raise Unreadable("24:00 is not a time of one day. Write 00:00 of the next day, or 23:59.")
    clock = read_time(plain)
    if clock is None:
        raise Unreadable("This time cannot be read. Write it as 14:05.")
    return clock.hour * 60 + clock.minute


def _zone(text: str | None) -> int | None:
    if not text:
        return None
    if text in _ZONES:
        return _ZONES[text]
    digits = text[1:].replace(":", "")
    return (1 if text[0] == "+" else -1) * (int(digits[:2]) * 60 + int(digits[2:]))


def _day(text: str) -> date | None:
    """Return a date with day, month and year; None for anything else."""
    plain = _YEAR_FIRST.sub(r"\1-\2-\3", _WEEKDAY.sub("", text))
    plain = _MONTH_IN_WORDS_FIRST.sub(r"\2 \1 \3", plain)
    return read_date(plain, _ANY_DAY) if len(_PARTS.findall(plain)) >= 3 else None


def _why_not(text: str) -> str:
    found = _MONTH_FIRST.search(text)
    if found and int(found[1]) <= 12 < int(found[2]) <= 31:
        return "The month seems to stand first, as in America. Write day, month and year, such as 24/11/2026."
    if found:
        return "There is no such day. Check the date."
    if len(_PARTS.findall(_WEEKDAY.sub("", text))) < 3 and re.search(r"\d", text):
        return "The date is not whole. Write day, month and year, such as 24/11/2026."
    return "This cannot be read as a date. Write it as 24/11/2026 14:05."
