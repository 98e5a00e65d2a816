"""The screen of the questions, over a real encrypted store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.question_sets.view import QuestionSetsView
from rhi_desktop.services.reporting import write_private
from tests.changed_sets import Changing, changing, without_why
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Changing]:
    made = changing(tmp_path)
    yield made
    made.store.close()


def read(file: Path) -> QuestionSet:
    """Read what a test calls a workbook."""
    if file.stem == "bad":
        raise QuestionSetError("This name is used twice.", sheet="survey", row=7)
    return without_why(file.stem)


@pytest.fixture
def view(qtbot: QtBot, jobs: ManualJobs, change: Changing) -> QuestionSetsView:
    shown = QuestionSetsView(change.changes, jobs, read, write_private)
    qtbot.addWidget(shown)
    shown.resize(LAPTOP)
    shown.show()
    shown.refresh()
    jobs.drain()
    return shown


def button(view: QuestionSetsView, name: str) -> QPushButton:
    found = [one for one in view.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    assert len(found) == 1, name
    return found[0]


def words(view: QuestionSetsView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def bring(view: QuestionSetsView, jobs: ManualJobs, name: str = "1-a") -> None:
    view.bring_from(Path(f"{name}.xlsx"))
    jobs.drain()


def take_up(view: QuestionSetsView, jobs: ManualJobs, name: str = "1-a") -> None:
    bring(view, jobs, name)
    view.preview.confirm.click()
    jobs.drain()


def test_the_overview_says_what_is_in_use_since_when_and_by_whom(view: QuestionSetsView) -> None:
    assert "Small talk, version 1" in words(view)
    assert "Comes with the program. Taken up on Wednesday 25 November 2026 by Sam Invented." in words(view)


def test_a_workbook_is_previewed_in_words_and_nothing_happens_yet(
    view: QuestionSetsView, jobs: ManualJobs, change: Changing
) -> None:
    bring(view, jobs)
    text = view.preview.text.toPlainText()
    assert view.previewing
    for said in (
        "What is no longer fed",
        "It was asked as “Why?” (reason.own_words).",
        "Robin Example, on version 1. One answer stays as it is. One answer is hidden, and kept with the draft.",
        "2 things need attention.",
        "No longer offered: “Park”.",
        "1 new, 1 gone, 1 changed",
        "What kept you?",
    ):
        assert said in text
    assert change.sets.newest()[0].version == "1"
    QTest.keyClick(view.preview.text, Qt.Key.Key_Escape)
    jobs.drain()
    assert not view.previewing
    assert view.preview.text.toPlainText() == ""
    assert change.sets.newest()[0].version == "1"


def test_confirmed_by_keyboard_it_is_taken_up_and_the_earlier_version_is_listed(
    view: QuestionSetsView, jobs: ManualJobs, change: Changing
) -> None:
    bring(view, jobs)
    view.preview.confirm.setFocus()
    QTest.keyClick(view.preview.confirm, Qt.Key.Key_Space)
    jobs.drain()
    assert change.sets.newest()[0].version == "1-a"
    assert "New interviews are written on version 1-a from now on." in words(view)
    assert "The organisation’s own." in words(view)
    assert "One interview is being written on it." in words(view)


def test_a_draft_is_moved_after_its_own_preview(view: QuestionSetsView, jobs: ManualJobs, change: Changing) -> None:
    take_up(view, jobs)
    assert "Interview with Robin Example, on version 1" in words(view)
    button(view, "Move the interview with Robin Example to the questions in use").click()
    jobs.drain()
    text = view.preview.text.toPlainText()
    assert "“Why?”. The question is gone." in text
    assert change.store.open_drafts()[0].digest != change.sets.newest()[0].digest
    view.preview.confirm.click()
    jobs.drain()
    assert "Nothing in it is lost." in words(view)
    assert change.store.open_drafts()[0].digest == change.sets.newest()[0].digest
    assert "Interview with Robin Example" not in words(view)


def test_an_interview_on_other_questions_says_so_where_it_is_written(
    qtbot: QtBot, view: QuestionSetsView, jobs: ManualJobs, change: Changing
) -> None:
    writer = InterviewView(change.interviewing, jobs)
    qtbot.addWidget(writer)
    writer.write(change.interviewing.resume(change.interview))
    assert writer.frame.notice.words == ""
    take_up(view, jobs)
    writer.write(change.interviewing.resume(change.interview))
    assert "Version 1-a of the questions is in use now." in writer.frame.notice.words
    change.changes.move(change.interview)
    writer.write(change.interviewing.resume(change.interview))
    assert writer.frame.notice.words == ""
    jobs.drain()


def test_going_back_to_an_earlier_version_is_previewed_too(
    view: QuestionSetsView, jobs: ManualJobs, change: Changing
) -> None:
    take_up(view, jobs)
    button(view, "Use version 1 again").click()
    jobs.drain()
    assert "1 new, 1 gone, 1 changed" in view.preview.text.toPlainText()
    view.preview.confirm.click()
    jobs.drain()
    assert change.sets.newest()[0].version == "1"


def test_the_programs_own_newer_questions_are_offered_and_previewed(
    view: QuestionSetsView, jobs: ManualJobs, change: Changing
) -> None:
    take_up(view, jobs)
    assert "The program brings a newer version" in words(view)
    button(view, "See what would change").click()
    jobs.drain()
    assert view.previewing
    view.preview.confirm.click()
    jobs.drain()
    assert change.sets.newest()[0].version == "2"
    assert "The program brings a newer version" not in words(view)


def test_a_bad_workbook_is_told_with_its_row_and_everything_stays(view: QuestionSetsView, jobs: ManualJobs) -> None:
    bring(view, jobs, "bad")
    assert not view.previewing
    assert "sheet “survey”, row 7: This name is used twice." in words(view)
    assert button(view, "Bring in a workbook…").isEnabled()
    bring(view, jobs, "1")
    assert "known here with other content" in words(view)
    assert not view.previewing


def test_while_a_workbook_is_read_nothing_else_can_be_begun(view: QuestionSetsView, jobs: ManualJobs) -> None:
    view.bring_from(Path("1-a.xlsx"))
    assert not button(view, "Bring in a workbook…").isEnabled()
    assert "Reading the workbook" in words(view)
    jobs.drain()
    assert view.previewing


def test_a_translation_is_marked_as_checked_and_that_is_taken_back(view: QuestionSetsView, jobs: ManualJobs) -> None:
    assert "Translation not checked by anybody." in words(view)
    assert "1 of 5 texts that a child hears are translated." in words(view)
    button(view, "Polish (pl): I have checked it").click()
    jobs.drain()
    assert "Translation checked by Sam Invented on Wednesday 25 November 2026." in words(view)
    button(view, "Polish (pl): Take that back").click()
    jobs.drain()
    assert "Translation not checked by anybody." in words(view)


def test_a_workbook_is_written_and_a_place_that_takes_nothing_is_told(
    view: QuestionSetsView, jobs: ManualJobs, tmp_path: Path
) -> None:
    view.save_to(tmp_path / "questions.xlsx", b"workbook")
    jobs.drain()
    assert (tmp_path / "questions.xlsx").read_bytes() == b"workbook"
    assert "Saved as questions.xlsx" in words(view)
    view.save_to(tmp_path / "no" / "folder.xlsx", b"workbook")
    jobs.drain()
    assert "could not be written there" in words(view)


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_it_fits_and_names_what_the_tab_key_reaches(
    view: QuestionSetsView, jobs: ManualJobs, change: Changing, size: QSize
) -> None:
    take_up(view, jobs)
    view.resize(size)
    QApplication.processEvents()
    assert (cut_off(view), unnamed(view)) == ([], [])
    view.see_move(change.interview)
    jobs.drain()
    QApplication.processEvents()
    assert view.previewing
    assert (cut_off(view), unnamed(view)) == ([], [])
