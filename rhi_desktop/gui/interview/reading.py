"""A submitted interview as lines to read, and what changed from one revision to the next: pure functions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import Json, Revision, parse_instant
from rhi_desktop.gui.interview.pages import Item, below, definition_at, section_groups, shown
from rhi_desktop.gui.interview.summaries import answer_words
from rhi_desktop.gui.interview.wording import STATES, clock
from rhi_desktop.questions.definition import Question, QuestionType, Repeat
from rhi_desktop.questions.session import Session
from rhi_desktop.services.jottings import path_of, spoken, used
from rhi_desktop.services.left_over import HEADING, LeftOver


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a section (level 1), a page or instance (level 2), or a question with its answer (level 0)."""

    level: int
    label: str
    answer: str = ""
    state: AnswerState = AnswerState.ANSWERED
    path: str = ""


def lines(session: Session) -> Iterator[Line]:
    """Yield a submitted interview in the order of the form; what was not relevant is left out."""
    root = session.form.root.path
    for section in section_groups(session):
        if section.path == root:
            own = [item for item in below(session, root) if isinstance(item.definition, Question)]
            yield Line(1, session.form.title, path=root)
            yield from _answers(session, own)
        elif shown(session, section):
            yield Line(1, _label(session, section.path), path=section.path)
            yield from _inside(session, section)


def left_lines(left: tuple[LeftOver, ...]) -> Iterator[Line]:
    """Yield what these questions have no place for, under a heading of its own."""
    if left:
        yield Line(1, HEADING)
    for one in left:
        words = one.words if one.state is AnswerState.ANSWERED else STATES[one.state]
        yield Line(0, one.label, words, one.state)


def page(found: Iterable[Line], overrides: Mapping[str, str]) -> str:
    """Return the lines as HTML for one text view; `overrides` are reasons by the path they belong to."""
    out: list[str] = []
    questions: list[Line] = []
    for line in found:
        if not line.level:
            questions.append(line)
            continue
        out.extend(_table(questions))
        questions = []
        out.append(f"<h{line.level + 1}>{escape(line.label)}</h{line.level + 1}>")
        reason = overrides.get(line.path, "")
        if reason:
            out.append(f"<p><i>Left open, because: {escape(reason)}</i></p>")
    return "".join([*out, *_table(questions)])


def jottings_page(session: Session, jottings: Iterable[Jotting]) -> str:
    """Return what was jotted during the talk as HTML, by topic, with what became of each."""
    groups: dict[str, list[Jotting]] = {}
    for one in jottings:
        groups.setdefault(_topic(session, one.topic), []).append(one)
    out = []
    for topic, group in groups.items():
        out.append(f"<h2>{escape(topic)}</h2>")
        out.append(f'<table width="100%" cellspacing="0" cellpadding="5">{"".join(_noted(session, group))}</table>')
    return "".join(out)


def change_words(revision: Revision, before: Revision | None) -> str:
    """Say what a revision did: “Submitted”, or how many answers differ from the one before."""
    if before is None:
        return "Submitted"
    version, reason = revision.body.get("version", 1), str(revision.body.get("reason") or "")
    if version != before.body.get("version", 1):
        return f"Version {version}: {_differ(revision, before)}. {reason}"
    if revision.body.get("child") != before.body.get("child"):
        return "Moved to another record of the child"
    return _differ(revision, before)


def _differ(revision: Revision, before: Revision) -> str:
    answers, old = _answers_of(revision), _answers_of(before)
    differ = sum(old.get(key) != answers.get(key) for key in old.keys() | answers.keys())
    return "One answer changed" if differ == 1 else f"{differ} answers changed"


def _inside(session: Session, item: Item) -> Iterator[Line]:
    run: list[Item] = []
    for child in below(session, item.path):
        if isinstance(child.definition, Question):
            run.append(child)
            continue
        yield from _answers(session, run)
        run = []
        if isinstance(child.definition, Repeat):
            yield from _instances(session, child)
        elif shown(session, child):
            label = session.node(child.path).label
            if label:
                yield Line(2, label)
            yield from _inside(session, child)
    yield from _answers(session, run)


def _instances(session: Session, repeat: Item) -> Iterator[Line]:
    for number in range(1, session.repeats(repeat.path) + 1):
        path = f"{repeat.path}[{number}]"
        if session.node(path).relevant:
            yield Line(2, f"{_label(session, path)} {number}")
            yield from _inside(session, Item(path, repeat.definition))


def _answers(session: Session, questions: list[Item]) -> Iterator[Line]:
    for item in questions:
        node = session.node(item.path)
        question = node.definition
        if not node.relevant or not isinstance(question, Question) or question.type is QuestionType.NOTE:
            continue
        words = answer_words(node) if node.state is AnswerState.ANSWERED else STATES[node.state]
        yield Line(0, node.label, words, node.state)


def _label(session: Session, path: str) -> str:
    return session.node(path).label or definition_at(session, path).definition.name.replace("_", " ").capitalize()


def _table(questions: list[Line]) -> Iterator[str]:
    """What was answered, declined or not known, line by line; what was not asked together in one line at the end."""
    asked = [line for line in questions if line.state is not AnswerState.NOT_ASKED]
    not_asked = [line.label for line in questions if line.state is AnswerState.NOT_ASKED]
    if asked:
        rows = "".join(_row(line) for line in asked)
        yield f'<table width="100%" cellspacing="0" cellpadding="5">{rows}</table>'
    if not_asked:
        yield f"<p><i>{STATES[AnswerState.NOT_ASKED]}:</i> {escape(' · '.join(not_asked))}</p>"


def _row(line: Line) -> str:
    words = escape(line.answer).replace("\n", "<br>")
    words = f"<b>{words}</b>" if line.state is AnswerState.ANSWERED else f"<i>{words}</i>"
    return f'<tr><td width="38%">{escape(line.label)}</td><td width="62%">{words}</td></tr>'


def _noted(session: Session, jottings: list[Jotting]) -> Iterator[str]:
    for one in jottings:
        words = escape(spoken(one)).replace("\n", "<br>")
        became = f"Set aside: {one.set_aside}" if one.set_aside else _where(session, one)
        when = clock(parse_instant(one.at))
        cells = f'<td width="12%">{when}</td><td width="56%">{words}</td><td width="32%"><i>{escape(became)}</i></td>'
        yield f"<tr>{cells}</tr>"


def _where(session: Session, jotting: Jotting) -> str:
    if not used(session, jotting):
        return "In no answer"
    return f"In “{session.node(path_of(session, jotting.placed)).label}”"


def _topic(session: Session, topic: str) -> str:
    return _label(session, topic) if topic in session.form.definitions else "No topic"


def _answers_of(revision: Revision) -> dict[str, tuple[str, str]]:
    found = revision.body.get("answers")
    entries = found if isinstance(found, list) else []
    return {_text(e, "key"): (_text(e, "value"), _text(e, "state")) for e in entries if isinstance(e, dict)}


def _text(entry: dict[str, Json], name: str) -> str:
    return str(entry.get(name, ""))
