"""How far two reviewers agree beyond chance: Cohen's kappa.

Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `pairs` marks given by two reviewers, `same` are the same.

    `kappa` is 1 where they always agree, 0 where they agree as often as chance would have it, and None where it cannot
    be told: without pairs, or where both gave one and the same mark throughout.
    """

    pairs: int
    same: int
    kappa: Fraction | None


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Return the agreement of pairs of marks, the first reviewer's before the second's."""
    both = list(pairs)
    if not both:
        return Agreement(0, 0, None)
    count, same = len(both), sum(one == other for one, other in both)
    first, second = Counter(one for one, _ in both), Counter(other for _, other in both)
    chance = Fraction(sum(first[mark] * second[mark] for mark in first), count * count)
    observed = Fraction(same, count)
    return Agreement(count, same, None if chance == 1 else (observed - chance) / (1 - chance))
