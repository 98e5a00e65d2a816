"""The screens around the interview fit a laptop, also at double size, and name everything the Tab key reaches."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists, intake_of
from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.casework.follow_up_view import FollowUpView
from rhi_desktop.gui.helplines.view import HelplinesView
from rhi_desktop.gui.intake.view import IntakeView
from rhi_desktop.gui.preparation.view import PreparationView
from rhi_desktop.reports.pdf_reports import PdfReports
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.actions import Actions
from rhi_desktop.services.preparing import Preparing
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.reporting import write_private
from rhi_desktop.services.sharings import Sharings
from tests.builders import an_action
from tests.checking import some_helplines
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.scripted import Scripted, scripted

LONG = "A very long name that somebody wrote out in full, with everything that could be said about it besides"
ROWS = f"Name,DOB,Missing since,Returned,Comments\nRobyn Example,04/03/2012,9/11/2026,10/11/2026,{LONG}\n"
Make = Callable[[Scripted, ManualJobs, Path], QWidget]


def preparation(held: Scripted, jobs: ManualJobs, _folder: Path) -> QWidget:
    reports = PdfReports(find_assets().resources / "fonts")
    sets = QuestionSets(held.store, held.store.member)
    view = PreparationView(Preparing(held.store, sets, reports, held.clock, practice=True), jobs)
    view.show_referral(held.referral)
    return view


def follow_up(held: Scripted, jobs: ManualJobs, _folder: Path) -> QWidget:
    child = str(held.store.get(Kind.REFERRAL, held.referral).body["child"])
    actions = Actions(held.store, held.clock)
    actions.add(an_action(child, "", what=LONG, who=LONG, due="2026-11-01"))
    member = from_body(held.store.get(Kind.MEMBER, held.store.member).body, Member)
    view = FollowUpView(actions, Sharings(held.store, held.clock), code_lists(), member, jobs)
    view.show_child(child, "Robin")
    return view


def helplines(held: Scripted, jobs: ManualJobs, _folder: Path) -> QWidget:
    view = HelplinesView(some_helplines(held.store, held.clock), jobs)
    view.refresh()
    return view


def intake(*steps: str) -> Make:
    def make(held: Scripted, jobs: ManualJobs, folder: Path) -> QWidget:
        view = IntakeView(intake_of(held.store, code_lists(), held.clock), jobs, write_private)
        view.begin()
        for step in steps:
            file = folder / "notifications.csv"
            file.write_text(ROWS, encoding="utf-8")
            view.open(file) if step == "columns" else view.see_plan()
            jobs.drain()
        return view

    return make


SCREENS: dict[str, Make] = {
    "preparation": preparation,
    "follow up": follow_up,
    "helplines": helplines,
    "import, file": intake(),
    "import, columns": intake("columns"),
    "import, rows": intake("columns", "rows"),
}


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    made.submit("interview")
    yield made
    made.store.close()


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_cut_off_and_every_control_has_a_name(
    name: str, size: QSize, qtbot: QtBot, jobs: ManualJobs, held: Scripted, tmp_path: Path
) -> None:
    view = SCREENS[name](held, jobs, tmp_path)
    qtbot.addWidget(view)
    view.resize(size)
    view.show()
    jobs.drain()
    QApplication.processEvents()
    assert view.size() == size
    assert cut_off(view) == []
    assert unnamed(view) == []
