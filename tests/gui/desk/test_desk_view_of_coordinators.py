"""The coordinator's desk in its window: one decision for each row, by the keyboard alone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.domain.review import Verdict
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.gui.desk.view import CoordinatorView
from rhi_desktop.services.desk_rows import Group
from rhi_desktop.services.desk_words import EMPTY
from tests.gui import keyboard
from tests.gui.desk.conftest import Open
from tests.gui.desk.offices import ASH, BO, LEE, DeskOffice
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.team.scripted_team import a_member
from tests.gui.walkers import cut_off, unnamed
from tests.overseen import URGENT


def rows(view: CoordinatorView) -> list[str]:
    return [view.list.rows.index(row).data() for row in range(view.list.rows.rowCount())]


def names(view: CoordinatorView) -> list[str]:
    return [row.split(",")[0] for row in rows(view)]


def turn(view: CoordinatorView, group: Group, jobs: ManualJobs) -> None:
    view.groups.turn_to(group)
    jobs.drain()
    QApplication.processEvents()


def referral(office: DeskOffice, record: str) -> Referral:
    return from_body(office.store.get(Kind.REFERRAL, record).body, Referral)


def test_risks_come_first_then_the_clock_then_reviews_and_each_says_what_it_waits_for(
    office: DeskOffice, opened: Open
) -> None:
    office.everything()
    assert rows(opened()) == [
        "Robin Example, RHI-0001, Say who was told, With Ash Specimen, Interview held",
        "Dilan Madeup, RHI-0001, Overdue by 27 hours, With nobody yet, Not offered yet",
        "Kit Sample, RHI-0001, Overdue by 3 hours, With Ash Specimen, Not offered yet",
        "Sasha Invented, RHI-0001, Due in 6 hours, With nobody yet, Not offered yet",
        "Wren Placeholder, RHI-0001, Due in 8 hours, With Bo Pretend, Not offered yet",
        "Noor Specimen, RHI-0001, Due in 2 days, With Lee Former, who left, Not offered yet",
        "Ollie O'Madeup, RHI-0001, Return time not recorded, With Ash Specimen, Not offered yet",
        "Alex Example, RHI-0001, Waiting for review since Monday, With Bo Pretend, Interview held",
        "Zoë Invented, RHI-0001, Approved today 10:00, With Bo Pretend, Interview held",
        "Émile Sample, RHI-0001, Returned yesterday 10:00, With Ash Specimen, Comments to answer",
    ]


def test_each_group_shows_its_own_and_its_count_is_what_it_shows(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.everything()
    view = opened()
    shown = {}
    for group in Group:
        turn(view, group, jobs)
        shown[group] = names(view)
        assert view.groups._counts[group] == len(shown[group])
    assert shown[Group.UNALLOCATED] == ["Dilan Madeup", "Sasha Invented"]
    assert shown[Group.OVERDUE] == ["Dilan Madeup", "Kit Sample"]
    assert shown[Group.SOON] == ["Sasha Invented", "Wren Placeholder"]
    assert shown[Group.LEFT] == ["Noor Specimen"]
    assert shown[Group.RISK] == ["Robin Example"]


def test_a_screen_reader_hears_a_row_a_group_with_its_count_and_a_load(office: DeskOffice, opened: Open) -> None:
    office.refer("Dilan Madeup", -27)
    office.refer("Kit Sample", -3, ASH)
    view = opened()

    def hears(widget: QWidget, child: int) -> str:
        return QAccessible.queryAccessibleInterface(widget).child(child).text(QAccessible.Text.Name)

    assert hears(view.list, 0).startswith("Dilan Madeup, RHI-0001, Overdue by 27 hours")
    assert hears(view.groups.list, 0) == "Everything open 2"
    assert hears(view.pane.give.list, 0) == "Ash Specimen, 1 open, 1 overdue"


@pytest.mark.parametrize("group", Group)
def test_an_empty_group_says_so_kindly(opened: Open, jobs: ManualJobs, group: Group) -> None:
    view = opened()
    turn(view, group, jobs)
    assert view.empty.isVisible()
    assert view.empty.text() == EMPTY[group]
    assert not view.pane.isVisible()


def test_enter_then_an_arrow_then_enter_gives_a_referral_and_shows_what_is_next(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    first, _second = office.refer("Dilan Madeup", -27), office.refer("Sasha Invented", 6)
    view = opened()
    turn(view, Group.UNALLOCATED, jobs)
    view.list.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert keyboard.focused() is view.pane.give.list
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    kept = referral(office, first)
    assert (kept.worker, kept.transfers[-1].by, kept.transfers[-1].reason) == (BO, office.store.member, "")
    assert view.told.text() == "1 referral given to Bo Pretend."
    assert names(view) == ["Sasha Invented"]
    assert keyboard.focused() is view.list
    assert view.pane.items[0].row.work.called == "Sasha Invented"


def test_taking_it_from_somebody_asks_why_and_keeps_what_was_chosen(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    record = office.refer("Kit Sample", -3, ASH)
    view = opened()
    view.pane.regive.click()
    keyboard.press(Qt.Key.Key_Return)
    assert view.pane.give.wrong.isVisible()
    assert keyboard.focused() is view.pane.give.reason
    assert referral(office, record).worker == ASH
    keyboard.write("On leave")
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    kept = referral(office, record)
    assert (kept.worker, kept.transfers[-1].reason) == (BO, "On leave")


def test_what_is_with_somebody_who_left_is_given_in_one_go_with_its_reason(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    records = [office.refer(f"Child {number} Invented", number, LEE) for number in range(5)]
    office.refer("Kit Sample", -3, ASH)
    view = opened()
    turn(view, Group.LEFT, jobs)
    assert view.pane.every.text() == "Choose all 5"
    view.pane.every.click()
    view.list.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    assert {referral(office, record).worker for record in records} == {ASH}
    assert referral(office, records[0]).transfers[-1].reason == "Lee Former is in the team no more."
    assert view.told.text() == "5 referrals given to Ash Specimen."
    assert view.empty.text() == EMPTY[Group.LEFT]


def test_what_somebody_gave_meanwhile_stays_theirs_and_is_shown_anew(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    taken, free = office.refer("Dilan Madeup", -27), office.refer("Sasha Invented", 6)
    view = opened()
    view.list.selectAll()
    office.change(taken, worker=BO)
    view.pane.give.focus()
    view.pane.decide()
    jobs.drain()
    assert (referral(office, taken).worker, referral(office, free).worker) == (BO, ASH)
    assert "1 referral was changed by somebody else meanwhile" in view.told.text()
    assert rows(view)[0] == "Dilan Madeup, RHI-0001, Overdue by 27 hours, With Bo Pretend, Not offered yet"


def test_who_was_told_goes_on_record_and_the_interview_waits_for_its_review(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    record = office.refer("Robin Example", -30, ASH)
    interview = office.submit(record, coded=URGENT)
    view = opened()
    keyboard.press(Qt.Key.Key_Return)
    form = view.pane.tell_form
    assert keyboard.focused() is form.recipient
    view.pane.act.click()
    assert keyboard.focused() is form.recipient
    form.recipient.setCurrentText("Emergency duty team")
    form.who.setText("Jo Stand-In, duty social worker")
    form.at.time.setText("25:00")
    view.pane.act.click()
    assert keyboard.focused() is form.at.day
    form.at.time.setText("9:15")
    view.pane.act.click()
    jobs.drain()
    (kept,) = office.store.linked(Kind.SHARING, record)
    sharing = from_body(kept.body, Sharing)
    assert (sharing.recipient, sharing.what, sharing.interview) == ("duty", "urgent", interview)
    assert (sharing.who, sharing.by) == ("Jo Stand-In, duty social worker", "Sam Invented")
    assert sharing.at == "2026-11-25T09:15Z"
    assert "Waiting for review" in rows(view)[0]


def test_enter_on_an_interview_that_waits_asks_for_its_review(office: DeskOffice, opened: Open) -> None:
    interview = office.submit(office.refer("Alex Example", -30, BO))
    opened()
    keyboard.press(Qt.Key.Key_Return)
    assert office.asked == [("review_requested", interview)]


def test_shift_enter_opens_the_referral_and_ctrl_enter_the_child(office: DeskOffice, opened: Open) -> None:
    record = office.refer("Alex Example")
    opened()
    keyboard.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    keyboard.control(Qt.Key.Key_Return)
    assert office.asked == [("referral_chosen", record), ("child_chosen", office.child(record))]


def test_an_interview_of_ones_own_is_left_to_somebody_else(office: DeskOffice, opened: Open) -> None:
    record = office.refer("Alex Example", -30, BO)
    office.submit(record, worker=office.store.member)
    view = opened()
    assert view.pane._reason.text() == "You wrote this interview: somebody else reviews it."
    keyboard.press(Qt.Key.Key_Return)
    assert office.asked == [("referral_chosen", record)]


def test_signing_off_takes_a_second_enter(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    record = office.refer("Zoë Invented", -90, BO)
    office.review(office.submit(record), Verdict.APPROVED)
    view = opened()
    keyboard.press(Qt.Key.Key_Return)
    assert keyboard.focused() is view.pane.act
    assert not referral(office, record).signed_off
    keyboard.press(Qt.Key.Key_Space)
    jobs.drain()
    assert referral(office, record).signed_off
    assert view.empty.text() == EMPTY[Group.OPEN]


def test_a_sign_off_that_came_too_late_is_refused_in_words_and_the_row_shown_anew(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    record = office.refer("Zoë Invented", -90, BO)
    office.review(office.submit(record), Verdict.APPROVED)
    view = opened()
    office.change(record, notes="Somebody wrote this meanwhile")
    view.pane.act.click()
    jobs.drain()
    assert "changed elsewhere" in view.pane.said.text()
    assert not referral(office, record).signed_off
    view.pane.act.click()
    jobs.drain()
    assert referral(office, record).signed_off


def test_a_worker_is_told_that_they_may_not(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    record = office.refer("Dilan Madeup", -27)
    office.role = Role.WORKER
    view = opened()
    view.pane.give.focus()
    view.pane.decide()
    jobs.drain()
    assert view.pane.said.text().startswith("Only a coordinator")
    assert referral(office, record).worker == ""


def test_work_is_offered_to_whoever_holds_interviews_and_is_in_the_team(office: DeskOffice, opened: Open) -> None:
    office.team.team += [a_member("Vi Looker", Role.VIEWER), a_member("Re Reader", Role.REVIEWER | Role.WORKER)]
    office.refer("Dilan Madeup", -27)
    choice = opened().pane.give.list
    offered = [choice.item(row).text().split("\n")[0] for row in range(choice.count())]
    assert offered == ["Ash Specimen", "Bo Pretend", "Re Reader", "Sam Invented (you)"]


def test_letters_typed_on_the_list_search(office: DeskOffice, opened: Open, jobs: ManualJobs, qtbot: QtBot) -> None:
    office.refer("Dilan Madeup", -27)
    office.refer("Żaneta Invented", 6)
    view = opened()
    keyboard.write("zan")
    assert view.tools.search.text() == "zan"
    qtbot.waitUntil(lambda: jobs.executor.waiting > 0)
    jobs.drain()
    assert names(view) == ["Żaneta Invented"]


def test_one_workers_rows_alone(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    office.everything()
    view = opened()
    view.tools.workers.setCurrentIndex(view.tools.workers.findData(BO))
    jobs.drain()
    assert names(view) == ["Wren Placeholder", "Alex Example", "Zoë Invented"]


def test_reading_anew_leaves_a_form_that_is_being_filled_in_alone(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.refer("Kit Sample", -3, ASH)
    view = opened()
    view.pane.regive.click()
    view.pane.give.list.setCurrentRow(1)
    view.pane.give.reason.setText("On le")
    office.refer("Sasha Invented", 6)
    view.refresh()
    jobs.drain()
    assert view.pane.give.isVisible()
    assert (view.pane.give.name, view.pane.give.reason.text()) == ("Sam Invented", "On le")


def test_reading_anew_leaves_several_that_were_chosen_alone(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    records = [office.refer("Dilan Madeup", -27), office.refer("Sasha Invented", 6)]
    view = opened()
    view.list.selectAll()
    late = office.refer("Kit Sample", -3)
    view.refresh()
    jobs.drain()
    assert [item.row.work.referral for item in view.pane.items] == records
    assert view.groups._counts[Group.UNALLOCATED] == 3
    view.pane.give.focus()
    view.pane.decide()
    jobs.drain()
    assert [referral(office, one).worker for one in (*records, late)] == [ASH, ASH, ""]
    assert len(rows(view)) == 3


def test_as_time_passes_it_is_read_anew(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    office.refer("Sasha Invented", 6)
    view = opened()
    office.clock.now += timedelta(hours=7)
    view.minute.timeout.emit()
    jobs.drain()
    assert view.groups._counts[Group.OVERDUE] == 1
    assert view.minute.isActive()


def test_too_many_at_once_are_refused_in_words(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    office.store.commit_all([change for number in range(501) for change in office.changes(f"Child {number}")])
    view = opened()
    view.list.selectAll()
    jobs.drain()
    assert view.pane.said.text() == "Please choose at most 500 at once."
    assert not view.pane.act.isVisible()


def test_rows_that_are_far_below_are_read_before_they_can_be_given(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.store.commit_all([change for number in range(250) for change in office.changes(f"Child {number}")])
    view = opened()
    view.list.selectAll()
    assert view.pane.items == ()
    jobs.drain()
    assert len(view.pane.items) == 250


SIZES = pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])


@SIZES
@pytest.mark.parametrize("group", [Group.OPEN, Group.UNALLOCATED, Group.REVIEW, Group.SIGN_OFF, Group.LEFT])
def test_nothing_is_cut_off_and_everything_has_a_name(
    office: DeskOffice, opened: Open, jobs: ManualJobs, group: Group, size: QSize
) -> None:
    office.everything()
    view = opened()
    view.resize(size)
    turn(view, group, jobs)
    assert view.size() == size
    assert cut_off(view) == []
    assert unnamed(view) == []
    view.list.setFocus()
    view.begin()
    QApplication.processEvents()
    assert cut_off(view) == []
    assert unnamed(view) == []


def test_in_a_small_window_the_decision_takes_the_place_of_the_list_until_esc(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.refer("Dilan Madeup", -27)
    view = opened()
    view.resize(BESIDE_RAIL)
    QApplication.processEvents()
    assert (view.list.isVisible(), view.pane.isVisible()) == (True, False)
    view.list.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert (view.list.isVisible(), view.pane.isVisible()) == (False, True)
    keyboard.press(Qt.Key.Key_Escape)
    assert (view.list.isVisible(), view.pane.isVisible()) == (True, False)
    assert keyboard.focused() is view.list


def test_another_group_begins_at_its_top_unless_what_was_chosen_is_in_it(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.everything()
    view = opened()
    view.list.setCurrentIndex(view.list.rows.index(2))
    turn(view, Group.OVERDUE, jobs)
    assert [item.row.work.called for item in view.pane.items] == ["Kit Sample"]
    turn(view, Group.SOON, jobs)
    assert [item.row.work.called for item in view.pane.items] == ["Sasha Invented"]


def test_the_row_that_was_chosen_stays_chosen(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    office.refer("Dilan Madeup", -27)
    office.refer("Sasha Invented", 6)
    view = opened()
    select = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.list.selectionModel().setCurrentIndex(view.list.rows.index(1), select)
    office.refer("Kit Sample", -3)
    view.refresh()
    jobs.drain()
    assert view.pane.items[0].row.work.called == "Sasha Invented"


def test_a_second_press_while_it_is_given_gives_nothing_twice(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    record = office.refer("Dilan Madeup", -27)
    view = opened()
    view.pane.give.focus()
    view.pane.act.click()
    view.pane.act.click()
    jobs.drain()
    assert view.told.text() == "1 referral given to Ash Specimen."
    assert len(referral(office, record).transfers) == 1
