"""The team on the desk: the line at its foot, its keys, what became of an interview, and how things end."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.people import Role
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.interview.reading_view import ReadingView
from rhi_desktop.gui.screens import make_desk_view
from rhi_desktop.gui.team.strip import SyncStrip
from rhi_desktop.gui.team.view import TeamView
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.team import Fate, Report, SyncStatus
from rhi_desktop.services.syncing.teaming import Teaming
from tests.builders import a_child, an_episode
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.real_desks import desk_over
from tests.gui.team.benches import ACTIVE, WHY
from tests.gui.team.scripted_team import ScriptedTeam, a_member, a_refusal, offline
from tests.gui.walkers import cut_off
from tests.scripted import Scripted, scripted

T = TypeVar("T", bound=QWidget)
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def team() -> ScriptedTeam:
    return ScriptedTeam(ACTIVE, [a_member("Sam Invented"), a_member("Ash Specimen", Role.COORDINATOR)])


@pytest.fixture
def view(qtbot: QtBot, held: Scripted, assets: Assets, jobs: ManualJobs, team: ScriptedTeam) -> DeskView:
    making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
    parts = AccessParts(Forms(assets.ui), Gate(FakeAccess, jobs), jobs, making, held.clock, lambda _below: 0)
    allocating = Allocating(held.store, held.store.member, lambda: Role.WORKER, held.clock)
    teaming = Teaming(team, allocating, Naming(held.store), "device Sam Invented 0", lambda _failures, _asked: 60.0)
    desk = replace(desk_over(held.store, held.clock), teaming=teaming)
    made = make_desk_view(desk, parts, Settings(), lambda _settings: "")
    qtbot.addWidget(made)
    made.resize(LAPTOP)
    keyboard.show(made)
    jobs.drain()
    return made


def find(view: QWidget, kind: type[T]) -> T:
    found = view.findChild(kind)
    assert isinstance(found, kind)
    return found


def read(view: DeskView) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible() and one.text()]


def test_it_exchanges_when_the_desk_opens_and_says_so_at_the_foot(view: DeskView, team: ScriptedTeam) -> None:
    assert team.asked == ["exchange"]
    assert find(view, SyncStrip).words.text() == "Everything sent. Last sent 10:41."


def test_send_and_receive_has_its_key_on_every_screen(view: DeskView, team: ScriptedTeam, jobs: ManualJobs) -> None:
    for name in ("worklist", "children", "settings"):
        view.turn_to(name)
        jobs.drain()
        before = team.asked.count("exchange")
        keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
        jobs.drain()
        assert team.asked.count("exchange") == before + 1, name


def test_the_team_has_its_place_in_the_rail(view: DeskView, jobs: ManualJobs) -> None:
    keyboard.control(Qt.Key.Key_4)
    jobs.drain()
    assert view.current == "team"
    assert "Ash Specimen" in read(view)


def test_a_click_on_what_needs_somebody_leads_to_it(view: DeskView, team: ScriptedTeam, jobs: ManualJobs) -> None:
    team.refused.append(a_refusal(1, "record", WHY))
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    strip = find(view, SyncStrip)
    assert strip.look.text() == "1 refused"
    QTest.mouseClick(strip.look, Qt.MouseButton.LeftButton)
    jobs.drain()
    assert view.current == "team"
    assert WHY in read(view)


def test_the_worklist_shows_what_came(view: DeskView, held: Scripted, team: ScriptedTeam, jobs: ManualJobs) -> None:
    worklist = find(view, WorklistView)
    before = worklist.rows
    held.casework.take_referral(
        a_child(name="Kit Newcome"), an_episode(""), received="2026-11-25T09:00Z", source="Police", notes=""
    )
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    assert worklist.rows == before
    team.report = Report(received=1)
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    assert worklist.rows == before + 1


def test_an_interview_says_what_became_of_it(
    view: DeskView, held: Scripted, team: ScriptedTeam, jobs: ManualJobs
) -> None:
    interview = held.submit("interview").id
    team.trouble = offline()
    find(view, WorklistView).interview_opened.emit(interview)
    jobs.drain()
    assert "Waiting to be sent" in read(view)
    team.fates[interview] = Fate.AT_HUB
    team.trouble = None
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    assert "At the hub since 10:41, not yet received by a coordinator" in read(view)
    team.fates[interview] = Fate.REFUSED
    team.refused.append(a_refusal(1, interview, WHY))
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    assert f"Refused: {WHY}" in read(view)


def test_what_became_of_another_interview_is_not_said_of_this_one(
    view: DeskView, held: Scripted, jobs: ManualJobs
) -> None:
    interview = held.submit("interview").id
    find(view, WorklistView).interview_opened.emit(interview)
    jobs.drain()
    find(view, ReadingView).show_fate("another", "Refused")
    assert "Refused" not in read(view)


def test_a_laptop_that_was_shut_out_asks_to_be_locked(view: DeskView, team: ScriptedTeam, jobs: ManualJobs) -> None:
    asked: list[str] = []
    view.asked.connect(asked.append)
    team.report = Report(revoked=True)
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    assert asked == ["lock"]


def test_the_desk_ends_only_after_a_running_exchange(view: DeskView, team: ScriptedTeam, jobs: ManualJobs) -> None:
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    done: list[bool] = []
    view.when_saved(lambda: done.append(True))
    assert done == []
    jobs.drain()
    assert done == [True]
    assert team.asked.count("exchange") == 2


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
@pytest.mark.parametrize("name", ["worklist", "children", "questions", "settings", "team", "interview"])
def test_the_line_leaves_every_screen_its_room(
    view: DeskView, team: ScriptedTeam, held: Scripted, jobs: ManualJobs, name: str, size: QSize
) -> None:
    team.trouble = offline()
    team.state = replace(team.state, interviews=12, others=34)
    team.refused.append(a_refusal(1, "record", WHY))
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    if name == "interview":
        find(view, WorklistView).interview_requested.emit(held.referral)
    else:
        view.turn_to(name)
    jobs.drain()
    view.resize(size)
    QApplication.processEvents()
    jobs.drain()
    assert view.size() == size
    assert find(view, SyncStrip).isVisible()
    assert cut_off(view) == []


def test_the_worklist_says_of_which_row_something_was_refused(
    view: DeskView, held: Scripted, team: ScriptedTeam, jobs: ManualJobs
) -> None:
    def said() -> str:
        (shown,) = (one for one in view.findChildren(QListView) if one.accessibleName() == "Worklist")
        model = shown.model()
        return str(model.data(model.index(0, 0)))

    assert said().endswith("Not offered yet")
    team.refused.append(a_refusal(1, held.referral, WHY))
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    assert said().endswith("Not offered yet · refused: see Team")
    team.withdraw(1)
    keyboard.press(Qt.Key.Key_S, CONTROL_SHIFT)
    jobs.drain()
    assert said().endswith("Not offered yet")


def test_a_sheet_that_is_not_on_paper_holds_the_desk(view: DeskView, team: ScriptedTeam, jobs: ManualJobs) -> None:
    team.state = SyncStatus()
    view.turn_to("team")
    jobs.drain()
    screen = find(view, TeamView)
    screen.home.asks.found.emit()
    screen.found_form.hub.setText("https://hub.example")
    screen.found_form.code.setText("ABCD")
    assert not view.holds
    screen.found.save()
    jobs.drain()
    assert view.holds
