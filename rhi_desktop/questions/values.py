"""The values of expressions and how one kind becomes another (XPath 1.0, section 4; OpenRosa for dates).

A value is a text, a number, a truth or a list of cells. Dates travel as text and count as days since
1 January 1970 where a number is wanted.
"""

import math
import re
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TypeAlias

from rhi_desktop.questions.cells import Cell

Value: TypeAlias = "str | float | bool | list[Cell]"

_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*\Z")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86400.0
NAN = math.nan
_EXACT = 2.0**53
_LARGE = 1e21
_SMALL = 1e-6


def to_string(value: Value) -> str:
    """Return the text of a value: of the first cell, `true` or `false`, a number without exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return value[0].string if value else ""
    return number_text(value)


def number_text(value: float) -> str:
    """Return a number as the peer writes it: `3`, `-0.5`, `1e-8`; what is no number is blank."""
    if value != value:  # noqa: PLR0124 -- NaN alone differs from itself
        return ""
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < _LARGE:
        return str(int(value)) if abs(value) < _EXACT else f"{Decimal(repr(value)):f}"
    if _SMALL <= abs(value) < _LARGE:
        text = repr(value)
        return text if "e" not in text else f"{value:.20f}".rstrip("0")
    return re.sub(r"e([+-])0*", r"e\1", repr(value))


def to_number(value: Value, zone: tzinfo) -> float:
    """Return the number of a value: days for a date, NaN for a text that is neither."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    text = value if isinstance(value, str) else to_string(value)
    if not text:
        return NAN
    if (text.isdigit() and text.isascii()) or _NUMBER.match(text) or text in {"Infinity", "-Infinity"}:
        return float(text)
    return days_of(text, zone)


def days_of(text: str, zone: tzinfo) -> float:
    """Return a date or dateTime text as days since the epoch, NaN for anything else."""
    plain = _DATE.match(text)
    try:
        if plain:
            return float(date(int(plain[1]), int(plain[2]), int(plain[3])).toordinal() - _EPOCH)
        if _DATE_TIME.match(text):
            instant = datetime.fromisoformat(text)
            return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).timestamp() / _DAY
    except ValueError:
        return NAN
    return NAN


def to_boolean(value: Value) -> bool:
    """Return the truth of a value: a text that is not empty, a number but 0 and NaN, a list with a cell in it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value == value and value != 0  # noqa: PLR0124 -- NaN is false
    return bool(value)


def compare(operator: str, left: Value, right: Value, zone: tzinfo) -> bool:
    """Compare as XPath 1.0, section 3.4: a list compares true where any cell of it does."""
    if isinstance(left, list):
        if isinstance(right, bool):
            return _compare_plain(operator, to_boolean(left), right, zone)
        return any(compare(operator, cell.string, right, zone) for cell in left)
    if isinstance(right, list):
        if isinstance(left, bool):
            return _compare_plain(operator, left, to_boolean(right), zone)
        return any(_compare_plain(operator, left, cell.string, zone) for cell in right)
    return _compare_plain(operator, left, right, zone)


def _compare_plain(operator: str, left: Value, right: Value, zone: tzinfo) -> bool:
    if operator in {"=", "!="}:
        return _equal(left, right, zone) == (operator == "=")
    a, b = to_number(left, zone), to_number(right, zone)
    if operator == "<":
        return a < b
    if operator == "<=":
        return a <= b
    return a > b if operator == ">" else a >= b


def _equal(left: Value, right: Value, zone: tzinfo) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left, zone) == to_number(right, zone)
    return left == right
