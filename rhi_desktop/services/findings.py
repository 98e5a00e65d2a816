"""What stands between an interview and its submission, in words.

A violation of the form (required, constraint, type) must be mended. A question of a shown section that was
neither answered nor declined nor marked as not known may stay so, with one reason for each section: practice
asks that “not asked” never goes unexplained (domain reference, section 7, point 7).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.interview import Override
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.questions.session import Node, Session

NOT_ASKED = "not_asked"
ASKS_NOTHING = frozenset({QuestionType.NOTE, QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA})


@dataclass(frozen=True, slots=True)
class Wording:
    """Words found in an answer and, where there is one, the whole answer with better ones in their place."""

    found: str
    better: str = ""
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An answer beside the one that it resembles; `submitted` is the instant of the older interview as text."""

    now: str
    before: str
    submitted: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `path` is the exact question (for not asked: the section), `section` its section.

    A finding that is `overridable` may stay with a reason; `detail` is what the check shows beside its sentence.
    """

    path: str
    section: str
    kind: str
    sentence: str
    overridable: bool
    detail: Wording | Likeness | None = None


class NotComplete(RhiError):
    """The interview cannot be submitted yet; `findings` says why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = len(findings)
        things = "one thing" if count == 1 else f"{count} things"
        super().__init__(f"There {'is' if count == 1 else 'are'} {things} to look at before this can be submitted.")
        self.findings = findings


def asks(node: Node) -> bool:
    """Whether the node is a question that a worker can answer now."""
    question = node.definition
    return isinstance(question, Question) and question.type not in ASKS_NOTHING and node.relevant and not node.readonly


def questions_under(session: Session, path: str) -> Iterator[Node]:
    """Yield the questions below a group or repeat instance that can be answered now, in order."""
    for node in session.children(path):
        if asks(node):
            yield node
        elif node.relevant and not isinstance(node.definition, Question):
            yield from questions_under(session, node.path)


def sections(session: Session) -> tuple[Node, ...]:
    """Return the top-level groups that are shown now."""
    return tuple(
        node
        for node in session.children(session.form.root.path)
        if node.relevant and not isinstance(node.definition, Question)
    )


def completeness(session: Session) -> tuple[Finding, ...]:
    """Return in the order of the form, per section, what must be mended, then what was not asked."""
    found: list[Finding] = []
    for section in sections(session):
        found.extend(
            Finding(violation.path, section.path, violation.kind, violation.message, overridable=False)
            for violation in session.violations(section.path)
        )
        unasked = sum(
            1
            for node in questions_under(session, section.path)
            if node.state is AnswerState.NOT_ASKED and node.violation is None
        )
        if unasked:
            what = "One question has" if unasked == 1 else f"{unasked} questions have"
            sentence = f"{what} no answer. If that is right, say why in a few words."
            found.append(Finding(section.path, section.path, NOT_ASKED, sentence, overridable=True))
    return tuple(found)


def unresolved(found: tuple[Finding, ...], overrides: tuple[Override, ...]) -> tuple[Finding, ...]:
    """Return the findings that no reason covers."""
    given = {(override.path, override.kind) for override in overrides if override.reason.strip()}
    return tuple(one for one in found if not (one.overridable and (one.path, one.kind) in given))
