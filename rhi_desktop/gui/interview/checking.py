"""The check of the interview under way: findings, reasons and better words, and the way onto the record."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview, Override
from rhi_desktop.gui.interview import wording
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.frame import Frame
from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.services.findings import NotComplete
from rhi_desktop.services.interviewing import Interviewing


class Checking(QObject):
    """Serves the check page. `submitted` carries the interview that is on record now."""

    submitted = Signal(str)

    def __init__(self, frame: Frame, interviewing: Interviewing, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._interviewing = interviewing
        self._jobs = jobs
        self._answering: Answering | None = None
        frame.check.mended.connect(self._mend)
        frame.check.reasoned.connect(self._keep_reason)

    def follow(self, answering: Answering | None) -> None:
        """Serve another interview, or none."""
        self._answering = answering

    def show(self) -> None:
        """Show what stands between the interview and its submission."""
        if self._answering is None:
            return
        self._frame.page.clear()
        writing = self._answering.writing
        self._frame.check.show_findings(writing.session, self._interviewing.findings(writing), writing.left_over)
        self._frame.show_check()

    def send(self) -> None:
        """Put the interview on record; everything in it is saved by now."""
        if self._answering is not None:
            writing, overrides = self._answering.writing, self._frame.check.overrides()
            self._jobs.store(lambda: self._interviewing.submit(writing, overrides), self._sent)

    def _sent(self, result: Result[Filed[Interview]]) -> None:
        if isinstance(result, Ok):
            self.submitted.emit(result.value.id)
            return
        if isinstance(result.error, NotComplete):
            self.show()
        self._frame.check.set_busy(busy=False)
        self._frame.notice.say(f"{wording.sentence(result.error)} Nothing is lost: the draft is as it was.")

    def _keep_reason(self, reason: Override) -> None:
        if self._answering is not None:
            interview = self._answering.writing.draft.interview
            self._jobs.store(lambda: self._interviewing.give_reason(interview, reason), self._reason_kept)

    def _reason_kept(self, result: Result[datetime]) -> None:
        if not isinstance(result, Ok):
            self._frame.notice.say(f"The reason is not saved yet. {wording.sentence(result.error)}")

    def _mend(self, path: str, text: str) -> None:
        """Take better words over into an answer, and look again."""
        if self._answering is not None:
            self._answering.answer(path, text)
            self.show()
