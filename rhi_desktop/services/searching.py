"""Finding submitted interviews by what was said, written, or named in them, and where in them it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import Kind, RecordMissing, parse_instant
from rhi_desktop.domain.searching import Snippet, Term, count_in, snippet, terms_of
from rhi_desktop.questions.definition import Definition, Question, QuestionType
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Records
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.search_rows import SearchRow, SearchStore

CHILD: Final = "Name or reference"
JOTTING: Final = "Jotting"
ANSWER: Final = "Answer"
_POSITION: Final = re.compile(r"\{\d+\}")
_MARKUP: Final = re.compile(r"[*_#`]+")


class SearchRecords(Records, Protocol):
    """Records, and interviews by their words."""

    @property
    def search(self) -> SearchStore:
        """Interviews by their words."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """An interview that was found; `where` names the question, `snippet` is a piece of what stands there.

    Where it is the child's name alone that was found, the piece is empty.
    """

    row: SearchRow
    where: str
    snippet: Snippet

    @property
    def when(self) -> str:
        """The day of the submission as it is said: “24 Nov 2026”."""
        at = parse_instant(self.row.submitted).astimezone(LONDON)
        return f"{at.day} {at:%b %Y}"


class Searching:
    """Searches submitted interviews. Calls read the store: give them to its lane."""

    def __init__(self, records: SearchRecords, question_sets: QuestionSets) -> None:
        self._records = records
        self._question_sets = question_sets

    def count(self, text: str) -> int:
        """Return how many interviews hold every word of `text`, up to `MOST_FOUND`."""
        return self._records.search.count(terms_of(text))

    def page(self, text: str, *, offset: int, limit: int) -> tuple[Found, ...]:
        """Return a page of them, the last submitted first."""
        terms = terms_of(text)
        rows = self._records.search.page(terms, offset=offset, limit=limit)
        several = self._records.several(Kind.INTERVIEW, [row.interview for row in rows])
        read = {one.id: filed(one, Interview).value for one in several}
        return tuple(self._found(row, read[row.interview], terms) for row in rows if row.interview in read)

    def _found(self, row: SearchRow, interview: Interview, terms: Sequence[Term]) -> Found:
        best, where, piece = 0, CHILD, ""
        for name, text in self._texts(interview):
            number = count_in(text, terms)
            if number > best:
                best, where, piece = number, name, text
        return Found(row, where, snippet(piece, terms) if piece else Snippet(""))

    def _texts(self, interview: Interview) -> Iterator[tuple[str, str]]:
        definitions = self._definitions(interview.question_set)
        for answer in interview.answers:
            asked = definitions.get(_POSITION.sub("", answer.key))
            if answer.value and not _chosen(asked):
                yield _label(asked), answer.value
        for jotting in interview.jottings:
            yield JOTTING, jotting.text

    def _definitions(self, question_set: str) -> Mapping[str, Definition]:
        try:
            return self._question_sets.form(question_set).definitions
        except RecordMissing:
            return {}


def _chosen(asked: Definition | None) -> bool:
    """Whether an answer is the code of a choice, which nobody reads as it is spelt."""
    lists = {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK}
    return isinstance(asked, Question) and asked.type in lists


def _label(asked: Definition | None) -> str:
    if asked is None:
        return ANSWER
    words = asked.print_label or next((_fixed(text) for text in asked.label.values()), "")
    return _MARKUP.sub("", words).strip() or ANSWER


def _fixed(text: tuple[object, ...]) -> str:
    return "".join(part for part in text if isinstance(part, str))
