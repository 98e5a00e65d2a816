"""The question set as a document: every question stands in it, with what it takes and when it is asked."""

import io
import re
import unicodedata
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.reports import fonts
from rhi_desktop.reports.question_set_pdf import question_set_pdf
from rhi_desktop.runtime.assets import find_assets
from tests.question_sets import asked, sheet
from tests.scripted import shipped

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    """The shipped set, printed."""
    fonts.register(find_assets().resources / "fonts")
    return PdfReader(io.BytesIO(question_set_pdf(Session.start(read_form(shipped()), clock=lambda: NOW))))


def squeezed(text: str) -> str:
    """Return a text without spaces, which a PDF has where lines break, and with the quotes that pyxform leaves."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(str.maketrans("’“”", '\'""'))


@pytest.fixture(scope="module")
def text(pdf: PdfReader) -> str:
    """All that stands on its pages."""
    return squeezed("".join(page.extract_text() for page in pdf.pages))


def test_every_question_its_guidance_and_its_concept_are_in_it(text: str) -> None:
    behind = ("_evidence", "_source", "_time")
    rows = [question.row for question in asked() if not question.name.endswith(behind)]

    assert len(rows) > 250
    lacking = [
        (row["name"], column)
        for row in rows
        for column in ("label", "guidance_hint", "bind::rhi:concept")
        if row.get(column) and squeezed(row[column]) not in text
    ]
    assert lacking == []


def test_every_choice_that_can_be_offered_at_first_is_in_it(text: str) -> None:
    assert [row["label"] for row in sheet("choices") if squeezed(row["label"]) not in text] == []


def test_it_says_in_words_when_a_question_is_asked_and_which_answer_speaks_of_danger(text: str) -> None:
    assert squeezed("Asked when “Anyone else present” is “Yes”.") in text
    assert squeezed("One of: Yes † / No") in text
    assert squeezed("Must be answered when “Outcome” is “Interview held”.") in text


def test_no_code_of_the_form_is_left_in_it(text: str) -> None:
    assert [code for code in ("${", "/data/", "selected(", "decimal-date", "!=") if code in text] == []


def test_it_is_no_record_of_a_child_and_is_not_marked_as_one(pdf: PdfReader) -> None:
    assert 10 < len(pdf.pages) < 30
    assert not any("OFFICIAL" in page.extract_text() for page in pdf.pages)
    assert f"Page 1 of {len(pdf.pages)}" in pdf.pages[0].extract_text()
