from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.preparation.view import PreparationView
from rhi_desktop.reports.pdf_reports import PdfReports
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.services.preparing import Preparing
from rhi_desktop.services.question_sets import QuestionSets
from tests.gui.executors import ManualJobs
from tests.pdfs import text_of
from tests.scripted import Scripted, scripted

FONTS = find_assets().resources / "fonts"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    made.submit("interview")
    yield made
    made.store.close()


@pytest.fixture
def view(qtbot: QtBot, jobs: ManualJobs, held: Scripted) -> PreparationView:
    sets = QuestionSets(held.store, held.store.member)
    preparing = Preparing(held.store, sets, PdfReports(FONTS), held.clock, practice=False)
    shown = PreparationView(preparing, jobs)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    return shown


def words(view: PreparationView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


def test_the_page_is_read_on_the_screen_with_the_keyboard_on_what_comes_next(
    view: PreparationView, jobs: ManualJobs, held: Scripted
) -> None:
    view.show_referral(held.referral)
    assert not view.talk.isEnabled()
    jobs.drain()
    said = words(view)
    assert "Before the meeting with Robin Example" in said
    assert "Once missing" in said
    assert "Wished for, 24 Nov 2026" in said
    assert view.talk.hasFocus()


def test_one_goes_on_to_the_interview_of_that_referral(
    qtbot: QtBot, view: PreparationView, jobs: ManualJobs, held: Scripted
) -> None:
    view.show_referral(held.referral)
    jobs.drain()
    with qtbot.waitSignal(view.interview_requested) as told_:
        view.write.click()
    assert told_.args == [held.referral]


def test_a_copy_is_written_only_on_purpose_and_noted(
    view: PreparationView, jobs: ManualJobs, held: Scripted, tmp_path: Path
) -> None:
    view.show_referral(held.referral)
    jobs.drain()
    child = str(held.store.get(Kind.REFERRAL, held.referral).body["child"])
    assert AuditAct.EXPORTED not in [entry.act for entry in held.store.entries(child)]
    view.save_to(tmp_path / "page.pdf")
    jobs.drain()
    assert "Robin Example" in text_of((tmp_path / "page.pdf").read_bytes())
    assert held.store.entries(child)[0].act is AuditAct.EXPORTED
    assert view.said.text().startswith("Saved.")


def test_a_folder_that_takes_no_file_is_said_in_words(
    view: PreparationView, jobs: ManualJobs, held: Scripted, tmp_path: Path
) -> None:
    view.show_referral(held.referral)
    jobs.drain()
    view.save_to(tmp_path / "nowhere" / "page.pdf")
    jobs.drain()
    assert "could not be written" in view.said.text()


def test_nothing_of_the_child_stays_when_the_screen_is_cleared(
    view: PreparationView, jobs: ManualJobs, held: Scripted, qtbot: QtBot
) -> None:
    view.show_referral(held.referral)
    jobs.drain()
    view.clear()
    qtbot.waitUntil(lambda: "Robin" not in words(view))
