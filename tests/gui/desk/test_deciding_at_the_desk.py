"""Deciding at the desk: giving, signing off, saying who was told; by the keyboard, and with others in between."""

from PySide6.QtCore import Qt

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.review import Verdict
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.desk_rows import Group
from rhi_desktop.services.desk_words import EMPTY
from tests.gui import keyboard
from tests.gui.desk.conftest import Open
from tests.gui.desk.offices import ASH, BO, LEE, DeskOffice
from tests.gui.desk.reading import names, referral, rows, turn
from tests.gui.executors import ManualJobs
from tests.gui.team.scripted_team import a_member
from tests.overseen import URGENT


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
    assert not view.pane.give.isVisible()


def test_esc_leaves_a_referral_with_whoever_has_it(office: DeskOffice, opened: Open) -> None:
    record = office.refer("Kit Sample", -3, ASH)
    view = opened()
    view.pane.regive.click()
    assert view.pane.give.isVisible()
    keyboard.press(Qt.Key.Key_Escape)
    assert not view.pane.give.isVisible()
    keyboard.press(Qt.Key.Key_Return)
    assert office.asked == [("referral_chosen", record)]


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
