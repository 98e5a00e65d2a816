"""Keeps what a worker says to a reviewer's comments while the interview is amended."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.interview import Reply
from rhi_desktop.gui.interview import wording
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.frame import Frame
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.interviewing import Interviewing


class Amends(QObject):
    """Serves the bar of comments. `given_up`: the amendment is put away, what was submitted stays."""

    given_up = Signal()

    def __init__(self, frame: Frame, interviewing: Interviewing, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._interviewing = interviewing
        self._jobs = jobs
        self._answering: Answering | None = None
        frame.comments.replied.connect(self._reply)
        frame.comments.explained.connect(self._explain)
        frame.comments.given_up.connect(self._give_up)

    def follow(self, answering: Answering | None) -> None:
        """Serve another interview, or none."""
        self._answering = answering
        if answering is None:
            self._frame.comments.follow(None, None)
        else:
            self._frame.comments.follow(answering.writing.amendment, answering.session)

    def _reply(self, reply: Reply) -> None:
        self._keep(lambda interview: self._interviewing.answer_comment(interview, reply))

    def _explain(self, why: str) -> None:
        self._keep(lambda interview: self._interviewing.explain(interview, why))

    def _keep(self, keep: Callable[[str], object]) -> None:
        if self._answering is not None:
            self._answering.amend(self._frame.comments.amendment)
            interview = self._answering.writing.draft.interview
            self._jobs.store(lambda: keep(interview), self._kept)

    def _kept(self, result: Result[object]) -> None:
        if isinstance(result, Err):
            self._frame.notice.say(f"What you said is not saved yet. {wording.sentence(result.error)}")

    def _give_up(self) -> None:
        if self._answering is not None:
            discard = partial(self._interviewing.discard, self._answering.writing.draft.interview)
            self._answering.saver.when_saved(lambda: self._jobs.store(discard, self._gone))

    def _gone(self, result: Result[None]) -> None:
        if isinstance(result, Err):
            self._frame.notice.say(wording.sentence(result.error))
        else:
            self.given_up.emit()
