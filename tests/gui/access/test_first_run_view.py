"""The first run, from the name to the open store, without a mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.access.first_run_steps import Course, Step
from rhi_desktop.gui.access.first_run_view import FirstRunView
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.services.ports import KeyringState
from tests.gui import keyboard
from tests.gui.access.conftest import Sheets
from tests.gui.executors import ManualJobs
from tests.gui.fakes import CODE, SUGGESTIONS, FakeAccess

GOOD = "plenty of words to remember"


@pytest.fixture
def access() -> FakeAccess:
    """Nothing has been founded yet."""
    return FakeAccess()


@pytest.fixture
def view(qtbot: QtBot, parts: AccessParts) -> FirstRunView:
    """The first page, shown."""
    made = FirstRunView(parts)
    qtbot.addWidget(made)
    made.resize(520, 620)
    keyboard.show(made)
    return made


def words(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def step(view: FirstRunView) -> Step:
    return view.step


def enter(*lines: str, jobs: ManualJobs) -> None:
    """Type into the field that has the focus, then Return; further lines go into the fields after it."""
    for number, line in enumerate(lines):
        if number:
            keyboard.press(Qt.Key.Key_Tab)
        keyboard.write(line)
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()


def to_sheet(view: FirstRunView, jobs: ManualJobs) -> None:
    enter("Ana Example", jobs=jobs)
    enter(GOOD, GOOD, jobs=jobs)
    assert step(view) is Step.SHEET


def test_from_a_name_to_an_open_store_by_keyboard_alone(
    view: FirstRunView, jobs: ManualJobs, access: FakeAccess
) -> None:
    stores: list[object] = []
    view.founded.connect(stores.append)
    to_sheet(view, jobs)
    assert CODE.split("-")[2] in words(view)
    keyboard.press(Qt.Key.Key_Space)
    assert step(view) is Step.CONFIRM
    enter(CODE.split("-")[2].lower(), jobs=jobs)
    assert step(view) is Step.DONE
    keyboard.press(Qt.Key.Key_Space)
    assert stores == access.stores
    assert (access.passphrase, access.member, access.passphrase_only) == (GOOD, "Ana Example", False)


def test_a_name_is_asked_for_only_when_the_page_is_left(view: FirstRunView, jobs: ManualJobs) -> None:
    assert "Type your name" not in words(view)
    enter("  ", jobs=jobs)
    assert "Type your name" in words(view)
    assert step(view) is Step.NAME


def test_the_passphrase_is_judged_in_words_while_typing(view: FirstRunView, jobs: ManualJobs) -> None:
    enter("Ana Example", jobs=jobs)
    keyboard.write("short")
    view.passphrase.judge()
    jobs.drain()
    assert "Use at least 12 characters" in words(view)
    shown = [
        label for label in view.findChildren(QLabel) if label.isVisible() and "at least 12 characters;" in label.text()
    ]
    assert [label.property("role") for label in shown] == ["muted"]
    keyboard.write(" but then it grows")
    view.passphrase.judge()
    jobs.drain()
    assert "That is a good passphrase." in words(view)


def test_a_late_judgement_of_what_is_no_longer_there_is_not_shown(view: FirstRunView, jobs: ManualJobs) -> None:
    enter("Ana Example", jobs=jobs)
    keyboard.write("short")
    view.passphrase.judge()
    keyboard.write(" but then it grows")
    jobs.drain()
    assert "Use at least" not in words(view)


def test_a_weak_passphrase_makes_no_workspace(view: FirstRunView, jobs: ManualJobs, access: FakeAccess) -> None:
    enter("Ana Example", jobs=jobs)
    enter("short", "short", jobs=jobs)
    assert step(view) is Step.PASSPHRASE
    assert "Use at least 12 characters" in words(view)
    assert access.stores == []


def test_two_different_passphrases_make_no_workspace(view: FirstRunView, jobs: ManualJobs, access: FakeAccess) -> None:
    enter("Ana Example", jobs=jobs)
    enter(GOOD, GOOD + "!", jobs=jobs)
    assert "not the same" in words(view)
    assert access.stores == []
    assert keyboard.focused() is view.passphrase.repeat


def test_a_suggestion_of_six_words_can_be_taken_or_exchanged(
    qtbot: QtBot, view: FirstRunView, jobs: ManualJobs
) -> None:
    enter("Ana Example", jobs=jobs)
    assert view.passphrase.suggestion == SUGGESTIONS[0]
    keyboard.alt("a")
    qtbot.waitUntil(lambda: jobs.drain() > 0)
    assert view.passphrase.suggestion == SUGGESTIONS[1]
    keyboard.alt("u")
    qtbot.waitUntil(lambda: view.passphrase.first.text() == SUGGESTIONS[1])
    assert view.passphrase.repeat.text() == SUGGESTIONS[1]


@pytest.mark.parametrize("state", [KeyringState.MISSING, KeyringState.LOCKED])
def test_without_a_keyring_the_person_decides(
    view: FirstRunView, jobs: ManualJobs, access: FakeAccess, state: KeyringState
) -> None:
    access.keyring_state = state
    enter("Ana Example", jobs=jobs)
    assert step(view) is Step.KEYRING
    assert "your passphrase alone protects the workspace" in words(view)
    view.forward()
    assert step(view) is Step.KEYRING
    assert "Tick the box" in words(view)
    keyboard.press(Qt.Key.Key_Space)
    view.forward()
    enter(GOOD, GOOD, jobs=jobs)
    assert access.passphrase_only


def test_a_keyring_that_comes_back_is_used(
    qtbot: QtBot, view: FirstRunView, jobs: ManualJobs, access: FakeAccess
) -> None:
    access.keyring_state = KeyringState.LOCKED
    enter("Ana Example", jobs=jobs)
    access.keyring_state = KeyringState.READY
    keyboard.alt("l")
    qtbot.waitUntil(lambda: jobs.drain() > 0)
    assert step(view) is Step.PASSPHRASE
    enter(GOOD, GOOD, jobs=jobs)
    assert not access.passphrase_only


def test_a_keyring_that_is_lost_while_the_keys_are_made_is_asked_about(
    view: FirstRunView, jobs: ManualJobs, access: FakeAccess
) -> None:
    enter("Ana Example", jobs=jobs)
    access.keyring_state = KeyringState.MISSING
    enter(GOOD, GOOD, jobs=jobs)
    assert step(view) is Step.KEYRING
    assert access.stores == []


def test_a_group_that_is_not_on_the_sheet_does_not_pass(view: FirstRunView, jobs: ManualJobs) -> None:
    to_sheet(view, jobs)
    view.forward()
    enter(CODE.split("-")[0], jobs=jobs)
    assert step(view) is Step.CONFIRM
    assert "That is not the third group" in words(view)
    view.go_back()
    assert step(view) is Step.SHEET
    assert CODE.split("-")[2] in words(view)


def test_the_code_is_on_no_screen_once_it_is_confirmed(view: FirstRunView, jobs: ManualJobs) -> None:
    to_sheet(view, jobs)
    view.forward()
    enter(CODE.split("-")[2], jobs=jobs)
    everything = "\n".join(label.text() for label in view.findChildren(QLabel))
    assert not any(group in everything for group in CODE.split("-"))


def test_the_sheet_is_printed_and_saved_only_on_purpose(
    view: FirstRunView, jobs: ManualJobs, sheets: Sheets, tmp_path: Path
) -> None:
    to_sheet(view, jobs)
    assert sheets.printed == []
    button = next(found for found in view.findChildren(QPushButton) if found.text() == "&Print the sheet")
    button.click()
    jobs.drain()
    assert sheets.printed == [f"sheet {CODE}".encode()]
    view.sheet.save_to(tmp_path / "sheet.pdf")
    jobs.drain()
    assert (tmp_path / "sheet.pdf").read_bytes() == f"sheet {CODE}".encode()
    assert "delete the file" in words(view)


def test_a_sheet_that_cannot_be_saved_says_so(view: FirstRunView, jobs: ManualJobs, tmp_path: Path) -> None:
    to_sheet(view, jobs)
    view.sheet.save_to(tmp_path / "missing" / "sheet.pdf")
    jobs.drain()
    assert "FileNotFoundError" in words(view)
    assert "Saved." not in words(view)


def test_nothing_can_be_pressed_twice_while_the_keys_are_made(view: FirstRunView, jobs: ManualJobs) -> None:
    enter("Ana Example", jobs=jobs)
    keyboard.write(GOOD)
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.write(GOOD)
    keyboard.press(Qt.Key.Key_Return)
    jobs.executor.step()
    assert "Making the keys" in words(view)
    view.forward()
    assert jobs.executor.waiting == 1


def test_a_course_asks_about_the_keyring_only_where_there_is_something_to_ask() -> None:
    assert Step.KEYRING not in Course(keyring_ready=True).steps
    assert Course(keyring_ready=False).after(Step.NAME) is Step.KEYRING
    assert Course(keyring_ready=True).caption(Step.PASSPHRASE) == "Step 2 of 5"
    assert Course(keyring_ready=False).caption(Step.PASSPHRASE) == "Step 3 of 6"


@pytest.mark.parametrize("ready", [True, False])
def test_there_is_no_way_back_behind_the_sheet(ready: bool) -> None:
    course = Course(keyring_ready=ready)
    assert course.before(Step.SHEET) is None
    assert course.before(Step.DONE) is None
    assert course.before(Step.CONFIRM) is Step.SHEET
