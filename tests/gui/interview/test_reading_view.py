import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.interview import Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.gui.interview.reading_view import HISTORY, JOTTINGS, PDF, ReadingView
from rhi_desktop.services.document import Document
from rhi_desktop.services.ports import AuditAct, RecoverySheet
from rhi_desktop.services.reporting import Reporting
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import PERSON, SETTING, Held, hold

AT = "2026-11-25T09:30:00.000000Z"
WHY = "Robin was tired <today>"


class OnePage:
    """Makes PDFs of one blank page."""

    def interview(self, document: Document) -> bytes:
        """Return a blank page."""
        assert document.sections
        kept = io.BytesIO()
        canvas = Canvas(kept)
        canvas.showPage()
        canvas.save()
        return kept.getvalue()

    def recovery_sheet(self, sheet: RecoverySheet) -> bytes:
        """Not wanted here."""
        raise NotImplementedError


def submitted(held: Held) -> str:
    """Write a short interview, submit it, and return its id."""
    writing = held.begin()
    session = writing.session
    session.set(f"{SETTING}/words", "Kay & I sat\nby the <river>.")
    session.set(f"{SETTING}/alone", "yes")
    session.set_state(f"{SETTING}/nights", AnswerState.DECLINED)
    session.set(f"{SETTING}/at", "2026-11-24T15:30:00.000+00:00")
    session.set(f"{PERSON}[1]/name", "Lee Invented")
    reasons = tuple(Override(path, "not_asked", WHY) for path in ("/data/start", "/data/people"))
    return held.interviewing.submit(writing, reasons).id


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    held = hold(tmp_path)
    yield held
    held.store.close()


@pytest.fixture
def interview(held: Held) -> str:
    return submitted(held)


@pytest.fixture
def view(qtbot: QtBot, jobs: ManualJobs, held: Held, interview: str) -> ReadingView:
    reporting = Reporting(held.store, held.interviewing, OnePage(), code_lists(), practice=True)
    view = ReadingView(held.interviewing, reporting, jobs)
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    view.show_interview(interview)
    jobs.drain()
    return view


def acts(held: Held) -> list[AuditAct]:
    return [entry.act for entry in held.store.entries()]


def test_answers_are_read_with_their_labels_and_states(view: ReadingView) -> None:
    words = view.answers.toPlainText()
    assert "Kay & I sat\nby the <river>." in words.replace("\u2028", "\n")
    assert "Declined to say" in words
    assert "Tue 24 Nov 2026, 15:30" in words
    assert "Person 1" in words
    assert "Lee Invented" in words


def test_what_was_not_asked_is_said_and_why(view: ReadingView) -> None:
    words = view.answers.toPlainText()
    assert "Not asked: Which day was it? · How safe did you feel?" in words
    assert f"Left open, because: {WHY}" in words


def test_what_was_not_relevant_is_not_there(view: ReadingView) -> None:
    assert "Who was with you?" not in view.answers.toPlainText()


def test_nothing_can_be_changed(view: ReadingView) -> None:
    assert view.answers.isReadOnly()
    assert not view.history.editTriggers()


def test_the_history_says_when_and_what(view: ReadingView) -> None:
    view.tabs.setCurrentIndex(HISTORY)
    assert view.history.rowCount() == 1
    cells = [item.text() for column in range(4) if (item := view.history.item(0, column))]
    assert cells[:3] == ["Wednesday 25 November, 12:00", "Sam Invented", "Submitted"]


def test_the_pdf_is_made_only_when_it_is_asked_for_and_that_is_noted(
    view: ReadingView, jobs: ManualJobs, held: Held
) -> None:
    assert AuditAct.PREVIEWED not in acts(held)
    view.tabs.setCurrentIndex(PDF)
    jobs.drain()
    assert acts(held).count(AuditAct.PREVIEWED) == 1
    assert len(view.pages.pages) == 1
    assert not view.pages.pages[0].pixmap().isNull()


def test_a_copy_is_written_where_the_person_says_and_noted(
    view: ReadingView, jobs: ManualJobs, held: Held, tmp_path: Path
) -> None:
    view.tabs.setCurrentIndex(PDF)
    jobs.drain()
    view.copies.save_to(tmp_path / "copy.pdf")
    jobs.drain()
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    assert acts(held).count(AuditAct.EXPORTED) == 1
    assert "yours to look after" in view.copies.said.text()


def test_a_copy_that_cannot_be_written_is_said(view: ReadingView, jobs: ManualJobs, held: Held, tmp_path: Path) -> None:
    view.tabs.setCurrentIndex(PDF)
    jobs.drain()
    view.copies.save_to(tmp_path / "nowhere" / "copy.pdf")
    jobs.drain()
    assert "could not be written" in view.copies.said.text()
    assert AuditAct.EXPORTED not in acts(held)


def test_leaving_takes_the_child_off_the_screen(view: ReadingView) -> None:
    view.clear()
    assert view.answers.toPlainText() == ""
    assert view.history.rowCount() == 0
    assert "Robin" not in view._title.text()


def test_without_a_talk_there_is_no_tab_for_jottings(view: ReadingView) -> None:
    assert not view.tabs.isTabVisible(JOTTINGS)


def test_jottings_go_on_record_with_what_became_of_each(held: Held, view: ReadingView, jobs: ManualJobs) -> None:
    writing = held.begin()
    interview, words = writing.draft.interview, f"{SETTING}/words"
    for jotting in (
        Jotting(id="a", text="I <ran>", at=AT, own_words=True, topic="/data/start", placed=words),
        Jotting(id="b", text="a red car", at=AT, topic="/data/people", set_aside="The driver said it."),
        Jotting(id="c", text="something", at=AT),
    ):
        held.interviewing.jot(interview, jotting)
    for path, value in ((words, "“I <ran>”"), (f"{SETTING}/alone", "yes")):
        held.interviewing.save(interview, writing.session.set(path, value).delta)
    found = held.interviewing.findings(held.begin())
    reasons = tuple(Override(one.path, one.kind, WHY) for one in found if one.overridable)
    stale = replace(held.begin(), jottings=())
    view.show_interview(held.interviewing.submit(stale, reasons).id)
    jobs.drain()
    assert view.tabs.isTabVisible(JOTTINGS)
    told = " ".join(view.jottings.toPlainText().split())
    assert "Before we start 09:30 “I <ran>” In “What happened?”" in told
    assert "The people 09:30 a red car Set aside: The driver said it." in told
    assert "No topic 09:30 something In no answer" in told
    view.clear()
    assert view.jottings.toPlainText() == ""
