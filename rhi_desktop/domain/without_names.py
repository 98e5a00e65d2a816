"""Taking names out of what somebody said, so that others may read it. It cannot be perfect: a person reads it after.

Names are found as they are written elsewhere on the record, whatever their case and accents; what is spelt another way,
or named here alone, is not. Hence `doubtful`, and hence the reading (domain reference, sections 7 and 9).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rhi_desktop.domain.folding import fold

_WORD: Final = re.compile(r"[^\W_]+")
_CODED: Final = re.compile(
    r"(?P<postcode>\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b)"
    r"|(?P<handle>(?<!\S)@[\w.\-]{2,})"
    r"|(?P<number>(?<!\w)\+?\d[\d \-]{5,}\d(?!\w))",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?:^|[.!?…:\n“\"‘(]\s*)$")
_SHORT: Final = 2
_COMMON: Final = frozenset(
    {
        "the", "and", "of", "a", "an", "in", "on", "at", "to", "for", "with", "from", "my", "his", "her", "our",
        "their", "home", "house", "flat", "street", "road", "lane", "avenue", "park", "school", "high", "primary",
        "academy", "college", "station", "centre", "center", "shop", "mum", "dad", "mother", "father", "nan", "boy",
        "girl", "man", "woman", "old", "new", "big", "little", "friend", "unknown", "not", "known",
    }
)  # fmt: skip
"""Words that are no name by themselves, even where one holds them: of “Invented High School” only the whole goes."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name that is on record, and the word that stands for it: `[child]`, `[person 1]`, `[place 1]`."""

    name: str
    word: str
    apart: bool = True
    """Whether its parts go as well: first and last name of a person are said alone, words of a place seldom are."""


def without_names(text: str, known: Iterable[Known]) -> str:
    """Return a text with neutral words for the names known, and for postcodes, long numbers and handles."""
    looked = sorted(_looked_for(known), key=lambda one: (-len(one[0]), one[1]))
    out, at = list[str](), 0
    for found in _CODED.finditer(text):
        out += [_replaced(text[at : found.start()], looked), f"[{found.lastgroup}]"]
        at = found.end()
    return "".join([*out, _replaced(text[at:], looked)])


def doubtful(text: str) -> tuple[str, ...]:
    """Return the words with a capital letter within a sentence, which may be names that nobody has on record."""
    found = [
        one.group()
        for one in _WORD.finditer(text)
        if one.group()[0].isupper() and len(one.group()) > 1 and not _SENTENCE.search(text[: one.start()])
    ]
    return tuple(dict.fromkeys(found))


def _replaced(text: str, looked: Sequence[tuple[tuple[str, ...], str]]) -> str:
    words = [(fold(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
    out, at, position = list[str](), 0, 0
    while position < len(words):
        hit = next((one for one in looked if _is_here(one[0], words, position)), None)
        if hit is None:
            position += 1
            continue
        out += [text[at : words[position][1]], hit[1]]
        position += len(hit[0])
        at = words[position - 1][2]
    return "".join([*out, text[at:]])


def _looked_for(known: Iterable[Known]) -> list[tuple[tuple[str, ...], str]]:
    found: dict[tuple[str, ...], str] = {}
    for one in known:
        words = tuple(_WORD.findall(fold(one.name)))
        if not words:
            continue
        if len(words) > 1 or ((len(words[0]) > _SHORT or one.apart) and words[0] not in _COMMON):
            found.setdefault(words, one.word)
        if one.apart:
            for part in words:
                if len(part) > _SHORT and part not in _COMMON:
                    found.setdefault((part,), one.word)
    return list(found.items())


def _is_here(wanted: tuple[str, ...], words: list[tuple[str, int, int]], position: int) -> bool:
    here = words[position : position + len(wanted)]
    return len(here) == len(wanted) and all(one[0] == two for one, two in zip(here, wanted, strict=True))
