"""To the talk, to the form, and to what is urgent, over a real encrypted store and the shipped questions."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.interview.saving import SaveState
from rhi_desktop.gui.interview.urgent_view import UrgentView
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.preparation.view import PreparationView
from rhi_desktop.gui.screens import make_desk_view
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.pictures import LAPTOP
from tests.gui.real_desks import desk_over, founded

T = TypeVar("T", bound=QWidget)
WORDS, HURT = "/data/reasons/why/why_words", "/data/harm/harm_away_page/away_hurt"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    made = founded(tmp_path, Clock())
    yield made
    made.close()


@pytest.fixture
def referral(store: SqlStore) -> str:
    found = store.every(Kind.REFERRAL)
    assert len(found) == 1
    return found[0].id


@pytest.fixture
def view(qtbot: QtBot, store: SqlStore, assets: Assets, jobs: ManualJobs) -> DeskView:
    clock = Clock()
    making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
    parts = AccessParts(Forms(assets.ui), Gate(FakeAccess, jobs), jobs, making, clock, lambda _below: 0)
    made = make_desk_view(desk_over(store, clock), parts, Settings(), lambda _settings: "")
    qtbot.addWidget(made)
    made.resize(LAPTOP)
    keyboard.show(made)
    jobs.drain()
    return made


@pytest.fixture
def settle(jobs: ManualJobs) -> Callable[[], None]:
    def settled() -> None:
        jobs.drain()
        QApplication.processEvents()

    return settled


def child_of(view: DeskView, kind: type[T]) -> T:
    found = view.findChild(kind)
    assert isinstance(found, kind)
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def write(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def test_from_the_page_before_the_meeting_one_goes_straight_into_the_talk(
    view: DeskView, referral: str, settle: Callable[[], None], store: SqlStore
) -> None:
    view.turn_to("preparation")
    child_of(view, PreparationView).conversation_requested.emit(referral)
    settle()
    assert view.current == "interview"
    interview = child_of(view, InterviewView)
    assert interview.frame.talking
    write("we walked a long way")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F5)
    settle()
    assert not interview.frame.talking
    assert [one.text for one in store.jottings(store.open_drafts()[0].interview)] == ["we walked a long way"]


def test_one_draft_opened_from_two_places_is_one_interview_and_loses_nothing(
    view: DeskView, referral: str, settle: Callable[[], None], store: SqlStore
) -> None:
    child_of(view, WorklistView).interview_requested.emit(referral)
    settle()
    interview = child_of(view, InterviewView)
    interview.go_to_question(WORDS)
    write("I wanted quiet")
    view.turn_to("worklist")
    view.turn_to("child")
    child_of(view, ChildView).interview_requested.emit(referral)
    settle()
    assert view.current == "interview"
    assert len(store.open_drafts()) == 1
    assert interview.node(WORDS).value == "I wanted quiet"
    kept = {entry.key: entry.value for entry in store.read(store.open_drafts()[0].interview)[1]}
    assert kept[WORDS] == "I wanted quiet"


def test_words_that_cannot_be_saved_are_still_there_when_the_draft_is_opened_again(
    view: DeskView, referral: str, settle: Callable[[], None], store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_of(view, WorklistView).interview_requested.emit(referral)
    settle()
    interview = child_of(view, InterviewView)
    save = store.save
    monkeypatch.setattr(store, "save", _refuse)
    interview.go_to_question(WORDS)
    write("I wanted quiet")
    view.turn_to("worklist")
    settle()
    child_of(view, WorklistView).interview_requested.emit(referral)
    settle()
    assert interview.answering is not None
    assert interview.answering.saver.state is SaveState.FAILED
    assert interview.node(WORDS).value == "I wanted quiet"
    monkeypatch.setattr(store, "save", save)
    interview.answering.saver.retry()
    settle()
    kept = {entry.key: entry.value for entry in store.read(store.open_drafts()[0].interview)[1]}
    assert kept[WORDS] == "I wanted quiet"


def test_what_is_urgent_is_shared_from_the_draft_and_one_comes_back_to_it(
    view: DeskView, referral: str, settle: Callable[[], None], store: SqlStore, qtbot: QtBot
) -> None:
    child_of(view, WorklistView).interview_requested.emit(referral)
    settle()
    interview = child_of(view, InterviewView)
    assert interview.answering is not None
    interview.answering.answer(HURT, "yes")
    qtbot.waitUntil(interview.frame.risk.isVisible)
    interview.frame.risk.share.click()
    settle()
    assert view.current == "urgent"
    urgent = child_of(view, UrgentView)
    urgent.recipient.setCurrentIndex(urgent.recipient.findData("police"))
    urgent.told.click()
    settle()
    assert len(store.every(Kind.SHARING)) == 1
    urgent.recipient.setFocus()
    press(Qt.Key.Key_Escape)
    settle()
    assert view.current == "interview"
    assert interview.node(HURT).value == "yes"
    assert urgent.pages.pages == ()


def _refuse(*_arguments: object) -> None:
    raise OSError("no room")
