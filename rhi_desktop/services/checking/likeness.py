"""Likeness to the same child's last report: words that were copied say nothing about this time (rubric, point 8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 4
FEWEST_WORDS = 12
"""Shorter answers are alike by nature."""
ALIKE = 0.7
"""Share of the new text's runs of four words that the old text has, from which it is shown."""


@dataclass(frozen=True, slots=True)
class LastReport:
    """The texts of a child's last submitted interview by concept; `submitted` is its instant as text."""

    submitted: str
    texts: Mapping[str, str] = field(default_factory=dict)


def likeness(now: str, before: str) -> float:
    """Return which share of the runs of four words in `now` stands in `before` too, 0 where `now` is short."""
    new, old = _runs(now), _runs(before)
    if len(_WORD.findall(now)) < FEWEST_WORDS or not new:
        return 0.0
    return len(new & old) / len(new)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
