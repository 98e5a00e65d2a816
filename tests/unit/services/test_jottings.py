"""Jottings find their place in answers, and are told of where they have none."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import instant_text
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.checking.checks import JOTTINGS, Background, Checks
from rhi_desktop.services.jottings import added, open_jottings, path_of, spoken, topics, used
from tests.builders import NOON, Clock
from tests.checking import some_checks
from tests.scripted import shipped

WORDS, PEOPLE = "/data/reasons/why/why_words", "/data/associates/people/person"


def clock() -> datetime:
    return NOON


@pytest.fixture(scope="module")
def begin() -> Callable[[], Session]:
    form = read_form(shipped())
    return lambda: Session.start(form, clock=clock)


@pytest.fixture
def session(begin: Callable[[], Session]) -> Session:
    return begin()


@pytest.fixture
def checks() -> Checks:
    return some_checks(Clock())


def a_jotting(**fields: str) -> Jotting:
    return Jotting(**{"id": "one", "text": "It was cold.", "at": instant_text(NOON), **fields})  # type: ignore[arg-type]


def test_the_topics_are_the_sections_that_are_said_to_the_child(session: Session) -> None:
    titles = [topic.title for topic in topics(session)]
    assert titles[:3] == ["Before we start", "What led to it", "Where you were"]
    assert "Signs of exploitation" not in titles
    assert "The offer" not in titles
    assert len(titles) <= 10


def test_where_there_was_no_interview_every_shown_section_is_a_topic(session: Session) -> None:
    session.set("/data/offer/offer_outcome/outcome", "declined_child")
    assert "The parent's or carer's view" in [topic.title for topic in topics(session)]


def test_own_words_go_into_an_answer_in_quotation_marks() -> None:
    assert spoken(Jotting(id="a", text="I ran", at="", own_words=True)) == "“I ran”"
    assert spoken(Jotting(id="a", text="ran off", at="")) == "ran off"


@given(st.text(), st.text(min_size=1), st.booleans())
def test_nothing_that_stood_in_an_answer_is_lost_to_a_jotting(answer: str, text: str, lines: bool) -> None:
    whole = added(answer, Jotting(id="a", text=text, at=""), lines=lines)
    assert whole.startswith(answer.rstrip() if answer.strip() else text)
    assert whole.endswith(text)


def test_a_jotting_is_open_until_an_answer_holds_it_or_a_reason_sets_it_aside(session: Session) -> None:
    assert open_jottings(session, [a_jotting()]) == (a_jotting(),)
    assert open_jottings(session, [a_jotting(set_aside="Said by the driver.")]) == ()
    placed = a_jotting(placed=WORDS)
    assert open_jottings(session, [placed]) == (placed,)
    session.set(WORDS, "It was cold.")
    assert open_jottings(session, [placed]) == ()


def test_a_jotting_is_open_again_when_its_answer_goes(session: Session) -> None:
    session.set(WORDS, "It was cold.")
    assert used(session, a_jotting(placed=WORDS))
    session.set_state(WORDS, AnswerState.DECLINED)
    assert not used(session, a_jotting(placed=WORDS))
    session.set(WORDS, "It was cold.")
    session.set("/data/offer/offer_outcome/outcome", "declined_child")
    assert not used(session, a_jotting(placed=WORDS))


def test_a_key_leads_to_the_instance_however_its_position_changes(session: Session) -> None:
    while session.repeats(PEOPLE) < 3:
        session.add(PEOPLE)
    third = session.node(f"{PEOPLE}[3]/person_name").key
    second = session.node(f"{PEOPLE}[2]/person_name").key
    session.remove(f"{PEOPLE}[2]")
    assert path_of(session, third) == f"{PEOPLE}[2]/person_name"
    assert path_of(session, second) == ""
    assert path_of(session, "/data/nowhere/at_all") == ""
    assert path_of(session, "/data/nowhere{3}/at_all") == ""


def test_the_check_asks_about_jottings_that_lost_their_answer(session: Session, checks: Checks) -> None:
    session.set(WORDS, "It was cold.")
    placed = a_jotting(placed=WORDS, topic="/data/reasons")
    assert _asked(checks, session, placed) == []
    session.set(WORDS, "")
    assert _asked(checks, session, placed) == ["/data/reasons"]


def _asked(checks: Checks, session: Session, jotting: Jotting) -> list[str]:
    found = checks.findings(session, Background(), (jotting,))
    return [one.path for one in found if one.kind == JOTTINGS]
