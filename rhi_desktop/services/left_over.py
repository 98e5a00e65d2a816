"""Answers that the questions of an interview have no place for: given under an earlier version, and kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState, Entry
from rhi_desktop.questions.definition import Form, Question, QuestionType
from rhi_desktop.questions.plain_words import choices_of, name_of

HEADING = "Not in these questions"
ABOUT = "Answers to questions of an earlier version. They stay with the interview."
_POSITION = re.compile(r"\{\d+\}")
_BY_ITSELF = frozenset({QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA, QuestionType.NOTE})


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One such answer: what was asked, and what was answered as somebody reads it."""

    label: str
    words: str
    state: AnswerState


def left_over(entries: Iterable[Entry], forms: Iterable[Form]) -> tuple[LeftOver, ...]:
    """Return the answers among entries without a place, asked as in the first of the forms that knows each."""
    known = tuple(forms)
    found = []
    for entry in entries:
        path = _POSITION.sub("", entry.key)
        form = next((form for form in known if path in form.definitions), None)
        question = form.definitions[path] if form is not None else None
        if entry.state is AnswerState.NOT_ASKED or (question is not None and not _asked(question)):
            continue
        label = name_of(question, form) if question is not None and form is not None else path.rpartition("/")[2]
        if entry.value or entry.state is not AnswerState.ANSWERED:
            found.append(LeftOver(label, _words(entry.value, question, form), entry.state))
    return tuple(found)


def _asked(question: object) -> bool:
    return isinstance(question, Question) and question.type not in _BY_ITSELF


def _words(value: str, question: object, form: Form | None) -> str:
    labels = choices_of(question, form) if isinstance(question, Question) and form is not None else {}
    return ", ".join(labels.get(code, code) for code in value.split()) if labels else value
