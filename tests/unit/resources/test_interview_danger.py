"""Where the interview speaks of danger: the special concerns, what raises a decision today, and who it is asked of."""

from datetime import datetime

import pytest

from rhi_desktop.domain.moments import LONDON
from rhi_desktop.questions.definition import Form, Question
from rhi_desktop.questions.session import Session
from tests.question_sets import sheet

NOW = datetime(2026, 7, 10, 18, 0, tzinfo=LONDON)
OUTCOME = "/data/offer/offer_outcome/outcome"
RAISED = "/data/immediate/today/urgent_raised"
OTHER = "/data/immediate/today/other_danger"
CONCERNS = ("fgm", "forced_marriage", "honour", "trafficking", "county_lines", "radicalisation", "fostering")


@pytest.fixture
def session(interview_form: Form) -> Session:
    """A fresh interview."""
    return Session.start(interview_form, clock=lambda: NOW)


def path_of(form: Form, name: str) -> str:
    """Return where the question with this name stands."""
    return next(definition.path for definition in form.walk() if definition.name == name)


def test_each_answer_that_is_marked_raises_a_decision_and_no_other_answer_does(interview_form: Form) -> None:
    marked = [one for one in interview_form.walk() if isinstance(one, Question) and one.urgent]
    fresh, tried = Session.start(interview_form, clock=lambda: NOW), 0
    for question in marked:
        for choice in fresh.node(question.path).choices:
            session = Session.start(interview_form, clock=lambda: NOW)
            session.set(question.path, choice.value)
            if session.node(question.path).relevant:
                tried += 1
                expected = "yes" if choice.value in question.urgent else "no"
                assert session.node(RAISED).value == expected, (question.name, choice.value)
    assert tried > 100


def test_a_mark_names_a_choice_that_the_question_has(interview_form: Form, session: Session) -> None:
    marked = [one for one in interview_form.walk() if isinstance(one, Question) and one.urgent]

    for question in marked:
        assert set(question.urgent) <= {choice.value for choice in session.node(question.path).choices}, question.name


@pytest.mark.parametrize("name", CONCERNS)
def test_a_special_concern_says_what_to_do_as_soon_as_it_is_suspected(interview_form: Form, name: str) -> None:
    path = path_of(interview_form, name)
    session = Session.start(interview_form, clock=lambda: NOW)
    for state in ("not_asked", "no"):
        session.set(path, state)
        assert not any(session.node(f"{path}_{part}").relevant for part in ("prompt", "evidence", "time", "done"))
    for state in ("suspected", "known_now", "known_past"):
        session.set(path, state)
        assert all(session.node(f"{path}_{part}").relevant for part in ("prompt", "evidence", "time", "done"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fgm", ("under 18", "101", "next working day")),
        ("forced_marriage", ("Never tell or ask the family",)),
        ("honour", ("Never tell or ask the family",)),
        ("trafficking", ("first responders", "consent is not needed", "section 52", "section 45")),
        ("county_lines", ("NRM", "999")),
        ("radicalisation", ("Prevent", "Channel", "999")),
    ],
)
def test_a_prompt_names_the_duty(name: str, words: tuple[str, ...]) -> None:
    (prompt,) = (row["label"] for row in sheet("survey") if row["name"] == f"{name}_prompt")

    assert [word for word in words if word not in prompt] == []


def test_danger_that_is_known_without_an_interview_is_asked_for_and_decided(session: Session) -> None:
    session.set(OUTCOME, "declined_adult")
    assert session.node(OTHER).relevant
    assert not session.node("/data/special").relevant

    session.set(OTHER, "yes")
    session.set("/data/immediate/today/tell_today", "not_needed")

    assert session.node(RAISED).value == "yes"
    assert session.node("/data/special").relevant
    wanted = {found.path.rpartition("/")[2] for found in session.violations() if found.kind == "required"}
    assert {"other_what", "tell_reason", "tell_at", "tell_by"} <= wanted


def test_nothing_in_the_set_is_added_up() -> None:
    sums = [row["name"] for row in sheet("survey") if "sum(" in row.get("calculation", "")]
    scored = [row["name"] for row in sheet("survey") if "score" in str(row).lower()]

    assert sums == scored == []
