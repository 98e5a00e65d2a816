"""The states of an answer and the smallest pieces of an interview that are saved."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerState(StrEnum):
    """Whether a question was answered, and if not, why not. Never confused on screen, in data or in print."""

    ANSWERED = "answered"
    DECLINED = "declined"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Entry:
    """One saved node of an interview.

    `key` is the node's path with a stable number at each repeat instance (`/data/people/person{7}/name`);
    `value` is the XForms string, empty for a repeat instance itself and for every state but `ANSWERED`.
    """

    key: str
    value: str
    state: AnswerState


@dataclass(frozen=True, slots=True)
class Delta:
    """What one change to an interview saves and removes; a removed key takes every key below it along."""

    saved: tuple[Entry, ...]
    removed: tuple[str, ...]
