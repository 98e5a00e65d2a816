"""Ten thousand referrals in a real store, read on a real thread: the window never waits for them."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.gui.desk.view import CoordinatorView
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.paged import PAGE
from rhi_desktop.services.desk_rows import Group
from tests.gui.desk.offices import ASH, BO, DeskOffice, open_desk
from tests.gui.pictures import LAPTOP

LONG = 10_000
STALL = 0.15
"""Seconds of work at most that the window does at once; a person notices from about a fifth on."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskOffice]:
    made = open_desk(Path(tmp_path_factory.mktemp("many")))
    workers = ("", ASH, BO)
    for start in range(0, LONG, 2_000):
        made.store.commit_all(
            [
                change
                for number in range(start, start + 2_000)
                for change in made.changes(f"Child {number} Invented", number % 900 - 400, workers[number % 3])
            ]
        )
    yield made
    made.store.close()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    with ThreadPoolExecutor(1) as lane:
        yield Jobs(lane, lane)


class Pulse:
    """Lets the window work until something is so, and remembers the longest that it worked at once."""

    def __init__(self) -> None:
        self.longest = 0.0

    def until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not done():
            assert time.monotonic() < end, "it did not come"
            began = time.thread_time()
            QApplication.processEvents()
            self.longest = max(self.longest, time.thread_time() - began)


def test_scrolling_filtering_and_turning_through_ten_thousand_rows_never_stall_the_window(
    office: DeskOffice, jobs: Jobs, qtbot: QtBot
) -> None:
    view = CoordinatorView(office.deciding(), code_lists()["recipient"], jobs)
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    view.show()
    pulse = Pulse()
    bar = view.list.verticalScrollBar()

    def counts(count: int) -> None:
        pulse.until(lambda: view.list.rows.rowCount() == count)

    def scrolls(part: int) -> None:
        bar.setValue(bar.maximum() * part // 10)
        row = LONG * part // 10 - PAGE // 2
        pulse.until(lambda: view.list.rows.index(row).data() is not None)

    view.refresh()
    counts(LONG)
    for part in range(1, 11):
        scrolls(part)
    for group, count in ((Group.UNALLOCATED, 3_334), (Group.OVERDUE, 4_500), (Group.OPEN, LONG)):
        view.groups.turn_to(group)
        counts(count)
    for text, count in (("child 77", 111), ("child 777", 11), ("inv", LONG)):
        view.tools.search.setText(text)
        counts(count)
    view.tools.workers.setCurrentIndex(view.tools.workers.findData(ASH))
    counts(3_333)
    pulse.until(lambda: jobs.waiting == 0)
    assert pulse.longest < STALL


def test_the_window_waits_for_nothing_while_the_store_is_busy(office: DeskOffice, jobs: Jobs, qtbot: QtBot) -> None:
    view = CoordinatorView(office.deciding(), code_lists()["recipient"], jobs)
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    view.show()
    view.refresh()
    pulse = Pulse()
    pulse.until(lambda: view.list.rows.rowCount() == LONG and jobs.waiting == 0)
    busy = Event()
    jobs.store(busy.wait, lambda _result: None)
    view.list.scrollToBottom()
    view.groups.turn_to(Group.SOON)
    view.refresh()
    view.list.selectAll()
    QApplication.processEvents()
    assert jobs.waiting > 1
    assert view.list.rows.rowCount() == LONG
    busy.set()
    pulse.until(lambda: view.list.rows.rowCount() < LONG)
    pulse.until(lambda: jobs.waiting == 0)
