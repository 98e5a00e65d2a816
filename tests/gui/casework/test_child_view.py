"""One child: reading the case, amending it in place, and its history."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.episode import CareStatus
from rhi_desktop.domain.records import Kind, RecordChanged, RecordMissing
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.casework.twice_view import TwiceParts
from rhi_desktop.services.ports import AuditAct
from tests.builders import a_change, a_draft, an_episode, an_interview, new_id
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL, Office
from tests.gui.walkers import cut_off, unnamed


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


def words(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def press(view: QWidget, name: str) -> None:
    found = [one for one in view.findChildren(QPushButton) if one.isVisible() and name in _called(one)]
    assert len(found) == 1, f"{len(found)} buttons are called {name}"
    found[0].click()


def test_a_case_is_read_from_the_top(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    child = office.refer(
        "Robin Example", "2026-11-22T18:00Z", preferred_name="Robbie", alerts=("Do not disclose address",)
    ).value.child
    show(view, child, jobs)
    assert words(view) == [
        "Robin Example",
        "known as Robbie · 14 years old · born 4 Mar 2012 · RHI-0001",
        "Do not disclose address",
        "Recorded Wed 25 Nov 2026, 12:00",
        "Referrals",
        "Due in 6 hours",
        "Received Wed 25 Nov 2026, 09:00 from Police",
        "Episodes",
        "Missing since Fri 20 Nov 2026, 20:00, returned Sun 22 Nov 2026, 18:00",
        "Missing for 46 hours, until returned (when the child was found is not recorded); overnight.",
        "Recorded Wed 25 Nov 2026, 12:00",
    ]
    assert keyboard.focused().property("text") == "Begin the interview"


def test_each_referral_offers_what_comes_next(view: ChildView, office: Office, jobs: ManualJobs, qtbot: QtBot) -> None:
    referral = office.refer()
    child = referral.value.child
    show(view, child, jobs)
    with qtbot.waitSignal(view.interview_requested) as begun:
        press(view, "Begin the interview")
    assert begun.args == [referral.id]
    with qtbot.waitSignal(view.referral_chosen) as chosen:
        press(view, "Offer and triage: Received")
    assert chosen.args == [referral.id]
    draft = a_draft(referral.id, child)
    office.store.begin(draft, [])
    show(view, child, jobs)
    assert "Draft saved Wed 25 Nov 2026, 12:00" in words(view)
    with qtbot.waitSignal(view.interview_requested):
        press(view, "Go on with the interview")
    interview = a_change(an_interview(referral.id, child))
    office.store.commit([interview], closes_draft=draft.interview)
    show(view, child, jobs)
    with qtbot.waitSignal(view.interview_opened) as read:
        press(view, "Read the interview")
    assert read.args == [interview.record]


def test_an_offer_that_was_declined_is_not_called_an_interview(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    referral = office.refer()
    child = referral.value.child
    office.store.commit([a_change(an_interview(referral.id, child, outcome="declined_child"))])
    show(view, child, jobs)
    assert "Declined by child, recorded Wed 25 Nov 2026, 12:00" in words(view)


def test_an_amended_return_moves_the_clock_on_the_page(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    show(view, office.refer(returned="").value.child, jobs)
    assert "Return time not recorded" in words(view)
    press(view, "Amend: Missing since")
    view._episode_form.returned.day.setText("24/11")
    view._episode_form.returned.time.setText("6pm")
    press(view, "Save")
    settle(jobs)
    assert "Due in 2 days" in words(view)
    assert "Changed once, last on Wed 25 Nov 2026, 12:00" in words(view)


def test_what_was_changed_elsewhere_is_not_written_over_and_the_form_stays(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer().value.child
    show(view, child, jobs)
    press(view, "Amend what is recorded of the child")
    view._child_form.needs.setText("Hears better on the left")
    case = office.casework.open_child(child)
    office.casework.amend_child(child, case.child.head, replace(case.child.value, sex="Female"))
    press(view, "Save")
    settle(jobs)
    assert str(RecordChanged()) in words(view)
    assert view._child_form.needs.text() == "Hears better on the left"
    assert office.casework.open_child(child).child.value.sex == "Female"


def test_what_the_form_does_not_show_survives_an_amendment(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    child = office.refer(ethnicity="Invented", responsible_authority="Exampleton", sex="As recorded").value.child
    show(view, child, jobs)
    press(view, "Amend what is recorded of the child")
    view._child_form.needs.setText("Hears better on the left")
    press(view, "Save")
    settle(jobs)
    value = office.casework.open_child(child).child.value
    assert value.needs == "Hears better on the left"
    assert (value.ethnicity, value.responsible_authority, value.sex) == ("Invented", "Exampleton", "As recorded")


def test_an_episode_is_added_once_however_often_save_is_pressed(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer().value.child
    show(view, child, jobs)
    press(view, "Add an episode")
    view._episode_form.missing_since.day.setText("25/11/26")
    view._edit_episode.save()
    view._edit_episode.save()
    settle(jobs)
    episodes = office.casework.open_child(child).episodes
    assert sorted(one.value.missing_since for one in episodes) == ["2026-11-20T20:00Z", "2026-11-25"]


def test_an_added_episode_is_referred_from_the_case_alone_or_with_others(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer().value.child
    first = office.casework.add_episode(an_episode(child, missing_since="2026-11-24", returned="2026-11-24T23:00Z"))
    second = office.casework.add_episode(an_episode(child, missing_since="2026-11-25", returned="2026-11-25T08:00Z"))
    show(view, child, jobs)
    press(view, "Take a referral: Missing since Tue 24 Nov")
    assert [box.isChecked() for box in view._request_form.episodes.values()] == [False, True]
    for box in view._request_form.episodes.values():
        box.setChecked(False)
    press(view, "Save")
    assert "Please choose at least one episode." in words(view)
    for box in view._request_form.episodes.values():
        box.setChecked(True)
    press(view, "Save")
    settle(jobs)
    newest = office.casework.open_child(child).referrals[0].value
    assert set(newest.episodes) == {first.id, second.id}
    assert newest.returned == "2026-11-25T08:00Z"
    assert not [one for one in view.findChildren(QPushButton) if one.isVisible() and "Take a ref" in one.text()]


def test_what_is_saved_is_what_stood_in_the_form_when_save_was_pressed(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer().value.child
    show(view, child, jobs)
    press(view, "Amend what is recorded of the child")
    view._child_form.needs.setText("As saved")
    view._edit_child.save()
    view._child_form.needs.setText("Typed a moment later")
    settle(jobs)
    assert office.casework.open_child(child).child.value.needs == "As saved"


def test_a_wrong_order_of_times_is_said_and_nothing_is_saved(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    child = office.refer().value.child
    show(view, child, jobs)
    press(view, "Amend: Missing since")
    view._episode_form.returned.day.setText("19/11/26")
    press(view, "Save")
    settle(jobs)
    assert "This is before the time above it. Please check both." in words(view)
    assert keyboard.focused() is view._episode_form.returned.day
    assert len(office.casework.history(office.casework.open_child(child).episodes[0].id)) == 1


def test_history_tells_each_change_and_esc_leads_back(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    child = office.refer().value.child
    case = office.casework.open_child(child)
    office.casework.amend_child(child, case.child.head, replace(case.child.value, needs="Hears better on the left"))
    show(view, child, jobs)
    press(view, "History of what is recorded")
    settle(jobs)
    shown = words(view)
    assert shown[0] == "History of Robin Example"
    assert "Communication needs: Hears better on the left (before: not recorded)" in shown
    keyboard.press(Qt.Key.Key_Escape)
    assert "Referrals" in words(view)


def test_an_address_that_is_kept_back_is_shown_on_asking_and_the_audit_knows(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer(address="1 Invented Street", postcode="ZZ1 1ZZ", alerts=("Do not disclose address",))
    record = child.value.child
    office.casework.add_episode(an_episode(record, missing_from="1 Invented Street", missing_from_postcode="ZZ11ZZ"))
    show(view, record, jobs)
    assert not any("Invented Street" in one or "ZZ1" in one for one in words(view))
    acts = [entry.act for entry in office.store.entries(record)]
    assert AuditAct.ADDRESS_SHOWN not in acts
    press(view, "Show the address")
    settle(jobs)
    assert "Address, not to be disclosed: 1 Invented Street, ZZ1 1ZZ" in words(view)
    press(view, "Show the address")
    settle(jobs)
    assert not any("Invented Street" in one for one in words(view))
    assert [entry.act for entry in office.store.entries(record)] == [AuditAct.ADDRESS_SHOWN, *acts]
    show(view, record, jobs)
    press(view, "Amend what")
    view._child_form.home.show_button.click()
    settle(jobs)
    assert [entry.act for entry in office.store.entries(record)].count(AuditAct.ADDRESS_SHOWN) == 2


def test_any_other_address_is_shown_at_once(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    show(view, office.refer(address="1 Invented Street").value.child, jobs)
    assert "1 Invented Street" in words(view)


def test_what_stands_out_in_the_care_of_a_child_is_beside_their_name(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer(unaccompanied=True, responsible_authority="Exampleton").value.child
    episode = office.casework.open_child(child).episodes[0]
    status = CareStatus(case_status="looked_after_other", legal_status="V2")
    office.casework.amend_episode(episode.id, episode.head, replace(episode.value, status=status))
    show(view, child, jobs)
    shown = words(view)
    assert shown[2:4] == ["Came here unaccompanied", "Placed here by Exampleton"]
    care = "Looked after by another authority, placed here · Accommodated, section 20"
    assert {f"At the last episode: {care}", f"At the time: {care}"} <= set(shown)


def test_who_asked_and_the_notes_of_a_referral_are_amended_and_the_history_says_by_whom(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer().value.child
    before = office.casework.open_child(child).referrals[0].value
    show(view, child, jobs)
    press(view, "Amend: Received")
    assert view._request_form.source.words() == "Police"
    view._request_form.source.choose("Children’s home")
    view._request_form.notes.setPlainText("Ring before ten.")
    press(view, "Save")
    settle(jobs)
    after = office.casework.open_child(child).referrals[0].value
    assert after == replace(before, source="Children’s home", notes="Ring before ten.")
    press(view, "History: Received")
    settle(jobs)
    assert words(view)[1:4] == [
        "Changed Wed 25 Nov 2026, 12:00, by Sam Invented",
        "Who asked: Children’s home (before: Police)",
        "Notes: Ring before ten. (before: not recorded)",
    ]


def test_an_added_episode_begins_with_the_care_of_the_last_one_and_keeps_its_own(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer().value.child
    episode = office.casework.open_child(child).episodes[0]
    first = CareStatus(legal_status="C1")
    office.casework.amend_episode(episode.id, episode.head, replace(episode.value, status=first))
    show(view, child, jobs)
    press(view, "Add an episode")
    assert view._episode_form.episode().status == first
    view._episode_form._care.legal_status.choose("C2")
    view._episode_form.missing_since.day.setText("25/11/26")
    press(view, "Save")
    settle(jobs)
    statuses = {one.value.missing_since: one.value.status for one in office.casework.open_child(child).episodes}
    assert statuses == {"2026-11-25": CareStatus(legal_status="C2"), "2026-11-20T20:00Z": first}


def test_coming_back_to_a_case_shows_how_the_work_stands_now(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    referral = office.refer()
    show(view, referral.value.child, jobs)
    office.store.commit([a_change(an_interview(referral.id, referral.value.child))])
    view.refresh()
    settle(jobs)
    assert "Interview submitted Wed 25 Nov 2026, 12:00" in words(view)


def test_opening_another_child_opens_that_child_alone(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    before, after = office.refer("Robin Example").value.child, office.refer("Sasha Invented").value.child
    show(view, before, jobs)
    view.show_child(after)
    view.refresh()
    settle(jobs)
    assert words(view)[0] == "Sasha Invented"
    assert [len(office.store.entries(child)) for child in (before, after)] == [1, 1]


def test_coming_back_to_a_form_keeps_what_was_written(view: ChildView, office: Office, jobs: ManualJobs) -> None:
    show(view, office.refer().value.child, jobs)
    press(view, "Amend what")
    view._child_form.needs.setText("Hears better on the left")
    view.refresh()
    settle(jobs)
    assert view._child_form.isVisible()
    assert view._child_form.needs.text() == "Hears better on the left"


def test_of_two_children_opened_one_after_the_other_the_second_is_shown(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    first, second = office.refer("Robin Example").value.child, office.refer("Sasha Invented").value.child
    view.show_child(first)
    view.show_child(second)
    jobs.executor.step()
    QApplication.processEvents()
    assert words(view) == []
    settle(jobs)
    assert words(view)[0] == "Sasha Invented"


def test_esc_leaves_a_form_only_while_nothing_was_written_in_it(
    view: ChildView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer().value.child
    show(view, child, jobs)
    press(view, "Amend what")
    keyboard.press(Qt.Key.Key_Escape)
    assert "Referrals" in words(view)
    press(view, "Amend what")
    keyboard.write("x")
    keyboard.press(Qt.Key.Key_Escape)
    assert "What you wrote is not saved yet." in words(view)
    assert view._child_form.isVisible()
    press(view, "Leave without saving")
    assert "Referrals" in words(view)


def test_a_child_who_is_not_there_is_told_in_words(view: ChildView, jobs: ManualJobs, qtbot: QtBot) -> None:
    show(view, new_id(), jobs)
    assert words(view) == [str(RecordMissing(Kind.CHILD))]
    with qtbot.waitSignal(view.back):
        press(view, "Back")


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("page", ["", "Amend what", "Amend: Missing", "History of what", "Take a referral"])
def test_every_page_of_a_case_fits_and_everything_in_it_has_a_name(
    view: ChildView, office: Office, jobs: ManualJobs, size: QSize, page: str
) -> None:
    long = "Aleksandra-Wilhelmina Przykładowa-Wymyślona of a Very Long Invented Name"
    alerts = ("Do not disclose address", "Never telephone the flat before the worker has spoken to the school " * 2)
    child = office.refer(long, alerts=alerts).value.child
    office.casework.add_episode(an_episode(child, kind="away"))
    show(view, child, jobs)
    view.resize(size)
    if page:
        press(view, page)
    settle(jobs)
    assert cut_off(view) == []
    assert unnamed(view) == []
    for scrolled in (one for one in view.findChildren(QScrollArea) if one.isVisible()):
        content = scrolled.widget()
        assert isinstance(content, QWidget)
        assert content.width() <= scrolled.viewport().width()


def _called(button: QPushButton) -> str:
    return button.accessibleName() or button.text()
