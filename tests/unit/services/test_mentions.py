"""What an interview names, and who is recognised by it later, over a real encrypted store."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.interview import Mention, MentionKind, Override
from rhi_desktop.domain.records import Kind, instant_text
from rhi_desktop.questions.session import Session
from rhi_desktop.services.mentions import mentions
from rhi_desktop.services.recognising import Heard, Recognising, marks
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_referral, an_interview
from tests.gui.interview.held import hold
from tests.store.engines import with_tables

AWAY = Path(__file__).parents[2] / "gui" / "interview" / "away.md"
PERSON, PLACE = "/data/associates/people/person", "/data/whereabouts/places/place"
NAME, NICK, PHONE, HANDLE = MentionKind.NAME, MentionKind.NICKNAME, MentionKind.PHONE, MentionKind.HANDLE


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return hold(tmp_path, AWAY).begin().session


def test_people_vehicles_and_places_are_gathered_by_concept_with_the_card_they_stand_on(session: Session) -> None:
    session.set(f"{PERSON}[1]/person_name", "Dazza")
    session.set(f"{PERSON}[1]/person_vehicle", "grey van AB12 CDE")
    session.add(PERSON)
    session.set(f"{PERSON}[2]/person_phone", "07700 900123")
    session.set(f"{PLACE}[1]/place_name", "The garage")
    found = {(one.kind, one.text): one.key for one in mentions(session)}
    first, second = (session.node(f"{PERSON}[{number}]").key for number in (1, 2))
    assert found == {
        (MentionKind.PLACE, "The garage"): session.node(f"{PLACE}[1]").key,
        (NICK, "Dazza"): first,
        (MentionKind.VEHICLE, "grey van AB12 CDE"): first,
        (PHONE, "07700 900123"): second,
    }
    assert {one.text for one in mentions(session, f"{PERSON}[2]")} == {"07700 900123"}


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("Snap: dazza_92 and 07700 900123", {(HANDLE, "dazza_92"), (PHONE, "07700 900123")}),
        ("insta @kay.x", {(HANDLE, "@kay.x")}),
        ("+44 (0)7700 900 456 on WhatsApp", {(PHONE, "+44 (0)7700 900 456")}),
        ("They just turn up. Since 2024.", set()),
        ("At 14:30 by the bridge, 3 or 4 times", set()),
        ("kay@example.org", set()),
    ],
)
def test_numbers_and_names_online_are_found_in_free_words(
    session: Session, contact: str, found: set[tuple[MentionKind, str]]
) -> None:
    session.set(f"{PERSON}[1]/person_contact", contact)
    assert {(one.kind, one.text) for one in mentions(session)} == found


def test_what_was_declined_is_not_gathered(session: Session) -> None:
    session.set(f"{PERSON}[1]/person_name", "Dazza")
    session.set(f"{PERSON}[1]/person_phone", "07700 900123")
    session.set_state(f"{PERSON}[1]/person_name", AnswerState.DECLINED)
    assert [one.kind for one in mentions(session)] == [PHONE]


def test_a_submitted_interview_is_recognised_by_a_later_one(tmp_path: Path) -> None:
    held = hold(tmp_path, AWAY)
    writing = held.begin()
    writing.session.set(f"{PERSON}[1]/person_name", "Dazza")
    found = held.interviewing.findings(writing)
    reasons = tuple(Override(one.path, one.kind, "It did not come up.") for one in found)
    filed = held.interviewing.submit(writing, reasons)
    assert filed.value.mentions == mentions(writing.session)
    heard = Recognising(held.store).heard([Mention(NICK, "dazza")])
    assert [(one.interview, one.names) for one in heard] == [(filed.id, ("Dazza",))]


class Shelf:
    """A store with one submitted interview for each group of mentions, a day apart."""

    def __init__(self, folder: Path, *groups: tuple[Mention, ...]) -> None:
        self.store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", Clock())
        self.interviews = []
        for day, group in enumerate(groups):
            child = a_change(a_child(name=f"Kim Example {day}"))
            referral = a_change(a_referral(child.record))
            at = instant_text(NOON.replace(day=day + 1))
            interview = a_change(an_interview(referral.record, child.record, mentions=group, submitted=at))
            self.store.commit([child, referral, interview])
            self.interviews.append(interview.record)

    def heard(self, *asked: Mention, besides: str = "") -> tuple[Heard, ...]:
        return Recognising(self.store).heard(asked, besides=besides)


def test_a_number_tells_more_than_a_name_and_newer_comes_first(tmp_path: Path) -> None:
    by_name = Mention(NICK, "Dazza", "a")
    shelf = Shelf(tmp_path, (Mention(PHONE, "+447700900123", "b"), Mention(NICK, "Daz", "b")), (by_name,), (by_name,))
    heard = shelf.heard(Mention(NICK, "dazza"), Mention(PHONE, "07700 900 123"))
    assert [shelf.interviews.index(one.interview) for one in heard] == [0, 2, 1]
    assert heard[0].names == ("Daz",)
    assert [one.by for one in heard] == [(PHONE,), (NAME,), (NAME,)]
    assert heard[1].called == "Kim Example 2"


def test_what_is_the_same_in_two_ways_is_one_person(tmp_path: Path) -> None:
    card = (Mention(PHONE, "07700900123", "b"), Mention(HANDLE, "@daz", "b"), Mention(NAME, "Darren Invented", "b"))
    shelf = Shelf(tmp_path, card)
    heard = shelf.heard(Mention(PHONE, "07700 900123"), Mention(HANDLE, "DAZ"))
    assert [(one.names, one.by) for one in heard] == [(("Darren Invented",), (PHONE, HANDLE))]


def test_a_nickname_here_may_be_a_name_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, (Mention(NAME, "Dazza", "b"),))
    assert len(shelf.heard(Mention(NICK, "dazza"))) == 1


def test_the_interview_itself_is_not_earlier(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, (Mention(NICK, "Dazza", "b"),))
    assert shelf.heard(Mention(NICK, "Dazza"), besides=shelf.interviews[0]) == ()


@pytest.mark.parametrize("name", ["Mum", "my sister", "A friend", "unknown", " ", "MY MATE"])
def test_what_anybody_may_be_called_recognises_nobody(tmp_path: Path, name: str) -> None:
    shelf = Shelf(tmp_path, (Mention(NICK, name, "b"),))
    assert shelf.store.get(Kind.INTERVIEW, shelf.interviews[0]).body["mentions"]
    assert shelf.heard(Mention(NICK, name)) == ()


def test_places_are_no_people(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, (Mention(MentionKind.PLACE, "The Garage"),))
    assert shelf.heard(Mention(MentionKind.PLACE, "The Garage")) == ()


@given(st.lists(st.builds(Mention, st.sampled_from(MentionKind), st.text(max_size=12)), max_size=8))
def test_marks_are_never_empty_keys_nor_asked_twice(named: list[Mention]) -> None:
    found = marks(named)
    assert all(key for _, key in found)
    assert len(set(found)) == len(found)
