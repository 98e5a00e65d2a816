"""The whole way through real windows, real keys and a real encrypted file: found, lock, unlock, recover."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.passphrase import PassphrasePolicy
from rhi_desktop.gui.access.first_run_steps import Step
from rhi_desktop.gui.access.first_run_view import FirstRunView
from rhi_desktop.gui.application import Program
from rhi_desktop.gui.opening import Opening
from rhi_desktop.gui.session import Endings
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.services.access import Access
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.ports import AuditAct, OnLane, Store
from rhi_desktop.store.sql_store import SqlStore
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.real_desks import desk_over
from tests.store.workspaces import Computer

FIRST, SECOND = "six otters walk home", "nine herons fly south"


@dataclass
class Laptop:
    """A computer on which the program is started again and again."""

    computer: Computer
    assets: Assets
    jobs: ManualJobs
    qtbot: QtBot
    stores: list[SqlStore] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def start(self) -> Program:
        """Start the program and wait for the prompt."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        endings = Endings(lambda: self.ended.append("locked"), lambda: self.ended.append("left"))
        program = Program(application, self._opening(), self.jobs, endings)
        self.qtbot.addWidget(program.window, before_close_func=lambda window: window.let_close())
        with self.qtbot.waitSignal(program.ready):
            program.show()
        program.window.activateWindow()
        self.qtbot.waitUntil(program.window.isActiveWindow)
        self.jobs.drain()
        return program

    def answer(self, *lines: str) -> None:
        """Type lines into field after field, then Return."""
        for number, line in enumerate(lines):
            if number:
                keyboard.press(Qt.Key.Key_Tab)
            keyboard.write(line)
        keyboard.press(Qt.Key.Key_Return)
        self.jobs.drain()

    def _opening(self) -> Opening:
        vault = self.computer.vault()
        policy = PassphrasePolicy(frozenset())
        return Opening(
            assets=self.assets,
            settings_file=self.computer.folder.parent / "settings.toml",
            clock=self.computer.clock,
            founded=vault.exists(),
            access=lambda: Access(vault, lambda: policy, lambda: [f"word{number}" for number in range(2_000)]),
            desk=self._desk,
            sheet_pdf=lambda sheet: sheet.code.encode(),
            write=lambda _path, _pdf: None,
        )

    def _desk(self, store: Store, _: OnLane) -> Desk:
        assert isinstance(store, SqlStore)
        self.stores.append(store)
        return desk_over(store, self.computer.clock)


@pytest.fixture
def laptop(tmp_path: Path, assets: Assets, jobs: ManualJobs, qtbot: QtBot) -> Laptop:
    return Laptop(Computer(tmp_path / "workspace"), assets, jobs, qtbot)


def first_run(laptop: Laptop) -> tuple[Program, str]:
    """Found the workspace by keyboard; return the running program and the recovery code."""
    program = laptop.start()
    view = program.session.access.first_run
    assert isinstance(view, FirstRunView)
    laptop.answer("Sam Invented")
    laptop.answer(FIRST, FIRST)
    assert view.step is Step.SHEET
    assert view.sheet.sheet is not None
    code = view.sheet.sheet.code
    view.forward()
    for group in code.split("-"):
        if _step(view) is Step.CONFIRM:
            keyboard.focused().setProperty("text", "")
            laptop.answer(group)
    assert _step(view) is Step.DONE
    view.forward()
    laptop.jobs.drain()
    return program, code


def _step(view: FirstRunView) -> Step:
    return view.step


def lock(laptop: Laptop, program: Program) -> None:
    program.session.lock()
    laptop.jobs.drain()
    program.window.let_close()


def acts(store: SqlStore) -> list[AuditAct]:
    return [entry.act for entry in reversed(store.entries())]


def test_found_lock_and_unlock_by_keyboard(laptop: Laptop) -> None:
    program, _code = first_run(laptop)
    assert program.session.desk_view is not None
    lock(laptop, program)
    assert laptop.ended == ["locked"]
    again = laptop.start()
    assert again.session.access.unlock is not None
    laptop.answer(FIRST)
    assert again.session.desk_view is not None
    assert again.session.desk_view.current == "worklist"
    assert AuditAct.LOCKED in acts(laptop.stores[-1])
    lock(laptop, again)


def test_a_wrong_passphrase_is_refused_recorded_and_waited_for(laptop: Laptop) -> None:
    program, _code = first_run(laptop)
    lock(laptop, program)
    again = laptop.start()
    laptop.answer("not the passphrase")
    laptop.answer(FIRST)
    assert again.session.desk_view is None
    (laptop.computer.folder / "attempts.json").unlink()
    again.window.let_close()
    third = laptop.start()
    laptop.answer(FIRST)
    assert third.session.desk_view is not None
    lock(laptop, third)


def test_the_sheet_opens_what_the_passphrase_does_not(laptop: Laptop) -> None:
    program, code = first_run(laptop)
    lock(laptop, program)
    laptop.computer.place.kept.clear()
    again = laptop.start()
    laptop.answer(FIRST)
    assert again.session.desk_view is None
    again.session.access.show_recovery()
    laptop.jobs.drain()
    view = again.session.access.recovery
    assert view is not None
    keyboard.write(code.lower())
    view.passphrase.first.setFocus()
    laptop.answer(SECOND, SECOND)
    assert again.session.desk_view is not None
    lock(laptop, again)
    last = laptop.start()
    laptop.answer(SECOND)
    assert last.session.desk_view is not None
    lock(laptop, last)


def damaged(folder: Path) -> None:
    (folder / "store.db").write_bytes(b"x" * 8192)


def truncated(folder: Path) -> None:
    store = folder / "store.db"
    store.write_bytes(store.read_bytes()[:5000])


def gone(folder: Path) -> None:
    (folder / "store.db").unlink()


@pytest.mark.parametrize("harm", [damaged, truncated, gone])
def test_a_harmed_store_is_said_in_words_and_nothing_breaks(laptop: Laptop, harm: Callable[[Path], None]) -> None:
    program, _code = first_run(laptop)
    lock(laptop, program)
    harm(laptop.computer.folder)
    again = laptop.start()
    laptop.answer(FIRST)
    assert again.session.desk_view is None
    prompt = again.session.access.unlock
    assert prompt is not None
    assert prompt.trouble != ""
    assert "fault in the program" not in prompt.trouble


def test_a_workspace_in_use_is_said_in_words(laptop: Laptop) -> None:
    program, _code = first_run(laptop)
    again = laptop.start()
    laptop.answer(FIRST)
    assert again.session.desk_view is None
    prompt = again.session.access.unlock
    assert prompt is not None
    assert "open" in prompt.trouble
    again.window.let_close()
    lock(laptop, program)
