from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists, intake_of
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.intake.plan_model import Show
from rhi_desktop.gui.intake.view import IntakeView
from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.sheets import Cancelled
from rhi_desktop.services.reporting import write_private
from tests.gui.executors import ManualJobs
from tests.gui.records import Office, open_office

HEADINGS = "Misper ref,Forename,Surname,DOB,Date/time reported missing,Located,Return date"
GOOD = "XX-1,Alex,Pretend,17/09/2010,3/11/26 14:05,3/11/26 22:00,03-Nov-2026 23:10"
OTHER = "XX-2,Kim,Madeup,28/02/2013,5/11/2026 18:00,,"
BAD = "XX-3,Charlie,Fictional,02/11/2012,7/11/2026 10:00,6/11/2026 10:00,6/11/2026 11:00"
DOUBTFUL = "XX-4,Robyn,Example,04/03/2012,9/11/2026 10:00,9/11/2026 12:00,9/11/2026 13:00"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    made.refer()
    yield made
    made.store.close()


@pytest.fixture
def view(qtbot: QtBot, jobs: ManualJobs, office: Office) -> IntakeView:
    shown = IntakeView(intake_of(office.store, code_lists(), office.clock), jobs, write_private)
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show()
    shown.begin()
    return shown


class Hands:
    """What a person does with the import: each step waits for its work to end."""

    def __init__(self, view: IntakeView, jobs: ManualJobs, folder: Path) -> None:
        self.view, self.jobs, self.folder = view, jobs, folder

    def open(self, *rows: str, name: str = "notifications.csv") -> Path:
        """Write a file with these rows, and open it."""
        file = self.folder / name
        file.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
        self.view.open(file)
        self.settle()
        return file

    def settle(self) -> None:
        """Let everything that was begun come to its end."""
        self.jobs.drain()
        QApplication.processEvents()

    def look(self) -> None:
        """Go on to what each row becomes."""
        self.view.look.click()
        self.settle()

    def take_in(self) -> None:
        """Import."""
        self.view.go.click()
        self.settle()

    def press(self, words: str) -> None:
        """Press a button of the panel."""
        next(b for b in self.view.rows.panel.findChildren(QPushButton) if b.text() == words).click()
        self.settle()

    def cells(self, column: int) -> list[str]:
        """Return a column of the plan as it is listed."""
        model = self.view.rows.model
        return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]

    def said(self) -> str:
        """Return all words on the screen."""
        return "\n".join(label.text() for label in self.view.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def hands(view: IntakeView, jobs: ManualJobs, tmp_path: Path) -> Hands:
    return Hands(view, jobs, tmp_path)


def children(office: Office) -> list[str]:
    return sorted(row.name for row in office.worklists.children(""))


def test_a_file_becomes_children_episodes_and_referrals(hands: Hands, office: Office) -> None:
    hands.open(GOOD, OTHER)
    hands.look()
    assert "2 new children, 2 new episodes" in hands.said()
    hands.take_in()
    assert children(office) == ["Alex Pretend", "Kim Madeup", "Robin Example"]
    assert "Imported." in hands.said()
    assert "Delete it" in hands.said()


def test_importing_the_same_file_again_changes_nothing(hands: Hands, office: Office) -> None:
    for _ in range(2):
        hands.open(GOOD, OTHER)
        hands.look()
        if hands.view.go.isEnabled():
            hands.take_in()
        else:
            assert "2 already on record" in hands.said()
            assert hands.cells(4) == ["Already on record, changes nothing"] * 2
            return
    pytest.fail("the second import would have changed something")


def test_a_wrong_guess_is_corrected_and_remembered(hands: Hands) -> None:
    hands.open(GOOD)
    box = hands.view.columns.findChildren(QComboBox)[1]
    assert box.currentData() == Field.POLICE_REFERENCE
    box.setCurrentIndex(box.findData(Field.REFERENCE))
    hands.look()
    hands.view.back.click()
    hands.view.back.click()
    hands.open(GOOD, name="another.csv")
    assert hands.view.columns.findChildren(QComboBox)[1].currentData() == Field.REFERENCE
    assert "as you left them" in hands.said()


def test_a_bad_row_says_why_stays_outside_and_can_be_saved_mended_and_imported(
    hands: Hands, office: Office, tmp_path: Path
) -> None:
    hands.open(GOOD, BAD)
    hands.look()
    assert hands.cells(4) == ["Not imported: something to mend"]
    assert "before" in hands.cells(5)[0]
    mend = tmp_path / "mend.csv"
    hands.view.save_rows(mend)
    hands.settle()
    hands.take_in()
    assert children(office) == ["Alex Pretend", "Robin Example"]
    mend.write_text(mend.read_text(encoding="utf-8-sig").replace("6/11/2026", "8/11/2026"), encoding="utf-8")
    hands.view.open(mend)
    hands.settle()
    hands.look()
    hands.take_in()
    assert "Charlie Fictional" in children(office)


def test_a_doubtful_child_is_asked_about_and_never_merged_by_itself(hands: Hands, office: Office) -> None:
    hands.open(DOUBTFUL)
    hands.look()
    assert not hands.view.go.isEnabled()
    assert hands.view.rows.panel.isVisible()
    assert "Robin Example" in hands.said()
    hands.press("The same child")
    assert hands.view.go.isEnabled()
    hands.take_in()
    assert children(office) == ["Robin Example"]
    (child,) = office.worklists.children("")
    assert len(office.store.linked(Kind.EPISODE, child.child)) == 2


def test_a_doubtful_child_may_be_somebody_new_or_be_left_out(hands: Hands, office: Office) -> None:
    hands.open(DOUBTFUL)
    hands.look()
    hands.press("Leave the row out")
    assert not hands.view.go.isEnabled()
    assert hands.cells(4) == ["Left out, as you said"]
    hands.press("A new child")
    hands.take_in()
    assert children(office) == ["Robin Example", "Robyn Example"]


def test_the_keyboard_alone_leads_from_a_row_to_its_decision(hands: Hands) -> None:
    hands.open(DOUBTFUL, GOOD)
    hands.look()
    assert QApplication.focusWidget() is hands.view.rows.panel.first
    hands.view.rows.table.setFocus()
    QTest.keyClick(hands.view.rows.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is hands.view.rows.panel.first


def test_rows_can_be_narrowed_to_what_there_is_to_do(hands: Hands) -> None:
    hands.open(GOOD, OTHER, BAD, DOUBTFUL)
    hands.look()
    counted = {}
    for at, show in enumerate(Show):
        hands.view.rows._show.setCurrentIndex(at)
        counted[show] = hands.view.rows.model.rowCount()
    assert counted[Show.ALL] == 4
    assert counted[Show.TO_DECIDE] == counted[Show.TO_MEND] == 1
    assert counted[Show.CHANGING] == 2


def test_an_import_that_is_stopped_leaves_nothing_half_done(
    hands: Hands, view: IntakeView, jobs: ManualJobs, office: Office
) -> None:
    hands.open(GOOD, OTHER)
    hands.look()
    view.go.click()
    assert view.stop.isVisible()
    assert view.progress.isVisible()
    view.stop.click()
    hands.settle()
    assert view.said.text() == str(Cancelled())
    assert children(office) == ["Robin Example"]
    assert view.go.isEnabled()
    hands.take_in()
    assert len(children(office)) == 3


def test_a_file_that_is_none_is_said_in_a_sentence_and_another_can_be_chosen(
    hands: Hands, view: IntakeView, tmp_path: Path
) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(b"%PDF-1.7 not a workbook")
    view.open(file)
    hands.settle()
    assert view.said.text().endswith(".")
    assert "report" not in view.said.text()
    assert view.choose.isVisible()


def test_nothing_of_the_file_stays_on_the_screen_after_the_import(hands: Hands) -> None:
    hands.open(GOOD)
    hands.look()
    hands.take_in()
    assert hands.view.rows.model.rowCount() == 0
    assert "Alex" not in hands.said()


def test_what_is_odd_about_a_workbook_is_said_in_the_same_window(hands: Hands, view: IntakeView) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(HEADINGS.split(","))
    workbook.worksheets[0].append(GOOD.split(","))
    workbook.create_sheet("Old").sheet_state = "hidden"
    workbook.save(hands.folder / "odd.xlsx")
    view.open(hands.folder / "odd.xlsx")
    hands.settle()
    assert "Hidden sheets are not read" in hands.said()
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [view]
    assert view.isActiveWindow()
