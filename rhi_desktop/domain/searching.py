"""What somebody searches for, and where it stands in a text.

Every word is to be found, each by its beginning; words in quotation marks are to stand beside each other as they are.
Nothing that is typed is a command: signs other than letters and digits only end a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rhi_desktop.domain.folding import fold, folded_words

MOST: Final = 12
"""More words than this are not looked for: they find no less."""
LONGEST: Final = 100
"""Letters of a word that count."""
_QUOTES: Final = re.compile(
    '["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}]'
)
_TOKEN: Final = re.compile(r"\S+")
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


@dataclass(frozen=True, slots=True)
class _Token:
    words: tuple[str, ...]
    start: int
    end: int


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
    found: list[str] = []
    joined: list[str] = []
    for token in fold(text).split():
        if token.isalnum() and len(token) <= LONGEST:
            found.append(token)
            continue
        parts = [word[:LONGEST] for word in folded_words(token)]
        found.extend(parts)
        if len(parts) > 1:
            joined.append("".join(parts)[:LONGEST])
    return found + joined


def count_in(text: str, terms: Sequence[Term]) -> int:
    """Return how many of the terms stand in a text."""
    tokens = list(_tokens(text))
    return sum(next(_found(tokens, term), None) is not None for term in terms)


def snippet(text: str, terms: Sequence[Term]) -> Snippet:
    """Return the piece of a text around what stands in it first; its beginning where nothing does."""
    plain = " ".join(text.split())
    tokens = list(_tokens(plain))
    marks = sorted({mark for term in terms for mark in _found(tokens, term)})
    first = max(0, marks[0][0] - _BEFORE) if marks else 0
    if first:
        first = plain.index(" ", first) + 1 if " " in plain[first : marks[0][0]] else marks[0][0]
    last = min(len(plain), first + _WHOLE)
    if last < len(plain) and " " in plain[first:last]:
        last = plain.rindex(" ", first, last)
    before, after = "… " if first else "", " …" if last < len(plain) else ""
    shift = len(before) - first
    inside = tuple((start + shift, end + shift) for start, end in marks if first <= start and end <= last)
    return Snippet(f"{before}{plain[first:last]}{after}", inside)


def _term(words: Sequence[str], *, goes_on: bool) -> Iterator[Term]:
    if words:
        last = words[-1]
        letter = len(last) == 1 and last.isascii()  # “a” begins half of all words
        yield Term(tuple(word[:LONGEST] for word in words), goes_on and not letter)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        words = tuple(folded_words(match.group()))
        if words:
            yield _Token(words, match.start(), match.end())


def _found(tokens: Sequence[_Token], term: Term) -> Iterator[tuple[int, int]]:
    """Yield where a term stands: from the first letter of its first word to the end of its last."""
    words = [(word, token) for token in tokens for word in token.words]
    size = len(term.words)
    for at in range(len(words) - size + 1):
        here = words[at : at + size]
        if _same([word for word, _ in here], term):
            yield here[0][1].start, here[-1][1].end
    if size == 1:
        for token in tokens:
            if len(token.words) > 1 and _same(["".join(token.words)], term):
                yield token.start, token.end


def _same(words: Sequence[str], term: Term) -> bool:
    *before, last = words
    asked = term.words[-1]
    return tuple(before) == term.words[:-1] and (last.startswith(asked) if term.goes_on else last == asked)
