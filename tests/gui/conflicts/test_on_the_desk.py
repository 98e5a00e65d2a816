"""The notice above the worklist, a child and a referral, and the way to choose and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.conflict_notice import ConflictNotice
from rhi_desktop.gui.conflicts.view import ConflictsView
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.screens import make_desk_view
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.question_sets import QuestionSets
from tests.builders import Clock, a_child, a_referral, an_episode, new_id
from tests.forked import Forked
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.real_desks import desk_over, shipped_form
from tests.gui.walkers import cut_off, unnamed


class OnTheDesk:
    """A desk over a store with a child and a referral of theirs, and a colleague who changes them too."""

    def __init__(self, folder: Path, parts: AccessParts, jobs: ManualJobs) -> None:
        self.jobs = jobs
        self.forked = Forked(folder)
        self.other = self.forked.meet("Jo Made-up")
        self.child, self.episode, self.referral = new_id(), new_id(), new_id()
        self.first = self.forked.wrote(self.child, a_child())
        self.forked.wrote(self.episode, an_episode(self.child))
        self.asked = a_referral(self.child, episodes=(self.episode,), worker=self.forked.member)
        self.received = self.forked.wrote(self.referral, self.asked)
        QuestionSets(self.forked.store, self.forked.member).install(shipped_form())
        self.view = make_desk_view(
            desk_over(self.forked.store, self.forked.clock), parts, Settings(), lambda _settings: ""
        )

    @property
    def notice(self) -> ConflictNotice:
        """The notice above the screens."""
        found = self.view.findChild(ConflictNotice)
        assert isinstance(found, ConflictNotice)
        return found

    @property
    def choosing(self) -> ConflictsView:
        """The screen for choosing."""
        found = self.view.findChild(ConflictsView)
        assert isinstance(found, ConflictsView)
        return found

    def clash_on_child(self) -> None:
        """Let both change the child's school."""
        self.forked.wrote(self.child, a_child(school="Hill"), self.first)
        self.forked.wrote(self.child, a_child(school="Vale"), self.first, by=self.other)

    def clash_on_referral(self) -> None:
        """Let both change the referral's notes."""
        self.forked.wrote(self.referral, self.asked, self.received, notes="Call")
        self.forked.wrote(self.referral, self.asked, self.received, by=self.other, notes="Text")

    def turn_to(self, name: str) -> None:
        """Show a screen, as it is once everything has been read."""
        self.view.turn_to(name)
        self.settle()

    def settle(self) -> None:
        """Do the work that waits."""
        self.jobs.drain()
        for _ in range(4):
            QApplication.processEvents()


@pytest.fixture
def desk(qtbot: QtBot, assets: Assets, jobs: ManualJobs, tmp_path: Path) -> Iterator[OnTheDesk]:
    making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
    parts = AccessParts(Forms(assets.ui), Gate(FakeAccess, jobs), jobs, making, Clock(), lambda _below: 0)
    made = OnTheDesk(tmp_path, parts, jobs)
    qtbot.addWidget(made.view)
    made.view.resize(LAPTOP)
    keyboard.show(made.view)
    made.settle()
    yield made
    made.settle()
    made.forked.store.close()


def rows(view: DeskView) -> WorklistView:
    found = view.findChild(WorklistView)
    assert isinstance(found, WorklistView)
    return found


def test_nothing_is_said_where_nothing_waits(desk: OnTheDesk) -> None:
    assert desk.notice.isHidden()
    desk.turn_to("settings")
    assert desk.notice.isHidden()


def test_the_worklist_says_how_many_records_wait_and_leads_there_and_back(desk: OnTheDesk) -> None:
    desk.clash_on_child()
    desk.clash_on_referral()
    desk.turn_to("worklist")
    assert desk.notice.words.text() == "2 records were changed by two people at the same time."
    desk.notice.choose.click()
    desk.settle()
    assert desk.view.current == "conflicts"
    assert len(desk.choosing.list_page.buttons) == 2
    assert desk.notice.isHidden()
    keyboard.press(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.view.current == "worklist"
    assert desk.notice.isVisible()


def test_a_change_that_an_exchange_brings_is_said_at_once(desk: OnTheDesk) -> None:
    desk.clash_on_child()
    desk.view.refresh()
    desk.settle()
    assert desk.notice.words.text() == "One record was changed by two people at the same time."
    desk.turn_to("settings")
    assert desk.notice.isHidden()


def test_a_child_says_it_of_their_own_records_and_stays_open_behind(desk: OnTheDesk) -> None:
    stranger = new_id()
    first = desk.forked.wrote(stranger, a_child(name="Ash Specimen"))
    desk.forked.wrote(stranger, a_child(name="Ash Specimen", school="a"), first)
    desk.forked.wrote(stranger, a_child(name="Ash Specimen", school="b"), first, by=desk.other)
    desk.clash_on_referral()
    rows(desk.view).child_chosen.emit(desk.child)
    desk.settle()
    assert desk.view.current == "child"
    assert desk.notice.words.text() == "One record was changed by two people at the same time."
    desk.notice.choose.click()
    desk.settle()
    assert desk.choosing.choosing
    desk.choosing.choice_page.fields[0].cards[0].choose.setChecked(True)
    desk.choosing.choice_page.keep.click()
    desk.settle()
    keyboard.press(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.view.current == "child"
    assert desk.notice.isHidden()
    desk.turn_to("worklist")
    assert desk.notice.isVisible()


def test_what_was_counted_for_one_screen_is_not_said_on_another(desk: OnTheDesk) -> None:
    desk.clash_on_child()
    desk.view.turn_to("worklist")
    desk.view.turn_to("settings")
    desk.settle()
    assert desk.notice.isHidden()
    desk.turn_to("worklist")
    assert desk.notice.isVisible()
    rows(desk.view).child_chosen.emit(new_id())
    assert desk.notice.isHidden()
    desk.settle()
    assert desk.notice.isHidden()


def test_a_referral_says_it_of_itself_alone(desk: OnTheDesk) -> None:
    desk.clash_on_child()
    rows(desk.view).referral_chosen.emit(desk.referral)
    desk.settle()
    assert desk.view.current == "offer"
    assert desk.notice.isHidden()
    desk.clash_on_referral()
    desk.view.refresh()
    desk.settle()
    assert desk.notice.isVisible()


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
def test_the_notice_cuts_nothing_off_and_is_reached_by_tab(desk: OnTheDesk, size: QSize) -> None:
    desk.clash_on_child()
    desk.view.resize(size)
    desk.turn_to("worklist")
    assert desk.view.size() == size
    assert (cut_off(desk.view), unnamed(desk.view)) == ([], [])
    assert desk.notice.choose in keyboard.tab_stops(desk.view)
    desk.notice.choose.setFocus()
    QTest.keyClick(desk.notice.choose, Qt.Key.Key_Space)
    desk.settle()
    assert desk.view.current == "conflicts"
    assert cut_off(desk.view) == []
