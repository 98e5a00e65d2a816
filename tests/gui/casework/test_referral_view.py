"""Taking a referral: one form, nothing lost, nobody twice."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.errors import DiskFull
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.casework.referral_view import ReferralView
from rhi_desktop.services.ports import WorklistFilter
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL, Office
from tests.gui.walkers import cut_off, unnamed


@pytest.fixture
def view(office: Office, jobs: ManualJobs, qtbot: QtBot) -> ReferralView:
    view = ReferralView(office.casework, office.worklists, code_lists(), jobs)
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    keyboard.show(view)
    view.begin()
    jobs.drain()
    return view


NOT_FOUND = "until returned (when the child was found is not recorded)"


def write_new(view: ReferralView, name: str = "Sasha Invented") -> None:
    view._new.setChecked(True)
    view._child.name.setText(name)
    view._child.born.setText("4/3/2012")
    view._episode.missing_since.day.setText("23 Nov")
    view._episode.returned.day.setText("24/11/26")
    view._episode.returned.time.setText("2.05pm")
    view._episode.returned.time.editingFinished.emit()
    view._request.source.choose("Police")


def errors(view: ReferralView) -> list[str]:
    labels = [one for one in view.findChildren(QLabel) if one.property("role") == "error" and one.isVisible()]
    return [one.text() for one in labels if one.text()]


def taken_count(office: Office) -> int:
    return office.store.worklist_count(WorklistFilter())


def test_a_new_child_is_taken_with_episode_and_referral(
    view: ReferralView, office: Office, jobs: ManualJobs, qtbot: QtBot
) -> None:
    write_new(view)
    view._request.source.setFocus()
    assert view._episode._due.text().splitlines() == [
        "The interview is due by Fri 27 Nov 2026, 14:05, 72 hours after the return.",
        f"Missing for between 14 hours and 39 hours, {NOT_FOUND}; overnight.",
    ]
    with qtbot.waitSignal(view.taken) as taken:
        keyboard.control(Qt.Key.Key_S)
        jobs.drain()
    assert taken.args is not None
    (row,) = office.store.worklist(WorklistFilter(), offset=0, limit=5)
    assert row.referral == taken.args[0]
    assert (row.called, row.returned, row.received) == ("Sasha Invented", "2026-11-24T14:05Z", "2026-11-25T12:00Z")
    assert office.store.get(Kind.CHILD, row.child).body["born"] == "2012-03-04"


def test_the_search_comes_first_and_a_found_child_is_not_made_again(
    view: ReferralView, office: Office, jobs: ManualJobs, qtbot: QtBot
) -> None:
    known = office.refer("Robin Example").value.child
    office.refer("Kit Sample")
    assert keyboard.focused() is view._search.field
    keyboard.write("robin")
    qtbot.waitUntil(lambda: jobs.executor.waiting > 0)
    jobs.drain()
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_Return)
    assert view._who.text() == "The referral is about Robin Example."
    view._save.click()
    jobs.drain()
    assert len(office.store.children("", limit=9)) == 2
    assert len(office.casework.open_child(known).referrals) == 2


def test_a_name_that_is_in_the_store_already_is_told(view: ReferralView, office: Office, jobs: ManualJobs) -> None:
    office.refer("Robin Example")
    view._search.field.setText("Robin Example")
    view._new.setChecked(True)
    jobs.drain()
    assert view._child.name.text() == "Robin Example"
    assert view._twin.isVisible()
    assert "Robin Example · RHI-0001 · born 4 Mar 2012" in view._twin.text()
    view._child.name.setText("Somebody Else Invented")
    view._child.name.editingFinished.emit()
    jobs.drain()
    assert not view._twin.isVisible()


def test_without_a_child_nothing_is_saved_and_the_search_has_the_keyboard(
    view: ReferralView, office: Office, jobs: ManualJobs
) -> None:
    view._request.source.setFocus()
    view._save.click()
    jobs.drain()
    assert errors(view) == ["Choose the child above, or “A child who is new here”."]
    assert keyboard.focused() is view._search.field
    assert taken_count(office) == 0


def test_what_is_wrong_is_said_under_its_field_and_the_first_gets_the_keyboard(
    view: ReferralView, office: Office, jobs: ManualJobs
) -> None:
    write_new(view, name="")
    view._child.born.setText("4/3")
    view._episode.missing_since.day.setText("the other day")
    view._episode.returned.day.setText("26/11/26")
    view._request.received.day.setText("")
    view._request.received.time.setText("")
    assert errors(view) == []
    view._save.click()
    jobs.drain()
    assert errors(view) == [
        "Please give a name. If it is not known, write what the child is called.",
        "Please give the date of birth like 4/3/2012, or leave it empty if it is not known.",
        "Please give the day like 24/11/2026 or 24 Nov.",
        "This is still to come. Please check the date and the time.",
        "Please give the day on which the referral came.",
        "Please look at what is marked above.",
    ]
    assert keyboard.focused() is view._child.name
    assert view._episode.missing_since.day.text() == "the other day"
    assert taken_count(office) == 0


def test_the_episode_of_a_known_child_begins_with_their_care_and_is_checked_against_them(
    view: ReferralView, office: Office, jobs: ManualJobs
) -> None:
    child = office.refer(social_worker="Pat Invented").value.child
    view._search.chosen.emit(child, "Robin Example")
    jobs.drain()
    assert view._episode.episode().status.social_worker == "Pat Invented"
    view._episode.missing_since.day.setText("25/11/26")
    view._episode.missing_since.day.editingFinished.emit()
    remarks = [one.text() for one in view.findChildren(QLabel) if one.isVisible() and "overlaps" in one.text()]
    assert remarks == []
    view._episode.missing_since.day.setText("21/11/26")
    view._episode.missing_since.day.editingFinished.emit()
    remarks = [one.text() for one in view.findChildren(QLabel) if one.isVisible() and "overlaps" in one.text()]
    assert remarks == ["Another episode began Fri 20 Nov 2026, 20:00 and overlaps this one. Are they one?"]


@pytest.mark.parametrize(("day", "clock"), [("26/11/26", ""), ("25/11/26", "12:01")])
def test_a_referral_cannot_have_come_in_the_future(
    view: ReferralView, office: Office, jobs: ManualJobs, day: str, clock: str
) -> None:
    write_new(view)
    view._request.received.day.setText(day)
    view._request.received.time.setText(clock)
    view._save.click()
    jobs.drain()
    assert errors(view)[0] == "This is still to come. Please check the date and the time."
    assert taken_count(office) == 0
    view._request.received.time.setText("12:00")
    view._request.received.day.setText("25/11/26")
    view._save.click()
    jobs.drain()
    assert taken_count(office) == 1


def test_a_full_disk_loses_nothing_that_was_written(
    view: ReferralView, office: Office, jobs: ManualJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_new(view)

    def full(*_changes: object, **_more: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(office.store, "commit", full)
        view._save.click()
        jobs.drain()
    assert errors(view) == [str(DiskFull())]
    assert view._child.name.text() == "Sasha Invented"
    view._save.click()
    jobs.drain()
    assert taken_count(office) == 1


def test_pressing_save_twice_takes_one_referral(view: ReferralView, office: Office, jobs: ManualJobs) -> None:
    write_new(view)
    view.save()
    view.save()
    jobs.drain()
    assert taken_count(office) == 1


def test_what_was_written_is_still_there_after_looking_elsewhere(view: ReferralView, jobs: ManualJobs) -> None:
    write_new(view)
    view._request.notes.setPlainText("Call the carer first.")
    view.begin()
    jobs.drain()
    assert view._kept.isVisible()
    assert view._child.name.text() == "Sasha Invented"
    assert view._request.notes.toPlainText() == "Call the carer first."
    view._clear.click()
    assert not view._kept.isVisible()
    assert view._request.notes.toPlainText() == ""
    assert view._known.isChecked()


def test_a_form_in_which_nothing_was_written_begins_anew(
    view: ReferralView, office: Office, jobs: ManualJobs, qtbot: QtBot
) -> None:
    write_new(view)
    with qtbot.waitSignal(view.taken):
        view._save.click()
        jobs.drain()
    view.begin()
    jobs.drain()
    assert not view._kept.isVisible()
    assert view._child.name.text() == ""


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("new", [False, True])
def test_the_form_fits_and_everything_in_it_has_a_name(view: ReferralView, size: QSize, new: bool) -> None:
    view.resize(size)
    (view._new if new else view._known).setChecked(True)
    view._save.click()
    QApplication.processEvents()
    assert cut_off(view) == []
    assert unnamed(view) == []


def test_no_input_method_learns_what_is_written(view: ReferralView) -> None:
    view._new.setChecked(True)
    fields = [*view.findChildren(QLineEdit), *view.findChildren(QPlainTextEdit)]
    assert len(fields) > 15
    open_fields = [one for one in fields if not one.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData]
    assert [one.accessibleName() for one in open_fields] == []
