"""What happens when the program itself is at fault."""

import sys

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.mishaps import Mishaps


def fail(words: str) -> None:
    raise KeyError(words)


def happen(mishaps: Mishaps) -> None:
    try:
        fail("Robin Example said so")
    except KeyError:
        mishaps.happened(*sys.exc_info())


def windows() -> list[QMessageBox]:
    return [found for found in QApplication.topLevelWidgets() if isinstance(found, QMessageBox) and found.isVisible()]


@pytest.fixture
def noted() -> list[str]:
    return []


def test_the_log_says_where_and_never_what(dressed: QApplication, noted: list[str]) -> None:
    mishaps = Mishaps(noted.append)
    happen(mishaps)
    assert len(noted) == 1
    assert noted[0].startswith("KeyError at ")
    assert "test_mishaps.py" in noted[0]
    assert "Robin" not in noted[0]
    windows()[0].close()


def test_one_calm_window_however_many_faults(qtbot: QtBot, dressed: QApplication, noted: list[str]) -> None:
    mishaps = Mishaps(noted.append)
    happen(mishaps)
    happen(mishaps)
    shown = windows()
    assert len(shown) == 1
    assert len(noted) == 2
    assert not shown[0].isModal()
    assert "Robin" not in shown[0].text() + shown[0].informativeText()
    assert "KeyError" in shown[0].informativeText()
    shown[0].close()
    qtbot.waitUntil(lambda: windows() == [])
    happen(mishaps)
    qtbot.waitUntil(lambda: len(windows()) == 1)
    windows()[0].close()
