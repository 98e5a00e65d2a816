"""A closed month: the figures as they were when somebody said that they count."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFigure:
    """One figure as it was: its name, the group it is of (empty for all), and the version of its definition.

    `of` is the denominator, None where the figure has none.
    """

    figure: str
    count: int
    of: int | None = None
    group: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedMonth:
    """The figures of a month (`2026-11`) in one view, `cohort` or `activity`. `at` is an instant, `by` a member."""

    month: str
    view: str
    at: str
    by: str
    figures: tuple[KeptFigure, ...] = ()
