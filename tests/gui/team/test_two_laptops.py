"""A coordinator and a worker in windows of their own, over the real exchange and a hub in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import barred_words
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.keep_sheet import KeepSheet
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.screens import make_desk_view
from rhi_desktop.gui.team.strip import SyncStrip
from rhi_desktop.gui.team.view import TeamView
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.ports import at_once
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.teaming import Teaming
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.sync.hub import HubUnreachable
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.link import Link
from tests.builders import Clock, a_child, an_episode
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.pictures import LAPTOP
from tests.gui.real_desks import desk_over, shipped_form
from tests.scripted import Scripted
from tests.store.engines import with_tables
from tests.syncing.laptops import ADDRESS, FOUNDING
from tests.syncing.memory_hub import MemoryHub

T = TypeVar("T", bound=QWidget)


class Window:
    """The desk of one laptop. The hub is asked as the program asks it."""

    def __init__(self, name: str, folder: Path, hub: MemoryHub, assets: Assets) -> None:
        self.jobs, self.clock, self.asked = ManualJobs(), Clock(), list[str]()
        self.store = SqlStore.found(with_tables(folder / f"{name}.db"), name, self.clock)
        QuestionSets(self.store, self.store.member).install(shipped_form())
        link = Link(Stored(self.store.team, at_once, self.clock), hub.as_asked_by, name)
        allocating = Allocating(self.store, self.store.member, link.role, self.clock)
        self.teaming = Teaming(link, allocating, Naming(self.store), self.store.device, lambda _failures, _asked: 60.0)
        self.desk = replace(desk_over(self.store, self.clock), teaming=self.teaming)
        making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
        gate = Gate(FakeAccess, self.jobs)
        parts = AccessParts(Forms(assets.ui), gate, self.jobs, making, self.clock, lambda _below: 0)
        self.view = make_desk_view(self.desk, parts, Settings(), lambda _settings: "")
        self.view.asked.connect(self.asked.append)
        self.view.resize(LAPTOP)
        self.view.show()
        self.settle()

    def settle(self) -> None:
        """Do the work that waits."""
        self.jobs.drain()
        QApplication.processEvents()

    def find(self, kind: type[T]) -> T:
        """Return the one widget of a kind."""
        found = self.view.findChild(kind)
        assert isinstance(found, kind)
        return found

    def says(self, part: str) -> bool:
        """Whether this can be read."""
        return any(part in one.text() for one in self.view.findChildren(QLabel) if one.isVisible())

    def press(self, name: str) -> None:
        """Click a button."""
        shown = [one for one in self.view.findChildren(QPushButton) if one.isVisible()]
        found = [one for one in shown if name in (one.text(), one.accessibleName())]
        assert found, f"no button is called {name}: {[one.accessibleName() or one.text() for one in shown]}"
        self.view.activateWindow()
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def exchange(self) -> None:
        """Send and receive."""
        self.find(SyncStrip).exchange_asked.emit()
        self.settle()

    def team(self) -> TeamView:
        """Turn to the team."""
        self.view.turn_to("team")
        self.settle()
        return self.find(TeamView)


Open = Callable[[str], Window]


@pytest.fixture
def hub() -> MemoryHub:
    return MemoryHub()


@pytest.fixture
def opened(qtbot: QtBot, dressed: QApplication, assets: Assets, tmp_path: Path, hub: MemoryHub) -> Iterator[Open]:
    made: list[Window] = []

    def make(name: str) -> Window:
        made.append(Window(name, tmp_path, hub, assets))
        qtbot.addWidget(made[-1].view)
        return made[-1]

    yield make
    for window in made:
        window.settle()
        window.store.close()


def founded(ann: Window) -> None:
    screen = ann.team()
    ann.press("Set up a team")
    screen.found_form.hub.setText(ADDRESS)
    screen.found_form.code.setText(FOUNDING)
    ann.press("Set up the team")
    (code,) = (one.text() for one in ann.view.findChildren(QLabel) if one.accessibleName() == "Recovery code")
    ann.press("I have it on paper")
    ann.find(KeepSheet).typed.setText(code.split()[0])
    ann.press("Go on")
    assert ann.says("Coordinator ·")
    keyboard_on = ann.view.focusWidget()
    assert keyboard_on is not None
    assert screen.isAncestorOf(keyboard_on)


def let_in(ann: Window, kim: Window) -> None:
    screen = ann.team()
    ann.press("Invite somebody")
    screen.invite_form.name.setText("Kim Sample")
    ann.press("Make the invitation")
    text = screen.invited.text.toPlainText()
    ann.press("Done")
    joining = kim.team()
    kim.press("Join a team")
    joining.join_form.invitation.setPlainText(text)
    kim.press("Ask to join")
    ann.view.turn_to("worklist")
    ann.team()
    shown = [one.text() for one in kim.view.findChildren(QLabel) if one.accessibleName().startswith("Code: ")]
    assert ann.says(shown[-1])
    ann.press("The codes match: let Kim Sample in")
    kim.press("Ask whether I am let in")
    assert kim.says("Worker ·")


def given(ann: Window, kim: Window) -> str:
    taken = ann.desk.casework.take_referral(
        a_child(name="Sasha Invented"), an_episode(""), received="2026-11-25T09:00Z", source="police", notes=""
    )
    ann.find(WorklistView).referral_chosen.emit(taken.id)
    ann.settle()
    assert ann.says("With you")
    ann.press("Give to somebody else…")
    page = ann.find(ReferralPage)
    assert page._allocation is not None
    next(iter(page._allocation.form.choices.values())).setChecked(True)
    ann.press("Give the referral")
    assert ann.says("With Kim Sample")
    ann.exchange()
    return taken.id


def test_from_the_invitation_to_an_interview_that_the_coordinator_has(opened: Open, hub: MemoryHub) -> None:
    ann, kim = opened("Ann Invented"), opened("Kim Sample")
    founded(ann)
    let_in(ann, kim)
    referral = given(ann, kim)
    worklist = kim.find(WorklistView)
    kim.view.turn_to("worklist")
    kim.settle()
    assert worklist.rows == 0
    kim.exchange()
    assert worklist.rows == 1
    worklist.referral_chosen.emit(referral)
    kim.settle()
    assert kim.says("Given to you by Ann Invented")
    assert not kim.says("Sign off")

    def unreachable(_request: str) -> None:
        raise HubUnreachable("There is no connection to the internet.")

    hub.before = unreachable
    written = Scripted(kim.store, kim.desk.casework, kim.desk.interviewing, referral, kim.clock)
    interview = written.submit("interview").id
    kim.exchange()
    assert kim.find(SyncStrip).words.text().startswith("Offline. 1 interview")
    worklist.interview_opened.emit(interview)
    kim.settle()
    assert kim.says("Waiting to be sent")
    hub.before = lambda _request: None
    kim.exchange()
    assert kim.find(SyncStrip).words.text().startswith("Everything sent. Last sent ")
    assert kim.says("At the hub since 12:00, not yet received by a coordinator")
    ann.exchange()
    ann.find(WorklistView).interview_opened.emit(interview)
    ann.settle()
    assert ann.says("Interview with Sasha Invented")
    assert not ann.says("Received by")
    kim.exchange()
    assert kim.says("Received by the coordinator")


def test_a_laptop_that_is_taken_out_locks_and_says_whom_to_ask(opened: Open) -> None:
    ann, kim = opened("Ann Invented"), opened("Kim Sample")
    founded(ann)
    let_in(ann, kim)
    ann.view.turn_to("worklist")
    ann.team()
    (named,) = (
        one.accessibleName()
        for one in ann.view.findChildren(QPushButton)
        if one.accessibleName().startswith("Take out")
    )
    ann.press(named)
    ann.press("Take it out")
    assert ann.says("Kim Sample’s laptop is taken out.")
    assert kim.asked == []
    kim.exchange()
    assert kim.asked == ["lock"]
    said = barred_words(kim.store, kim.teaming)
    assert said.startswith("This laptop was taken out of the team on 25 Nov 2026.")
    assert said.endswith("Speak to Ann Invented.")
