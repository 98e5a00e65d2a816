"""From a submitted interview to its document: only what is relevant, each answer as what it is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.questions.definition import Group, Question, QuestionType, Repeat
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.document import Card, Document, Line, Section, Silence, Voice
from rhi_desktop.services.findings import asks, sections
from rhi_desktop.services.interviewing import Reading

NO_ANSWER = {
    AnswerState.DECLINED: "Declined to say",
    AnswerState.NOT_KNOWN: "Not known",
    AnswerState.NOT_ASKED: "Not asked",
}
INDICATOR_SILENCES = {"no": "Asked, answered no", "not_asked": "Not asked"}
_CHILD, _CARER, _WORKER = ("voice.", "reason.own_words"), ("carer.",), ("analysis.",)


def compose(reading: Reading, *, author: str, practice: bool = False) -> Document:
    """Return the document of a submitted interview. `author` is the worker's name."""
    interview, child, session = reading.interview.value, reading.child, reading.session
    submitted = Moment.at(parse_instant(interview.submitted))
    facts = [
        Line("Child", child.name if child.called == child.name else f"{child.name} (known as {child.called})"),
        Line("Date of birth", Moment.parse(child.born).spoken[4:] if child.born else "Not recorded"),
        Line("Reference", child.reference or "Not recorded"),
        Line("Interview held", Moment.parse(interview.held).spoken if interview.held else "Not recorded"),
        Line("Interviewer", author),
        Line("Submitted", submitted.spoken),
    ]
    facts += [Line("Alert", alert) for alert in child.alerts]
    return Document(
        title="Return home interview",
        facts=tuple(facts),
        sections=tuple(s for s in (_section(session, node) for node in sections(session)) if s.parts),
        reasons=tuple(Line(session.node(o.path).label, o.reason) for o in interview.overrides),
        version=reading.interview.revisions,
        fingerprint=reading.interview.head,
        question_set=f"{session.form.title} {session.form.version}",
        practice=practice,
    )


def _section(session: Session, node: Node) -> Section:
    silences: dict[str, list[str]] = {}
    lines = tuple(_parts(session, node.path, silences))
    quiet = [Silence(state, tuple(labels)) for state, labels in silences.items()]
    return Section(node.label, voice_of(node.definition.concept, Voice.RECORD), (*lines, *quiet))


def _parts(session: Session, path: str, silences: dict[str, list[str]]) -> Iterator[Line | Card]:
    for node in session.children(path):
        if not node.relevant:
            continue
        if isinstance(node.definition, Repeat):
            yield _card(session, node, silences)
        elif isinstance(node.definition, Group):
            if node.definition.appearance.startswith("indicator"):
                yield from _indicator(session, node, silences)
            else:
                yield from _parts(session, node.path, silences)
        elif asks(node) or _calculated(node):
            yield from _answer(node, silences)


def _calculated(node: Node) -> bool:
    definition = node.definition
    return isinstance(definition, Question) and node.readonly and bool(node.value and definition.print_label)


def _answer(node: Node, silences: dict[str, list[str]]) -> Iterator[Line]:
    if node.state is AnswerState.ANSWERED:
        yield Line(short_label(node), words(node), voice_of(node.definition.concept, Voice.RECORD))
    else:
        silences.setdefault(NO_ANSWER[node.state], []).append(short_label(node))


def _card(session: Session, node: Node, silences: dict[str, list[str]]) -> Card:
    inner: dict[str, list[str]] = {}
    parts = [part for part in _parts(session, node.path, inner) if isinstance(part, Line)]
    position = node.path.rpartition("[")[2].rstrip("]")
    for state, labels in inner.items():
        if state != NO_ANSWER[AnswerState.NOT_ASKED]:
            parts.append(Line(state, ", ".join(labels)))
        else:
            silences.setdefault(state, []).extend(f"{label} ({node.label} {position})" for label in labels)
    return Card(f"{node.label} {position}", tuple(parts))


def _indicator(session: Session, node: Node, silences: dict[str, list[str]]) -> Iterator[Line]:
    questions = [child for child in session.children(node.path) if asks(child)]
    if not questions:
        return
    state, evidence = questions[0], questions[1:]
    quiet = INDICATOR_SILENCES.get(state.value) if state.value else NO_ANSWER[state.state]
    if quiet:
        silences.setdefault(quiet, []).append(short_label(state))
        return
    told = "; ".join(f"{short_label(q)}: {words(q)}" for q in evidence if q.state is AnswerState.ANSWERED)
    yield Line(short_label(state), f"{words(state)}. {told}" if told else words(state))


def short_label(node: Node) -> str:
    """Return the label for print: the short one where the form has one."""
    definition = node.definition
    return (isinstance(definition, Question) and definition.print_label) or node.label


def words(node: Node) -> str:
    """Return an answer as a person reads it: labels of choices, dates in words."""
    definition = node.definition
    if not isinstance(definition, Question):
        return ""
    spell = _SPELLINGS.get(definition.type)
    return spell(node) if spell else node.value


def _chosen(node: Node) -> str:
    labels = {choice.value: choice.label for choice in node.choices}
    single = isinstance(node.definition, Question) and node.definition.type is QuestionType.SELECT_ONE
    codes = [node.value] if single else node.value.split()
    return ", ".join(labels.get(code, code) for code in codes)


def _when(node: Node) -> str:
    instant = datetime.fromisoformat(node.value)
    return Moment.at(instant if instant.tzinfo else instant.replace(tzinfo=LONDON)).spoken


_SPELLINGS: Mapping[QuestionType, Callable[[Node], str]] = {
    QuestionType.SELECT_ONE: _chosen,
    QuestionType.SELECT_MULTIPLE: _chosen,
    QuestionType.RANK: _chosen,
    QuestionType.DATE: lambda node: Moment.parse(node.value[:10]).spoken,
    QuestionType.TIME: lambda node: node.value[:5],
    QuestionType.DATETIME: _when,
    QuestionType.ACKNOWLEDGE: lambda node: "Yes" if node.value == "OK" else node.value,
}


def voice_of(concept: str | None, otherwise: Voice) -> Voice:
    """Say whose words an answer with this concept holds."""
    name = concept or ""
    if name.startswith(_CHILD) or name.endswith(".own_words"):
        return Voice.CHILD
    if name.startswith(_CARER):
        return Voice.CARER
    return Voice.WORKER if name.startswith(_WORKER) or name == "analysis" else otherwise
