"""What each type of question takes, and in which words it says no."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.questions.definition import Definition, Question, QuestionType

LONGEST = 1_000_000
_MOST = 2**31 - 1
"""The largest whole number (XML Schema `int`)."""
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


_DAY = r"\d{4}-\d\d-\d\d"
_CLOCK = r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
_MOMENTS: dict[QuestionType, tuple[re.Pattern[str], Callable[[str], object], str]] = {
    QuestionType.DATE: (re.compile(_DAY), date.fromisoformat, "Please give a date, such as 24/11/2026."),
    QuestionType.TIME: (re.compile(_CLOCK), time.fromisoformat, "Please give a time, such as 14:05."),
    QuestionType.DATETIME: (
        re.compile(f"{_DAY}T{_CLOCK}"),
        datetime.fromisoformat,
        "Please give a date and a time, such as 24/11/2026 14:05.",
    ),
}


class NotText(RhiError):
    """A text that no record can hold."""


def storable(text: str) -> str:
    """Return the text in Unicode's composed form. Raises NotText for what XML and UTF-8 cannot hold."""
    if len(text) > LONGEST:
        raise NotText("This answer is longer than a million characters. Please shorten it; it was not saved.")
    if text.isascii() and text.isprintable():
        return text
    if any(not _allowed(character) for character in text):
        raise NotText("This text holds a sign that cannot be saved, such as a control character. Please remove it.")
    return unicodedata.normalize("NFC", text)


def _allowed(character: str) -> bool:
    code = ord(character)
    return (code >= 0x20 or character in "\t\n\r") and not 0xD800 <= code <= 0xDFFF and code not in {0xFFFE, 0xFFFF}


def fitted(question: Question, text: str) -> str:
    """Return an answer as its type writes it: `7` for `007`, `2.0` for `2`; what does not fit stands as it is."""
    if question.type is QuestionType.ACKNOWLEDGE:
        return "OK" if text else ""
    if not text or type_fault(question, text):
        return text
    return canonical(question, text)


def canonical(definition: Definition | None, text: str) -> str:
    """Return a computed value as the node's type writes it: whole numbers without fraction, no NaN."""
    if not isinstance(definition, Question) or not text:
        return text
    if definition.bind.type in {"int", "integer"}:
        whole = int(Decimal(text)) if _DECIMAL.fullmatch(text) else _MOST + 1
        return str(whole) if -_MOST - 1 <= whole <= _MOST else ""
    if definition.bind.type == "decimal":
        return _decimal_text(float(text)) if _DECIMAL.fullmatch(text) else ""
    return text


def _decimal_text(value: float) -> str:
    """Return a decimal with at least one digit after the point."""
    text = f"{Decimal(repr(value)):f}"
    return text if "." in text else f"{text}.0"


def type_fault(question: Question, text: str) -> str:
    """Return what is wrong with a text as an answer to this question, empty where nothing is."""
    if question.bind.type in {"int", "integer"}:
        if not _INTEGER.fullmatch(text) or not canonical(question, text):
            return "Please give a whole number, in figures."
    elif question.bind.type == "decimal":
        if not _DECIMAL.fullmatch(text):
            return "Please give a number, in figures."
    elif question.type in _MOMENTS:
        pattern, read, message = _MOMENTS[question.type]
        return "" if pattern.fullmatch(text) and _reads(read, text) else message
    if question.type is QuestionType.RANGE and question.start and question.end:
        least, most = sorted((float(question.start), float(question.end)))
        return "" if least <= float(text) <= most else f"Please give a number from {question.start} to {question.end}."
    return ""


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
