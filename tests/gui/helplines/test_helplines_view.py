from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.helplines.model import AUDIENCE, CHECKED, CONTACT, NAME
from rhi_desktop.gui.helplines.view import HelplinesView
from rhi_desktop.services.helplines import Helplines
from tests.checking import some_helplines
from tests.gui.executors import ManualJobs
from tests.gui.records import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def helplines(office: Office) -> Helplines:
    return some_helplines(office.store, office.clock)


@pytest.fixture
def view(qtbot: QtBot, jobs: ManualJobs, helplines: Helplines) -> HelplinesView:
    shown = HelplinesView(helplines, jobs)
    qtbot.addWidget(shown)
    shown.resize(1100, 600)
    shown.show()
    shown.refresh()
    jobs.drain()
    return shown


def cell(view: HelplinesView, row: int, column: int) -> str:
    return str(view.model.data(view.model.index(row, column)))


def test_lines_that_nobody_checked_are_counted_and_say_so(view: HelplinesView) -> None:
    count = view.model.rowCount()
    assert count > 5
    assert view.said.text() == f"{count} lines have not been checked within a year."
    assert cell(view, 0, CHECKED) == "Not checked yet"


def test_a_line_is_marked_as_checked_today_and_kept(
    view: HelplinesView, jobs: ManualJobs, helplines: Helplines
) -> None:
    count = view.model.rowCount()
    view.table.setCurrentIndex(view.model.index(1, NAME))
    view.checked.click()
    assert cell(view, 1, CHECKED) == "25 Nov 2026"
    assert view.said.text().startswith(f"{count - 1} lines")
    assert helplines.lines()[1].checked == ""
    QTest.keyClick(view.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    jobs.drain()
    assert helplines.lines()[1].checked == "2026-11-25"
    assert view.told.text() == "Saved."


def test_a_changed_number_has_to_be_checked_again(view: HelplinesView) -> None:
    view.table.setCurrentIndex(view.model.index(0, NAME))
    view.checked.click()
    view.model.setData(view.model.index(0, NAME), "Safe Call")
    assert cell(view, 0, CHECKED) == "25 Nov 2026"
    view.model.setData(view.model.index(0, CONTACT), "0000")
    assert cell(view, 0, CHECKED) == "Not checked yet"


def test_a_line_is_added_and_removed_and_nothing_counts_before_it_is_saved(
    view: HelplinesView, jobs: ManualJobs, helplines: Helplines
) -> None:
    before = helplines.lines()
    view.add.click()
    row = view.model.rowCount() - 1
    view.model.setData(view.model.index(row, NAME), "Invented Line")
    view.model.setData(view.model.index(row, CONTACT), "0000 111")
    view.turn.click()
    assert cell(view, row, AUDIENCE) == "Workers"
    view.table.setCurrentIndex(view.model.index(0, NAME))
    view.remove.click()
    assert helplines.lines() == before
    view.keep()
    jobs.drain()
    kept = helplines.lines()
    assert [line.code for line in kept[:-1]] == [line.code for line in before[1:]]
    assert (kept[-1].name, kept[-1].audience) == ("Invented Line", "worker")


def test_an_unfinished_line_is_said_and_stays_on_the_screen(view: HelplinesView, jobs: ManualJobs) -> None:
    view.add.click()
    count = view.model.rowCount()
    view.keep()
    jobs.drain()
    assert "needs a name and a number" in view.told.text()
    assert view.model.rowCount() == count


def test_leaving_with_something_unsaved_is_said_once(qtbot: QtBot, view: HelplinesView) -> None:
    view.table.setCurrentIndex(view.model.index(0, NAME))
    view.remove.click()
    count = view.model.rowCount()
    with qtbot.assertNotEmitted(view.back):
        view.go()
    assert "not saved yet" in view.told.text()
    assert view.model.rowCount() == count
    with qtbot.waitSignal(view.back):
        view.go()
    assert view.model.rowCount() == count + 1


def test_leaving_with_nothing_changed_just_leaves(qtbot: QtBot, view: HelplinesView) -> None:
    with qtbot.waitSignal(view.back):
        QTest.keyClick(view.table, Qt.Key.Key_Escape)
