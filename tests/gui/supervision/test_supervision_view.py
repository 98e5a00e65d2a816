"""Supervision on the screen: real store, real windows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.domain.review import Comment, Mark, Score, Tone, Verdict
from rhi_desktop.domain.supervision import Supervision
from rhi_desktop.gui.supervision.talk_panel import NOT_YET
from rhi_desktop.gui.supervision.view import OwnFeedbackView, SupervisionView
from rhi_desktop.services.supervising import Supervising
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral, a_review, an_interview, new_id
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.store.engines import with_tables

VOICE = "The child’s own words, wishes and feelings are there, and they are told apart from the worker’s view"


class Shown:
    """Supervision over a store whose member had two reviews."""

    def __init__(self, folder: Path, jobs: ManualJobs) -> None:
        self.jobs = jobs
        self.store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", Clock())
        self.interviews = [self._review(number) for number in range(2)]
        self.supervising = Supervising(self.store, Clock())
        self.view = SupervisionView(self.supervising, lambda: (), jobs)
        self.own = OwnFeedbackView(self.supervising, jobs)

    def _review(self, number: int) -> str:
        child = a_change(a_child(name=f"Child {number} Example"))
        referral = a_change(a_referral(child.record))
        value = an_interview(referral.record, child.record, worker=self.store.member)
        talk = a_change(value)
        review = a_review(
            talk.record, value, at=f"2026-11-0{number + 1}T10:00:00.000000Z",
            verdict=Verdict.APPROVED if number else Verdict.RETURNED,
            scores=(Score(item="v", title=VOICE, mark=Mark.PARTLY if number else Mark.NOT_MET, comment="Whose?"),),
            comments=(Comment(id="1", text="You gave them time.", tone=Tone.PRAISE),) if number else (),
        )  # fmt: skip
        self.store.commit([child, referral, talk, Change(new_id(), Kind.REVIEW, to_body(review))])
        return talk.record

    def settle(self) -> None:
        """Do the work that waits."""
        self.jobs.drain()
        QApplication.processEvents()

    def open(self) -> None:
        """Open the only worker."""
        press(self.view, "Open")
        self.settle()


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def press(widget: QWidget, text: str) -> None:
    next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget)).click()


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication, jobs: ManualJobs, tmp_path: Path) -> Iterator[Shown]:
    made = Shown(tmp_path, jobs)
    for view in (made.own, made.view):
        qtbot.addWidget(view)
        view.resize(LAPTOP)
        view.refresh()
    keyboard.show(made.view)
    made.settle()
    yield made
    made.settle()
    made.store.close()


def test_who_is_due_is_told_and_a_talk_put_on_record_moves_it_on(shown: Shown) -> None:
    assert "No talk on record yet" in words(shown.view)
    shown.open()
    talks = shown.view.talks
    shown.view.tabs.setCurrentIndex(1)
    talks.save.click()
    shown.settle()
    assert "what you talked about" in talks.told.text()
    talks.talked.setPlainText("Own words in the account.")
    keyboard.press(Qt.Key.Key_Escape)
    assert "not on record yet" in talks.told.text()
    talks.on.setDate(QDate(2026, 11, 26))
    talks.save.click()
    shown.settle()
    assert "cannot be after today" in talks.told.text()
    assert talks.talked.toPlainText() == "Own words in the account."
    talks.on.setDate(QDate(2026, 11, 25))
    talks.save.click()
    shown.settle()
    assert (talks.told.text(), talks.talked.toPlainText()) == ("On record.", "")
    assert "Own words in the account." in words(talks)
    keyboard.press(Qt.Key.Key_Escape)
    shown.settle()
    assert "Next talk due Wed 23 Dec 2026" in words(shown.view)


def test_a_talk_is_corrected_and_says_so_and_nothing_typed_is_lost(shown: Shown) -> None:
    said = Supervision(worker=shown.store.member, by=shown.store.member, on="2026-11-02", talked="Voise.")
    shown.supervising.note(said)
    shown.open()
    shown.view.tabs.setCurrentIndex(1)
    talks = shown.view.talks
    talks.talked.setPlainText("Half a new talk")
    press(talks, "Correct")
    assert (talks.told.text(), talks.talked.toPlainText()) == (NOT_YET, "Half a new talk")
    talks.talked.clear()
    press(talks, "Correct")
    assert (talks.talked.toPlainText(), talks.on.date()) == ("Voise.", QDate(2026, 11, 2))
    assert not talks.written
    talks.on.setDate(QDate(2026, 11, 3))
    assert talks.written
    talks.on.setDate(QDate(2026, 11, 2))
    assert not talks.written
    talks.talked.setPlainText("Voice.")
    assert talks.written
    press(talks, "Save the correction")
    shown.settle()
    assert (talks.told.text(), talks.talked.toPlainText()) == ("On record.", "")
    assert {"Voice.", "Next: Mon 30 Nov 2026 · Corrected since"} <= set(words(talks))
    assert "Voise." not in words(talks)
    press(talks, "Correct")
    press(talks, "Leave it as it is")
    assert talks.talked.toPlainText() == ""
    assert talks.on.date() == QDate(2026, 11, 25)


def test_what_was_praised_and_what_recurs_lead_to_the_interviews(shown: Shown, qtbot: QtBot) -> None:
    shown.open()
    said = words(shown.view.feedback)
    assert "2 reviews: 1 approved, 1 sent back." in said
    assert "You gave them time." in said
    assert "Partly met 1, not met 1, of 2 reviews" in said
    assert "Not met · Child 0 Example, Sun 1 Nov 2026: Whose?" in said
    with qtbot.waitSignal(shown.view.interview_opened) as opened:
        press(shown.view.feedback, "Read")
    assert opened.args == [shown.interviews[1]]


def test_a_worker_sees_the_same_of_their_own(shown: Shown) -> None:
    shown.own.show()
    assert "You gave them time." in words(shown.own)
    assert [one.text() for one in shown.own.findChildren(QPushButton)].count("Put on record") == 0


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_every_control_has_a_name(shown: Shown, size: QSize) -> None:
    shown.view.resize(size)
    shown.own.resize(size)
    shown.own.show()
    for step in ("list", "feedback", "talks", "own"):
        if step == "feedback":
            shown.open()
        shown.view.tabs.setCurrentIndex(int(step == "talks"))
        shown.settle()
        view = shown.own if step == "own" else shown.view
        assert (step, view.size()) == (step, size)
        assert (step, cut_off(view)) == (step, [])
        assert (step, unnamed(view)) == (step, [])
