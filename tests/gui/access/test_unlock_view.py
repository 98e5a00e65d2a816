"""The prompt, by keyboard alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.errors import (
    DiskFull,
    ForeignStore,
    KeyringUnavailable,
    NewerStore,
    RhiError,
    StoreDamaged,
    WorkspaceInUse,
)
from rhi_desktop.gui.access.access_view import AccessView
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.unlock_view import UnlockView
from tests.gui import keyboard
from tests.gui.access.conftest import Clock
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess, FakeStore

RIGHT = "correct horse battery staple pony cart"


@pytest.fixture
def view(qtbot: QtBot, parts: AccessParts) -> UnlockView:
    """The prompt, shown."""
    made = UnlockView(parts.gate, parts.clock)
    qtbot.addWidget(made)
    made.resize(520, 400)
    keyboard.show(made)
    assert field(made).hasFocus()
    return made


def field(view: UnlockView) -> QLineEdit:
    found = view.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def words(view: UnlockView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def button(view: UnlockView, text: str) -> QPushButton:
    return next(found for found in view.findChildren(QPushButton) if found.text().replace("&", "") == text)


def attempt(jobs: ManualJobs, passphrase: str) -> None:
    keyboard.write(passphrase)
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()


def opened(view: UnlockView) -> list[object]:
    stores: list[object] = []
    view.unlocked.connect(stores.append)
    return stores


def test_typing_the_passphrase_and_return_opens_the_store(view: UnlockView, jobs: ManualJobs) -> None:
    stores = opened(view)
    attempt(jobs, RIGHT)
    assert len(stores) == 1
    assert isinstance(stores[0], FakeStore)
    assert field(view).text() == ""


def test_the_window_waits_in_words_while_the_key_is_made(view: UnlockView, jobs: ManualJobs) -> None:
    keyboard.write(RIGHT)
    keyboard.press(Qt.Key.Key_Return)
    assert "about a second" in words(view)
    assert not button(view, "Opening…").isEnabled()
    keyboard.press(Qt.Key.Key_Return)
    assert jobs.executor.waiting == 1
    jobs.drain()
    assert button(view, "Unlock").isEnabled()


def test_a_wrong_passphrase_is_said_and_the_field_is_emptied(view: UnlockView, jobs: ManualJobs) -> None:
    stores = opened(view)
    attempt(jobs, "not the passphrase")
    assert stores == []
    assert "does not open this workspace" in words(view)
    assert field(view).text() == ""
    assert field(view).hasFocus()
    keyboard.write("x")
    assert "does not open" not in words(view)


def test_after_a_wrong_passphrase_the_wait_is_counted_down(
    view: UnlockView, jobs: ManualJobs, access: FakeAccess, clock: Clock
) -> None:
    access.waits_after_failure = 8.0
    attempt(jobs, "not the passphrase")
    assert "Try again in 8 seconds." in words(view)
    assert not button(view, "Unlock").isEnabled()
    clock.move(7.2)
    view.look()
    assert "Try again in 1 second." in words(view)
    access.waits = 0.0
    clock.move(1)
    view.look()
    assert "Try again" not in words(view)
    stores = opened(view)
    attempt(jobs, RIGHT)
    assert len(stores) == 1


def test_a_clock_that_is_set_back_does_not_make_the_wait_longer(
    view: UnlockView, jobs: ManualJobs, access: FakeAccess, clock: Clock
) -> None:
    access.waits_after_failure = 8.0
    attempt(jobs, "not the passphrase")
    clock.move(-86_400)
    view.look()
    assert "Try again in 8 seconds." in words(view)


def test_return_does_nothing_during_the_wait(view: UnlockView, jobs: ManualJobs, access: FakeAccess) -> None:
    access.waits_after_failure = 8.0
    attempt(jobs, "not the passphrase")
    keyboard.write(RIGHT)
    keyboard.press(Qt.Key.Key_Return)
    assert jobs.executor.waiting == 0


def test_a_wait_from_before_a_restart_is_shown_at_once(view: UnlockView, jobs: ManualJobs, access: FakeAccess) -> None:
    access.waits = 30.0
    view.look_at_wait()
    jobs.drain()
    assert "Try again in 30 seconds." in words(view)


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (lambda: StoreDamaged("Page 12 fails. Put back a backup."), "The store is damaged"),
        (NewerStore, "This workspace needs a newer version of the program"),
        (ForeignStore, "These files do not belong together"),
        (WorkspaceInUse, "The workspace is open already"),
        (
            lambda: KeyringUnavailable("The keyring is locked. Unlock it."),
            "The keyring of this computer cannot be used",
        ),
        (DiskFull, "The disk is full"),
    ],
)
def test_what_stands_in_the_way_is_said_and_can_be_tried_again(
    view: UnlockView, jobs: ManualJobs, access: FakeAccess, make: Callable[[], RhiError], title: str
) -> None:
    access.trouble = error = make()
    stores = opened(view)
    attempt(jobs, RIGHT)
    assert title in words(view)
    assert str(error) in words(view)
    assert stores == []
    assert button(view, "Try again").hasFocus()
    keyboard.press(Qt.Key.Key_Space)
    jobs.drain()
    assert len(stores) == 1
    assert title not in words(view)


def test_a_fault_of_the_program_is_called_one_and_shows_no_message(
    view: UnlockView, jobs: ManualJobs, access: FakeAccess
) -> None:
    access.fault = ValueError("Robin Example")
    attempt(jobs, RIGHT)
    assert "A fault in the program" in words(view)
    assert "ValueError" in words(view)
    assert "Robin" not in words(view)


def test_the_passphrase_is_hidden_until_it_is_to_be_shown(qtbot: QtBot, view: UnlockView) -> None:
    keyboard.write("secret")
    assert field(view).displayText() != "secret"
    keyboard.alt("s")
    qtbot.waitUntil(lambda: field(view).displayText() == "secret")


def test_the_hint_of_a_practice_workspace_is_shown(view: UnlockView) -> None:
    assert "practice" not in words(view)
    view.hint("The practice passphrase is on the wall.")
    assert "on the wall" in words(view)


def test_the_recovery_sheet_is_one_key_away_and_back(qtbot: QtBot, parts: AccessParts, jobs: ManualJobs) -> None:
    view = AccessView(parts, founded=True)
    qtbot.addWidget(view)
    keyboard.show(view)
    assert view.unlock is not None
    keyboard.alt("r")
    qtbot.waitUntil(lambda: view.recovery is not None)
    assert view.recovery is not None
    assert view.recovery.isVisible()
    view.recovery.back.emit()
    assert view.unlock.isVisible()
