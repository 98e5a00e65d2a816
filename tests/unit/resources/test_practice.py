"""The practice interviews: about invented children, whole, and ready to be submitted."""

import json
from datetime import UTC, datetime

import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session
from rhi_desktop.services.findings import questions_under
from tests.question_sets import PRACTICE

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SCRIPTS = sorted(path.name for path in PRACTICE.glob("*.json"))
Step = dict[str, str]


def clock() -> datetime:
    """The morning after the last practice interview."""
    return NOW


def script(name: str) -> list[Step]:
    """Return the steps of a practice interview."""
    steps: list[Step] = json.loads((PRACTICE / name).read_text(encoding="utf-8"))
    return steps


def played(form: Form, steps: list[Step]) -> Session:
    """Return the interview after the steps."""
    session = Session.start(form, clock=clock)
    for step in steps:
        if "add" in step:
            session.add(step["add"])
        elif "state" in step:
            session.set_state(step["state"], AnswerState(step["value"]))
        else:
            session.set(step["set"], step["value"])
    return session


def test_there_are_three() -> None:
    assert SCRIPTS == ["declined.json", "interview-long.json", "interview.json"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_practice_interview_satisfies_the_form(interview_form: Form, name: str) -> None:
    assert played(interview_form, script(name)).violations() == ()


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_practice_answer_is_given_to_a_question_that_is_hidden(interview_form: Form, name: str) -> None:
    steps = script(name)
    session = played(interview_form, steps)
    answered = {step.get("set") or step["state"] for step in steps if "add" not in step}

    assert len(answered) > 25
    assert [path for path in answered if not session.node(path).relevant] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_chosen_answer_is_one_of_the_choices(interview_form: Form, name: str) -> None:
    session = played(interview_form, script(name))
    chosen = [node for node in questions_under(session, "/data") if node.choices and node.value]

    assert chosen
    assert [
        node.path for node in chosen if not set(node.value.split()) <= {choice.value for choice in node.choices}
    ] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_practice_interview_is_the_same_after_it_was_saved_and_opened(interview_form: Form, name: str) -> None:
    session = played(interview_form, script(name))

    again = Session.restore(interview_form, session.entries(), clock=clock)

    assert again.unplaced == ()
    assert again.values() == session.values()
    assert dict(again.relevant()) == dict(session.relevant())
    assert again.entries() == session.entries()


def test_the_ordinary_one_has_what_an_ordinary_interview_has(interview_form: Form) -> None:
    session = played(interview_form, script("interview.json"))

    assert session.repeats("/data/whereabouts/places/place") == 2
    assert session.repeats("/data/associates/people/person") == 2
    assert session.repeats("/data/next/actions/action") == 2
    assert sum(path.endswith("_evidence") and bool(value) for path, value in session.values().items()) == 3


def test_the_long_one_has_answers_of_several_lines_and_one_of_half_a_page(interview_form: Form) -> None:
    values = played(interview_form, script("interview-long.json")).values().values()

    assert sum(len(value) > 250 for value in values) >= 5
    assert max(map(len, values)) > 1200


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_children_are_plainly_invented(name: str) -> None:
    text = (PRACTICE / name).read_text(encoding="utf-8")

    assert any(word in text for word in ("Invented", "Pretend", "Example"))
