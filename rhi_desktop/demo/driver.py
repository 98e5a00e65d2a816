"""Drives the real windows offscreen, from unlock to the PDF, and takes a picture of every screen on the way."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from rhi_desktop.bootstrap import PRACTICE_PASSPHRASE, opening_of
from rhi_desktop.demo.practice import steps
from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.access.unlock_view import UnlockView
from rhi_desktop.gui.application import Program
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.casework.referral_view import ReferralView
from rhi_desktop.gui.interview.reading_view import PDF, ReadingView
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.session import Endings
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.ports import Store

WIDTH, HEIGHT = 1366, 768
PATIENCE = 60.0
CHILD = "Robin"
SCRIPT = "interview.json"
W = TypeVar("W", bound=QWidget)


class Driver:
    """One drive through a practice workspace. `out` gets the pictures and the PDF."""

    def __init__(self, folder: Path, out: Path) -> None:
        self._out = out
        self._application = QApplication.instance() or QApplication(["rhi-desktop"])
        self._lane, self._pool = ThreadPoolExecutor(1), ThreadPoolExecutor(2)
        self._jobs = Jobs(self._lane, self._pool)
        self._desks: list[Desk] = []
        opening = opening_of(folder)
        make_desk = opening.desk

        def desk(store: Store) -> Desk:
            made = make_desk(store)
            assert isinstance(made, Desk)  # noqa: S101 -- the composition root makes no other
            self._desks.append(made)
            return made

        self._left = False
        endings = Endings(relaunch=self._leave, leave=self._leave)
        opening = opening._replace(settings_file=out / "settings.toml", desk=desk)
        application = self._application
        assert isinstance(application, QApplication)  # noqa: S101 -- made above
        self._program = Program(application, opening, self._jobs, endings)
        self._window = self._program.window
        self._pictures = 0

    def run(self) -> int:
        """Drive, and return how many pictures were taken."""
        for old in self._out.glob("*.png"):
            old.unlink()
        self._window.resize(WIDTH, HEIGHT)
        self._window.show()
        self._unlock()
        self._look_around()
        interview = self._interview()
        self._read(interview)
        self._window.close()
        self._until(lambda: self._left)
        self._lane.shutdown()
        self._pool.shutdown()
        return self._pictures

    def _unlock(self) -> None:
        prompt = self._find(UnlockView)
        field = prompt.findChild(QLineEdit)
        self._settle()
        self._picture("unlock")
        assert isinstance(field, QLineEdit)  # noqa: S101 -- the prompt has one
        field.setText(PRACTICE_PASSPHRASE)
        prompt.attempt()
        self._until(lambda: self._program.session.desk_view is not None)

    def _look_around(self) -> None:
        worklist = self._find(WorklistView)
        self._settle()
        self._picture("worklist")
        worklist.referral_requested.emit()
        self._settle()
        self._picture("take a referral")
        self._find(ReferralView).back.emit()
        found = self._desks[0].worklists.children(CHILD)
        worklist.child_chosen.emit(found[0].child)
        self._settle()
        self._picture("child")

    def _interview(self) -> str:
        child = self._find(ChildView)
        begin = next(button for button in child.findChildren(QPushButton) if button.text().startswith("Begin"))
        begin.click()
        self._settle()
        view = self._find(InterviewView)
        for page, taken in groupby(steps(SCRIPT), key=_page):
            for step in taken:
                self._answer(view, step)
            self._settle()
            self._picture(f"interview {page}")
        view.go_to_section("check")
        self._settle()
        for reason in view.frame.check.findChildren(QLineEdit):
            reason.setText("It did not come up in this talk.")
        self._picture("check and submit")
        sent: list[str] = []
        view.submitted.connect(sent.append)
        view.submit()
        self._until(lambda: bool(sent))
        return sent[0]

    def _answer(self, view: InterviewView, step: Mapping[str, str]) -> None:
        answering = view.answering
        assert answering is not None  # noqa: S101 -- an interview is on the screen
        if "add" in step:
            answering.add(step["add"])
            return
        path = step.get("set") or step["state"]
        view.go_to_question(path)
        if "set" in step:
            answering.answer(path, step["value"])
        else:
            answering.mark(path, AnswerState(step["value"]))

    def _read(self, interview: str) -> None:
        reading = self._find(ReadingView)
        self._settle()
        for number, name in enumerate(("answers", "history", "PDF")):
            reading.tabs.setCurrentIndex(number)
            self._settle()
            if number == PDF:
                self._until(lambda: any(not page.pixmap().isNull() for page in reading.pages.pages))
            self._picture(f"submitted interview {name}")
        reporting = self._desks[0].reporting
        done: list[object] = []
        file = self._out / reporting.file_name(interview)
        self._jobs.store(lambda: reporting.export(interview, file), done.append)
        self._until(lambda: bool(done))

    def _find(self, kind: type[W]) -> W:
        found = self._window.findChild(kind)
        assert isinstance(found, kind)  # noqa: S101 -- the window holds one of each screen
        return found

    def _settle(self) -> None:
        """Let every job come back and everything be painted."""
        self._process()
        self._until(lambda: self._jobs.waiting == 0)
        self._process()

    def _picture(self, name: str) -> None:
        self._pictures += 1
        self._window.grab().save(str(self._out / f"{self._pictures:02} {name}.png"))

    def _until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def _process(self) -> None:
        for _ in range(3):
            self._application.processEvents()

    def _leave(self) -> None:
        self._left = True


def _page(step: Mapping[str, str]) -> str:
    """Return the name of the page that a step is taken on."""
    path = step.get("set") or step.get("state") or step.get("add") or ""
    return "/".join(path.split("/")[2:4]).partition("[")[0].replace("/", " ").replace("_", " ")
