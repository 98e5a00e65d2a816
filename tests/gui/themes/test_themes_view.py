"""A themes survey on the screen: real store, real windows, by keyboard where a person would."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.survey import Survey
from rhi_desktop.gui.themes.view import ThemesView
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.on_screen import on_screen, settle
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.oversight import some_oversight
from tests.scripted import scripted

WISH = "/data/voice/wishes/wish_soon"


class Desk:
    """Surveys over a store with one interview."""

    def __init__(self, folder: Path, jobs: ManualJobs) -> None:
        self.jobs = jobs
        self.office = scripted(folder)
        self.office.submit("interview")
        of = some_oversight(self.office.store, self.office.clock)
        self.surveys = of.surveys
        self.view = ThemesView(of.surveys, of.exporting, jobs)

    def settle(self) -> None:
        """Do the work that waits."""
        settle(self.jobs)

    def begin(self) -> None:
        """Begin a survey of all interviews, in the way a person does."""
        self.view.list.new.click()
        self.settle()
        self.view.new.title.setText("Autumn")
        self.view.new.way.setCurrentIndex(1)
        self.view.new.start.click()
        self.settle()

    def choose_words(self, length: int) -> str:
        """Choose the first words of an answer by keyboard."""
        reader = self.view.reading.reader
        cursor = QTextCursor(reader.answer_at(WISH))
        reader.setTextCursor(cursor)
        reader.setFocus()
        for _ in range(length):
            keyboard.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        return reader.textCursor().selectedText()

    @property
    def survey(self) -> Survey:
        """The survey on record."""
        return self.surveys.every()[0].value


@pytest.fixture
def desk(qtbot: QtBot, dressed: QApplication, jobs: ManualJobs, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, jobs)
    with on_screen(qtbot, made.view, made.view.refresh, jobs, made.office.store):
        yield made


def test_words_are_chosen_and_a_number_gives_a_theme_and_takes_it_again(desk: Desk) -> None:
    desk.begin()
    words = desk.choose_words(12)
    keyboard.press(Qt.Key.Key_4)
    keyboard.press(Qt.Key.Key_1)
    (one,) = desk.view.reading.passages
    assert (one.quote, one.key, one.start) == (words.strip(), WISH, 0)
    assert one.themes == ("Transport", "Places run from and found")
    keyboard.press(Qt.Key.Key_4)
    done: list[bool] = []
    desk.view.when_saved(lambda: done.append(True))
    assert done == []
    desk.settle()
    assert done == [True]
    assert [each.themes for each in desk.survey.passages] == [("Places run from and found",)]
    assert desk.survey.done == ()


def test_words_of_two_answers_and_choices_from_a_list_are_not_marked(desk: Desk) -> None:
    desk.begin()
    reader = desk.view.reading.reader
    cursor = QTextCursor(reader.answer_at(WISH))
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    keyboard.press(Qt.Key.Key_1)
    assert "within one answer" in desk.view.reading.told.text()
    reading = desk.surveys.read(desk.surveys.every()[0].id, 1)
    key = next(one.key for one in reading.lines if one.level == 0 and one.key not in reading.texts)
    reader.reveal(key)
    keyboard.press(Qt.Key.Key_1)
    assert "what somebody wrote" in desk.view.reading.told.text()
    assert desk.view.reading.passages == ()


def test_a_theme_that_is_added_keeps_what_was_marked(desk: Desk) -> None:
    desk.begin()
    desk.choose_words(5)
    keyboard.press(Qt.Key.Key_1)
    desk.view.reading.new_theme.setText("Money")
    desk.view.reading.new_theme.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    desk.settle()
    assert (desk.survey.themes[-1], len(desk.survey.passages)) == ("Money", 1)
    assert desk.view.reading.themes[-1].text() == "7  Money"
    desk.choose_words(5)
    keyboard.press(Qt.Key.Key_7)
    assert desk.view.reading.passages[0].themes[-1] == "Money"


def test_the_last_interview_leads_to_the_count_and_passages_are_saved_only_once_read(
    desk: Desk, tmp_path: Path
) -> None:
    desk.begin()
    desk.choose_words(12)
    keyboard.press(Qt.Key.Key_2)
    desk.view.reading.after.click()
    desk.settle()
    model = desk.view.count.table.model()
    row = [str(model.index(1, column).data()) for column in range(model.columnCount())]
    assert row == ["Hotspots", "1", "1 of 1 (100.0 %)", "1 of 1 (100.0 %)"]
    desk.view.count.passages_asked.emit()
    desk.settle()
    page = desk.view.passages
    assert not page.save.isEnabled()
    page.read.click()
    assert page.save.isEnabled()
    cells = page.list.model()
    cells.setData(cells.index(0, 1), "I want Kirkgate, and Tommy")
    assert str(cells.index(0, 2).data()) == "Kirkgate, Tommy"
    assert not page.save.isEnabled()
    cells.setData(cells.index(0, 1), "=I want a place")
    page.read.click()
    page.save.save_to(page.table(), tmp_path / "out.xlsx")
    desk.settle()
    sheet = load_workbook(BytesIO((tmp_path / "out.xlsx").read_bytes())).active
    assert sheet is not None
    written = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
    assert any("=I want a place" in one for one in written)
    assert not any("Robin" in one for one in written)
    page.list.setFocus()
    page.list.setCurrentCell(0, 1)
    keyboard.press(Qt.Key.Key_Delete)
    assert (page.table().rows, page.save.isEnabled()) == ((), False)


def test_a_time_without_interviews_says_so_and_keeps_what_was_written(desk: Desk) -> None:
    desk.view.list.new.click()
    desk.settle()
    new = desk.view.new
    new.title.setText("Summer")
    new.until.setDate(QDate(2026, 8, 31))
    desk.settle()
    new.start.click()
    desk.settle()
    assert "No interview is chosen" in new.told.text()
    assert new.title.text() == "Summer"


def pages(desk: Desk) -> Iterator[str]:
    """Go through the pages, one after another."""
    yield "list"
    desk.view.list.new.click()
    yield "new"
    desk.begin()
    desk.choose_words(12)
    keyboard.press(Qt.Key.Key_2)
    yield "reading"
    desk.view.reading.after.click()
    yield "count"
    desk.settle()
    desk.view.count.passages_asked.emit()
    yield "passages"


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_every_control_has_a_name(desk: Desk, size: QSize) -> None:
    desk.view.resize(size)
    for page in pages(desk):
        desk.settle()
        assert (page, desk.view.size()) == (page, size)
        assert (page, cut_off(desk.view)) == (page, [])
        assert (page, unnamed(desk.view)) == (page, [])
