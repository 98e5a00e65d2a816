from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.domain.records import instant_text
from rhi_desktop.gui.interview.people.heard_of import HeardOf, People
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.services.recognising import Recognising
from tests.builders import NOON, a_change, a_child, a_referral, an_interview
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import hold
from tests.gui.interview.test_interview_view import Bench

PERSON = "/data/associates/people/person"
KNOWN = (
    Mention(MentionKind.NICKNAME, "Dazza", "a"),
    Mention(MentionKind.PHONE, "+44 7700 900123", "a"),
)


class Recognised(Bench):
    """A bench on whose store an earlier interview, of Kim, knows Dazza."""

    def __init__(self, qtbot: QtBot, jobs: ManualJobs, folder: Path) -> None:
        held = hold(folder, Path(__file__).with_name("away.md"))
        child = a_change(a_child(name="Kim Example", preferred_name="Kim"))
        referral = a_change(a_referral(child.record))
        earlier = a_change(
            an_interview(referral.record, child.record, mentions=KNOWN, submitted=instant_text(NOON.replace(day=3)))
        )
        held.store.commit([child, referral, earlier])
        self.earlier = earlier.record
        self.recognising = Recognising(held.store)
        super().__init__(qtbot, jobs, held)

    def answer(self, path: str, value: str) -> None:
        """Give an answer."""
        assert self.view.answering is not None
        self.view.answering.answer(path, value)
        self.settle()

    def make_view(self) -> InterviewView:
        return InterviewView(self.held.interviewing, self.jobs, self.recognising)


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Recognised]:
    bench = Recognised(qtbot, jobs, tmp_path)
    bench.view.go_to_section("/data/associates")
    bench.settle()
    yield bench
    bench.settle()
    bench.held.store.close()


def answer(bench: Recognised, path: str, value: str) -> None:
    bench.answer(path, value)
    people(bench)._wait.timeout.emit()
    bench.settle()


def people(bench: Recognised) -> People:
    cards = bench.view.frame.page.nearest_cards()
    assert cards is not None
    found = cards.findChild(People)
    assert isinstance(found, People)
    return found


def suggested(bench: Recognised) -> list[str]:
    return [words for note in people(bench)._notes.values() if not note.isHidden() for words in note.words]


def test_the_same_number_suggests_who_it_may_be_and_says_why(bench: Recognised) -> None:
    answer(bench, f"{PERSON}[1]/person_phone", "07700 900 123")
    assert suggested(bench) == ["Perhaps heard of before: “Dazza” in an interview of Kim, 3 Nov 2026 (same phone)"]


def test_nothing_is_asked_while_somebody_is_typing(bench: Recognised) -> None:
    bench.block(f"{PERSON}[1]/person_name").take_focus()
    bench.type("Dazza")
    bench.view.flush()
    bench.settle()
    assert suggested(bench) == []
    assert people(bench)._wait.isActive()


def test_a_suggestion_goes_when_what_it_rested_on_is_changed(bench: Recognised) -> None:
    answer(bench, f"{PERSON}[1]/person_name", "dazza")
    assert len(suggested(bench)) == 1
    answer(bench, f"{PERSON}[1]/person_name", "Somebody quite different")
    assert suggested(bench) == []


def test_an_answer_that_comes_too_late_is_dropped(bench: Recognised) -> None:
    assert bench.view.answering is not None
    bench.view.answering.answer(f"{PERSON}[1]/person_name", "Dazza")
    people(bench).ask()
    bench.view.answering.answer(f"{PERSON}[1]/person_name", "Mum")
    people(bench).ask()
    bench.settle()
    assert suggested(bench) == []


def test_each_person_has_their_own(bench: Recognised) -> None:
    bench.view.add_card()
    answer(bench, f"{PERSON}[2]/person_name", "Dazza")
    notes = {card.path: card.findChild(HeardOf) for card in people(bench)._cards.cards()}
    assert notes[f"{PERSON}[1]"] is None
    assert notes[f"{PERSON}[2]"] is not None


def test_a_suggestion_is_there_again_when_one_comes_back_to_the_page(bench: Recognised) -> None:
    answer(bench, f"{PERSON}[1]/person_name", "Dazza")
    bench.view.go_to_section("/data/whereabouts")
    bench.view.go_to_section("/data/associates")
    bench.settle()
    assert len(suggested(bench)) == 1


def test_looking_at_the_earlier_interview_saves_the_draft_first(qtbot: QtBot, bench: Recognised) -> None:
    answer(bench, f"{PERSON}[1]/person_name", "Dazza")
    bench.block(f"{PERSON}[1]/person_handle").take_focus()
    bench.type("@not yet saved")
    look = people(bench)._notes.popitem()[1].findChild(QPushButton)
    assert isinstance(look, QPushButton)
    opened: list[tuple[str, str]] = []
    kept = "/data/associates/people/person{2}/person_handle"
    bench.view.interview_opened.connect(lambda which: opened.append((which, bench.kept(kept)[0])))
    look.click()
    bench.settle()
    assert opened == [(bench.earlier, "@not yet saved")]


def test_without_a_store_to_ask_there_are_cards_and_no_suggestions(
    qtbot: QtBot, jobs: ManualJobs, tmp_path: Path
) -> None:
    bench = Bench(qtbot, jobs, hold(tmp_path, Path(__file__).with_name("away.md")))
    bench.view.go_to_section("/data/associates")
    cards = bench.view.frame.page.nearest_cards()
    assert cards is not None
    assert cards.findChild(People) is None
    bench.settle()
    bench.held.store.close()
