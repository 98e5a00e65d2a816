"""A child recorded twice, through the child's page: found, looked at, made one, and parted again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.casework.twice_view import TwiceParts, TwiceView
from tests.builders import a_change, an_episode, new_id
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL, Office
from tests.gui.walkers import cut_off, unnamed

LONG = "A very long name that somebody wrote out in full, with everything that could be said about it besides"


@pytest.fixture
def pair(office: Office) -> tuple[str, str]:
    """Robin, who stays, and Robyn, who is the same child."""
    office.may_join = True
    one = office.refer("Robin Example").value.child
    office.clock.now += timedelta(minutes=5)
    known = {"reference": "RHI-0777", "born": "2012-04-03", "address": "1 Made Up Street", "school": "Invented High"}
    return one, office.refer("Robyn Exampel", **known).value.child


@pytest.fixture
def view(office: Office, jobs: ManualJobs, qtbot: QtBot) -> ChildView:
    view = ChildView(office.casework, code_lists(), jobs, TwiceParts(office.duplicates, office.worklists))
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    keyboard.show(view)
    return view


def show(view: ChildView, child: str, jobs: ManualJobs) -> None:
    view.show_child(child)
    settle(jobs)


def settle(jobs: ManualJobs) -> None:
    """Do the work that waits, and let what it lays out come into sight."""
    jobs.drain()
    QApplication.processEvents()
    QApplication.processEvents()  # what stands beside another is turned only after it has its width


def words(view: QWidget) -> str:
    return "\n".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def press(view: QWidget, name: str) -> None:
    found = [
        one for one in view.findChildren(QPushButton) if one.isVisible() and name in (one.text(), one.accessibleName())
    ]
    assert len(found) == 1, f"{len(found)} buttons are called {name}"
    found[0].click()


def twice(view: ChildView) -> TwiceView:
    return view.findChildren(TwiceView)[0]


def look(view: ChildView, other: str, jobs: ManualJobs) -> TwiceView:
    press(view, "Recorded twice…")
    settle(jobs)
    asking = twice(view)
    asking.search.chosen.emit(other, "")
    settle(jobs)
    return asking


def join(view: ChildView, other: str, jobs: ManualJobs) -> None:
    asking = look(view, other, jobs)
    asking.join_form.reason.setText("Two spellings of one name.")
    press(view, "Make it one record")
    settle(jobs)


def test_the_other_record_is_found_and_both_are_looked_at_before_anything_happens(
    view: ChildView, office: Office, jobs: ManualJobs, pair: tuple[str, str]
) -> None:
    show(view, pair[1], jobs)
    press(view, "Recorded twice…")
    settle(jobs)
    asking = twice(view)
    assert keyboard.focused() is asking.search.field
    asking.search.field.setText("robin")
    asking.search.search()
    settle(jobs)
    asking.search.list.itemActivated.emit(asking.search.list.item(0))
    settle(jobs)
    said = words(asking)
    assert said.index("Stays") < said.index("Robin Example") < said.index("Goes into it") < said.index("Robyn Exampel")
    assert "Goes over with it: 1 episode, 1 referral" in said
    assert "The dates of birth are not the same." in said
    assert list(asking.join_form.choices) == ["name", "born", "reference"]
    assert keyboard.focused() is asking.join_form.choices["name"].one
    press(view, "Leave both as they are")
    assert len(office.store.children("", limit=9)) == 2


def test_two_records_become_one_by_what_was_chosen(
    view: ChildView, office: Office, jobs: ManualJobs, pair: tuple[str, str]
) -> None:
    show(view, pair[0], jobs)
    asking = look(view, pair[1], jobs)
    asking.join_form.choices["born"].other.setChecked(True)
    press(view, "Make it one record")
    assert keyboard.focused() is asking.join_form.reason
    assert "Please say why, in a few words." in words(asking)
    asking.join_form.reason.setText("Two spellings of one name.")
    press(view, "Make it one record")
    settle(jobs)
    body = office.store.get(Kind.CHILD, pair[0]).body
    assert (body["name"], body["born"], body["school"]) == ("Robin Example", "2012-04-03", "Invented High")
    said = words(view)
    assert "Also recorded as Robyn Exampel, RHI-0777" in said
    assert "by Sam Invented: “Two spellings of one name.”" in said
    show(view, pair[1], jobs)
    assert "Robin Example" in words(view)


def test_what_came_late_is_taken_over_and_parting_says_what_it_did(
    view: ChildView, office: Office, jobs: ManualJobs, pair: tuple[str, str]
) -> None:
    show(view, pair[0], jobs)
    join(view, pair[1], jobs)
    office.clock.now += timedelta(minutes=5)
    office.store.commit([a_change(an_episode(pair[1]), record=new_id(office.clock()))])
    show(view, pair[0], jobs)
    assert "1 record has come in for the other record since." in words(view)
    press(view, "Take over what came in for Robyn Exampel")
    settle(jobs)
    assert "has come in" not in words(view)
    office.store.commit([a_change(an_episode(pair[0]), record=new_id(office.clock()))])
    show(view, pair[0], jobs)
    press(view, "Undo: part Robyn Exampel again")
    assert "3 records were moved" in words(view)
    press(view, "Part the records")
    assert "Please say why, in a few words." in words(view)
    twice(view).part_form.reason.setText("They are cousins.")
    press(view, "Part the records")
    settle(jobs)
    said = words(view)
    assert "The records are two again: 3 records went back." in said
    assert "1 record taken up since stayed with this child" in said
    assert len(office.store.children("", limit=9)) == 2


def test_the_same_record_and_what_changed_meanwhile_are_said_and_nothing_is_lost(
    view: ChildView, office: Office, jobs: ManualJobs, pair: tuple[str, str]
) -> None:
    show(view, pair[0], jobs)
    asking = look(view, pair[0], jobs)
    assert "This is the same record already." in words(asking)
    asking = look_again(asking, pair[1], jobs)
    kept = office.casework.open_child(pair[1]).child
    office.casework.amend_child(pair[1], kept.head, kept.value)
    asking.join_form.reason.setText("Two spellings of one name.")
    press(view, "Make it one record")
    settle(jobs)
    assert "This was changed elsewhere" in words(asking)
    assert asking.join_form.reason.text() == "Two spellings of one name."


def look_again(asking: TwiceView, other: str, jobs: ManualJobs) -> TwiceView:
    asking.search.chosen.emit(other, "")
    settle(jobs)
    return asking


def test_an_address_that_is_not_to_be_disclosed_is_not_shown_side_by_side(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    office.may_join = True
    one = office.refer("Robin Example", address="7 Secret Way", alerts=("Do not disclose address",)).value.child
    office.clock.now += timedelta(minutes=5)
    other = office.refer("Robin Example", address="1 Made Up Street").value.child
    show(view, one, jobs)
    asking = look(view, other, jobs)
    assert "Secret Way" not in words(asking)
    assert "Made Up Street" not in words(asking)
    assert "one of them is not to be disclosed" in words(asking)
    assert "address" not in asking.join_form.choices


def test_who_does_not_allocate_sees_that_it_was_joined_and_no_button(
    view: ChildView, office: Office, jobs: ManualJobs, pair: tuple[str, str]
) -> None:
    show(view, pair[0], jobs)
    join(view, pair[1], jobs)
    office.may_join = False
    show(view, pair[0], jobs)
    assert "Also recorded as Robyn Exampel" in words(view)
    shown = {one.text() for one in view.findChildren(QPushButton) if one.isVisible()}
    assert not shown & {"Undo…", "Recorded twice…"}


def test_escape_leads_back_to_the_child_unless_something_was_written(
    view: ChildView, office: Office, jobs: ManualJobs, pair: tuple[str, str]
) -> None:
    show(view, pair[0], jobs)
    asking = look(view, pair[1], jobs)
    asking.join_form.reason.setText("Two")
    asking.join_form.reason.setFocus()
    keyboard.press(Qt.Key.Key_Escape)
    assert "Nothing has been changed yet." in words(asking)
    asking.join_form.reason.clear()
    asking.join_form.reason.setFocus()
    keyboard.press(Qt.Key.Key_Escape)
    assert not asking.isVisible()


def test_the_history_of_what_was_moved_says_so(
    view: ChildView, office: Office, jobs: ManualJobs, pair: tuple[str, str]
) -> None:
    show(view, pair[0], jobs)
    join(view, pair[1], jobs)
    (episode,) = (one for one in office.casework.open_child(pair[0]).episodes if one.revisions == 2)
    assert episode.value.child == pair[0]
    buttons = [one for one in view.findChildren(QPushButton) if one.accessibleName().startswith("History: Missing")]
    buttons[0].click()
    settle(jobs)
    assert "Moved to another record of the child" in words(view)


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "double"])
def test_nothing_is_cut_off_and_all_has_a_name(view: ChildView, office: Office, jobs: ManualJobs, size: QSize) -> None:
    office.may_join = True
    one = office.refer(LONG).value.child
    office.clock.now += timedelta(minutes=5)
    other = office.refer(LONG + " again", reference="RHI-0777", school=LONG).value.child
    view.resize(size)
    show(view, one, jobs)
    asking = look(view, other, jobs)
    assert cut_off(asking) == []
    assert unnamed(asking) == []
    asking.join_form.reason.setText(LONG)
    press(view, "Make it one record")
    settle(jobs)
    assert cut_off(view) == []
    assert unnamed(view) == []
    press(view, f"Undo: part {LONG} again again")
    assert cut_off(view) == []
    assert unnamed(view) == []
