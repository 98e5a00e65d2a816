"""The words that children are searched by, folded (see `domain.folding`), and the order in which interviews are."""

from typing import Final

from rhi_desktop.domain.folding import fold, folded_words
from rhi_desktop.domain.records import parse_instant

_LAST: Final = "\U0010ffff"
_COUNTED: Final = 24
"""Bits of an entry's number that tell interviews of one second apart."""
_LATEST: Final = 2**38


def words(*texts: str) -> frozenset[str]:
    """Return the folded words to find texts by; “O'Brien” is found as o, brien and obrien."""
    found: set[str] = set()
    for token in fold(" ".join(texts)).split():
        parts = folded_words(token)
        found.update(parts)
        if len(parts) > 1:
            found.add("".join(parts))
    return frozenset(found)


def asked_words(text: str) -> tuple[str, ...]:
    """Return the folded words that somebody searches for, each to be matched by its beginning."""
    return tuple(folded_words(text))


def prefix_range(word: str) -> tuple[str, str]:
    """Return the bounds between which, in code point order, every word lies that begins with `word`."""
    return word, word + _LAST


def entry_number(submitted: str, created: int) -> int:
    """Return the number of an interview: the second of its submission, then the age of its record here."""
    try:
        seconds = int(parse_instant(submitted).timestamp())
    except ValueError:
        seconds = 0
    return (min(max(seconds, 0), _LATEST) << _COUNTED) | (created & (1 << _COUNTED) - 1)
