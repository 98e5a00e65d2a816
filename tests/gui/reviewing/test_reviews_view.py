"""Reviewing on the screen: real store, real windows, by keyboard where a person would."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.domain.review import Mark, Review, Tone, Verdict
from rhi_desktop.gui.reviewing.view import ReviewsView
from rhi_desktop.services.filing import filed
from tests.builders import new_id
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.on_screen import on_screen, settle
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.oversight import some_oversight
from tests.scripted import Scripted, scripted

WISH = "/data/voice/wishes/wish_soon"


class Bench:
    """The reviews over a store that belongs to nobody's team, with one interview in it."""

    def __init__(self, folder: Path, jobs: ManualJobs) -> None:
        self.jobs = jobs
        self.office: Scripted = scripted(folder)
        self.interview: Filed[Interview] = self.office.submit("interview")
        of = some_oversight(self.office.store, self.office.clock)
        self.view = ReviewsView(of.reviewing, of.drawing, jobs)

    def settle(self) -> None:
        """Do the work that waits."""
        settle(self.jobs)

    def open(self) -> None:
        """Open the interview by keyboard, from the list."""
        self.view.queue.list.setFocus()
        keyboard.press(Qt.Key.Key_Return)
        self.settle()
        assert self.view.reviewing

    def mark_all(self) -> None:
        """Mark every point as met, each by its number."""
        for row in self.view.page.rubric.rows:
            row.marks[Mark.PARTLY].setFocus()
            keyboard.press(Qt.Key.Key_1)
        self.settle()

    def reviews(self) -> list[Review]:
        """Return the reviews on record."""
        return [filed(one, Review).value for one in self.office.store.linked(Kind.REVIEW, self.interview.id)]


@pytest.fixture
def bench(qtbot: QtBot, dressed: QApplication, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, jobs)
    with on_screen(qtbot, made.view, made.view.refresh, jobs, made.office.store):
        yield made


def test_what_waits_says_whose_it_is_and_what_was_noticed(bench: Bench) -> None:
    model = bench.view.queue.model
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row[:2] == ["Robin Example", "by Sam Invented · Interview held"]
    assert "not asked" in row[3]


def test_marks_are_given_by_number_and_kept_at_once(bench: Bench) -> None:
    bench.open()
    first = bench.view.page.rubric.rows[0]
    first.marks[Mark.MET].setFocus()
    keyboard.press(Qt.Key.Key_3)
    bench.settle()
    assert first.mark is Mark.NOT_MET
    bench.view.leave()
    bench.settle()
    bench.open()
    assert bench.view.page.rubric.rows[0].mark is Mark.NOT_MET


def test_a_comment_on_chosen_words_points_at_them_and_goes_back_with_the_interview(bench: Bench) -> None:
    bench.open()
    page = bench.view.page
    page.reveal(WISH)
    cursor = page.reader.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    page.reader.setTextCursor(cursor)
    quote = cursor.selectedText()
    keyboard.press(Qt.Key.Key_M)
    assert page.comments.text.hasFocus()
    QTest.keyClicks(page.comments.text, "Whose wish is this?")
    page.comments.add.click()
    bench.settle()
    page.verdict.give_back.click()
    bench.settle()
    assert not bench.view.reviewing
    (review,) = bench.reviews()
    (comment,) = review.comments
    assert (review.verdict, review.alone) == (Verdict.RETURNED, True)
    assert (comment.key, comment.text, comment.tone) == (WISH, "Whose wish is this?", Tone.ASK)
    assert comment.quote == quote.strip()
    assert quote


def test_a_window_that_was_narrow_is_shared_again_when_it_is_wide(bench: Bench) -> None:
    bench.open()
    page = bench.view.page
    for size in (BESIDE_RAIL, LAPTOP):
        bench.view.resize(size)
        bench.settle()
    assert page.tabs.indexOf(page.reader) == -1
    assert page.reader.width() < 2 * page.tabs.width()
    assert cut_off(bench.view) == []


def test_nothing_of_the_interview_can_be_changed_here(bench: Bench) -> None:
    bench.open()
    reader = bench.view.page.reader
    before = reader.toPlainText()
    reader.setFocus()
    QTest.keyClicks(reader, "xyz")
    QTest.keyClick(reader, Qt.Key.Key_Delete)
    assert reader.toPlainText() == before
    assert len(bench.office.store.history(bench.interview.id)) == 1


