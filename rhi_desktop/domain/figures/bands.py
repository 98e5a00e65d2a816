"""Bands as tables print them: “3-5”, “24 – 48”, “20+”, “more than 3”."""

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"(\d+(?:\.\d+)?)"
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|–|to)\s*{_NUMBER}")
_LEAST = re.compile(rf"(?:at least\s+{_NUMBER}|{_NUMBER}\s*(?:\+|(?:or|and) (?:more|over)))")
_MORE = re.compile(rf"(?:more than|over|above|>)\s*{_NUMBER}")
_LESS = re.compile(rf"(?:fewer than|less than|under|below|<)\s*{_NUMBER}")
_MOST = re.compile(rf"(?:up to|at most|no more than|not more than)\s+{_NUMBER}")
_ONE = re.compile(_NUMBER)


@dataclass(frozen=True, slots=True)
class Band:
    """From one number to another. `high` is None where it is open; `above` and `below` say that an end is not in it."""

    words: str
    low: Decimal
    high: Decimal | None
    above: bool = False
    below: bool = False

    @property
    def first(self) -> Decimal:
        """The first whole number in it."""
        return self.low + 1 if self.above else self.low

    @property
    def last(self) -> Decimal | None:
        """The last whole number in it, None where it is open."""
        return self.high - 1 if self.below and self.high is not None else self.high


def read_band(words: str) -> Band:
    """Read a band without its unit. Raises ValueError for anything else, and where it ends before it begins."""
    text = words.strip().lower().replace(",", "")
    if found := _BETWEEN.fullmatch(text):
        low, high = Decimal(found[1]), Decimal(found[2])
        if low > high:
            raise ValueError("a band ends after it begins")
        return Band(words, low, high)
    if found := _LEAST.fullmatch(text):
        return Band(words, Decimal(found[1] or found[2]), None)
    if found := _MORE.fullmatch(text):
        return Band(words, Decimal(found[1]), None, above=True)
    if found := _LESS.fullmatch(text):
        return Band(words, Decimal(0), Decimal(found[1]), below=True)
    if found := _MOST.fullmatch(text):
        return Band(words, Decimal(0), Decimal(found[1]))
    if found := _ONE.fullmatch(text):
        return Band(words, Decimal(found[1]), Decimal(found[1]))
    raise ValueError("no band")
