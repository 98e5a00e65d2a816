"""Need to know: a case is on the laptops of those who work on it, and leaves them when they no longer do."""

from datetime import date, timedelta

import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.figures.case import Case
from rhi_desktop.domain.interview import Draft, SavedAnswer
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.domain.place import Place
from rhi_desktop.domain.records import Kind, Record
from rhi_desktop.domain.searching import terms_of
from tests.builders import an_episode, an_interview
from tests.syncing.laptops import Laptop, allocated, exchange_all


def names(laptop: Laptop) -> list[str]:
    return [one.name for one in laptop.store.children("", limit=99)]


def counted(laptop: Laptop) -> tuple[Case, ...]:
    """What the figures of a laptop are counted from."""
    return laptop.store.figures.ended_between(date(2026, 11, 1), date(2026, 11, 30))


def test_a_case_is_on_the_laptop_of_its_worker_and_of_nobody_else(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    allocated(ann, kim)
    exchange_all(ann, kim, lee)
    assert (names(kim), names(lee)) == (["Robin Example"], [])
    with lee.engine.connect() as connection:
        kinds = set(connection.exec_driver_sql("SELECT DISTINCT kind FROM revision").scalars())
    assert not kinds & {"child", "referral", "interview", "episode"}


def test_what_was_on_record_before_comes_with_the_case(ann: Laptop, kim: Laptop) -> None:
    child = ann.child("Robin Exampel")
    ann.commit(Kind.CHILD, {**child.body, "name": "Robin Example"}, child)
    ann.exchange()
    ann.allocate(ann.referral(child.id).id, kim.member)
    exchange_all(ann, kim)
    assert [one.body["name"] for one in kim.store.history(child.id)] == ["Robin Exampel", "Robin Example"]


def test_a_case_that_is_given_to_another_leaves_the_first_laptop_and_all_written_there_arrives(
    ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    referral = allocated(ann, kim)
    ann.commit(Kind.EPISODE, to_body(an_episode(str(referral.body["child"]))))
    exchange_all(ann, kim)
    assert [case.called for case in counted(kim)] == ["Robin Example"]
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Kim was here."}, kept)
    ann.allocate(referral.id, lee.member, "Kim is away.")
    exchange_all(ann, kim, ann, lee, kim, ann)
    assert (names(kim), names(lee)) == ([], ["Robin Example"])
    for laptop in (ann, lee):
        body = laptop.store.get(Kind.REFERRAL, referral.id).body
        assert (body["notes"], body["worker"]) == ("Kim was here.", lee.member)
    (left,) = ann.link.departures()
    assert (left.member, left.why, left.child) == (kim.member, "given_away", referral.body["child"])
    assert kim.renewed == 1
    assert (counted(kim), len(counted(lee))) == ((), 1)
    with kim.engine.connect() as connection:
        contents = b"".join(connection.exec_driver_sql("SELECT content FROM revision").scalars())
    assert b"Robin" not in contents
    assert b"Kim was here" not in contents
    assert all(laptop.store.verify() == () for laptop in (ann, kim, lee))


def test_no_word_of_a_case_that_left_stays_in_the_search(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    said = SavedAnswer("/data/why", "By the xylophone.", AnswerState.ANSWERED)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.INTERVIEW, to_body(an_interview(referral.id, str(kept.body["child"]), answers=(said,))))
    assert kim.store.search.count(terms_of("xylophone robin")) == 1
    ann.allocate(referral.id, lee.member, "Kim is away.")
    exchange_all(ann, kim, ann, lee, kim, ann)
    assert kim.store.search.count(terms_of("xylophone")) == 0
    with kim.engine.connect() as connection:
        pages = b"".join(connection.exec_driver_sql("SELECT block FROM search_text_data").scalars())
        words = set(connection.exec_driver_sql("SELECT word FROM search_term").scalars())
    assert b"xylophone" not in pages
    assert not words & {"xylophone", "robin"}
    assert ann.store.search.count(terms_of("xylophone")) == 1


def test_the_old_worker_gets_nothing_new_after_a_case_was_given_away(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    ann.allocate(referral.id, lee.member, "Kim is away.")
    kept = ann.store.get(Kind.CHILD, str(referral.body["child"]))
    ann.exchange()
    ann.commit(Kind.CHILD, {**kept.body, "name": "Robin Renamed"}, kept)
    exchange_all(ann, lee)
    kim.link.exchange(lambda _: None)
    with kim.engine.connect() as connection:
        contents = b"".join(connection.exec_driver_sql("SELECT content FROM revision").scalars())
    assert b"Robin Renamed" not in contents
    assert names(lee) == ["Robin Renamed"]


def test_a_case_comes_back_whole_to_a_worker_who_had_let_go_of_it(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Kim was here."}, kept)
    exchange_all(kim, ann)
    ann.allocate(referral.id, lee.member, "Kim is away.")
    exchange_all(ann, kim, ann, kim)
    assert names(kim) == []
    ann.allocate(referral.id, kim.member, "Kim is back.")
    exchange_all(ann, kim)
    assert names(kim) == ["Robin Example"]
    assert [one.author for one in kim.store.history(referral.id)] == [
        one.author for one in ann.store.history(referral.id)
    ]
    assert kim.store.verify() == ()


def test_a_signed_off_case_stays_for_28_days_and_then_leaves(ann: Laptop, kim: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    kept = ann.store.get(Kind.REFERRAL, referral.id)
    ann.allocating().sign_off(referral.id, kept.head)
    exchange_all(ann, kim)
    for laptop in (ann, kim):
        laptop.clock.now += timedelta(days=27, hours=23)
    exchange_all(ann, kim)
    assert names(kim) == ["Robin Example"]
    kim.clock.now += timedelta(hours=2)
    exchange_all(kim, ann)
    assert names(kim) == []
    assert [one.why for one in ann.link.departures()] == ["signed_off"]
    assert names(ann) == ["Robin Example"]


def test_a_case_stays_while_anything_of_it_is_not_acknowledged(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    ann.allocate(referral.id, lee.member, "Kim is away.")
    ann.exchange()
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Written late."}, kept)
    kim.exchange()
    assert names(kim) == ["Robin Example"]  # at the hub is not yet with a coordinator
    exchange_all(ann, kim)
    assert names(kim) == []
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == "Written late."


def test_a_case_stays_while_an_interview_on_it_is_being_written(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    child = str(referral.body["child"])
    begun = "2026-11-25T10:00:00.000000Z"
    draft = Draft(
        interview="i", referral=referral.id, child=child, question_set="q", digest="d", started=begun, saved=begun
    )
    kim.store.begin(draft, ())
    ann.allocate(referral.id, lee.member, "Kim is away.")
    exchange_all(ann, kim)
    assert names(kim) == ["Robin Example"]
    kim.store.discard("i")
    kim.exchange()
    assert names(kim) == []


@pytest.mark.parametrize("given", ["before", "after"])
def test_a_second_coordinator_has_all_cases_whenever_they_came(
    given: str, ann: Laptop, kim: Laptop, request: pytest.FixtureRequest
) -> None:
    if given == "after":
        request.getfixturevalue("sam")
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Kim was here."}, kept)
    exchange_all(kim, ann)
    sam: Laptop = request.getfixturevalue("sam")
    exchange_all(ann, sam)
    found: Record = sam.store.get(Kind.REFERRAL, referral.id)
    assert found.body["notes"] == "Kim was here."
    assert sam.link.status().alarms == ()
    assert sam.link.status().held == 0


def test_a_colleague_on_the_case_gets_the_questions_with_an_interview_that_was_written_on_newer_ones(
    ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    referral = allocated(ann, kim)
    child = str(referral.body["child"])
    ann.allocate(ann.referral(child).id, lee.member)
    exchange_all(ann, kim, lee)
    questions = QuestionSet(form_id="f", version="2", title="Newer", digest="d", xform="<h:html/>")
    asked = kim.commit(Kind.QUESTION_SET, to_body(questions))
    interview = an_interview(referral.id, child, question_set=asked.id)
    kim.commit(Kind.INTERVIEW, to_body(interview))
    exchange_all(kim, lee, ann)
    for laptop in (lee, ann):
        assert len(laptop.store.linked(Kind.INTERVIEW, child)) == 1
        assert laptop.store.get(Kind.QUESTION_SET, asked.id).body["title"] == "Newer"


def test_what_is_the_teams_alone_stays_with_those_who_hold_its_keys(ann: Laptop, kim: Laptop) -> None:
    allocated(ann, kim)
    place = Place(name="The invented bus station")
    kept = ann.commit(Kind.PLACE, to_body(place))
    exchange_all(ann, kim)
    with kim.engine.connect() as connection:
        kinds = set(connection.exec_driver_sql("SELECT DISTINCT kind FROM revision").scalars())
    assert "place" not in kinds
    assert ann.store.get(Kind.PLACE, kept.id).body["name"] == "The invented bus station"
