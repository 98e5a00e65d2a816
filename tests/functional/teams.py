"""A desk with all its screens over a real encrypted store, and hands that lead a referral through it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.casework.attempt_form import AttemptForm
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.interview.reading_view import ReadingView
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.screens import Screens
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_child, an_episode
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.real_desks import desk_over, shipped_form
from tests.pdfs import text_of
from tests.store.engines import with_tables

W = TypeVar("W", bound=QWidget)
RECEIVED = "2026-11-25T09:00Z"


@dataclass
class Team:
    """One worker at a laptop. `sent` gathers the ids of submitted interviews."""

    store: SqlStore
    desk: Desk
    view: DeskView
    jobs: ManualJobs
    clock: Clock
    sent: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, folder: Path, jobs: ManualJobs, qtbot: QtBot) -> "Team":
        """Found a store and open the desk over it."""
        clock = Clock()
        store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
        QuestionSets(store, store.member).install(shipped_form())
        desk = desk_over(store, clock)
        view = DeskView()
        qtbot.addWidget(view)
        making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
        ui = find_assets().ui
        Screens(view, desk, AccessParts(Forms(ui), Gate(FakeAccess, jobs), jobs, making, clock, lambda _below: 0))
        team = cls(store, desk, view, jobs, clock)
        view.resize(1270, 720)
        view.show()
        team.find(InterviewView).submitted.connect(team.sent.append)
        team.settle()
        return team

    def settle(self) -> None:
        """Let everything that was begun come to its end."""
        self.jobs.drain()
        QApplication.processEvents()

    def find(self, kind: type[W]) -> W:
        """Return the one screen or form of a kind."""
        found = self.view.findChild(kind)
        assert isinstance(found, kind)
        return found

    def press(self, words: str) -> None:
        """Press the visible button that begins with these words."""
        buttons = self.view.findChildren(QPushButton)
        next(b for b in buttons if b.text().startswith(words) and b.isVisible() and b.isEnabled()).click()
        self.settle()

    def said(self) -> list[str]:
        """Return the words that stand on the screen."""
        return [label.text() for label in self.view.findChildren(QLabel) if label.isVisible()]

    def refer(self, child: Child | None = None, episode: Episode | None = None) -> str:
        """Take a referral about a child who came back yesterday evening."""
        taken = self.desk.casework.take_referral(
            child or a_child(), episode or an_episode(""), received=RECEIVED, source="Police", notes=""
        )
        return taken.id

    def open(self, referral: str) -> ReferralPage:
        """Open a referral from the worklist."""
        self.view.turn_to("worklist")
        self.find(WorklistView).referral_chosen.emit(referral)
        self.settle()
        return self.find(ReferralPage)

    def attempt(self, referral: str, result: str, **fields: str) -> None:
        """Record an attempt on a referral through its form."""
        self.open(referral)
        self.press("Record an attempt")
        form = self.find(AttemptForm)
        form.method.choose(fields.pop("method", "phone"))
        form.to.choose(fields.pop("to", "child"))
        form.result.choose(result)
        if "reason" in fields:
            form.reason.choose(fields.pop("reason"))
        if "declined_by" in fields:
            form.declined_by.choose(fields.pop("declined_by"))
        form.door_open.setChecked(fields.pop("door", "") == "open")
        form.words.setPlainText(fields.pop("words", ""))
        form.carer.setPlainText(fields.pop("carer", ""))
        assert not fields
        self.press("Save")

    def write(self, referral: str) -> InterviewView:
        """Begin the interview on a referral, or go on with it."""
        page = self.open(referral)
        page.interview_requested.emit(referral)
        self.settle()
        return self.writing()

    def refuse(self, referral: str, outcome: str) -> InterviewView:
        """Record how the offer ended without an interview."""
        self.open(referral).refusal_requested.emit(referral, outcome)
        self.settle()
        return self.writing()

    def writing(self) -> InterviewView:
        """Return the interview window, which is on the screen."""
        assert self.view.current == "interview"
        return self.find(InterviewView)

    def answer(self, **answers: str) -> None:
        """Answer questions by name, in the interview on the screen."""
        answering = self.writing().answering
        assert answering is not None
        for name, value in answers.items():
            path = next(d.path for d in answering.session.form.walk() if d.name == name)
            answering.answer(path, value)
        self.settle()

    def submit(self) -> Interview:
        """Give a reason for everything that may stay, submit, and return what is on record."""
        view = self.writing()
        view.go_to_section("check")
        self.settle()
        for keep in view.frame.check.findChildren(QPushButton):
            if keep.text().startswith("Keep it"):
                keep.click()
        for reason in view.frame.check.findChildren(QLineEdit):
            reason.setText("It did not come up in this talk.")
        count = len(self.sent)
        view.submit()
        self.settle()
        said = [found.sentence for found in view.frame.check._findings if not found.overridable]
        assert len(self.sent) == count + 1, said
        assert self.view.current == "reading"
        return filed(self.store.get(Kind.INTERVIEW, self.sent[-1]), Interview).value

    def printed(self) -> str:
        """Return the words of the last record's PDF."""
        return " ".join(text_of(self.desk.reporting.pdf(self.sent[-1])).split())

    def read(self) -> ReadingView:
        """Return the screen on which the record is read."""
        return self.find(ReadingView)

    def work(self) -> dict[str, str]:
        """Return how far each referral is, in words, by its id."""
        rows = self.desk.worklists.page(WorklistFilter(), offset=0, limit=50)
        return {row.row.referral: row.progress(self.clock()) for row in rows}
