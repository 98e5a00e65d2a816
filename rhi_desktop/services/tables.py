"""A table as it is shown, saved and printed: plain cells, and what has to be known to read them."""

from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is what a file of it is called, and says nothing of anybody; `notes` stand below it, wherever it goes.

    `wide` are the columns whose text wraps, by number from 0; `fuller` those that say in more words, where they say
    anything, what the column before them says: paper has them in its place.
    """

    title: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    about: str = ""
    wide: frozenset[int] = frozenset({0})
    fuller: frozenset[int] = frozenset()
