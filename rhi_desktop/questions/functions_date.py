"""Functions of dates and times. A date is a text; as a number it is days since 1 January 1970."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from rhi_desktop.questions.compiler import Context, Run
from rhi_desktop.questions.function import Function, text
from rhi_desktop.questions.values import NAN, Value, days_of, to_number, to_string

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_UNPADDED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(T.*)?")
INVALID = "Invalid Date"
"""What `date()` makes of a value that is no date, as the peer writes it."""


def stamp(instant: datetime) -> str:
    """Return an aware instant as XForms writes it: `2026-11-25T10:41:07.123+00:00`."""
    return instant.isoformat(timespec="milliseconds")


def _now(context: Context, _arguments: Sequence[Run]) -> Value:
    return stamp(context.world.now().astimezone(context.world.zone))


def _today(context: Context, _arguments: Sequence[Run]) -> Value:
    return context.world.now().astimezone(context.world.zone).date().isoformat()


def _moment(context: Context, value: Value) -> datetime | None:
    """Return the local date and time of a text or a number of days, None where it is neither."""
    zone = context.world.zone
    written = to_string(value) if not isinstance(value, float) else ""
    if _DATE.fullmatch(written):
        try:
            return datetime.combine(date.fromisoformat(written), datetime.min.time(), zone)
        except ValueError:
            return None
    days = to_number(value, zone)
    if days != days:  # noqa: PLR0124 -- NaN
        return None
    try:
        instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)
    except OverflowError:
        return None
    if isinstance(value, float) and days == int(days):
        return instant.replace(tzinfo=zone)
    return instant.astimezone(zone)


def _date(context: Context, arguments: Sequence[Run]) -> Value:
    value = arguments[0](context)
    if isinstance(value, bool) or to_string(value) == "" != value:
        return INVALID if isinstance(value, float) else ""
    written = _padded(value)
    if isinstance(written, str) and not _DATE.match(written):
        return INVALID
    moment = _moment(context, written)
    if moment is None:
        return INVALID if value != "" else ""
    midnight = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    return moment.date().isoformat() if midnight else stamp(moment)


def _padded(value: Value) -> Value:
    """Give a date's month and day two figures each."""
    if isinstance(value, float):
        return value
    written = to_string(value)
    found = _UNPADDED.fullmatch(written)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}{found[4] or ''}" if found else written


def _date_time(context: Context, arguments: Sequence[Run]) -> Value:
    moment = _moment(context, arguments[0](context))
    return stamp(moment) if moment else ""


def _decimal_date_time(context: Context, arguments: Sequence[Run]) -> Value:
    value = arguments[0](context)
    return value if isinstance(value, float) else days_of(to_string(value), context.world.zone)


def _decimal_time(context: Context, arguments: Sequence[Run]) -> Value:
    value = text(context, arguments[0])
    match = _TIME.fullmatch(value)
    if not match:
        return NAN
    if match[4]:
        days = days_of(f"1970-01-01T{value}", context.world.zone)
        offset = datetime(1970, 1, 1, tzinfo=context.world.zone).utcoffset() or timedelta(0)
        return (days + offset / timedelta(days=1)) % 1
    return (int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3] or 0)) / 86400


def _format(context: Context, arguments: Sequence[Run]) -> Value:
    moment = _moment(context, arguments[0](context))
    if moment is None:
        return ""
    pattern = text(context, arguments[1])
    return re.sub(r"%(.)", lambda match: _part(match, moment), pattern)


def _part(match: re.Match[str], moment: datetime) -> str:
    spell = _PARTS.get(match[1])
    return spell(moment) if spell else match[0]


_PARTS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year % 100:02}",
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: f"{moment:%b}",
    "B": lambda moment: f"{moment:%B}",
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: str(moment.day),
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
    "a": lambda moment: f"{moment:%a}",
    "A": lambda moment: f"{moment:%A}",
    "u": lambda moment: str(moment.isoweekday()),
    "W": lambda moment: f"{moment.isocalendar().week:02}",
    "Z": lambda moment: f"{moment:%z}",
    "%": lambda _moment: "%",
}

DATE_FUNCTIONS: dict[str, Function] = {
    "now": Function(0, 0, _now),
    "today": Function(0, 0, _today),
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date_time),
    "decimal-date-time": Function(1, 1, _decimal_date_time),
    "decimal-date": Function(1, 1, _decimal_date_time),
    "decimal-time": Function(1, 1, _decimal_time),
    "format-date": Function(2, 2, _format),
    "format-date-time": Function(2, 2, _format),
}
