"""The interview run by the question engine: what is shown when, what is asked for, and what is turned away."""

import re
from datetime import datetime

import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.questions.definition import Form, Question, QuestionType
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.findings import questions_under, sections
from tests.question_sets import sheet

NOW = datetime(2026, 7, 10, 18, 0, tzinfo=LONDON)
OUTCOME = "/data/offer/offer_outcome/outcome"
HELD_AT = "/data/start/setting/held_at"
PUSH, PULL, NEITHER = (f"/data/reasons/{name}_page/{name}" for name in ("push", "pull", "neither"))
MAIN = "/data/reasons/neither_page/main_reason"
CARRY = "/data/harm/asked_page/carry"
HURT, TODAY = "/data/harm/harm_away_page/away_hurt", "/data/immediate/today"
DEBT = "/data/exploitation/ind_harm_other/cce_debt"
NOT_HELD = {
    "declined_child": 26,
    "declined_adult": 26,
    "no_contact": 21,
    "missing_again": 21,
    "elsewhere": 21,
    "moved": 21,
    "covered": 21,
    "not_offered": 21,
}


@pytest.fixture
def session(interview_form: Form) -> Session:
    """A fresh interview on a summer evening, when London is an hour ahead of UTC."""
    return Session.start(interview_form, clock=lambda: NOW)


def shown(session: Session) -> list[Node]:
    """Return the questions that can be answered now."""
    return list(questions_under(session, session.form.root.path))


def shown_sections(session: Session) -> list[str]:
    """Return the names of the sections that ask something now."""
    return [node.definition.name for node in sections(session) if list(questions_under(session, node.path))]


def missing(session: Session) -> set[str]:
    """Return the names of the questions that still have to be answered."""
    return {found.path.rpartition("/")[2] for found in session.violations() if found.kind == "required"}


def test_a_fresh_interview_shows_all_sections_and_demands_little(session: Session) -> None:
    assert len(shown_sections(session)) == 16
    assert 150 <= len(shown(session)) <= 190
    assert missing(session) == {"outcome", "held_at", "told", "understood", "analysis_text", "tell_today", "any_action"}


def test_a_held_interview_asks_for_the_childs_own_words_and_takes_a_no_for_them(session: Session) -> None:
    session.set(OUTCOME, "held")
    assert {"why_words", "read_back"} <= missing(session)

    session.set_state("/data/reasons/why/why_words", AnswerState.DECLINED)

    assert "why_words" not in missing(session)


def test_a_partly_held_interview_does_not_demand_them(session: Session) -> None:
    session.set(OUTCOME, "partly")

    assert not {"why_words", "read_back"} & missing(session)


@pytest.mark.parametrize("outcome", NOT_HELD)
def test_an_interview_that_was_not_held_is_short(session: Session, outcome: str) -> None:
    session.set(OUTCOME, outcome)

    assert shown_sections(session) == ["offer", "carer", "immediate", "next"]
    assert 8 < len(shown(session)) <= NOT_HELD[outcome]
    assert {"attempt_at", "carer_spoken", "tell_today"} <= missing(session)


def test_a_declined_interview_keeps_the_door_open(session: Session) -> None:
    session.set(OUTCOME, "declined_child")

    assert missing(session) == {"attempt_at", "door_open", "carer_spoken", "tell_today"}


def test_a_child_with_a_simple_story_sees_few_questions_more(session: Session) -> None:
    before = len(shown(session))
    for node in shown(session):
        if node.definition.name not in {"carer_spoken", "any_action"} and {"yes", "no"} == {
            choice.value for choice in node.choices
        }:
            session.set(node.path, "no")

    assert len(shown(session)) <= before + 3


def test_every_choice_of_every_question_can_be_reached(session: Session) -> None:
    for path in (PUSH, PULL, NEITHER):
        session.set(path, " ".join(choice.value for choice in session.node(path).choices))
    offered: dict[str, set[str]] = {}
    kinds = {row["name"]: row["type"].split()[1] for row in sheet("survey") if row["type"].startswith("select_")}
    for path in session.values():
        node = session.node(path)
        if isinstance(node.definition, Question) and node.definition.name in kinds:
            offered.setdefault(kinds[node.definition.name], set()).update(choice.value for choice in node.choices)

    written: dict[str, set[str]] = {}
    for row in sheet("choices"):
        written.setdefault(row["list_name"], set()).add(row["name"])
    assert offered == written


def test_the_main_reason_is_chosen_among_the_reasons_given(session: Session) -> None:
    session.set(PUSH, "arguments")
    assert not session.node(MAIN).relevant

    session.set(PULL, "friends")

    assert session.node(MAIN).relevant
    assert [choice.value for choice in session.node(MAIN).choices] == ["arguments", "friends"]


def test_an_indicator_asks_for_evidence_only_where_there_is_something_to_show(session: Session) -> None:
    for state in ("not_asked", "no"):
        session.set(DEBT, state)
        assert not session.node(f"{DEBT}_evidence").relevant
    for state in ("suspected", "known_now", "known_past"):
        session.set(DEBT, state)
        assert session.node(f"{DEBT}_evidence").required
        assert session.node(f"{DEBT}_source").relevant


