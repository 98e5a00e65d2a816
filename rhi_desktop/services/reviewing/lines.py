"""A submitted interview as a reviewer reads it: each answer with its key, so that a comment can point at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Question, QuestionType, Repeat
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.answer_words import short_label, words
from rhi_desktop.services.composing import NO_ANSWER, voice_of
from rhi_desktop.services.document import Voice
from rhi_desktop.services.findings import sections
from rhi_desktop.services.reviewing.differences import Words, differences

_SHOWN_NOT = frozenset({QuestionType.NOTE, QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA})


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line: a section (level 1), a card such as a person (level 2), or a question with its answer (level 0).

    `key` is that of the node. `changed` is what differs from the version before, word by word; empty where nothing
    does. `unanswered` says that there is no answer, and `text` then says why.
    """

    level: int
    label: str
    key: str
    text: str = ""
    voice: Voice = Voice.RECORD
    unanswered: bool = False
    changed: tuple[Words, ...] = ()


def read_lines(session: Session, before: Session | None = None) -> tuple[ReadLine, ...]:
    """Return an interview in the order of the form. `before` is the version that was reviewed last."""
    old = _texts(before) if before is not None else None
    return tuple(line for section in sections(session) for line in _section(session, section, old))


def _section(session: Session, section: Node, old: Mapping[str, str] | None) -> Iterator[ReadLine]:
    inside = tuple(_inside(session, section, Voice.RECORD, old))
    if any(line.level == 0 for line in inside):
        yield ReadLine(1, section.label or section.definition.name.replace("_", " ").capitalize(), section.key)
        yield from inside


def _inside(session: Session, around: Node, voice: Voice, old: Mapping[str, str] | None) -> Iterator[ReadLine]:
    for node in session.children(around.path):
        if not node.relevant:
            continue
        if isinstance(node.definition, Question):
            if node.definition.type not in _SHOWN_NOT:
                yield _line(node, voice, old)
        else:
            if isinstance(node.definition, Repeat):
                yield ReadLine(2, node.label or node.definition.name.replace("_", " ").capitalize(), node.key)
            yield from _inside(session, node, voice_of(node.definition.concept, voice), old)


def _line(node: Node, voice: Voice, old: Mapping[str, str] | None) -> ReadLine:
    text, unanswered = said(node)
    changed: tuple[Words, ...] = ()
    if old is not None and old.get(node.key, "") != text:
        changed = differences(old.get(node.key, ""), text)
    free = isinstance(node.definition, Question) and node.definition.type is QuestionType.TEXT
    voice = voice_of(node.definition.concept, voice)
    voice = voice if free or voice is Voice.WORKER else Voice.RECORD
    return ReadLine(0, short_label(node), node.key, text, voice, unanswered, changed)


def said(node: Node) -> tuple[str, bool]:
    """Return an answer in words, or why there is none, and whether there is none."""
    if node.state is AnswerState.ANSWERED:
        return words(node), False
    return NO_ANSWER[node.state], True


def _texts(session: Session) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting = list(sections(session))
    while waiting:
        node = waiting.pop()
        if not node.relevant:
            continue
        if isinstance(node.definition, Question):
            found[node.key] = said(node)[0]
        else:
            waiting.extend(session.children(node.path))
    return found
