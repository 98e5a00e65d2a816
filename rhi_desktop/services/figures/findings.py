"""What a check of a published table finds."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How sure it is: it cannot be right, or it may be and should be looked at."""

    WRONG = "Wrong"
    DOUBTFUL = "Doubtful"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, in a sentence."""

    grade: Grade
    words: str


def wrong(words: str) -> Finding:
    """Return a fault that no rounding and no other reading mends."""
    return Finding(Grade.WRONG, words)


def doubtful(words: str) -> Finding:
    """Return what may be right, and misleads or has to be explained."""
    return Finding(Grade.DOUBTFUL, words)
