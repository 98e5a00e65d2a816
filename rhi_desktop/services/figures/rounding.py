"""Printed percentages: what they can stand for, and what their sum can be."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rhi_desktop.services.figures.findings import Grade

HUNDRED = Decimal(100)


def half(percent: Decimal) -> Fraction:
    """Return how far the number that was printed can be from the one that was meant: 0.05 for “89.4”."""
    exponent = percent.as_tuple().exponent
    return Fraction(1, 2 * 10 ** max(-exponent, 0)) if isinstance(exponent, int) else Fraction(0)


def near(percent: Decimal, exact: Fraction) -> bool:
    """Whether a printed percentage is the exact one, rounded either way at the half."""
    return abs(Fraction(percent) - exact) <= half(percent)


def cut_off(percent: Decimal, exact: Fraction) -> bool:
    """Whether a printed percentage is the exact one with its further decimals left out."""
    return Fraction(0) <= exact - Fraction(percent) < 2 * half(percent)


def total_grade(percents: Sequence[Decimal], whole: Decimal) -> Grade | None:
    """Say whether printed percentages can add up to `whole`, itself as printed; None where they do.

    The finest of them says how they were rounded. What only adds up if some were rounded more coarsely is doubtful.
    """
    off = abs(Fraction(sum(percents)) - Fraction(whole))
    own = Fraction(0) if whole == HUNDRED else half(whole)
    halves = [half(one) for one in percents]
    if off <= len(percents) * min(halves) + own:
        return None
    return Grade.DOUBTFUL if off <= sum(halves) + own else Grade.WRONG


def said(percent: Decimal | Fraction | int) -> str:
    """Return a percentage in words, with one decimal where it was worked out: “89.4 %”."""
    if not isinstance(percent, Fraction):
        return f"{percent} %"
    tenths = (percent * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10} %"
