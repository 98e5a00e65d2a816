"""Immediate risk: answers that say that a child is in danger now or was harmed, whom to tell, and what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Question, Repeat
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.answer_words import short_label, words
from rhi_desktop.services.findings import Finding
from rhi_desktop.services.immediate_advice import ADVICE, Advice

DECISION, BY, AT = "urgent.decision", "urgent.by", "urgent.at"
SECTION = "section.immediate"
IMMEDIATE = "immediate"
_NEEDED = (DECISION, BY, AT)
_ASKED = {DECISION: "what was decided", BY: "who decided it", AT: "when"}


@dataclass(frozen=True, slots=True)
class Raised:
    """An answer that says so: where it stands, its short label, and what was answered."""

    path: str
    label: str
    answer: str
    concept: str


@dataclass(frozen=True, slots=True)
class Advised:
    """Whom to tell, and the answers because of which."""

    advice: Advice
    because: tuple[Raised, ...]


@dataclass(frozen=True, slots=True)
class Immediate:
    """What is to be decided. `missing` are the concepts that wait for an answer, `place` the question to begin with.

    A form may not ask for the decision at all (`asked`): then what is raised stays in sight.
    """

    raised: tuple[Raised, ...] = ()
    advised: tuple[Advised, ...] = ()
    missing: tuple[str, ...] = ()
    place: str = ""
    asked: bool = True

    @property
    def waits(self) -> bool:
        """Whether a decision, its time or the name behind it is still missing."""
        return bool(self.raised) and (bool(self.missing) or not self.asked)


def look(session: Session) -> Immediate:
    """Return what the answers raise now, and what is missing of the decision."""
    found = raised(session)
    if not found:
        return Immediate()
    decision = _decision(session)
    missing = tuple(concept for concept, node in decision.items() if node.state is not AnswerState.ANSWERED)
    place = decision[missing[0]].path if missing else ""
    return Immediate(found, advised(found), missing, place, asked=DECISION in decision)


def raised(session: Session) -> tuple[Raised, ...]:
    """Return the shown answers that the form marks as urgent, in its order."""
    found: list[Raised] = []
    for definition in session.form.walk():
        if isinstance(definition, Question) and definition.urgent:
            found.extend(_raised(node) for node in _nodes(session, definition.path) if _says_so(node, definition))
    return tuple(found)


def advised(found: tuple[Raised, ...]) -> tuple[Advised, ...]:
    """Return the advice that applies, each with the answers that call for it."""
    listed = ((advice, tuple(one for one in found if _applies(advice, one))) for advice in ADVICE)
    return tuple(Advised(advice, because) for advice, because in listed if because)


def immediate_findings(session: Session) -> Iterator[Finding]:
    """Yield what keeps an interview from submission: a decision, its name or its time that nobody has given.

    The form asks for it as well; this holds where a local one does not insist, or where “not known” stands there.
    """
    seen, decision = look(session), _decision(session)
    for concept in seen.missing:
        node = decision[concept]
        if node.violation is None:
            section = "/".join(node.path.split("/")[:3])
            sentence = f"An answer says that the child is in danger or was harmed. Please say {_ASKED[concept]}."
            yield Finding(node.path, section, IMMEDIATE, sentence, overridable=False)


def _decision(session: Session) -> dict[str, Node]:
    """Return the shown questions of the decision, by concept: the decision itself first."""
    found = {
        definition.concept: node
        for definition in session.form.walk()
        if isinstance(definition, Question) and definition.concept in _NEEDED
        for node in _nodes(session, definition.path)
        if node.relevant
    }
    return {concept: found[concept] for concept in _NEEDED if concept in found}


def _nodes(session: Session, path: str) -> Iterator[Node]:
    """Yield the nodes of a question, one for each instance of the repeats around it."""
    places = [session.form.root.path]
    so_far = session.form.root.path
    for step in path.removeprefix(f"{so_far}/").split("/"):
        so_far = f"{so_far}/{step}"
        if isinstance(session.form.definitions[so_far], Repeat):
            counts = ((place, session.repeats(f"{place}/{step}")) for place in places)
            places = [f"{place}/{step}[{at}]" for place, count in counts for at in range(1, count + 1)]
        else:
            places = [f"{place}/{step}" for place in places]
    return (session.node(place) for place in places)


def _says_so(node: Node, question: Question) -> bool:
    return node.relevant and bool(question.urgent.intersection(node.value.split()))


def _raised(node: Node) -> Raised:
    return Raised(node.path, short_label(node), words(node), node.definition.concept or "")


def _applies(advice: Advice, one: Raised) -> bool:
    return not advice.concepts or one.concept.startswith(advice.concepts)
