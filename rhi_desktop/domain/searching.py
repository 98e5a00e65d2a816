"""What somebody searches for, and where it stands in a text.

Every word is to be found, by its beginning from three letters on; words in quotation marks are to stand beside each
other as they are. Nothing that is typed is a command: signs other than letters and digits only end a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rhi_desktop.domain.folding import fold, folded_words, words_in

MOST: Final = 12
"""More words than this are not looked for: they find no less."""
LONGEST: Final = 100
"""Letters of a word that count."""
BEGINNING: Final = 3
"""Letters from which a word may be the beginning of others; “a” begins far too many, and is a word of its own."""
_QUOTES: Final = re.compile(
    '["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}]'
)
_INNER: Final = re.compile(r"[^\W_](?:[^\w\s]|_)+[^\W_]")
"""A sign inside of a word."""
_BEFORE, _WHOLE = 50, 170


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand beside each other; `goes_on` where the last of them may be the beginning of a word."""

    words: tuple[str, ...]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line; `marks` are the stretches, from and to, in which something was found."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def terms_of(text: str) -> tuple[Term, ...]:
    """Return what is looked for; nothing where no letter or digit was typed. A quotation may still be open."""
    found: list[Term] = []
    parts = _QUOTES.split(text)
    for number, part in enumerate(parts):
        if number % 2:
            found.extend(_term(folded_words(part), goes_on=number == len(parts) - 1))
        else:
            for token in part.split():
                found.extend(_term(folded_words(token), goes_on=True))
    return tuple(dict.fromkeys(found))[:MOST]


def indexed_words(text: str) -> list[str]:
    """Return the folded words under which a text is found: first as they stand, then “O’Brien” and its like as one."""
    folded = fold(text)
    found = [word[:LONGEST] for word in words_in(folded)]
    if _INNER.search(folded) is None:
        return found
    parts = (words_in(token) for token in folded.split())
    return found + ["".join(word[:LONGEST] for word in some)[:LONGEST] for some in parts if len(some) > 1]


def count_in(text: str, terms: Sequence[Term]) -> int:
    """Return how many of the terms stand in a text."""
    plain, _ = _folded(text)
    return sum(next(_found(plain, term), None) is not None for term in terms)


def snippet(text: str, terms: Sequence[Term]) -> Snippet:
    """Return the piece of a text around what stands in it first; its beginning where nothing does."""
    line = " ".join(text.split())
    plain, places = _folded(line)
    marks = sorted({(places[start], places[end - 1] + 1) for term in terms for start, end in _found(plain, term)})
    first = max(0, marks[0][0] - _BEFORE) if marks else 0
    if first:
        first = line.index(" ", first) + 1 if " " in line[first : marks[0][0]] else marks[0][0]
    last = min(len(line), first + _WHOLE)
    if last < len(line) and " " in line[first:last]:
        last = line.rindex(" ", first, last)
    before, after = "… " if first else "", " …" if last < len(line) else ""
    shift = len(before) - first
    inside = tuple((start + shift, end + shift) for start, end in marks if first <= start and end <= last)
    return Snippet(f"{before}{line[first:last]}{after}", inside)


def _term(words: Sequence[str], *, goes_on: bool) -> Iterator[Term]:
    if words:
        short = len(words[-1]) < BEGINNING and words[-1].isascii()
        yield Term(tuple(word[:LONGEST] for word in words), goes_on and not short)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return a text folded, and for each of its letters the place in the text that it comes from."""
    if text.isascii():
        return fold(text), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = _folded_letter(letter)
        letters.append(plain)
        places.extend([place] * len(plain))
    return "".join(letters), places


@lru_cache(4_096)
def _folded_letter(letter: str) -> str:
    return fold(letter)


def _found(plain: str, term: Term) -> Iterator[tuple[int, int]]:
    """Yield where a term stands in a folded text: the whole of its words."""
    beside, as_one = _patterns(term)
    at_all = False
    if term.words[0] in plain:
        for match in beside.finditer(plain):
            at_all = True
            yield match.span()
    if not at_all and as_one is not None:
        for match in as_one.finditer(plain):
            yield match.span()


@lru_cache(256)
def _patterns(term: Term) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """Return how a term is found, and where it is one word how “O’Brien” is found by it."""
    end = r"[^\W_]*" if term.goes_on else r"(?![^\W_])"
    beside = re.compile(r"(?<![^\W_])" + r"[\W_]+".join(term.words) + end)
    if len(term.words) > 1:
        return beside, None
    return beside, re.compile(r"(?<!\S)[^\w\s]*" + r"[^\w\s]*".join(term.words[0]) + end)
