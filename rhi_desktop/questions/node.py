"""What a session shows of one node."""

from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState, Delta
from rhi_desktop.questions.definition import Choice, Definition


@dataclass(frozen=True, slots=True)
class Violation:
    """An answer that the form does not take: `required`, `constraint` or `type`, with the sentence to show."""

    path: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a node says in a second language; empty where nobody translated it."""

    label: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One node as it stands now. `path` has positions at repeats, `key` stable numbers instead."""

    path: str
    key: str
    definition: Definition
    value: str
    state: AnswerState
    relevant: bool
    required: bool
    readonly: bool
    label: str
    hint: str
    guidance: str
    choices: tuple[Choice, ...]
    violation: Violation | None
    second: Said = Said()


@dataclass(frozen=True, slots=True)
class Changes:
    """What one step did: `delta` is to be saved, `changed` holds the paths of nodes that may look different now."""

    delta: Delta
    changed: frozenset[str]
    added: str | None = None
