"""Finding rows by the words of a child's name or references: walks along a list, or looks up a few."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, exists, func, select, union_all

from rhi_desktop.store import tables
from rhi_desktop.store.duplicate_tables import duplicate_row
from rhi_desktop.store.search_text import prefix_range

_WORD = tables.search_word.c
_ASIDE = duplicate_row.c
MANY = 1_000
"""Up to so many matches are fetched and sorted; with more, walking the list finds a page of them sooner."""


def common(connection: Connection, words: Sequence[str], many: int = MANY) -> bool:
    """Whether even the rarest of the words has many matches, by default more than it takes to be walked for."""
    return all(_counted(connection, word, many) == many for word in words)


def named(child: ColumnElement[str], words: Sequence[str], *, walk: bool) -> list[ColumnElement[bool]]:
    """Return what a row's child must fulfil to have every word; `walk` where each has many matches."""
    return [_walked(child, word) if walk else looked_up(child, word) for word in words]


def looked_up(child: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Find the children by the word, then the rows by the child; the words of a record put aside lead on."""
    aside = select(_ASIDE.child).where(exists().where(_WORD.child == _ASIDE.other, _between(word)))
    return child.in_(union_all(select(_WORD.child).where(_between(word)), aside))


def _counted(connection: Connection, word: str, many: int) -> int | None:
    few = select(_WORD.child).where(_between(word)).limit(many).subquery()
    return connection.scalar(select(func.count()).select_from(few))


def _walked(child: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Ask of each row, in the order of the list, whether its child has the word."""
    return exists().where(_WORD.child == child, _between(word))


def _between(word: str) -> ColumnElement[bool]:
    first, last = prefix_range(word)
    return (_WORD.word >= first) & (_WORD.word < last)
