"""A view of a store on the screen, as a laptop shows it, until a test is over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.store.sql_store import SqlStore
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP


@contextmanager
def on_screen(
    qtbot: QtBot, view: QWidget, refresh: Callable[[], None], jobs: ManualJobs, store: SqlStore
) -> Iterator[None]:
    """Show a view and read it; at the end do the work that waits, and close the store."""
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    keyboard.show(view)
    refresh()
    settle(jobs)
    yield
    settle(jobs)
    store.close()


def settle(jobs: ManualJobs) -> None:
    """Do the work that waits."""
    jobs.drain()
    QApplication.processEvents()
