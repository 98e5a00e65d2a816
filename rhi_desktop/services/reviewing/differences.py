"""What changed between two versions of an answer, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words, and what became of them."""

    text: str
    change: Change


def differences(before: str, after: str) -> tuple[Words, ...]:
    """Return both texts as one: what stayed, what is gone and what is new, in reading order.

    What is gone comes before what took its place. Joined without the new words the result is `before`, without those
    that are gone it is `after`.
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    return tuple(_joined(_steps(old, new)))


def _steps(old: list[str], new: list[str]) -> Iterator[Words]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Words("".join(old[i:j]), Change.SAME)
        else:
            yield Words("".join(old[i:j]), Change.GONE)
            yield Words("".join(new[k:m]), Change.NEW)


def _joined(found: Iterator[Words]) -> Iterator[Words]:
    return (one for one in found if one.text)
