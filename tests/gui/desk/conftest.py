"""A coordinator's desk over a real store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.desk.view import CoordinatorView
from tests.gui import keyboard
from tests.gui.desk.offices import DeskOffice, open_desk
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP

Open = Callable[[], CoordinatorView]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DeskOffice]:
    """A desk with nothing on it."""
    made = open_desk(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def opened(office: DeskOffice, jobs: ManualJobs, qtbot: QtBot) -> Open:
    """Open the window as if one had turned to it."""

    def make() -> CoordinatorView:
        view = office.view(jobs)
        qtbot.addWidget(view)
        view.resize(LAPTOP)
        keyboard.show(view)
        view.refresh()
        view.list.setFocus()
        jobs.drain()
        QApplication.processEvents()
        return view

    return make
