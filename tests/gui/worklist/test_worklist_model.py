"""A long worklist is read by the page, as it comes into sight."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.errors import DiskFull
from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.paged import PAGE
from rhi_desktop.gui.worklist.model import ITEM, WorklistModel
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.services.ports import ChildRow, WorklistFilter, WorklistRow, WorkState
from rhi_desktop.services.worklists import Worklists
from tests.builders import NOON, Clock
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP

LONG = 10_000


class LongLists:
    """Ten thousand referrals; notes which pages were asked for."""

    def __init__(self, count: int = LONG) -> None:
        self.count = count
        self.asked: list[int] = []
        self.trouble: Exception | None = None

    def worklist_count(self, _filter: WorklistFilter) -> int:
        if self.trouble is not None:
            raise self.trouble
        return self.count

    def worklist(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorklistRow, ...]:
        if self.trouble is not None:
            raise self.trouble
        self.asked.append(offset)
        rows = tuple(_row(number) for number in range(offset, min(offset + limit, self.count)))
        return tuple(row for row in rows if filter_.text in row.called)

    def children(self, text: str, *, limit: int) -> tuple[ChildRow, ...]:
        rows = (ChildRow(f"c{number}", f"Child {number}", f"Child {number}", "", "") for number in range(limit))
        return tuple(row for row in rows if text in row.name)


@pytest.fixture
def lists() -> LongLists:
    return LongLists()


@pytest.fixture
def model(lists: LongLists, jobs: ManualJobs) -> WorklistModel:
    model = WorklistModel(Worklists(lists, Clock(), code_lists()["attempt_result"]), jobs)
    model.read(WorklistFilter())
    jobs.drain()
    return model


def test_the_first_reading_asks_for_one_page_and_knows_how_many_there_are(
    model: WorklistModel, lists: LongLists
) -> None:
    assert model.rowCount() == LONG
    assert lists.asked == [0]


def test_a_row_far_below_is_fetched_with_its_page_once(
    model: WorklistModel, lists: LongLists, jobs: ManualJobs, qtbot: QtBot
) -> None:
    far = model.index(LONG - 1)
    assert far.data(ITEM) is None
    assert model.index(LONG - 2).data(ITEM) is None
    with qtbot.waitSignal(model.dataChanged) as changed:
        jobs.drain()
    assert changed.args is not None
    assert [changed.args[0].row(), changed.args[1].row()] == [LONG - PAGE, LONG - 1]
    assert far.data(ITEM).row.called == f"Child {LONG - 1}"
    assert lists.asked == [0, LONG - PAGE]


def test_the_answer_to_an_older_reading_is_left_aside(model: WorklistModel, lists: LongLists, jobs: ManualJobs) -> None:
    model.item(PAGE)
    lists.count = 3
    model.read(WorklistFilter("Child"))
    jobs.drain()
    assert model.rowCount() == 3
    assert model.item(PAGE) is None


def test_a_page_that_could_not_be_read_is_told_and_asked_for_again(
    model: WorklistModel, lists: LongLists, jobs: ManualJobs, qtbot: QtBot
) -> None:
    lists.trouble = DiskFull()
    model.item(PAGE)
    with qtbot.waitSignal(model.failed) as failed:
        jobs.drain()
    assert failed.args == [str(DiskFull())]
    lists.trouble = None
    model.item(PAGE)
    jobs.drain()
    item = model.item(PAGE)
    assert item is not None
    assert item.row.called == f"Child {PAGE}"


def test_showing_and_scrolling_a_long_list_reads_a_handful_of_pages(
    lists: LongLists, jobs: ManualJobs, qtbot: QtBot
) -> None:
    view = WorklistView(Worklists(lists, Clock(), code_lists()["attempt_result"]), jobs)
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    view.show()
    view.refresh()
    jobs.drain()
    view._list.scrollToBottom()
    view.grab()
    jobs.drain()
    view.grab()
    assert set(lists.asked) == {0, LONG - PAGE}


def _row(number: int) -> WorklistRow:
    returned = Moment.at(NOON - timedelta(hours=1) + timedelta(minutes=number)).text
    return WorklistRow(
        referral=f"r{number}",
        child=f"c{number}",
        called=f"Child {number}",
        reference=f"RHI-{number}",
        alerts=(),
        returned=returned,
        received="2026-11-25",
        state=WorkState.NEW,
        interview="",
        saved="",
        submitted="",
    )
