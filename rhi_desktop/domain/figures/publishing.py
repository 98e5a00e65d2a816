"""Making a scorecard fit to be published: small numbers are not shown, nor what they could be worked out from."""

from collections.abc import Iterator
from dataclasses import dataclass

from rhi_desktop.domain.figures.scorecard import Cell, Scorecard

SMALL = 5
"""Below how many a number is small, unless a service decides otherwise."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure in one group as it may be shown: `count` is None where it is held back."""

    figure: str
    group: str | None
    count: int | None
    words: tuple[str, ...] = ()


def published(card: Scorecard, small: int = SMALL) -> dict[tuple[str, str | None], Shown]:
    """Return the cells with counts from 1 to below `small` held back, and what would give them away.

    Nought is shown: it tells of nobody. Where one group alone is held back, its number would follow from the others and
    the whole, so the next smallest is held back as well. A share is shown only where both its counts are.
    """
    hidden = set(_hidden(card, small))
    return {at: _shown(at, cell, hidden) for at, cell in card.cells.items()}


def _hidden(card: Scorecard, small: int) -> Iterator[tuple[str, str | None]]:
    names = dict.fromkeys(name for name, _ in card.cells)
    for name in names:
        if 0 < card.whole(name).count < small:
            yield name, None
        counts = sorted((card.cell(name, group).count, group) for group in card.groups)
        held = [group for count, group in counts if 0 < count < small]
        if len(held) == 1:
            held += [group for count, group in counts if count >= small][:1]
        yield from ((name, group) for group in held)


def _shown(at: tuple[str, str | None], cell: Cell, hidden: set[tuple[str, str | None]]) -> Shown:
    if at in hidden:
        return Shown(at[0], at[1], None)
    words = tuple(share.words for share in cell.shares if (share.of, at[1]) not in hidden)
    return Shown(at[0], at[1], cell.count, words)
