"""A form that says its words in a second language beneath the first."""

from pathlib import Path

import pytest

from rhi_desktop.questions.node import Said
from rhi_desktop.questions.session import Session, UnknownPath
from tests.unit.questions.forms import form_of, start

LANGUAGES = Path(__file__).parents[2] / "oracle" / "forms" / "languages.md"
PARTLY = """
| survey |
| | type | name | label | hint | label::Arabic (ar) | hint::Arabic (ar) |
| | text | who | Who? | A name | من؟ | |
| | text | where | Where was ${who}? | Say it | أين كان ${who}؟ | قل |
| | select_one mood | mood | Mood | | | |
| choices |
| | list_name | name | label | label::Arabic (ar) |
| | mood | glad | Glad | سعيد |
| | mood | sad | Sad | |
| settings |
| | form_id | form_title | version | default_language |
| | partly | Partly | 1 | English (en) |
"""
ARABIC = "Arabic (ar)"


@pytest.fixture
def session() -> Session:
    return start(form_of(PARTLY))


def test_without_a_second_language_nothing_is_said_twice(session: Session) -> None:
    assert session.node("/data/who").second == Said()
    assert {choice.second for choice in session.node("/data/mood").choices} == {""}


def test_the_second_language_stands_beside_the_first_with_its_answers_filled_in(session: Session) -> None:
    session.second_language = ARABIC
    session.set("/data/who", "Robin")
    node = session.node("/data/where")
    assert (node.label, node.hint) == ("Where was Robin?", "Say it")
    assert node.second == Said("أين كان Robin؟", "قل")
    assert session.language == "English (en)"


def test_what_nobody_translated_is_left_out_rather_than_said_twice(session: Session) -> None:
    session.second_language = ARABIC
    assert session.node("/data/who").second == Said("من؟", "")
    assert session.node("/data/mood").second == Said()
    assert [(c.label, c.second) for c in session.node("/data/mood").choices] == [("Glad", "سعيد"), ("Sad", "")]


def test_the_first_language_as_second_says_nothing_twice(session: Session) -> None:
    session.second_language = "English (en)"
    assert session.node("/data/who").second == Said()


def test_a_question_is_asked_in_another_language_without_switching_to_it(session: Session) -> None:
    assert session.said_in("/data/who", ARABIC).label == "من؟"
    assert session.node("/data/who").second == Said()


def test_a_language_that_the_form_does_not_have_is_refused(session: Session) -> None:
    with pytest.raises(UnknownPath):
        session.second_language = "Klingon"


def test_a_label_the_same_in_both_languages_is_said_once() -> None:
    session = start(form_of(LANGUAGES.read_text(encoding="utf-8")))
    session.second_language = "Polski (pl)"
    session.set("/data/name", "Robin")
    assert session.node("/data/mood").second.label == "Jak się masz, Robin?"
    assert session.node("/data/told").second.label == ""


def test_another_session_takes_over_languages_and_labels(session: Session) -> None:
    session.second_language = ARABIC
    session.relabel("/data/mood", {"glad": "Very glad"})
    other = start(session.form)
    other.look_like(session)
    assert other.node("/data/who").second.label == "من؟"
    assert other.node("/data/mood").choices[0].label == "Very glad"
