"""All children, found by name or reference."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.casework.children_view import ChildrenView
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL, Office
from tests.gui.walkers import cut_off, unnamed


@pytest.fixture
def view(office: Office, jobs: ManualJobs, qtbot: QtBot) -> ChildrenView:
    office.refer("Robin Example", preferred_name="Robbie")
    office.refer("Żaneta Invented", born="", reference="RHI-0002")
    view = ChildrenView(office.worklists, jobs)
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    keyboard.show(view)
    view.refresh()
    jobs.drain()
    return view


def rows(view: ChildrenView) -> list[str]:
    found = view._search.list
    return [found.item(row).text() for row in range(found.count())]


def test_children_are_listed_by_name_with_what_tells_them_apart(view: ChildrenView) -> None:
    assert rows(view) == [
        "Robin Example (known as Robbie) · RHI-0001 · born 4 Mar 2012",
        "Żaneta Invented · RHI-0002 · date of birth not recorded",
    ]
    assert view._search._said.text() == "2 found"


def test_a_child_is_found_and_opened_with_the_keyboard_alone(
    view: ChildrenView, office: Office, jobs: ManualJobs, qtbot: QtBot
) -> None:
    view.focus_search()
    keyboard.write("zaneta")
    qtbot.waitUntil(lambda: jobs.executor.waiting > 0)
    jobs.drain()
    keyboard.press(Qt.Key.Key_Return)
    with qtbot.waitSignal(view.child_chosen) as chosen:
        keyboard.press(Qt.Key.Key_Return)
    (child,) = office.store.children("Żaneta", limit=5)
    assert chosen.args == [child.child]


def test_the_answer_to_an_older_search_is_left_aside(view: ChildrenView, jobs: ManualJobs) -> None:
    view._search.field.setText("nobody of that name")
    view._search.search()
    view._search.field.setText("robin")
    view._search.search()
    jobs.executor.step()
    assert len(rows(view)) == 2
    jobs.drain()
    assert [row.split(" (")[0] for row in rows(view)] == ["Robin Example"]


def test_nobody_found_is_said(view: ChildrenView, jobs: ManualJobs) -> None:
    view._search.field.setText("nobody of that name")
    view._search.search()
    jobs.drain()
    assert view._search._said.text() == "No child found."


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_the_list_fits_and_everything_in_it_has_a_name(view: ChildrenView, size: QSize) -> None:
    view.resize(size)
    QApplication.processEvents()
    assert cut_off(view) == []
    assert unnamed(view) == []
