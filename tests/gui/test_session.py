"""From prompt to desk and back out: who is shown when, and in which order things end."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui import session
from rhi_desktop.gui.application import Program
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.opening import Opening
from rhi_desktop.gui.session import Endings
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings, load_settings
from rhi_desktop.services.ports import AuditAct
from tests.gui.desks import FakeDesk, Unsaved, desk_view
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess, FakeStore

RIGHT = "correct horse battery staple pony cart"


@dataclass
class Ended:
    """What the program asked for at its end, with what was true then."""

    jobs: ManualJobs
    access: FakeAccess
    seen: list[str] = field(default_factory=list)

    def relaunch(self) -> None:
        """Remember a lock."""
        self._note("relaunched")

    def leave(self) -> None:
        """Remember a close."""
        self._note("left")

    def _note(self, how: str) -> None:
        closed = all(store.closed for store in self.access.stores)
        self.seen.append(f"{how}, store {'closed' if closed else 'OPEN'}")


@pytest.fixture
def access() -> FakeAccess:
    return FakeAccess(passphrase=RIGHT)


@pytest.fixture
def opening(assets: Assets, access: FakeAccess, tmp_path: Path) -> Opening:
    return Opening(
        assets=assets,
        settings_file=tmp_path / "settings.toml",
        clock=lambda: datetime(2026, 11, 25, 10, 0, tzinfo=UTC),
        founded=True,
        access=lambda: access,
        desk=lambda store, _: FakeDesk(cast("FakeStore", store)),
        desk_view=desk_view,
        warm=lambda: None,
        sheet_pdf=lambda sheet: sheet.code.encode(),
        write=lambda _path, _pdf: None,
    )


@pytest.fixture
def ended(jobs: ManualJobs, access: FakeAccess) -> Ended:
    return Ended(jobs, access)


def start(qtbot: QtBot, opening: Opening, jobs: ManualJobs, ended: Ended) -> Program:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = Program(application, opening, jobs, Endings(ended.relaunch, ended.leave))
    qtbot.addWidget(program.window, before_close_func=lambda window: window.let_close())
    painted: list[bool] = []
    program.ready.connect(lambda: painted.append(True))
    program.show()
    qtbot.waitUntil(lambda: bool(painted))
    jobs.drain()
    return program


@pytest.fixture
def program(qtbot: QtBot, opening: Opening, jobs: ManualJobs, ended: Ended) -> Program:
    return start(qtbot, opening, jobs, ended)


def unlock(program: Program, jobs: ManualJobs) -> DeskView:
    view = program.session.access.unlock
    assert view is not None
    found = view.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    found.setText(RIGHT)
    view.attempt()
    jobs.drain()
    desk = program.session.desk_view
    assert desk is not None
    return desk


def test_the_desk_is_shown_once_the_store_is_open(program: Program, jobs: ManualJobs) -> None:
    desk = unlock(program, jobs)
    assert desk.isVisible()
    assert desk.current == "worklist"


def test_locking_closes_the_store_before_the_process_is_replaced(
    program: Program, jobs: ManualJobs, ended: Ended, access: FakeAccess
) -> None:
    unlock(program, jobs)
    QGuiApplication.clipboard().setText("something a child said")
    program.session.lock()
    assert program.window.cover.on
    assert ended.seen == []
    jobs.drain()
    assert ended.seen == ["relaunched, store closed"]
    assert access.stores[0].noted == [AuditAct.LOCKED]
    assert QGuiApplication.clipboard().text() == ""


def test_what_was_being_saved_is_saved_before_the_store_is_closed(
    program: Program, jobs: ManualJobs, access: FakeAccess
) -> None:
    unlock(program, jobs)
    order: list[str] = []
    jobs.store(lambda: order.append(f"saved, closed: {access.stores[0].closed}"), lambda _result: None)
    program.session.lock()
    jobs.drain()
    assert order == ["saved, closed: False"]


def test_locking_twice_ends_once(program: Program, jobs: ManualJobs, ended: Ended) -> None:
    unlock(program, jobs)
    program.session.lock()
    program.session.lock()
    program.session.close()
    jobs.drain()
    assert len(ended.seen) == 1


def test_there_is_nothing_to_lock_before_the_prompt_is_answered(
    program: Program, jobs: ManualJobs, ended: Ended
) -> None:
    program.session.lock()
    jobs.drain()
    assert ended.seen == []
    assert not program.window.cover.on


def test_closing_the_window_closes_the_store_and_leaves(program: Program, jobs: ManualJobs, ended: Ended) -> None:
    unlock(program, jobs)
    program.window.close()
    assert program.window.isVisible()
    jobs.drain()
    assert ended.seen == ["left, store closed"]
    assert not program.window.isVisible()


def test_a_store_that_fails_to_close_still_ends_the_run(
    qtbot: QtBot, program: Program, jobs: ManualJobs, ended: Ended, access: FakeAccess
) -> None:
    unlock(program, jobs)
    access.stores[0].trouble = RhiError("The disk is full.")
    program.session.lock()
    with qtbot.captureExceptions() as exceptions:
        jobs.drain()
    assert [how.split(",")[0] for how in ended.seen] == ["relaunched"]
    assert [str(error) for _kind, error, _trace in exceptions] == ["The disk is full."]


def test_a_chosen_theme_holds_at_once_and_after_a_restart(
    program: Program, jobs: ManualJobs, opening: Opening, dressed: QApplication
) -> None:
    desk = unlock(program, jobs)
    desk.turn_to("settings")
    before = dressed.styleSheet()
    theme = desk.findChild(QComboBox, "theme")
    assert isinstance(theme, QComboBox)
    theme.setCurrentIndex(3)
    assert dressed.styleSheet() != before
    assert load_settings(opening.settings_file) == Settings(theme="contrast")
    theme.setCurrentIndex(1)


def test_settings_that_cannot_be_kept_say_so(
    qtbot: QtBot, opening: Opening, jobs: ManualJobs, ended: Ended, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    program = start(qtbot, opening._replace(settings_file=tmp_path / "file" / "settings.toml"), jobs, ended)
    desk = unlock(program, jobs)
    idle = desk.findChild(QComboBox, "idle")
    assert isinstance(idle, QComboBox)
    desk.turn_to("settings")
    idle.setCurrentIndex(0)
    said = [label.text() for label in desk.findChildren(QLabel) if label.isVisibleTo(desk)]
    assert any("could not be written" in words for words in said)


def test_what_cannot_be_saved_keeps_the_window_open_but_never_unlocked(
    program: Program, jobs: ManualJobs, ended: Ended, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(session, "LONGEST_WAIT_MS", 1)
    desk = unlock(program, jobs)
    screen = desk.findChild(Unsaved)
    assert isinstance(screen, Unsaved)
    screen.stuck = True
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.cover.on)
    jobs.drain()
    assert ended.seen == []
    assert any("Not everything could be saved" in label.text() for label in desk.findChildren(QLabel))
    program.session.lock()
    qtbot.waitUntil(lambda: jobs.drain() > 0)
    assert ended.seen == ["relaunched, store closed"]


BARRED = "This laptop was taken out of the team on 25 Nov 2026. Speak to Ash Specimen."


def test_a_laptop_that_was_taken_out_shows_why_in_place_of_the_desk(
    qtbot: QtBot, opening: Opening, jobs: ManualJobs, ended: Ended
) -> None:
    barred = opening._replace(desk=lambda store, _on_lane: FakeDesk(cast("FakeStore", store), BARRED))
    program = start(qtbot, barred, jobs, ended)
    view = program.session.access.unlock
    assert view is not None
    view.try_passphrase(RIGHT)
    jobs.drain()
    assert program.session.desk_view is None
    assert BARRED in [label.text() for label in program.window.findChildren(QLabel) if label.isVisible()]
    (close,) = (one for one in program.window.findChildren(QPushButton) if one.text() == "Close the program")
    close.click()
    jobs.drain()
    assert ended.seen == ["left, store closed"]


def test_what_would_be_lost_is_covered_and_not_locked_away(program: Program, jobs: ManualJobs, ended: Ended) -> None:
    desk = unlock(program, jobs)
    screen = Held()
    desk.add("team", screen)
    program.session.lock()
    jobs.drain()
    assert program.window.cover.on
    assert ended.seen == []
    screen.holds = False
    program.session.lock()
    jobs.drain()
    assert ended.seen == ["relaunched, store closed"]


class Held(QWidget):
    """A screen with something that is not on paper yet."""

    holds = True


def test_a_recovery_sheet_on_the_screen_is_covered_and_the_store_closed_with_the_window(
    qtbot: QtBot, opening: Opening, jobs: ManualJobs, ended: Ended, access: FakeAccess
) -> None:
    access.passphrase = ""
    program = start(qtbot, opening._replace(founded=False), jobs, ended)
    first_run = program.session.access.first_run
    assert first_run is not None
    first_run.found_with("Sam Invented", RIGHT)
    jobs.drain()
    program.session.lock()
    jobs.drain()
    assert program.window.cover.on
    assert ended.seen == []
    program.window.close()
    jobs.drain()
    assert ended.seen == ["left, store closed"]
