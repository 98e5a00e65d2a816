"""Answers that say that a child is in danger: what raises them, whom to tell, and what must be decided."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Form, Question
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.questions.xlsform import convert_shipped
from rhi_desktop.services.checking.checks import Background
from rhi_desktop.services.immediate import IMMEDIATE, Raised, advised, look, raised
from rhi_desktop.services.immediate_advice import ADVICE
from tests.builders import NOON, Clock
from tests.checking import some_checks
from tests.scripted import shipped

FORM = Path(__file__).parents[2] / "gui" / "interview" / "urgent.md"
HURT, NOW, PERSON = "/data/harm/away/hurt", "/data/harm/away/self_harm_now", "/data/harm/person"
DECISION, BY, AT = (f"/data/next/immediate/{name}" for name in ("decision", "by", "at"))


def clock() -> datetime:
    return NOON


@cache
def form() -> Form:
    return read_form(convert_shipped(FORM))


@pytest.fixture
def session() -> Session:
    return Session.start(form(), clock=clock)


@pytest.fixture
def who(session: Session) -> Callable[[], set[str]]:
    return lambda: {one.advice.who for one in look(session).advised}


def decide(session: Session) -> None:
    session.set(DECISION, "shared")
    session.set(BY, "Sam Invented")
    session.set(AT, "2026-11-25T12:00:00.000+00:00")


def test_nothing_is_raised_by_answers_that_are_not_urgent(session: Session) -> None:
    session.set(HURT, "no")
    session.add(PERSON)
    session.set(f"{PERSON}[1]/danger", "once")
    assert raised(session) == ()
    assert not look(session).waits


def test_an_urgent_answer_is_raised_with_its_short_label_wherever_it_stands(session: Session) -> None:
    session.set(HURT, "yes")
    while session.repeats(PERSON) < 2:
        session.add(PERSON)
    session.set(f"{PERSON}[2]/danger", "once held")
    found = raised(session)
    assert [(one.path, one.label) for one in found] == [
        (HURT, "Hurt by someone"),
        (f"{PERSON}[2]/danger", "Danger from a person"),
    ]
    assert found[1].answer == "Once, Held somewhere"


def test_the_police_social_care_and_the_manager_are_told_of_harm(who: Callable[[], set[str]], session: Session) -> None:
    session.set(HURT, "yes")
    assert {"Police, 999", "Children’s social care", "Your manager", "A doctor or nurse"} == who()


def test_a_child_who_may_harm_themselves_is_not_left_alone(who: Callable[[], set[str]], session: Session) -> None:
    session.set(NOW, "yes")
    assert "Health or a crisis line" in who()
    assert "A first responder, and the police" not in who()


def test_a_decision_waits_until_it_has_its_words_its_name_and_its_time(session: Session) -> None:
    session.set(HURT, "yes")
    seen = look(session)
    assert seen.waits
    assert seen.place == DECISION
    session.set(DECISION, "shared")
    assert look(session).place == BY
    decide(session)
    assert not look(session).waits


def test_not_known_is_no_decision(session: Session) -> None:
    session.set(HURT, "yes")
    decide(session)
    session.set_state(BY, AnswerState.NOT_KNOWN)
    assert look(session).waits
    found = some_checks(Clock()).findings(session, Background())
    refused = [(one.path, one.kind) for one in found if not one.overridable]
    assert refused == [(BY, IMMEDIATE)]


def test_each_missing_answer_is_asked_for_once_and_cannot_be_overridden(session: Session) -> None:
    session.set(HURT, "yes")
    found = some_checks(Clock()).findings(session, Background())
    assert [one.path for one in found if not one.overridable] == [DECISION, BY, AT]
    decide(session)
    assert [one for one in some_checks(Clock()).findings(session, Background()) if not one.overridable] == []


def test_where_the_form_does_not_ask_for_the_decision_what_is_raised_stays_in_sight(session: Session) -> None:
    session.add(PERSON)
    session.set(f"{PERSON}[1]/danger", "today")
    seen = look(session)
    assert seen.waits
    assert not seen.asked
    assert [one for one in some_checks(Clock()).findings(session, Background()) if one.kind == IMMEDIATE] == []


def test_all_advice_says_who_when_what_and_why() -> None:
    assert len(ADVICE) > 5
    assert all(one.who and one.when and one.what and one.source for one in ADVICE)


def test_every_line_of_advice_answers_something_that_the_shipped_questions_ask() -> None:
    concepts = [one.concept or "" for one in read_form(shipped()).walk() if isinstance(one, Question) and one.urgent]
    assert concepts
    prefixes = [prefix for advice in ADVICE for prefix in advice.concepts]
    assert [prefix for prefix in prefixes if not any(concept.startswith(prefix) for concept in concepts)] == []


@pytest.mark.parametrize(
    ("concept", "who"),
    [
        ("special.fgm", "Police, 101"),
        ("special.forced_marriage", "Police and social care, not the family"),
        ("special.hba", "Police and social care, not the family"),
        ("special.trafficking", "A first responder, and the police"),
        ("special.county_lines", "A first responder, and the police"),
        ("special.radicalisation", "Police, and the local Prevent lead"),
        ("health.self_harm.now", "Health or a crisis line"),
        ("indicator.cse.images", "A doctor or nurse"),
    ],
)
def test_each_special_concern_has_its_own_way(concept: str, who: str) -> None:
    told = [one.advice.who for one in advised((Raised("/data/x", "", "", concept),))]
    assert who in told
    assert {"Children’s social care", "Your manager"} <= set(told)
