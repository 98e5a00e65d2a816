"""What a folded card says of a repeat instance: pure functions over a session."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.interview.wording import progress
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.findings import questions_under

PLACE, BEGAN = "place", "place.from"
_FACTS, _WORDS = 4, 160
_CHOSEN = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})


@dataclass(frozen=True, slots=True)
class Summary:
    """A card in words: its title, a line of facts, the longest thing said, and how much is done."""

    title: str
    facts: str
    words: str
    progress: str


def summary(session: Session, instance: str, number: int, kind: str) -> Summary:
    """Return what the folded card of a repeat instance says; `kind` is what one is called: “Person”."""
    nodes = list(questions_under(session, instance))
    answered = [node for node in nodes if node.state is AnswerState.ANSWERED and node.value.strip()]
    texts = [node for node in answered if _type(node) is QuestionType.TEXT]
    title = texts[0].value.strip().splitlines()[0] if texts else f"{kind} {number}"
    rest = [node for node in answered if node not in texts]
    facts = [fact for node in rest if (fact := _fact(node))][:_FACTS]
    said = max((" ".join(node.value.split()) for node in texts[1:]), key=len, default="")
    done = sum(node.state is not AnswerState.NOT_ASKED for node in nodes)
    return Summary(_short(title), " · ".join(facts), _short(said), progress(done, len(nodes)))


def in_time_order(session: Session, instances: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return places in the order in which the child was there; one without a time stays behind its neighbour."""
    times: list[tuple[str, Node]] = []
    latest = ""
    for node in instances:
        latest = _began(session, node) or latest
        times.append((latest, node))
    return tuple(node for _, node in sorted(times, key=lambda pair: pair[0]))


def _began(session: Session, instance: Node) -> str:
    for node in questions_under(session, instance.path):
        if node.definition.concept == BEGAN and node.state is AnswerState.ANSWERED:
            try:
                return datetime.fromisoformat(node.value).astimezone(UTC).isoformat()
            except ValueError:
                return ""
    return ""


def answer_words(node: Node) -> str:
    """Return an answer as a person reads it: labels of choices, a date in words, else the value."""
    kind = _type(node)
    if kind in _CHOSEN or kind is QuestionType.RANK:
        labels = {choice.value: choice.label for choice in node.choices}
        return ", ".join(labels.get(code, code) for code in node.value.split())
    try:
        return _moment_words(kind, node.value)
    except ValueError:
        return node.value


def _moment_words(kind: QuestionType | None, value: str) -> str:
    if kind is QuestionType.DATE:
        day = date.fromisoformat(value)
        return f"{day:%a} {day.day} {day:%b %Y}"
    if kind is QuestionType.DATETIME:
        instant = datetime.fromisoformat(value)
        local = instant.astimezone(LONDON) if instant.tzinfo else instant
        return f"{local:%a} {local.day} {local:%b %Y}, {local:%H:%M}"
    return value[:5] if kind is QuestionType.TIME else value


def _fact(node: Node) -> str:
    words = answer_words(node)
    question = node.definition
    if not isinstance(question, Question) or node.value in {"no", "none"}:
        return ""
    bare = question.type is QuestionType.RANGE or node.value == "yes"
    name = question.print_label or node.label
    return f"{name}: {words}" if bare else words


def _type(node: Node) -> QuestionType | None:
    return node.definition.type if isinstance(node.definition, Question) else None


def _short(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
