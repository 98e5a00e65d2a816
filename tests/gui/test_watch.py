"""Idle time, by a clock that the test sets."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.watch import Watch
from tests.gui import keyboard


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def move(self, minutes: float) -> None:
        """Move on, or back."""
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    """A clock at ten."""
    return Clock()


@pytest.fixture
def watch(dressed: QApplication, clock: Clock) -> Watch:
    """A watch that counts ten minutes as idle."""
    made = Watch(clock, 10)
    made.follow(dressed)
    return made


def count(watch: Watch) -> list[str]:
    seen: list[str] = []
    watch.idle.connect(lambda: seen.append("idle"))
    watch.lock_asked.connect(lambda: seen.append("lock"))
    watch.hide_asked.connect(lambda: seen.append("hide"))
    return seen


def test_ten_minutes_without_input_are_idle_and_told_once(watch: Watch, clock: Clock) -> None:
    seen = count(watch)
    clock.move(9.9)
    watch.look()
    assert seen == []
    clock.move(0.1)
    watch.look()
    watch.look()
    assert seen == ["idle"]


def test_a_sleep_counts_as_idle(watch: Watch, clock: Clock) -> None:
    seen = count(watch)
    clock.move(600)
    watch.look()
    assert seen == ["idle"]


def test_a_key_or_the_mouse_begins_the_count_anew(qtbot: QtBot, watch: Watch, clock: Clock) -> None:
    seen = count(watch)
    field = QLineEdit()
    qtbot.addWidget(field)
    keyboard.show(field)
    clock.move(9)
    keyboard.write("a")
    clock.move(9)
    handle = field.windowHandle()
    QTest.mouseMove(handle, QPoint(3, 3))
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    clock.move(9)
    watch.look()
    assert seen == []
    clock.move(1)
    watch.look()
    assert seen == ["idle"]


def test_input_after_a_long_absence_locks_before_it_counts(qtbot: QtBot, watch: Watch, clock: Clock) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    keyboard.show(field)
    seen = count(watch)
    clock.move(60)
    keyboard.write("a")
    assert seen == ["idle"]


def test_a_clock_that_is_set_back_does_not_stretch_the_time(watch: Watch, clock: Clock) -> None:
    seen = count(watch)
    clock.move(-1_000)
    watch.look()
    clock.move(10)
    watch.look()
    assert seen == ["idle"]


def test_fewer_minutes_hold_at_once(watch: Watch, clock: Clock) -> None:
    seen = count(watch)
    watch.set_minutes(2)
    clock.move(2)
    watch.look()
    assert seen == ["idle"]


def test_the_two_keys_work_in_a_modal_dialog(qtbot: QtBot, watch: Watch) -> None:
    seen = count(watch)
    dialog = QDialog()
    dialog.setModal(True)
    qtbot.addWidget(dialog)
    field = QLineEdit(dialog)
    keyboard.show(dialog)
    field.setFocus()
    keyboard.control(Qt.Key.Key_Period)
    keyboard.control(Qt.Key.Key_L)
    assert seen == ["hide", "lock"]
    assert field.text() == ""