@pytest.mark.parametrize("sign_off", [True, False])
def test_approval_waits_for_every_mark_and_says_so(bench: Bench, *, sign_off: bool) -> None:
    bench.open()
    bench.view.page.verdict.sign_off.setChecked(sign_off)
    bench.view.page.verdict.approve.click()
    bench.settle()
    assert bench.view.page.verdict.told.text().startswith("16 points have no mark yet.")
    bench.mark_all()
    bench.view.page.verdict.approve.click()
    bench.settle()
    assert [one.verdict for one in bench.reviews()] == [Verdict.APPROVED]
    said = "Approved. The referral is signed off" if sign_off else "Approved. This version stays as it is."
    assert bench.view.queue.told.text().startswith(said)
    assert bench.view.queue.model.rowCount() == 0
    assert bool(bench.office.store.get(Kind.REFERRAL, bench.office.referral).body["signed_off"]) is sign_off


def test_a_new_version_in_the_middle_is_said_and_everything_written_stays(bench: Bench) -> None:
    bench.open()
    bench.mark_all()
    newer = replace(bench.interview.value, version=2, reason="A slip.")
    change = Change(bench.interview.id, Kind.INTERVIEW, to_body(newer), (bench.interview.head,))
    bench.office.store.commit([change])
    bench.view.page.verdict.approve.click()
    bench.settle()
    assert bench.reviews() == []
    assert "Version 2 of this interview came" in bench.view.page.verdict.told.text()
    assert all(row.mark is Mark.MET for row in bench.view.page.rubric.rows)
    bench.view.page.verdict.approve.click()
    bench.settle()
    assert [one.version for one in bench.reviews()] == [2]


def test_when_another_reviewer_was_first_it_can_be_given_as_a_second_review(bench: Bench) -> None:
    bench.open()
    bench.mark_all()
    of = some_oversight(bench.office.store, bench.office.clock).reviewing
    draft = of.open(bench.interview.id).draft
    given = of.give(draft, Verdict.APPROVED)
    (record,) = bench.office.store.linked(Kind.REVIEW, bench.interview.id)
    other = to_body(replace(given, reviewer=new_id()))
    bench.office.store.commit([Change(record.id, Kind.REVIEW, other, (record.head,))])
    bench.view.page.verdict.approve.click()
    bench.settle()
    assert "has reviewed this version meanwhile" in bench.view.page.verdict.told.text()
    bench.view.page.verdict.as_second.click()
    bench.settle()
    assert bench.view.page.verdict.approve.text() == "Give the second review"
    bench.mark_all()
    bench.view.page.verdict.approve.click()
    bench.settle()
    assert len(bench.office.store.every(Kind.SECOND_REVIEW)) == 1


def test_a_draw_is_shown_with_its_seed(bench: Bench) -> None:
    bench.view.queue.sampling_asked.emit()
    bench.settle()
    bench.view.sampling.drawn.emit(*_this_month(bench), 100, "review")
    bench.settle()
    (made,) = bench.office.store.every(Kind.DRAW)
    assert bench.view.sampling.told.text() == "Drawn, and on record."
    bench.view.leave()
    bench.settle()
    assert str(made.body["seed"])
    assert "Drawn" in bench.view.queue.model.index(0, 3).data()


def _this_month(bench: Bench) -> tuple[object, object]:
    today = bench.office.clock().date()
    return today.replace(day=1), today


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("tab", ["list", "Rubric", "Comments", "Decide", "sampling"])
def test_nothing_is_cut_off_and_every_control_has_a_name(bench: Bench, size: QSize, tab: str) -> None:
    if tab == "sampling":
        bench.view.queue.sampling_asked.emit()
        bench.settle()
    elif tab != "list":
        bench.open()
    bench.view.resize(size)
    bench.settle()
    tabs = bench.view.page.tabs
    names = [tabs.tabText(at) for at in range(tabs.count())]
    if tab in names:
        tabs.setCurrentIndex(names.index(tab))
    bench.settle()
    assert bench.view.size() == size
    assert cut_off(bench.view) == []
    assert unnamed(bench.view) == []
