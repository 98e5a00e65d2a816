"""From a submitted interview to its document: only what is relevant, each answer as what it is."""

from collections.abc import Iterable, Iterator

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.interview import Override
from rhi_desktop.questions.definition import Group, Question, QuestionType, Repeat
from rhi_desktop.questions.session import Node, Session, UnknownPath
from rhi_desktop.services.answer_words import short_label, words
from rhi_desktop.services.document import Card, Document, Line, Section, Silence, Voice
from rhi_desktop.services.findings import asks, sections
from rhi_desktop.services.interviewing import Reading
from rhi_desktop.services.left_over import HEADING
from rhi_desktop.services.record_facts import facts

NO_ANSWER = {
    AnswerState.DECLINED: "Declined to say",
    AnswerState.NOT_KNOWN: "Not known",
    AnswerState.NOT_ASKED: "Not asked",
}
ANSWERED_NO = "Answered no"
INDICATOR_SILENCES = {"no": "Asked, answered no", "not_asked": "Not asked"}
_INDICATOR = ("indicator.", "special.")
_KEPT = {
    "language": "“{words}” was kept",
    "voice": "“{words}” was kept",
    "likeness": "much as in the last report",
    "dates": "an unlikely date was kept",
    "jottings": "jottings were not used",
}
_CHILD, _CARER, _WORKER = ("voice.", "reason.own_words"), ("carer.",), ("analysis.",)


def compose(reading: Reading, lists: CodeLists, *, author: str, practice: bool = False) -> Document:
    """Return the document of a submitted interview. `author` is the worker's name."""
    interview, session = reading.interview.value, reading.session
    return Document(
        title="Return home interview",
        facts=tuple(facts(reading.child, interview, reading.episodes, author, lists)),
        sections=tuple(s for s in (*_sections(session), _left_over(reading)) if s.parts),
        reasons=tuple(_reasons(session, interview.overrides)),
        version=reading.interview.revisions,
        fingerprint=reading.interview.head,
        question_set=f"{session.form.title} {session.form.version}",
        practice=practice,
    )


def _sections(session: Session) -> Iterator[Section]:
    return (_section(session, node) for node in sections(session))


def _left_over(reading: Reading) -> Section:
    lines = (
        Line(one.label, one.words if one.state is AnswerState.ANSWERED else NO_ANSWER[one.state])
        for one in reading.left_over
    )
    return Section(HEADING, Voice.RECORD, tuple(lines))


def _reasons(session: Session, overrides: Iterable[Override]) -> Iterator[Line]:
    """Return each reason once, with all that was left as it is because of it."""
    found: dict[str, list[str]] = {}
    for override in overrides:
        found.setdefault(override.reason, []).append(_stays(session, override))
    return (Line("; ".join(dict.fromkeys(left)), reason) for reason, left in found.items())


def _stays(session: Session, override: Override) -> str:
    """Say what was left as it is, in spite of a warning."""
    try:
        label = session.node(override.path).label or session.form.title
    except UnknownPath:
        label = session.form.title
    kind, _, words = override.kind.partition(".")
    return f"{label}: {_KEPT[kind].format(words=words)}" if kind in _KEPT else label


def _section(session: Session, node: Node) -> Section:
    silences: dict[str, list[str]] = {}
    lines = tuple(_parts(session, node.path, silences))
    quiet = [Silence(state, tuple(labels)) for state, labels in silences.items()]
    return Section(short_label(node), voice_of(node.definition.concept, Voice.RECORD), (*lines, *quiet))


def _parts(session: Session, path: str, silences: dict[str, list[str]]) -> Iterator[Line | Card]:
    shown = [node for node in session.children(path) if node.relevant]
    evidence = _evidence(shown)
    for node in shown:
        if isinstance(node.definition, Repeat):
            yield _card(session, node, silences)
        elif isinstance(node.definition, Group):
            yield from _parts(session, node.path, silences)
        elif (node.definition.concept or "") in evidence:
            yield from _indicator(node, evidence[node.definition.concept or ""], silences)
        elif not _is_evidence(node) and (asks(node) or _calculated(node)):
            yield from _answer(node, silences)


def _evidence(nodes: list[Node]) -> dict[str, list[Node]]:
    """Return the indicators among the nodes by concept, each with the answers that stand behind it."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        concept = node.definition.concept or ""
        if _is_evidence(node):
            found.setdefault(concept.rpartition(".")[0], []).append(node)
        elif concept.startswith(_INDICATOR) and _chooses_one(node):
            found.setdefault(concept, [])
    return found


def _is_evidence(node: Node) -> bool:
    concept = node.definition.concept or ""
    return concept.startswith(_INDICATOR) and concept.endswith((".evidence", ".source", ".time"))


def _calculated(node: Node) -> bool:
    definition = node.definition
    return isinstance(definition, Question) and node.readonly and bool(node.value and definition.print_label)


def _answer(node: Node, silences: dict[str, list[str]]) -> Iterator[Line]:
    if _says_no(node):
        silences.setdefault(ANSWERED_NO, []).append(short_label(node))
    elif node.state is AnswerState.ANSWERED:
        free = isinstance(node.definition, Question) and node.definition.type is QuestionType.TEXT
        voice = voice_of(node.definition.concept, Voice.RECORD)
        yield Line(short_label(node), words(node), voice if free or voice is Voice.WORKER else Voice.RECORD)
    else:
        silences.setdefault(NO_ANSWER[node.state], []).append(short_label(node))


def _says_no(node: Node) -> bool:
    """Whether the answer is a plain “No”: those stand together in one line."""
    return _chooses_one(node) and node.value == "no" and words(node) == "No"


def _chooses_one(node: Node) -> bool:
    return isinstance(node.definition, Question) and node.definition.type is QuestionType.SELECT_ONE


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


def _indicator(state: Node, evidence: list[Node], silences: dict[str, list[str]]) -> Iterator[Line]:
    quiet = INDICATOR_SILENCES.get(state.value) if state.value else NO_ANSWER[state.state]
    if quiet:
        silences.setdefault(quiet, []).append(short_label(state))
        return
    told = "; ".join(f"{short_label(q)}: {words(q)}" for q in evidence if q.state is AnswerState.ANSWERED)
    yield Line(short_label(state), f"{words(state)}. {told}" if told else words(state))


def voice_of(concept: str | None, otherwise: Voice) -> Voice:
    """Say whose words an answer with this concept holds."""
    name = concept or ""
    if name.startswith(_CHILD) or name.endswith(".own_words"):
        return Voice.CHILD
    if name.startswith(_CARER):
        return Voice.CARER
    return Voice.WORKER if name.startswith(_WORKER) or name == "section.analysis" else otherwise
