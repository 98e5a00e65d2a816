from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.casework.follow_up_view import FollowUpView
from rhi_desktop.services.actions import Actions
from rhi_desktop.services.sharings import Sharings
from tests.builders import an_action
from tests.gui.executors import ManualJobs
from tests.gui.records import Office


@pytest.fixture
def child(office: Office) -> str:
    return office.refer().value.child


@pytest.fixture
def actions(office: Office) -> Actions:
    return Actions(office.store, office.clock)


@pytest.fixture
def view(qtbot: QtBot, jobs: ManualJobs, office: Office, actions: Actions, child: str) -> FollowUpView:
    member = from_body(office.store.get(Kind.MEMBER, office.store.member).body, Member)
    shown = FollowUpView(actions, Sharings(office.store, office.clock), code_lists(), member, jobs)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    shown.show_child(child, "Robin")
    jobs.drain()
    return shown


def press(view: FollowUpView, words: str) -> None:
    next(b for b in view.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def said(view: FollowUpView) -> list[str]:
    QApplication.processEvents()
    return [found.text() for found in view.findChildren(QLabel) if found.isVisible()]


def test_what_is_empty_says_so(view: FollowUpView) -> None:
    assert any(words.startswith("Nothing was agreed yet") for words in said(view))
    assert any(words.startswith("Nobody has been told") for words in said(view))


def test_an_action_is_added_with_the_keyboard_and_listed_with_its_day(
    view: FollowUpView, jobs: ManualJobs, actions: Actions, child: str
) -> None:
    press(view, "Add an action")
    form = view._action_form
    QTest.keyClicks(form.what, "Ask school about lunch club")
    QTest.keyClicks(form.who, "Pat Pretend")
    QTest.keyClicks(form.due.day, "1 dec")
    QTest.keyClick(form.due.day, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    jobs.drain()
    (kept,) = actions.of_child(child)
    assert (kept.value.what, kept.value.due, kept.value.interview) == ("Ask school about lunch club", "2026-12-01", "")
    assert "Due Tue 1 Dec 2026" in said(view)


def test_an_action_that_says_too_little_is_not_taken_and_nothing_typed_is_lost(
    view: FollowUpView, jobs: ManualJobs, actions: Actions, child: str
) -> None:
    press(view, "Add an action")
    QTest.keyClicks(view._action_form.what, "Ask")
    press(view, "Save")
    jobs.drain()
    assert "Please say who will do it." in said(view)
    assert view._action_form.what.text() == "Ask"
    assert actions.of_child(child) == ()


def test_what_came_of_an_action_is_recorded_later_and_needs_words(
    view: FollowUpView, jobs: ManualJobs, actions: Actions, child: str
) -> None:
    actions.add(an_action(child, "", who="Pat", due="2026-11-20"))
    view.refresh()
    jobs.drain()
    assert "Late: due Fri 20 Nov 2026" in said(view)
    press(view, "What came of it")
    form = view._action_form
    form.status.setCurrentIndex(1)
    press(view, "Save")
    jobs.drain()
    assert "Please say in a few words what came of it." in said(view)
    QTest.keyClicks(form.outcome, "Robin goes now")
    press(view, "Save")
    jobs.drain()
    (kept,) = actions.of_child(child)
    assert (kept.value.status, kept.value.outcome, kept.value.ended) == ("done", "Robin goes now", "2026-11-25")
    assert "Robin goes now" in said(view)


def test_a_kind_of_action_that_is_no_code_is_shown_and_kept(
    view: FollowUpView, jobs: ManualJobs, actions: Actions, child: str
) -> None:
    old = actions.add(an_action(child, "", who="Pat", kind="Something older"))
    view.amend_action(old)
    assert view._action_form.kind.currentText() == "Something older"
    assert view._action_form.action() == replace(old.value, kind="Something older")


def test_who_was_told_is_recorded_with_the_name_of_who_told_them(
    view: FollowUpView, jobs: ManualJobs, office: Office, child: str
) -> None:
    press(view, "Record who was told")
    form = view._sharing_form
    press(view, "Save")
    jobs.drain()
    assert "Please say who was told." in said(view)
    form.recipient.setCurrentIndex(form.recipient.findData("police"))
    press(view, "Save")
    jobs.drain()
    (kept,) = Sharings(office.store, office.clock).of_child(child)
    assert (kept.value.recipient, kept.value.what, kept.value.by) == ("police", "urgent", "Sam Invented")
    assert kept.value.at == "2026-11-25T12:00Z"
    assert "Urgent information, Wed 25 Nov 2026, 12:00" in said(view)
