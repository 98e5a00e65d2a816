"""The interview as a document: what is printed, in order, before anybody decides how it looks."""

from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """Whose words a line holds. A reader must never mistake one for the other."""

    CHILD = "child"
    CARER = "carer"
    WORKER = "worker"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Line:
    """One answered question: its short label and the answer in words."""

    label: str
    text: str
    voice: Voice = Voice.RECORD


@dataclass(frozen=True, slots=True)
class Silence:
    """Questions of a section that have no answer, by the state they share: “Declined to say: ...”."""

    state: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One instance of a repeat, such as a person or a place."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the interview; `voice` is WORKER for the worker's own analysis."""

    title: str
    voice: Voice
    parts: tuple[Line | Card | Silence, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole record. `facts` are the header's label and value pairs; `fingerprint` is the revision's id."""

    title: str
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]
    reasons: tuple[Line, ...]
    version: int
    fingerprint: str
    question_set: str
    practice: bool = False
