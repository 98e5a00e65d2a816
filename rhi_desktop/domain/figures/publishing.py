"""Making a scorecard fit to be published: small numbers are not shown, nor what they could be worked out from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rhi_desktop.domain.figures.scorecard import Cell, Scorecard

SMALL = 5
"""Below how many a number is small, unless a service decides otherwise."""

At: TypeAlias = tuple[str, str | None]
"""A figure and a group; None is all."""
SHARED_OUT = {
    "episodes": ("first_ever", "not_in_3_months", "in_3_months"),
    "completed": ("within_72_hours", "after_72_hours", "cannot_be_told"),
}
"""Figures, by name, that others make up between them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure in one group as it may be shown: `count` is None where it is held back."""

    figure: str
    group: str | None
    count: int | None
    words: tuple[str, ...] = ()


def published(card: Scorecard, small: int = SMALL) -> dict[tuple[str, str | None], Shown]:
    """Return the cells with counts from 1 to below `small` held back, and what would give them away.

    Nought is shown: it tells of nobody. Where all but one of a whole and its parts are shown, that one would follow, so
    the smallest of the others is held back as well. A share is shown only where both its counts are.
    """
    hidden = {at for at, cell in card.cells.items() if 0 < cell.count < small}
    sums = tuple(_sums(card))
    while more := {at for one in sums for at in _giving_away(card, one, hidden)}:
        hidden |= more
    return {at: _shown(at, cell, hidden) for at, cell in card.cells.items()}


def _sums(card: Scorecard) -> Iterator[tuple[At, ...]]:
    """Yield what adds up: a whole with its groups, and a figure with the figures that share it out."""
    names = dict.fromkeys(name for name, _ in card.cells)
    if card.groups:
        yield from (((name, None), *((name, group) for group in card.groups)) for name in names)
    for whole, parts in SHARED_OUT.items():
        if whole in names:
            yield from (tuple((name, group) for name in (whole, *parts)) for group in (None, *card.groups))


def _giving_away(card: Scorecard, together: tuple[At, ...], hidden: set[At]) -> Iterator[At]:
    if len(hidden.intersection(together)) == 1:
        others = [at for at in together if at not in hidden and card.cells[at].count]
        yield from sorted(others, key=lambda at: (card.cells[at].count, at[1] is None, at[1] or "", at[0]))[:1]


def _shown(at: tuple[str, str | None], cell: Cell, hidden: set[At]) -> Shown:
    if at in hidden:
        return Shown(at[0], at[1], None)
    words = tuple(share.words for share in cell.shares if (share.of, at[1]) not in hidden)
    return Shown(at[0], at[1], cell.count, words)
