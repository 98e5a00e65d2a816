"""By what a person, vehicle or place named in one interview is recognised in another.

Two spellings of the same thing have the same key. What recognises nobody, such as “not known”, has none.
"""

import re
from collections.abc import Callable
from typing import Final

from rhi_desktop.domain.folding import fold, folded_words
from rhi_desktop.domain.interview import MentionKind

_NOTHING: Final = frozenset(
    {
        "unknown", "notknown", "unk", "nk", "na", "n/a", "nil", "none", "noone", "nobody", "notgiven", "notrecorded",
        "notdisclosed", "declined", "dontknow", "idontknow", "doesntknow", "didntsay", "wouldntsay", "anonymous",
        "tbc", "tba", "someone", "somebody", "afriend", "friend", "friends",
    }
)  # fmt: skip
_SHORTEST_NUMBER: Final = 6
_BRITISH_MOBILE: Final = 12
_LINK: Final = re.compile(r"(?:https?://|www\.)?[\w.-]+\.[a-z]{2,}/(?:add/|@|u/|user/)?([^\s/?#]+)")
_AT: Final = re.compile(r"(?<!\S)@\s*([^\s@,;]+)")
_REGISTRATION: Final = re.compile(r"(?<![^\W_])([a-z]{2}[0-9]{2})[\s-]?([a-z]{3})(?![^\W_])")


def key_of(kind: MentionKind, text: str) -> str:
    """Return the key of a mention, empty where there is nothing to recognise it by.

    Phones are alike with +44 and 0, handles with and without @ and as a link, registrations and postcodes with and
    without spaces, names and places in any spelling that folds to the same letters.
    """
    key = _KEYS[kind](text)
    return "" if key in _NOTHING else key


def _letters(text: str) -> str:
    """All letters and digits: “O'Brien”, “O Brien” and “OBrien” are the same."""
    return "".join(folded_words(text))


def _with_digit(text: str) -> str:
    letters = _letters(text)
    return letters if any(letter.isdigit() for letter in letters) else ""


def _phone(text: str) -> str:
    plain = fold(text).strip()
    digits = re.sub(r"[^0-9]", "", plain)
    if len(digits) < _SHORTEST_NUMBER:
        return ""
    if digits.startswith("00"):
        digits, abroad = digits[2:], True
    else:
        abroad = plain.lstrip("( ").startswith("+")
    if digits.startswith("44") and (abroad or len(digits) == _BRITISH_MOBILE):
        return "0" + digits[2:].lstrip("0")
    return f"+{digits}" if abroad else digits


def _handle(text: str) -> str:
    plain = fold(text).strip()
    if found := _LINK.search(plain) or _AT.search(plain):
        plain = found.group(1)
    plain = plain.rpartition(":")[2]
    handle = "".join(plain.split()).strip("@.,;/\"'()")
    return handle if _letters(handle) else ""


def _vehicle(text: str) -> str:
    """A current registration wherever it stands in the text; else all of it, where a digit makes it more than looks."""
    found = _REGISTRATION.search(fold(text))
    return "".join(found.groups()) if found else _with_digit(text)


_KEYS: Final[dict[MentionKind, Callable[[str], str]]] = {
    MentionKind.NAME: _letters,
    MentionKind.NICKNAME: _letters,
    MentionKind.PHONE: _phone,
    MentionKind.HANDLE: _handle,
    MentionKind.VEHICLE: _vehicle,
    MentionKind.PLACE: _letters,
    MentionKind.POSTCODE: _with_digit,
}
