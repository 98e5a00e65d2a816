"""One referral on the screen: what comes next, the offer, triage, prompts, clocks, and the way to a refusal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.referral import Arrangement, TriageLevel
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.gui.theme import Themes
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.referrals import ReferralDesk
from tests.builders import Clock, a_change, a_child, an_episode, an_interview
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.real_desks import desk_over, founded
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed


@dataclass
class Shown:
    """A page with the desk behind it and the referral that it shows."""

    page: ReferralPage
    desk: Desk
    referral: str
    clock: Clock
    jobs: ManualJobs

    def open(self) -> ReferralDesk:
        """Return the referral as it stands in the store."""
        return self.desk.referrals.open(self.referral)

    def show(self) -> None:
        """Read the page anew."""
        self.page.show_referral(self.referral)
        self.settle()

    def settle(self) -> None:
        """Do the work that waits, and let what it lays out come into sight."""
        self.jobs.drain()
        QApplication.processEvents()

    def words(self) -> list[str]:
        """Return what can be read."""
        return [one.text() for one in self.page.findChildren(QLabel) if one.isVisible() and one.text()]

    def press(self, name: str) -> None:
        """Click the one button with this name."""
        found = [
            one
            for one in self.page.findChildren(QPushButton)
            if one.isVisible() and name in {one.text(), one.accessibleName()}
        ]
        assert len(found) == 1, f"{len(found)} buttons are called {name}"
        found[0].click()
        self.settle()

    def save(self) -> None:
        """Press Ctrl+S."""
        keyboard.control(Qt.Key.Key_S)
        self.settle()


@pytest.fixture
def shown(tmp_path: Path, jobs: ManualJobs, qtbot: QtBot) -> Iterator[Shown]:
    clock = Clock()
    store = founded(tmp_path, clock)
    desk = desk_over(store, clock)
    taken = desk.casework.take_referral(
        a_child(name="Sasha Invented", alerts=("Do not disclose address",)), an_episode(""),
        received="2026-11-25T09:00Z", source="police", notes="",
    )  # fmt: skip
    page = ReferralPage(desk.referrals, desk.code_lists, jobs)
    qtbot.addWidget(page)
    page.resize(LAPTOP)
    keyboard.show(page)
    made = Shown(page, desk, taken.id, clock, jobs)
    made.show()
    yield made
    store.close()


def more_episodes(shown: Shown, *days: int) -> None:
    child = shown.open().child.id
    for day in days:
        since = f"2026-11-{day:02}T20:00Z"
        shown.desk.casework.add_episode(an_episode(child, missing_since=since, returned=""))


def an_attempt(shown: Shown, **fields: str) -> Attempt:
    known = {"child": shown.open().child.id, "referral": shown.referral, "at": "2026-11-25T11:00Z"}
    return Attempt(**{**known, "result": "no_answer", **fields})  # type: ignore[arg-type]  # text fields alone


def test_a_new_referral_says_what_comes_next_and_that_the_offer_is_made_whatever_the_level(shown: Shown) -> None:
    words = shown.words()
    assert words[:4] == ["Sasha Invented", "RHI-0001", "Due in 2 days", "Not offered yet"]
    assert "Do not disclose address" in words
    assert "Referral received Wed 25 Nov 2026, 09:00 from Police" in words
    assert any(one.startswith("The offer is made whatever the level") for one in words)
    assert "To be done" not in words
    assert keyboard.focused().property("text") == "Begin the interview"


def test_every_clock_stands_with_its_definition_and_source(shown: Shown) -> None:
    words = shown.words()
    at = words.index("Carried out within 72 hours of return")
    assert words[at + 1 : at + 3] == ["Running", "Due Fri 27 Nov 2026, 18:30"]
    assert "Department for Education 2014, paragraph 32" in words[at + 3]
    assert words.count("Not started") == 2
    assert "Arranged within 72 hours of return" not in words


def test_a_call_without_an_answer_is_recorded_with_the_keyboard(shown: Shown) -> None:
    shown.press("Record an attempt")
    keyboard.write("P")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.write("N")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.write("N")
    shown.save()
    assert "Wed 25 Nov 2026, 12:00 · Phone call · Nobody · No answer" in shown.words()
    assert "1 attempt, no answer" in shown.words()


def test_a_no_asks_for_its_reason_and_keeps_the_door_open(shown: Shown) -> None:
    shown.press("Record an attempt")
    form = shown.page._attempt_form
    form.to.choose("child")
    form.result.choose("said_no")
    shown.save()
    assert "Please choose the reason that was given, or “No reason given”." in shown.words()
    assert shown.open().attempts == ()
    form.reason.choose("told_other")
    form.door_open.setChecked(True)
    form.words.setPlainText("I told my aunt already.")
    shown.save()
    (kept,) = shown.open().attempts
    assert (kept.value.declined_by, kept.value.door_open) == ("child", True)
    assert "“I told my aunt already.”" in shown.words()


def test_an_attempt_that_is_still_to_come_stays_in_the_form(shown: Shown) -> None:
    shown.press("Record an attempt")
    form = shown.page._attempt_form
    form.at.set_moment("2026-11-25T13:00Z")
    form.result.choose("message")
    shown.save()
    assert "This is still to come. Please check the date and the time." in shown.words()
    assert shown.open().attempts == ()


def test_an_attempt_can_be_amended(shown: Shown) -> None:
    shown.desk.referrals.attempt(an_attempt(shown))
    shown.show()
    shown.press("Amend: Wed 25 Nov 2026, 11:00 · No answer")
    shown.page._attempt_form.result.choose("message")
    shown.save()
    assert [one.value.result for one in shown.open().attempts] == ["message"]


def test_triage_follows_the_ticks_and_another_level_needs_a_reason(shown: Shown) -> None:
    shown.press("Decide the level")
    form = shown.page._triage_form
    assert any(one.startswith("By the rules: Green") for one in shown.words())
    form.factors["exploitation"].setChecked(True)
    assert any(one.startswith("By the rules: Red") for one in shown.words())
    form.level.setCurrentIndex(2)
    shown.save()
    assert "Please say in a few words why the level differs from what the rules give." in shown.words()
    form.reason.setPlainText("Checked with the social worker: it was another child.")
    shown.save()
    kept = shown.open().referral.value.triage
    assert kept is not None
    assert (kept.level, kept.computed) == (TriageLevel.GREEN, TriageLevel.RED)
    words = shown.words()
    assert "Reason: Checked with the social worker: it was another child." in words
    assert "The guidance calls an interview especially important where the child:" in words


def test_what_the_record_shows_cannot_be_ticked_away(shown: Shown) -> None:
    more_episodes(shown, 3)
    shown.show()
    shown.press("Decide the level")
    box = shown.page._triage_form.factors["repeat"]
    assert box.isChecked()
    assert not box.isEnabled()


def test_a_decision_that_new_facts_have_overtaken_is_said_to_be_so(shown: Shown) -> None:
    shown.desk.referrals.triage(shown.open(), TriageLevel.GREEN, ())
    more_episodes(shown, 3, 10)
    shown.show()
    assert "By what is known now the rules give: Red: look at this first." in shown.words()


def test_a_prompt_stays_until_somebody_says_what_was_done(shown: Shown) -> None:
    more_episodes(shown, 3, 10)
    shown.show()
    words = shown.words()
    assert words[words.index("3 episodes in 30 days.") + 1 :][:2] == [
        "Hold a strategy meeting.",
        "Source: Derbyshire return interview guidance",
    ]
    shown.press("Note what was done: 3 episodes in 30 days.")
    shown.save()
    assert "Please say in a few words what was done, or why nothing is." in shown.words()
    keyboard.write("Meeting on Friday.")
    shown.save()
    assert "Dealt with: Meeting on Friday. (Sam Invented, Wed 25 Nov 2026, 12:00)" in shown.words()


def test_the_meeting_is_kept_as_the_child_would_have_it(shown: Shown) -> None:
    shown.press("Arrange the meeting")
    form = shown.page._arrangement_form
    form.at.set_moment("2026-11-26T14:00Z")
    form.place.setEditText("The skate park")
    form.chosen.setChecked(True)
    form.advocate.choose("declined")
    form.present.setText("Mx Invented")
    form.asked_by.choose("child")
    shown.save()
    words = shown.words()
    assert "Meeting Thu 26 Nov, 14:00" in words
    assert "The skate park, chosen by the child" in words
    assert "Also there: Mx Invented, at the request of: the child" in words
    assert shown.open().referral.value.arrangement.place == "The skate park"


def test_a_place_out_of_the_list_is_kept_by_its_code(shown: Shown) -> None:
    shown.desk.referrals.arrange(shown.open(), Arrangement(place="cafe"))
    shown.show()
    shown.press("Amend the meeting")
    assert shown.page._arrangement_form.place.currentText() == "Café"
    shown.save()
    assert shown.open().referral.value.arrangement.place == "cafe"


def test_a_child_who_is_missing_again_is_told_and_the_episode_can_be_taken_in(shown: Shown) -> None:
    more_episodes(shown, 25)
    shown.show()
    assert any(one.startswith("Missing again") for one in shown.words())
    shown.press("Choose the episodes")
    boxes = list(shown.page._episodes_form.boxes.values())
    for box in boxes:
        box.setChecked(False)
    shown.save()
    assert "A referral is about at least one episode. Please choose one." in shown.words()
    for box in boxes:
        box.setChecked(True)
    shown.save()
    assert len(shown.open().episodes) == 2
    assert not any(one.startswith("Missing again") for one in shown.words())


def test_the_likely_outcome_of_a_refusal_is_chosen_and_carried_with_the_referral(shown: Shown, qtbot: QtBot) -> None:
    shown.desk.referrals.attempt(an_attempt(shown, result="said_no", reason="none", declined_by="parent"))
    shown.show()
    with qtbot.waitSignal(shown.page.refusal_requested) as asked:
        shown.press("Record that there will be no interview")
    assert asked.args == [shown.referral, "declined_adult"]


def test_after_a_decline_the_page_keeps_the_door_open(shown: Shown, qtbot: QtBot) -> None:
    child = shown.open().child.id
    interview = a_change(an_interview(shown.referral, child, outcome="declined_child"))
    shown.desk.casework._store.commit([interview])
    shown.show()
    words = shown.words()
    assert "Declined by child" in words
    assert any(one.startswith("The door stays open") for one in words)
    assert keyboard.focused().property("text") == "Begin another interview"
    with qtbot.waitSignal(shown.page.interview_opened) as opened:
        shown.press("Read: Wed 25 Nov 2026, 12:00")
    assert opened.args == [interview.record]


def test_esc_leaves_a_form_but_not_what_was_written_in_it(shown: Shown) -> None:
    shown.press("Arrange the meeting")
    shown.page._arrangement_form.person.setText("a woman")
    keyboard.press(Qt.Key.Key_Escape)
    assert "What you wrote is not saved yet." in shown.words()
    shown.page._arrangement_form.person.clear()
    keyboard.press(Qt.Key.Key_Escape)
    assert "Sasha Invented" in shown.words()


def test_a_change_made_elsewhere_is_told_and_what_was_written_stays(shown: Shown) -> None:
    shown.press("Arrange the meeting")
    shown.desk.referrals.arrange(shown.open(), Arrangement(place="office"))
    shown.page._arrangement_form.person.setText("a woman")
    shown.save()
    assert any("changed elsewhere" in one for one in shown.words())
    assert shown.page._arrangement_form.person.text() == "a woman"


def test_a_referral_that_is_not_there_is_told_in_words(shown: Shown) -> None:
    shown.page.show_referral("no such referral")
    shown.settle()
    assert any("not in the store" in one for one in shown.words())
    assert "Sasha Invented" not in shown.words()


def refuse(shown: Shown) -> None:
    shown.press("Record an attempt")
    shown.page._attempt_form.result.choose("said_no")
    shown.settle()


FORMS: dict[str, Callable[[Shown], None]] = {
    "overview": lambda shown: shown.show(),
    "attempt": refuse,
    "triage": lambda shown: shown.press("Decide the level"),
    "meeting": lambda shown: shown.press("Arrange the meeting"),
    "episodes": lambda shown: shown.press("Choose the episodes"),
    "note": lambda shown: shown.press("Note what was done: 3 episodes in 30 days."),
}


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("name", FORMS)
def test_every_form_fits_and_everything_in_it_has_a_name(shown: Shown, name: str, size: QSize) -> None:
    more_episodes(shown, 3, 10)
    shown.desk.referrals.attempt(an_attempt(shown))
    shown.clock.now += timedelta(minutes=1)
    shown.page.resize(size)
    shown.show()
    FORMS[name](shown)
    shown.settle()
    assert shown.page.size() == size
    assert (cut_off(shown.page), unnamed(shown.page)) == ([], [])
    scrolled = [one for one in shown.page.findChildren(QScrollArea) if one.isVisible()]
    assert [one.horizontalScrollBar().maximum() for one in scrolled] == [0]


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_cut_off_with_large_text(shown: Shown, themes: Themes, dressed: QApplication, name: str) -> None:
    more_episodes(shown, 3, 10)
    themes.apply(dressed, "light", 200)
    try:
        shown.show()
        FORMS[name](shown)
        shown.settle()
        assert cut_off(shown.page) == []
    finally:
        themes.apply(dressed, "light")


def test_the_ways_to_end_without_an_interview_are_those_of_the_form(shown: Shown) -> None:
    chooser = next(one for one in shown.page.findChildren(QComboBox) if one.accessibleName() == "How the offer ended")
    codes = [chooser.itemData(row) for row in range(chooser.count())]
    assert {"declined_child", "declined_adult", "no_contact"} <= set(codes)
    assert "held" not in codes
