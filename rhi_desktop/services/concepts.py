"""Reading an interview by meaning: whatever a question is called locally, its concept says what it is."""

from collections.abc import Iterator
from datetime import datetime

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.questions.definition import Question, Repeat
from rhi_desktop.questions.session import Node, Session

OUTCOME = "offer.outcome"
HELD = "interview.started"
ACTION = "action"


def answered(session: Session, under: str = "") -> Iterator[Node]:
    """Yield the relevant questions with an answer, in order of the form."""
    for node in session.children(under or session.form.root.path):
        if not node.relevant:
            continue
        if not isinstance(node.definition, Question):
            yield from answered(session, node.path)
        elif node.state is AnswerState.ANSWERED:
            yield node


def first_value(session: Session, concept: str, under: str = "") -> str:
    """Return the first answer with this concept, empty where there is none."""
    return next((node.value for node in answered(session, under) if node.definition.concept == concept), "")


def first_words(session: Session, concept: str, under: str = "") -> str:
    """Return the first answer with this concept as a person reads it: the labels of choices, else the value."""
    node = next((node for node in answered(session, under) if node.definition.concept == concept), None)
    if node is None:
        return ""
    labels = {choice.value: choice.label for choice in node.choices}
    return ", ".join(labels.get(code, code) for code in node.value.split()) if labels else node.value


def repeats(session: Session, concept: str, under: str = "") -> Iterator[Node]:
    """Yield the shown instances of the repeats with this concept."""
    for node in session.children(under or session.form.root.path):
        if not node.relevant or isinstance(node.definition, Question):
            continue
        if isinstance(node.definition, Repeat) and node.definition.concept == concept:
            yield node
        else:
            yield from repeats(session, concept, node.path)


def actions(session: Session, child: str, interview: str) -> tuple[Action, ...]:
    """Return the actions that were agreed in an interview, each from one instance of the repeat `action`."""
    found = []
    for node in repeats(session, ACTION):
        what = first_value(session, "action.what", node.path)
        if what:
            found.append(
                Action(
                    child=child,
                    interview=interview,
                    what=what,
                    who=first_words(session, "action.who", node.path),
                    due=first_value(session, "action.by", node.path),
                    kind=first_value(session, "action.type", node.path),
                )
            )
    return tuple(found)


def held_moment(session: Session) -> str:
    """Return when the interview was held as `Moment.text`, empty where it was not or is not recorded."""
    value = first_value(session, HELD)
    return instant_of(value).text if value else ""


def instant_of(value: str) -> Moment:
    """Read a dateTime answer; one without a zone is on the London clock."""
    instant = datetime.fromisoformat(value)
    return Moment.at(instant if instant.tzinfo else instant.replace(tzinfo=LONDON))
