"""Jottings and the form: under which topics they are filed, and which have not found their place yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.questions.definition import Definition, Question
from rhi_desktop.questions.session import Session, UnknownPath
from rhi_desktop.services.findings import ASKS_NOTHING, sections

WORKER = "worker"
"""The appearance of what is not said to the child."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A section of the form under which jottings are filed. `title` is the label that the child would hear."""

    path: str
    title: str


def topics(session: Session) -> tuple[Topic, ...]:
    """Return the sections that are said to the child; all that are shown where no interview took place."""
    shown = [node for node in sections(session) if _asks_something(node.definition)]
    said = [node for node in shown if WORKER not in node.definition.appearance.split()]
    return tuple(Topic(node.path, node.label or node.definition.name) for node in said or shown)


def spoken(jotting: Jotting) -> str:
    """Return the jotting as it goes into an answer: the child's own words stand in quotation marks."""
    return f"“{jotting.text}”" if jotting.own_words else jotting.text


def added(answer: str, jotting: Jotting, *, lines: bool) -> str:
    """Return an answer with a jotting behind it: on a line of its own where the answer has `lines`."""
    between = "\n" if lines else " "
    return f"{answer.rstrip()}{between}{spoken(jotting)}" if answer.strip() else spoken(jotting)


def path_of(session: Session, key: str) -> str:
    """Return where the node with a stable key stands now, empty where there is none."""
    path, so_far = "", ""
    for step in key.strip("/").split("/"):
        so_far = f"{so_far}/{step}"
        name, numbered, _ = step.partition("{")
        path = f"{path}/{name}"
        if numbered:
            path = _instance(session, path, so_far)
            if not path:
                return ""
    return path if _stands(session, path) else ""


def used(session: Session, jotting: Jotting) -> bool:
    """Whether the answer that took a jotting up is still there and still shown."""
    path = path_of(session, jotting.placed) if jotting.placed else ""
    if not path:
        return False
    node = session.node(path)
    return node.relevant and node.state is AnswerState.ANSWERED


def open_jottings(session: Session, jottings: Iterable[Jotting]) -> tuple[Jotting, ...]:
    """Return the jottings that are in no answer and were not set aside with a reason."""
    return tuple(one for one in jottings if not one.set_aside and not used(session, one))


def _asks_something(definition: Definition) -> bool:
    if isinstance(definition, Question):
        return definition.type not in ASKS_NOTHING
    return any(_asks_something(child) for child in definition.children)


def _instance(session: Session, repeat: str, key: str) -> str:
    try:
        count = session.repeats(repeat)
    except UnknownPath:
        return ""
    places = (f"{repeat}[{position}]" for position in range(1, count + 1))
    return next((place for place in places if session.node(place).key == key), "")


def _stands(session: Session, path: str) -> bool:
    try:
        session.node(path)
    except UnknownPath:
        return False
    return True
