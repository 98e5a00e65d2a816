"""The coordinator's desk in its window: one decision for each row, by the keyboard alone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.services.desk_rows import Group
from rhi_desktop.services.desk_words import EMPTY
from tests.gui import keyboard
from tests.gui.desk.conftest import Open
from tests.gui.desk.offices import ASH, BO, DeskOffice
from tests.gui.desk.reading import names, rows, turn
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed


def test_risks_come_first_then_the_clock_then_reviews_and_each_says_what_it_waits_for(
    office: DeskOffice, opened: Open
) -> None:
    office.everything()
    assert rows(opened()) == [
        "Robin Example, RHI-0001, Say who was told, With Ash Specimen, Interview held",
        "Dilan Madeup, RHI-0001, Overdue by 27 hours, With nobody yet, Not offered yet",
        "Kit Sample, RHI-0001, Overdue by 3 hours, With Ash Specimen, Not offered yet",
        "Sasha Invented, RHI-0001, Due in 6 hours, With nobody yet, Not offered yet",
        "Wren Placeholder, RHI-0001, Due in 8 hours, With Bo Pretend, Not offered yet",
        "Noor Specimen, RHI-0001, Due in 2 days, With Lee Former, who left, Not offered yet",
        "Ollie O'Madeup, RHI-0001, Return time not recorded, With Ash Specimen, Not offered yet",
        "Alex Example, RHI-0001, Waiting for review since Monday, With Bo Pretend, Interview held",
        "Zoë Invented, RHI-0001, Approved today 10:00, With Bo Pretend, Interview held",
        "Émile Sample, RHI-0001, Returned yesterday 10:00, With Ash Specimen, Comments to answer",
    ]


def test_each_group_shows_its_own_and_its_count_is_what_it_shows(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.everything()
    view = opened()
    shown = {}
    for group in Group:
        turn(view, group, jobs)
        shown[group] = names(view)
        assert view.groups._counts[group] == len(shown[group])
    assert shown[Group.UNALLOCATED] == ["Dilan Madeup", "Sasha Invented"]
    assert shown[Group.OVERDUE] == ["Dilan Madeup", "Kit Sample"]
    assert shown[Group.SOON] == ["Sasha Invented", "Wren Placeholder"]
    assert shown[Group.LEFT] == ["Noor Specimen"]
    assert shown[Group.RISK] == ["Robin Example"]


def test_a_screen_reader_hears_a_row_a_group_with_its_count_and_a_load(office: DeskOffice, opened: Open) -> None:
    office.refer("Dilan Madeup", -27)
    office.refer("Kit Sample", -3, ASH)
    view = opened()

    def hears(widget: QWidget, child: int) -> str:
        return QAccessible.queryAccessibleInterface(widget).child(child).text(QAccessible.Text.Name)

    assert hears(view.list, 0).startswith("Dilan Madeup, RHI-0001, Overdue by 27 hours")
    assert hears(view.groups.list, 0) == "Everything open 2"
    assert hears(view.pane.give.list, 0) == "Ash Specimen, 1 open, 1 overdue"


@pytest.mark.parametrize("group", Group)
def test_an_empty_group_says_so_kindly(opened: Open, jobs: ManualJobs, group: Group) -> None:
    view = opened()
    turn(view, group, jobs)
    assert view.empty.isVisible()
    assert view.empty.text() == EMPTY[group]
    assert not view.pane.isVisible()


def test_letters_typed_on_the_list_search(office: DeskOffice, opened: Open, jobs: ManualJobs, qtbot: QtBot) -> None:
    office.refer("Dilan Madeup", -27)
    office.refer("Żaneta Invented", 6)
    view = opened()
    keyboard.write("zan")
    assert view.tools.search.text() == "zan"
    qtbot.waitUntil(lambda: jobs.executor.waiting > 0)
    jobs.drain()
    assert names(view) == ["Żaneta Invented"]


def test_one_workers_rows_alone(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    office.everything()
    view = opened()
    view.tools.workers.setCurrentIndex(view.tools.workers.findData(BO))
    jobs.drain()
    assert names(view) == ["Wren Placeholder", "Alex Example", "Zoë Invented"]


def test_as_time_passes_it_is_read_anew(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    office.refer("Sasha Invented", 6)
    view = opened()
    office.clock.now += timedelta(hours=7)
    view.minute.timeout.emit()
    jobs.drain()
    assert view.groups._counts[Group.OVERDUE] == 1
    assert view.minute.isActive()


SIZES = pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])


@SIZES
@pytest.mark.parametrize("group", [Group.OPEN, Group.UNALLOCATED, Group.REVIEW, Group.SIGN_OFF, Group.LEFT])
def test_nothing_is_cut_off_and_everything_has_a_name(
    office: DeskOffice, opened: Open, jobs: ManualJobs, group: Group, size: QSize
) -> None:
    office.everything()
    view = opened()
    view.resize(size)
    turn(view, group, jobs)
    assert view.size() == size
    assert cut_off(view) == []
    assert unnamed(view) == []
    view.list.setFocus()
    view.begin()
    QApplication.processEvents()
    assert cut_off(view) == []
    assert unnamed(view) == []


def test_in_a_small_window_the_decision_takes_the_place_of_the_list_until_esc(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.refer("Dilan Madeup", -27)
    view = opened()
    view.resize(BESIDE_RAIL)
    QApplication.processEvents()
    assert (view.list.isVisible(), view.pane.isVisible()) == (True, False)
    view.list.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert (view.list.isVisible(), view.pane.isVisible()) == (False, True)
    keyboard.press(Qt.Key.Key_Escape)
    assert (view.list.isVisible(), view.pane.isVisible()) == (True, False)
    assert keyboard.focused() is view.list


def test_another_group_begins_at_its_top_unless_what_was_chosen_is_in_it(
    office: DeskOffice, opened: Open, jobs: ManualJobs
) -> None:
    office.everything()
    view = opened()
    view.list.setCurrentIndex(view.list.rows.index(2))
    turn(view, Group.OVERDUE, jobs)
    assert [item.row.work.called for item in view.pane.items] == ["Kit Sample"]
    turn(view, Group.SOON, jobs)
    assert [item.row.work.called for item in view.pane.items] == ["Sasha Invented"]


def test_the_row_that_was_chosen_stays_chosen(office: DeskOffice, opened: Open, jobs: ManualJobs) -> None:
    office.refer("Dilan Madeup", -27)
    office.refer("Sasha Invented", 6)
    view = opened()
    select = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.list.selectionModel().setCurrentIndex(view.list.rows.index(1), select)
    office.refer("Kit Sample", -3)
    view.refresh()
    jobs.drain()
    assert view.pane.items[0].row.work.called == "Sasha Invented"