def test_no_indicator_begins_with_an_answer(session: Session) -> None:
    names = {row["name"] for row in sheet("survey") if row.get("appearance") == "indicator"}
    indicators = [node for node in shown(session) if node.path.rpartition("/")[2] in names]

    assert len(indicators) > 25
    assert {node.state for node in indicators} == {AnswerState.NOT_ASKED}


@pytest.mark.parametrize(("path", "value"), [(CARRY, "yes"), (DEBT, "suspected")])
def test_a_sign_of_county_lines_opens_its_page(session: Session, path: str, value: str) -> None:
    page = "/data/exploitation/ind_county"
    session.set(DEBT, "no")
    session.set(CARRY, "no")
    assert not session.node(page).relevant

    session.set(path, value)

    assert session.node(page).relevant


@pytest.mark.parametrize(
    ("arrived", "left", "fits"),
    [
        ("2026-07-09T20:00:00.000+01:00", "2026-07-09T20:00:00.000+01:00", True),
        ("2026-07-09T20:00:00.000+01:00", "2026-07-09T19:59:00.000+01:00", False),
        ("", "2026-07-09T19:59:00.000+01:00", True),
        ("", "2026-07-10T18:01:00.000+01:00", False),
        ("2026-07-10T18:01:00.000+01:00", "", False),
    ],
)
def test_times_at_a_place_are_in_order_and_in_the_past(session: Session, arrived: str, left: str, fits: bool) -> None:
    session.set("/data/whereabouts/leaving/where_ok", "yes")
    place = "/data/whereabouts/places/place[1]"
    session.set(f"{place}/place_from", arrived)
    session.set(f"{place}/place_to", left)

    assert (session.violations(place) == ()) is fits


@pytest.mark.parametrize(("nights", "fits"), [("0", True), ("60", True), ("61", False), ("-1", False)])
def test_nights_away_are_counted_within_reason(session: Session, nights: str, fits: bool) -> None:
    session.set("/data/whereabouts/nights_page/overnight", "yes")
    session.set("/data/whereabouts/nights_page/nights", nights)

    assert (session.violations("/data/whereabouts/nights_page") == ()) is fits


@pytest.mark.parametrize(("due", "fits"), [("2026-07-10", True), ("2026-07-09", False), ("2026-08-01", True)])
def test_an_action_may_be_due_on_the_day_of_the_interview(session: Session, due: str, fits: bool) -> None:
    session.set(HELD_AT, "2026-07-10T15:00:00.000+01:00")
    session.set("/data/next/actions/any_action", "yes")
    action = "/data/next/actions/action[1]"
    session.set(f"{action}/action_what", "Ring Robin")
    session.set(f"{action}/action_who", "Pat Pretend")
    session.set(f"{action}/action_by", due)

    assert (session.violations(action) == ()) is fits


@pytest.mark.parametrize(("value", "fits"), [("none", True), ("alcohol vape", True), ("none alcohol", False)])
def test_nothing_does_not_stand_beside_something(session: Session, value: str, fits: bool) -> None:
    session.set("/data/harm/trouble_page/substances", value)

    assert (session.violations("/data/harm") == ()) is fits


def test_the_age_of_a_person_is_offered_as_the_child_sees_them(session: Session) -> None:
    session.set("/data/associates/company_page/company", "all")
    session.set("/data/associates/company_page/people_ok", "yes")
    person = "/data/associates/people/person[1]"
    assert len(session.node(f"{person}/person_age").choices) == 6

    session.set(f"{person}/person_adult", "adult")

    assert [choice.value for choice in session.node(f"{person}/person_age").choices] == ["18_24", "25_39", "40_over"]


def test_all_questions_are_of_a_kind_that_a_desk_can_show(session: Session) -> None:
    kinds = {node.definition.type for node in shown(session) if isinstance(node.definition, Question)}

    assert kinds <= {
        QuestionType.TEXT,
        QuestionType.INTEGER,
        QuestionType.RANGE,
        QuestionType.DATE,
        QuestionType.DATETIME,
        QuestionType.SELECT_ONE,
        QuestionType.SELECT_MULTIPLE,
    }


def test_every_answer_that_speaks_of_danger_raises_who_has_to_know_today(interview_form: Form) -> None:
    marked = {
        (question.name, code)
        for question in interview_form.walk()
        if isinstance(question, Question)
        for code in question.urgent
    }
    (raised,) = (row for row in sheet("survey") if row["name"] == "urgent_raised")
    assert set(re.findall(r"\$\{(\w+)\} = '(\w+)'", raised["calculation"])) == marked
    assert len(marked) > 20


def test_danger_that_was_told_of_cannot_be_submitted_without_decision_name_and_time(session: Session) -> None:
    session.set(HURT, "yes")
    session.set(f"{TODAY}/tell_today", "not_needed")
    assert {"tell_reason", "tell_by"} <= missing(session)
    session.set(f"{TODAY}/tell_today", "told")
    assert {"tell_who", "tell_at", "tell_what", "tell_by"} <= missing(session)
    session.set(HURT, "no")
    session.set(f"{TODAY}/tell_today", "not_needed")
    assert not {"tell_reason", "tell_by"} & missing(session)
