"""Question sets from files and back: read in a process of its own, written as a workbook."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.questions.definition import Question
from rhi_desktop.questions.workbook import Sheets, write_xlsx
from rhi_desktop.questions.xform import read_form
from rhi_desktop.questions.xlsform import convert_shipped_whole, convert_whole
from rhi_desktop.services.question_sets import question_set


@dataclass(frozen=True, slots=True)
class Shipped:
    """The set that comes with the program: the SHA-256 of its source, and how to read it (a second or two)."""

    source: str
    read: Callable[[], QuestionSet]


def read_own(file: Path) -> QuestionSet:
    """Read a set that somebody changed, without touching the store. Takes seconds.

    Raises QuestionSetError with the sheet and row to mend.
    """
    xform, sheets = convert_whole(file)
    read = question_set(xform, sheets=as_text(sheets), local=True)
    if not any(isinstance(one, Question) and one.label for one in read_form(xform).walk()):
        raise QuestionSetError("This question set asks nothing: its survey sheet has no questions.")
    if not read.version:
        raise QuestionSetError(
            "The settings sheet gives no version. Give it one, such as 2026.12.1-local: an interview says for good "
            "which version it was written on."
        )
    return read


def read_shipped(file: Path, source: str) -> QuestionSet:
    """Read the set that comes with the program; `source` is the SHA-256 of the file."""
    xform, sheets = convert_shipped_whole(file)
    return question_set(xform, source=source, sheets=as_text(sheets))


def workbook(kept: QuestionSet) -> bytes:
    """Return a set as an Excel workbook. Raises QuestionSetError where only its compiled form was kept."""
    if not kept.sheets:
        raise QuestionSetError("Only the compiled form of this version was kept, so it cannot be saved as a workbook.")
    return write_xlsx(json.loads(kept.sheets))


def as_text(sheets: Sheets) -> str:
    """Return tables as they are kept with a set."""
    return json.dumps(sheets, ensure_ascii=False)
