"""What was copied does not stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.clipboard import KEEP_MS, ClipboardGuard
from tests.gui import keyboard


@pytest.fixture
def guard(dressed: QApplication) -> ClipboardGuard:
    return ClipboardGuard(dressed.clipboard(), 20)


def test_what_was_copied_in_a_window_is_gone_after_a_while(
    qtbot: QtBot, dressed: QApplication, guard: ClipboardGuard
) -> None:
    field = QLineEdit("something a child said")
    qtbot.addWidget(field)
    keyboard.show(field)
    keyboard.control(Qt.Key.Key_A)
    keyboard.control(Qt.Key.Key_C)
    assert dressed.clipboard().text() == "something a child said"
    qtbot.waitUntil(lambda: dressed.clipboard().text() == "")


def test_what_was_copied_elsewhere_is_left_alone(dressed: QApplication, guard: ClipboardGuard) -> None:
    assert QApplication.focusWindow() is None
    dressed.clipboard().setText("from another program")
    QTest.qWait(60)
    assert dressed.clipboard().text() == "from another program"


def test_half_a_minute_is_enough_to_paste() -> None:
    assert KEEP_MS == 30_000
