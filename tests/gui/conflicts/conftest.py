"""The screen for choosing, over a real store with two people's changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from tests.gui import keyboard
from tests.gui.conflicts.disputes import Bench
from tests.gui.executors import ManualJobs

ROOMY = QSize(1200, 700)


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    """The screen, shown, before anything has been read."""
    made = Bench(tmp_path, jobs)
    qtbot.addWidget(made.view)
    made.view.resize(ROOMY)
    keyboard.show(made.view)
    yield made
    made.settle()
    made.forked.store.close()
