"""The figures on the screen, and every way out of it: real store, real windows, files read back."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.episode import CareStatus
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.figures.view import FiguresView
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_referral, an_episode, an_interview
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.on_screen import on_screen, settle
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.oversight import some_oversight
from tests.store.engines import with_tables


class Shown:
    """Figures over a store with five children who came back in October 2026; one interview was in time."""

    def __init__(self, folder: Path, jobs: ManualJobs) -> None:
        self.jobs = jobs
        self.store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", Clock())
        self.children = []
        for number in range(5):
            child = a_change(a_child(name=f"=Child {number} Example"))
            status = CareStatus(case_status="cin" if number else "")
            episode = a_change(
                an_episode(child.record, missing_since="2026-10-05T10:00Z", returned="2026-10-06T10:00Z", status=status)
            )
            referral = a_change(a_referral(child.record, episodes=(episode.record,), received="2026-10-06T12:00Z"))
            changes = [child, episode, referral]
            if number < 2:
                held = f"2026-10-{7 + 20 * number:02}T10:00Z"
                changes.append(a_change(an_interview(referral.record, child.record, outcome="held", held=held)))
            self.store.commit(changes)
            self.children.append(child.record)
        of = some_oversight(self.store, Clock())
        self.view = FiguresView(of.figures, of.panel, of.exporting, of.reviewing, code_lists(), jobs)

    def settle(self) -> None:
        """Do the work that waits."""
        settle(self.jobs)

    def cell(self, title: str, column: int = 0) -> str:
        """Return what stands in a row of the scorecard."""
        table = self.view.scorecard.table
        heads = [str(table.model().headerData(n, Qt.Orientation.Vertical)) for n in range(table.rowCount())]
        table.setCurrentCell(heads.index(title), column)
        return str(table.currentIndex().data())


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication, jobs: ManualJobs, tmp_path: Path) -> Iterator[Shown]:
    made = Shown(tmp_path, jobs)
    with on_screen(qtbot, made.view, made.view.refresh, jobs, made.store):
        yield made


def test_counts_stand_beside_percentages_and_nothing_is_never_nought_per_cent(shown: Shown) -> None:
    assert shown.cell("Episodes") == "5"
    assert shown.cell("Completed") == "2  (40.0 %)"
    assert shown.cell("Within 72 hours") == "1  (50.0 %)"
    shown.view.scorecard.period.before.click()
    shown.settle()
    assert (shown.cell("Episodes"), shown.cell("Within 72 hours")) == ("0", "0  (no data)")


def test_a_figure_opens_its_definition_and_the_list_behind_it_and_the_child(shown: Shown, qtbot: QtBot) -> None:
    shown.cell("Within 72 hours")
    detail = shown.view.scorecard.detail
    words = [label.text() for label in detail.findChildren(type(shown.view.scorecard.told))]
    assert "1 episode · 1 of 2, 50.0 % of completed · 1 of 5, 20.0 % of episodes" in words
    assert any("72 elapsed hours" in one for one in words)
    assert detail.model.rowCount() == 1
    shown.view.scorecard.table.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert detail.list.hasFocus()
    detail.list.selectRow(0)
    with qtbot.waitSignal(shown.view.child_chosen) as chosen:
        keyboard.press(Qt.Key.Key_Return)
    assert chosen.args == [shown.children[0]]


def test_groups_say_what_is_not_recorded(shown: Shown) -> None:
    shown.view.scorecard.by.setCurrentIndex(1)
    shown.settle()
    table = shown.view.scorecard.table
    heads = [str(table.model().headerData(n, Qt.Orientation.Horizontal)) for n in range(table.columnCount())]
    assert heads == ["All", "Child in need", "Not recorded"]
    assert [shown.cell("Episodes", n) for n in range(3)] == ["5", "4", "1"]


def test_small_numbers_are_held_back_for_publication_and_so_is_the_list_behind(shown: Shown) -> None:
    shown.view.scorecard.publish.setChecked(True)
    assert shown.cell("Completed") == "held back"
    assert shown.view.scorecard.detail.model.rowCount() == 0
    assert shown.cell("Episodes") == "5"


def test_closing_a_month_asks_once_and_shows_what_differs_later(shown: Shown) -> None:
    page = shown.view.scorecard
    assert page.close_month.isVisible()
    page.close_month.click()
    shown.settle()
    assert shown.store.every(Kind.SCORECARD) == ()
    page.close_month.click()
    shown.settle()
    assert len(shown.store.every(Kind.SCORECARD)) == 1
    assert not page.close_month.isVisible()
    child = a_change(a_child(name="Ash Specimen"))
    late = a_change(an_episode(child.record, missing_since="2026-10-20T10:00Z", returned="2026-10-21T10:00Z"))
    shown.store.commit([child, late])
    shown.view.refresh()
    shown.settle()
    assert shown.cell("Episodes") == "6"
    words = [label.text() for label in page.detail.findChildren(type(page.told))]
    assert any("When the month was closed: 5." in one for one in words)


def test_the_table_is_saved_as_workbook_csv_and_pdf_without_formulas(shown: Shown, tmp_path: Path) -> None:
    page = shown.view.scorecard
    shown.cell("Episodes")
    behind, table = page.detail.export, page.export
    made = behind._table()
    assert made is not None
    for ending in ("csv", "xlsx", "pdf"):
        behind.save_to(made, tmp_path / f"behind.{ending}")
        shown.settle()
    rows = list(csv.reader(StringIO((tmp_path / "behind.csv").read_text("utf-8-sig"))))
    assert rows[0][0] == "Child"
    assert rows[1][0] == "'=Child 0 Example"
    sheet = load_workbook(BytesIO((tmp_path / "behind.xlsx").read_bytes())).active
    assert sheet is not None
    assert sheet["A2"].value == "'=Child 0 Example"
    assert "=Child 4 Example" in PdfReader(tmp_path / "behind.pdf").pages[0].extract_text()
    card = table._table()
    assert card is not None
    table.save_to(card, tmp_path / "card.pdf")
    shown.settle()
    text = PdfReader(tmp_path / "card.pdf").pages[0].extract_text()
    for words in ("Scorecard, October 2026", "Cohort view", "Provisional", "2 of 5, 40.0 %", "Page 1 of 1",
                  "OFFICIAL-SENSITIVE"):  # fmt: skip
        assert words in text
    assert [one.act for one in shown.store.entries()].count(AuditAct.EXPORTED) == 4
    table.save_to(card, tmp_path / "card.docx")
    shown.settle()
    assert "end in .csv, .xlsx or .pdf" in page.told.text()
    assert not (tmp_path / "card.docx").exists()


def test_the_panel_list_turns_the_weeks(shown: Shown) -> None:
    panel = shown.view.panel
    assert panel.last == NOON.date()
    panel.last = date(2026, 10, 8)
    panel.asked.emit()
    shown.settle()
    table = panel._table()
    assert table is not None
    assert table.rows == ()
    child = a_change(a_child(name="Ash Specimen"))
    long = a_change(an_episode(child.record, missing_since="2026-10-01T10:00Z", returned="2026-10-06T10:00Z"))
    shown.store.commit([child, long])
    panel.asked.emit()
    shown.settle()
    table = panel._table()
    assert table is not None
    assert [row[0] for row in table.rows] == ["Ash Specimen"]
    panel._step(-1)
    shown.settle()
    assert panel.last == date(2026, 10, 8) - timedelta(days=7)


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("tab", [0, 1])
def test_nothing_is_cut_off_and_every_control_has_a_name(shown: Shown, size: QSize, tab: int) -> None:
    shown.view.tabs.setCurrentIndex(tab)
    shown.view.resize(size)
    shown.settle()
    assert shown.view.size() == size
    assert cut_off(shown.view) == []
    assert unnamed(shown.view) == []
