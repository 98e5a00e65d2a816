"""From the cards of the places to a line of time, and back: by concept, whatever a question is called locally."""

from collections.abc import Iterable
from datetime import date, datetime

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.british_dates import moment_parts, read_date
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.whereabouts import Away, Stay
from rhi_desktop.gui.interview.summaries import answer_words
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.findings import questions_under

FROM, TO = "place.from", "place.to"
_NAMES = ("place.name", "place.type", "place.area")
_SLEPT = "place.slept"


def aways(episodes: Iterable[Episode]) -> tuple[Away, ...]:
    """Return the times away of the episodes; one ends with the return, or where that is not recorded when found."""
    return tuple(Away(_recorded(one.missing_since), _recorded(one.returned or one.found)) for one in episodes)


def stay_of(session: Session, instance: str, key: str, number: int, today: date) -> Stay:
    """Return what the card of a place says of its name and times."""
    answers = {
        node.definition.concept or "": node
        for node in questions_under(session, instance)
        if node.state is AnswerState.ANSWERED
    }
    name = next((answer_words(answers[one]) for one in _NAMES if one in answers), "")
    begins, ends = (moment_of(answers[one], today) if one in answers else None for one in (FROM, TO))
    slept = _SLEPT in answers and answers[_SLEPT].value == "yes"
    return Stay(key, number, " ".join(name.split()) or f"Place {number}", begins, ends, slept)


def moment_of(node: Node, today: date) -> Moment | None:
    """Read a date or dateTime answer; a date whose time is still missing stands for its day."""
    try:
        if len(node.value) == len("2026-11-25"):
            return Moment(date.fromisoformat(node.value))
        instant = datetime.fromisoformat(node.value)
    except ValueError:
        day = read_date(moment_parts(node.value)[0], today)
        return Moment(day) if day else None
    return Moment.at(instant if instant.tzinfo else instant.replace(tzinfo=LONDON))


def answer_for(question: Question, at: datetime) -> str:
    """Return the answer that says an instant, as the question takes it."""
    local = at.astimezone(LONDON)
    if question.type is QuestionType.DATE:
        return local.date().isoformat()
    return local.isoformat(timespec="milliseconds")


def _recorded(text: str) -> Moment | None:
    try:
        return Moment.parse(text) if text else None
    except ValueError:
        return None
