"""Functions of text and of choices."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence

from rhi_desktop.questions.compiler import Context, Run
from rhi_desktop.questions.function import MANY, Function, number, of_text, of_texts, strings, text, truth, whole
from rhi_desktop.questions.values import Value, to_string

_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def _string(context: Context, arguments: Sequence[Run]) -> Value:
    return text(context, arguments[0]) if arguments else context.cell.string


def _concat(context: Context, arguments: Sequence[Run]) -> Value:
    return "".join(strings(context, arguments))


def _join(context: Context, arguments: Sequence[Run]) -> Value:
    return text(context, arguments[0]).join(strings(context, arguments[1:]))


def _round_index(value: float) -> int | None:
    """Return XPath's rounding (halves up) as an index, None for NaN and the infinities."""
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 -- NaN
        return None
    return int((value + 0.5) // 1)


def _substring(context: Context, arguments: Sequence[Run]) -> Value:
    whole = text(context, arguments[0])
    first = number(context, arguments[1])
    start = _round_index(first)
    if len(arguments) == 2:
        if start is None:
            return whole if first == float("-inf") else ""
        return whole[max(start - 1, 0) :]
    length = _round_index(number(context, arguments[2]))
    if start is None or length is None:
        return whole[max((start or 1) - 1, 0) :] if start is not None and length is None else ""
    return whole[max(start - 1, 0) : max(start - 1 + length, 0)]


def _substr(context: Context, arguments: Sequence[Run]) -> Value:
    whole = text(context, arguments[0])
    start = _round_index(number(context, arguments[1])) or 0
    end = _round_index(number(context, arguments[2])) if len(arguments) > 2 else None
    return whole[start:end]


def _string_length(context: Context, arguments: Sequence[Run]) -> Value:
    return float(len(to_string(_string(context, arguments)).encode("utf-16-le")) // 2)


def _normalize(context: Context, arguments: Sequence[Run]) -> Value:
    return re.sub(r"[ \t\r\n]+", " ", to_string(_string(context, arguments)).strip(" \t\r\n"))


def _translate(context: Context, arguments: Sequence[Run]) -> Value:
    source, old, new = (text(context, argument) for argument in arguments)
    table = {ord(character): (new[i] if i < len(new) else None) for i, character in reversed(list(enumerate(old)))}
    return source.translate(table)


def _regex(value: str, pattern: str) -> bool:
    try:
        return re.search(pattern, value, re.ASCII) is not None
    except re.error:
        return False


def _selected(value: str, choice: str) -> bool:
    return choice.strip() in (value.split() or [""])


def _selected_at(context: Context, arguments: Sequence[Run]) -> Value:
    chosen = text(context, arguments[0]).split()
    at = whole(context, arguments[1], -1)
    return chosen[at] if 0 <= at < len(chosen) else ""


def _digest(context: Context, arguments: Sequence[Run]) -> Value:
    name = _DIGESTS.get(text(context, arguments[1]).upper())
    if name is None:
        return ""
    raw = hashlib.new(name, text(context, arguments[0]).encode("utf-8"), usedforsecurity=False).digest()
    encoding = text(context, arguments[2]) if len(arguments) > 2 else "base64"
    return raw.hex() if encoding == "hex" else base64.b64encode(raw).decode("ascii")


def _base64_decode(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _if(context: Context, arguments: Sequence[Run]) -> Value:
    return arguments[1](context) if truth(context, arguments[0]) else arguments[2](context)


def _coalesce(context: Context, arguments: Sequence[Run]) -> Value:
    for argument in arguments:
        value = argument(context)
        written = value if isinstance(value, str) else to_string(value)
        if written:
            return written
    return ""


def _once(context: Context, arguments: Sequence[Run]) -> Value:
    return context.current.string or text(context, arguments[0])


def _before(whole: str, part: str) -> str:
    return whole.partition(part)[0] if part in whole else ""


def _after(whole: str, part: str) -> str:
    return whole.partition(part)[2] if part in whole else ""


TEXT_FUNCTIONS: dict[str, Function] = {
    "string": Function(0, 1, _string),
    "concat": Function(0, MANY, _concat),
    "join": Function(1, MANY, _join),
    "substring": Function(2, 3, _substring),
    "substr": Function(2, 3, _substr),
    "string-length": Function(0, 1, _string_length),
    "normalize-space": Function(0, 1, _normalize),
    "translate": Function(3, 3, _translate),
    "starts-with": of_texts(str.startswith),
    "ends-with": of_texts(str.endswith),
    "contains": of_texts(lambda whole, part: part in whole),
    "substring-before": of_texts(_before),
    "substring-after": of_texts(_after),
    "upper-case": of_text(str.upper),
    "lower-case": of_text(str.lower),
    "regex": of_texts(_regex),
    "selected": of_texts(_selected),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": of_text(lambda value: float(len(value.split()))),
    "digest": Function(2, 3, _digest),
    "base64-decode": of_text(_base64_decode),
    "if": Function(3, 3, _if),
    "coalesce": Function(1, MANY, _coalesce),
    "once": Function(1, 1, _once),
}
