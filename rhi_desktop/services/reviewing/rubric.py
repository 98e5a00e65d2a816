"""The rubric: the points by which an interview is reviewed (domain reference, section 7), kept as an XLSForm.

Each question with the choices met, partly, not met and not applicable is one point. Its name is what a score refers
to; its concept (`rubric.voice`) says which prompts speak of it, whatever a team calls it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.domain.review import Mark
from rhi_desktop.questions.definition import Form, Question, QuestionType
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.findings import ASKS_NOTHING
from rhi_desktop.services.question_sets import RUBRIC, QuestionSets
from rhi_desktop.services.set_files import read_own

MARKS = frozenset(mark.value for mark in Mark)
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""A rubric asks for no time."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its name in scores, its number in the rubric from 1, its words, and what meets it."""

    name: str
    number: int
    title: str
    help: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Rubric:
    """The points in use. `id` is the record of the question set, `version` what its settings sheet says."""

    id: str
    version: str
    points: tuple[Point, ...]


def points_of(form: Form) -> tuple[Point, ...]:
    """Return the points of a rubric. Raises QuestionSetError for questions that are none."""
    session = Session.start(form, clock=lambda: _NO_TIME)
    found: list[Point] = []
    for definition in form.walk():
        if not isinstance(definition, Question) or definition.type in ASKS_NOTHING:
            continue
        node = session.node(definition.path)
        if definition.type is not QuestionType.SELECT_ONE or {one.value for one in node.choices} != MARKS:
            raise QuestionSetError(
                f"“{definition.name}” is no point of a rubric: each point is a select_one with the choices met, "
                "partly, not_met and not_applicable."
            )
        found.append(Point(definition.name, len(found) + 1, node.label, node.hint, definition.concept or ""))
    if not found:
        raise QuestionSetError("This rubric has no points: its survey sheet has no select_one questions.")
    return tuple(found)


class Rubrics:
    """The rubric in use and those before it. Calls read the store: give them to its lane."""

    def __init__(self, sets: QuestionSets) -> None:
        self._sets = sets
        self._known: dict[str, Rubric] = {}

    def newest(self) -> Rubric:
        """Return the rubric by which reviews are made now."""
        form, chosen = self._sets.newest()
        if chosen not in self._known:
            self._known[chosen] = Rubric(chosen, form.version, points_of(form))
        return self._known[chosen]


def read_rubric(file: Path) -> QuestionSet:
    """Read a rubric that somebody changed, without touching the store. Takes seconds.

    Raises QuestionSetError with what is to be mended.
    """
    read = read_own(file)
    if read.form_id != RUBRIC:
        raise QuestionSetError(
            f"This file holds other questions: its form_id is “{read.form_id}”. A rubric has the form_id “{RUBRIC}”."
        )
    points_of(read_form(read.xform.encode("utf-8")))
    return read
