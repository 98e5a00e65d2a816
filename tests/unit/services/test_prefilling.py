"""What a referral knows is put into the interview once, and never over what the worker wrote."""

from datetime import timedelta
from pathlib import Path

import pytest

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.referral import Arrangement
from rhi_desktop.questions.session import Session
from rhi_desktop.services.concepts import OUTCOME, first_value
from rhi_desktop.services.prefilling import instances, leaves
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.referrals import Referrals
from rhi_desktop.services.writing import Writing
from tests.checking import some_rulebook
from tests.scripted import Scripted, scripted


@pytest.fixture
def case(tmp_path: Path) -> Scripted:
    return scripted(tmp_path)


def referrals(case: Scripted) -> Referrals:
    return Referrals(
        case.store, QuestionSets(case.store, case.store.member), some_rulebook(case.store, case.clock), case.clock
    )


def record(case: Scripted, at: str, result: str = "no_answer", **fields: object) -> None:
    """Put an attempt on record a minute after whatever came before."""
    case.clock.now += timedelta(minutes=1)
    known = {"child": "", "referral": case.referral, "method": "phone", "to": "nobody"}
    referrals(case).attempt(Attempt(at=at, result=result, **{**known, **fields}))  # type: ignore[arg-type]  # its fields
    case.clock.now += timedelta(minutes=1)


def begin(case: Scripted, outcome: str = "") -> Writing:
    writing = case.interviewing.start(case.referral, outcome=outcome)
    case.clock.now += timedelta(minutes=1)
    return writing


def said(session: Session) -> list[list[str]]:
    """Return the answers of each attempt card, without empty ones and without who made it."""
    cards = [
        [leaf.value for leaf in leaves(session, card.path) if leaf.value and leaf.definition.concept != "attempt.by"]
        for card in instances(session, "attempt")
    ]
    return [card for card in cards if card]


def path_of(session: Session, concept: str) -> str:
    return next(node.path for node in leaves(session) if node.definition.concept == concept)


def test_attempts_stand_in_the_interview_in_the_order_in_which_they_were_made(case: Scripted) -> None:
    record(case, "2026-11-25T11:00Z", "agreed", to="child", method="visit")
    record(case, "2026-11-25T09:30Z")
    assert said(begin(case).session) == [
        ["2026-11-25T09:30:00.000+00:00", "phone", "nobody", "no_answer"],
        ["2026-11-25T11:00:00.000+00:00", "visit", "child", "agreed"],
    ]


def test_an_attempt_recorded_while_the_draft_is_open_is_added_when_it_is_opened_next_and_only_then(
    case: Scripted,
) -> None:
    record(case, "2026-11-25T09:30Z")
    begin(case)
    record(case, "2026-11-25T11:00Z", "message")
    once, twice = said(begin(case).session), said(begin(case).session)
    assert [card[-1] for card in once] == ["no_answer", "message"]
    assert twice == once


def test_a_card_that_the_worker_took_out_stays_out(case: Scripted) -> None:
    record(case, "2026-11-25T09:30Z")
    writing = begin(case)
    card = next(instances(writing.session, "attempt"))
    case.interviewing.save(writing.draft.interview, writing.session.remove(card.path).delta)
    assert said(begin(case).session) == []


def test_an_attempt_that_is_amended_later_is_not_added_again(case: Scripted) -> None:
    record(case, "2026-11-25T09:30Z")
    begin(case)
    desk = referrals(case).open(case.referral)
    attempt = desk.attempts[0]
    case.clock.now += timedelta(minutes=1)
    amended = Attempt(child="", referral=case.referral, at="2026-11-25T09:45Z", result="message")
    referrals(case).amend_attempt(attempt, amended)
    assert [card[-1] for card in said(begin(case).session)] == ["no_answer"]


def test_an_attempt_that_the_worker_has_typed_is_not_put_beside_itself(case: Scripted) -> None:
    writing = begin(case)
    at = path_of(writing.session, "attempt.at")
    delta = writing.session.set(at, "2026-11-25T11:00:00.000+00:00").delta
    case.interviewing.save(writing.draft.interview, delta)
    record(case, "2026-11-25T11:00Z", "message")
    assert said(begin(case).session) == [["2026-11-25T11:00:00.000+00:00"]]


def test_what_was_agreed_for_the_meeting_is_there_and_nothing_is_written_over(case: Scripted) -> None:
    service = referrals(case)
    agreed = Arrangement(place="school", place_chosen_by_child=True, advocate="declined", present="Mx Invented")
    service.arrange(service.open(case.referral), agreed)
    writing = begin(case)
    session = writing.session
    found = {
        one: first_value(session, f"interview.{one}") for one in ("place", "place_chosen", "others_who", "advocate")
    }
    assert found == {"place": "school", "place_chosen": "yes", "others_who": "Mx Invented", "advocate": "yes"}
    changed = session.set(path_of(session, "interview.place"), "cafe").delta
    case.interviewing.save(writing.draft.interview, changed)
    case.clock.now += timedelta(minutes=1)
    service.arrange(service.open(case.referral), Arrangement(place="office"))
    assert first_value(begin(case).session, "interview.place") == "cafe"


def test_a_place_that_the_form_does_not_offer_stays_open(case: Scripted) -> None:
    service = referrals(case)
    service.arrange(service.open(case.referral), Arrangement(place="the skate park by the station"))
    assert first_value(begin(case).session, "interview.place") == ""


def test_a_refusal_begins_with_its_outcome_and_what_was_said(case: Scripted) -> None:
    record(
        case, "2026-11-25T11:00Z", "said_no", to="child", reason="told_other", declined_by="child",
        words="I told my aunt already.", door_open=True,
    )  # fmt: skip
    session = begin(case, "declined_child").session
    found = {
        one: first_value(session, one) for one in (OUTCOME, "decline.reason", "decline.own_words", "decline.door_open")
    }
    assert found == {
        OUTCOME: "declined_child",
        "decline.reason": "told_other",
        "decline.own_words": "I told my aunt already.",
        "decline.door_open": "yes",
    }


def test_words_of_an_adult_are_not_given_as_the_childs_own(case: Scripted) -> None:
    record(case, "2026-11-25T11:00Z", "said_no", to="parent", reason="adult_no", declined_by="parent", words="Not now.")
    assert first_value(begin(case, "declined_adult").session, "decline.own_words") == ""


def test_an_outcome_that_was_answered_is_not_changed_by_beginning_again(case: Scripted) -> None:
    begin(case, "declined_child")
    assert first_value(begin(case, "no_contact").session, OUTCOME) == "declined_child"


def test_a_second_interview_on_a_referral_holds_the_attempts_since_the_first(case: Scripted) -> None:
    record(case, "2026-11-25T11:00Z", "said_no", to="child", reason="none")
    first = case.submit("declined")
    record(case, "2026-11-25T12:02Z", "agreed", to="child")
    second = begin(case)
    assert second.draft.interview != first.id
    assert [card[-1] for card in said(second.session)] == ["agreed"]
