"""The interview in other languages: all that is said to the child, and nothing that is for the worker alone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from rhi_desktop.questions.definition import Form, Question
from rhi_desktop.questions.session import Session
from tests.question_sets import Row, asked, sheet

LANGUAGES = ("Arabic (ar)", "Polish (pl)")
SAID_ALOUD = "opening_words"
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def said() -> list[Row]:
    """Return the rows of what is said to the child."""
    return [question.row for question in asked() if question.to_child or question.name == SAID_ALOUD]


def heard() -> list[Row]:
    """Return the choices that a child hears."""
    lists = {row["type"].split()[1] for row in said() if row["type"].startswith("select")}
    return [row for row in sheet("choices") if row["list_name"] in lists]


def pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, English and translation."""
    for row in (*said(), *heard()):
        yield row["name"], row["label"], row.get(f"label::{language}", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_child_hears_is_translated(language: str) -> None:
    found = list(pairs(language))

    assert len(found) > 250
    assert [name for name, _, words in found if not words] == []
    scales = [row for row in said() if row.get("appearance") == "scale"]
    assert len(scales) > 3
    assert [row["name"] for row in scales if not row.get(f"hint::{language}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_for_the_worker_alone_is_not(language: str) -> None:
    names = {row["name"] for row in said()}
    assert [r["name"] for r in sheet("survey") if r.get(f"label::{language}") and r["name"] not in names] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_stays_a_question_and_numbers_stay_what_they_are(language: str) -> None:
    mark = "؟" if language.startswith("Arabic") else "?"
    for name, english, words in pairs(language):
        assert english.endswith("?") == words.endswith(mark), name
        assert re.findall(r"\d+", english) == re.findall(r"\d+", words), name


def test_arabic_is_written_in_arabic_letters() -> None:
    wrong = [name for name, _, words in pairs("Arabic (ar)") if re.search("[a-z]", words, re.IGNORECASE)]
    assert wrong == []


def test_no_two_choices_of_a_list_read_alike_in_another_language() -> None:
    for language in LANGUAGES:
        choices = [row for row in heard() if row["list_name"] != "reason"]
        told = [(row["list_name"], row[f"label::{language}"]) for row in choices]
        assert len(set(told)) == len(told), language


def test_the_worker_keeps_english_and_has_the_other_words_beneath(interview_form: Form) -> None:
    session = Session.start(interview_form, clock=lambda: NOW)
    path = next(one.path for one in interview_form.walk() if isinstance(one, Question) and one.name == "why_words")

    assert interview_form.default_language == "English (en)"
    assert set(LANGUAGES) <= set(interview_form.languages)
    assert session.node(path).label.startswith("In your own words")
