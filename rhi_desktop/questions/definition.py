"""A question set as it is read from its XForm: immutable, shared by all sessions on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rhi_desktop.questions.cells import Cell
    from rhi_desktop.questions.compiler import Expression
    from rhi_desktop.questions.model import Graph, ModelNode


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    NOTE = "note"
    ACKNOWLEDGE = "acknowledge"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    METADATA = "metadata"


Text: TypeAlias = "tuple[str | Expression, ...]"
"""A label: fixed words and, between them, what an expression gives."""
Texts: TypeAlias = "Mapping[str, Text]"
"""A label in each language of the form."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a question, labelled in the language of the session; `second` in its second one, if it has that."""

    value: str
    label: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A fixed choice with its label in every language."""

    value: str
    label: Texts


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices that an expression finds: `value` and `label` are names below each node found.

    With `itext` the label's text is the id of a translation.
    """

    nodes: "Expression"
    value: str
    label: str
    itext: bool


@dataclass(frozen=True, slots=True)
class Bind:
    """What the form says of a node beside its place: `type` as in the XForm; expressions where there are any."""

    type: str = "string"
    relevant: "Expression | None" = None
    required: "Expression | None" = None
    readonly: "Expression | None" = None
    constraint: "Expression | None" = None
    calculate: "Expression | None" = None
    constraint_message: Texts = field(default_factory=dict)
    required_message: Texts = field(default_factory=dict)
    preload: tuple[str, str] = ("", "")
    concept: str | None = None
    print_label: str | None = None
    urgent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `path` has no positions; `step` and the bounds belong to RANGE."""

    path: str
    name: str
    type: QuestionType
    bind: Bind
    appearance: str = ""
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    itemset: Itemset | None = None
    start: str = ""
    end: str = ""
    step: str = ""

    @property
    def concept(self) -> str | None:
        """What the question means (`bind::rhi:concept`)."""
        return self.bind.concept

    @property
    def print_label(self) -> str | None:
        """The short label for print (`bind::rhi:print`)."""
        return self.bind.print_label

    @property
    def urgent(self) -> frozenset[str]:
        """The answers that say a child is in danger or was harmed (`bind::rhi:urgent`, separated by spaces)."""
        return self.bind.urgent


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together."""

    path: str
    name: str
    bind: Bind
    appearance: str = ""
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    children: "tuple[Definition, ...]" = ()

    @property
    def concept(self) -> str | None:
        """What the group means."""
        return self.bind.concept

    @property
    def print_label(self) -> str | None:
        """The short label for print."""
        return self.bind.print_label


@dataclass(frozen=True, slots=True)
class Repeat(Group):
    """Questions that may be asked several times; `count` fixes how often, `fixed` forbids adding and removing."""

    count: "Expression | None" = None
    fixed: bool = False


Definition: TypeAlias = Question | Group


@dataclass(frozen=True, slots=True)
class Action:
    """A value to be set by an event: at the first opening, in a new instance, or when `source` changes."""

    target: str
    value: "Expression | None"
    first_load: bool = False
    new_repeat: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A question set. `digest` is the SHA-256 of `xform`, in hex; `root` holds everything that is asked."""

    form_id: str
    version: str
    title: str
    digest: str
    languages: tuple[str, ...]
    default_language: str
    root: Group
    xform: bytes
    actions: tuple[Action, ...]
    itexts: Mapping[str, Texts]
    model: "ModelNode"
    definitions: Mapping[str, Definition]
    graph: "Graph"
    instances: "tuple[tuple[str, Cell], ...]" = ()

    def walk(self) -> Iterator[Definition]:
        """Yield all definitions below the root, in order of the form."""
        return (definition for path, definition in self.definitions.items() if path != self.root.path)
