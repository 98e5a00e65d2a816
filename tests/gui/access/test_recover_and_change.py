"""Opening with the recovery sheet, changing the passphrase, a new sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.access.change_passphrase import ChangePassphrase
from rhi_desktop.gui.access.new_sheet import NewSheet
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.recover_view import RecoverView
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.fakes import CODE, FakeAccess

OLD = "correct horse battery staple pony cart"
NEW = "a passphrase that is new"


def words(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def recover(qtbot: QtBot, parts: AccessParts, jobs: ManualJobs) -> RecoverView:
    made = RecoverView(parts.forms, parts.gate)
    qtbot.addWidget(made)
    keyboard.show(made)
    made.begin()
    jobs.drain()
    return made


@pytest.fixture
def change(qtbot: QtBot, parts: AccessParts, jobs: ManualJobs) -> ChangePassphrase:
    made = ChangePassphrase(parts)
    qtbot.addWidget(made)
    keyboard.show(made)
    jobs.drain()
    return made


def fill(view: RecoverView | ChangePassphrase, first: str, new: str, jobs: ManualJobs) -> None:
    keyboard.write(first)
    view.passphrase.first.setFocus()
    keyboard.write(new)
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.write(new)
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()


def test_the_code_and_a_new_passphrase_open_the_store(
    recover: RecoverView, jobs: ManualJobs, access: FakeAccess
) -> None:
    stores: list[object] = []
    recover.recovered.connect(stores.append)
    fill(recover, CODE.lower().replace("-", " "), NEW, jobs)
    assert stores == access.stores
    assert len(stores) == 1
    assert access.passphrase == NEW


def test_a_wrong_code_is_said_beside_the_code(recover: RecoverView, jobs: ManualJobs, access: FakeAccess) -> None:
    fill(recover, "00000", NEW, jobs)
    assert "does not open this workspace" in words(recover)
    assert access.passphrase == OLD
    keyboard.write("1")
    assert "does not open this workspace" not in words(recover)


def test_the_code_is_asked_for_when_it_is_missing(recover: RecoverView, jobs: ManualJobs, access: FakeAccess) -> None:
    fill(recover, "", NEW, jobs)
    assert "Type the code" in words(recover)
    assert access.stores == []


def test_a_weak_new_passphrase_recovers_nothing(recover: RecoverView, jobs: ManualJobs, access: FakeAccess) -> None:
    fill(recover, CODE, "short", jobs)
    assert "Use at least 12 characters" in words(recover)
    assert access.passphrase == OLD


def test_a_damaged_store_is_said(recover: RecoverView, jobs: ManualJobs, access: FakeAccess) -> None:
    access.fault = ValueError("Robin Example")
    fill(recover, CODE, NEW, jobs)
    assert "ValueError" in words(recover)
    assert "Robin" not in words(recover)


def test_the_passphrase_is_changed(change: ChangePassphrase, jobs: ManualJobs, access: FakeAccess) -> None:
    done: list[bool] = []
    change.changed.connect(lambda: done.append(True))
    fill(change, OLD, NEW, jobs)
    assert done == [True]
    assert access.passphrase == NEW


def test_a_wrong_old_passphrase_changes_nothing(change: ChangePassphrase, jobs: ManualJobs, access: FakeAccess) -> None:
    fill(change, "something else", NEW, jobs)
    assert "does not open this workspace" in words(change)
    assert access.passphrase == OLD


def test_a_change_too_soon_is_counted_down(change: ChangePassphrase, jobs: ManualJobs, access: FakeAccess) -> None:
    access.waits = 4.0
    fill(change, OLD, NEW, jobs)
    assert "Try again in 4 seconds." in words(change)
    assert access.passphrase == OLD


def test_a_new_sheet_replaces_the_old_code(
    qtbot: QtBot, parts: AccessParts, jobs: ManualJobs, access: FakeAccess
) -> None:
    view = NewSheet(parts)
    qtbot.addWidget(view)
    keyboard.show(view)
    keyboard.write("wrong")
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    assert access.code == CODE
    keyboard.write(OLD)
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    assert access.code != CODE
    assert access.code.split("-")[0] in words(view)
