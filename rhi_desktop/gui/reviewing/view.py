"""Reviews: the list of what waits, one interview beside its rubric, and drawing a share."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.review import Review, Verdict
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.reviewing import wording
from rhi_desktop.gui.reviewing.queue_page import Listed, QueuePage
from rhi_desktop.gui.reviewing.review_page import ReviewPage
from rhi_desktop.gui.reviewing.sampling_page import Sampled, SamplingPage
from rhi_desktop.services.reviewing.drafting import ReviewDraft
from rhi_desktop.services.reviewing.drawing import LOOK, SECOND, Drawing
from rhi_desktop.services.reviewing.prompts import Prompt
from rhi_desktop.services.reviewing.refusals import AlreadyReviewed, RubricChanged, Superseded
from rhi_desktop.services.reviewing.reviewing import Opened, Reviewing


class ReviewsView(QWidget):
    """Leads from the list to an interview and back. `rubric_asked` asks for the rubric, `themes_asked` for surveys."""

    rubric_asked = Signal()
    themes_asked = Signal()
    given = Signal(str)

    def __init__(self, reviewing: Reviewing, drawing: Drawing, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing, self._drawing, self._jobs = reviewing, drawing, jobs
        self._looked: dict[tuple[str, int], tuple[Prompt, ...]] = {}
        self._keeping = False
        self._after: list[Callable[[], None]] = []
        self.queue, self.page, self.sampling = QueuePage(), ReviewPage(), SamplingPage()
        self._pages = QStackedLayout(self)
        for page in (self.queue, self.page, self.sampling):
            self._pages.addWidget(page)
        self._join()

    @property
    def reviewing(self) -> bool:
        """Whether an interview is shown beside its rubric."""
        return self._pages.currentWidget() is self.page

    def refresh(self) -> None:
        """Read what waits anew; an interview that is being reviewed stays."""
        if not self.reviewing:
            self._jobs.store(self._listed, self._show_list)

    def review(self, interview: str, *, second: bool = False, said: str = "") -> None:
        """Show one interview beside its rubric; `said` is why it is opened anew."""
        opening = partial(self._reviewing.open, interview, second=second)
        self._jobs.store(opening, partial(self._opened, said=said))

    def when_saved(self, done: Callable[[], None]) -> None:
        """Keep what is typed, then call `done`."""
        self.page.flush()
        if self._keeping:
            self._after.append(done)
        else:
            done()

    def leave(self) -> None:
        """Go back to the list; what was written is kept."""
        self.page.flush()
        self._pages.setCurrentWidget(self.queue)
        self.page.clear()
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list."""
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is not self.queue:
            self.leave()
            return
        super().keyPressEvent(event)

    def _join(self) -> None:
        self.queue.chosen.connect(lambda interview, second: self.review(interview, second=second))
        self.queue.sampling_asked.connect(self._sample)
        self.queue.rubric_asked.connect(self.rubric_asked)
        self.queue.themes_asked.connect(self.themes_asked)
        self.page.left.connect(self.leave)
        self.page.changed.connect(self._keep)
        self.page.decided.connect(self._decide)
        self.page.second_asked.connect(lambda interview: self.review(interview, second=True))
        self.sampling.left.connect(self.leave)
        self.sampling.drawn.connect(self._draw)

    def _listed(self) -> tuple[Listed, ...]:
        waiting = {row.interview: row for row in self._reviewing.waiting()}
        drawn = {row.interview: row for row in self._drawing.waiting(LOOK)}
        second = self._drawing.waiting(SECOND)
        rows = {**waiting, **drawn}
        first = [
            Listed(row, drawn=one in drawn, doubts=self._known(row.interview, row.version)) for one, row in rows.items()
        ]
        blind = [Listed(row, second=True, doubts=self._known(row.interview, row.version)) for row in second]
        return (*first, *blind)

    def _known(self, interview: str, version: int) -> tuple[Prompt, ...] | None:
        return self._looked.get((interview, version))

    def _show_list(self, result: Result[tuple[Listed, ...]]) -> None:
        if isinstance(result, Err):
            self.queue.tell(_sentence(result.error))
            return
        self._jobs.store(self._reviewing.names, partial(self._named, result.value))
        for one in {one.row.interview: one for one in result.value if one.doubts is None}.values():
            look = partial(self._reviewing.doubts, one.row.interview)
            self._jobs.store(look, partial(self._looked_at, one.row.interview, one.row.version))

    def _named(self, listed: tuple[Listed, ...], result: Result[Mapping[str, str]]) -> None:
        names = {} if isinstance(result, Err) else result.value
        self.queue.show_rows(listed, names, self._reviewing.now())

    def _looked_at(self, interview: str, version: int, result: Result[tuple[Prompt, ...]]) -> None:
        found = () if isinstance(result, Err) else result.value
        self._looked[interview, version] = found
        self.queue.tell_doubts(interview, found)

    def _opened(self, result: Result[Opened], said: str = "") -> None:
        if isinstance(result, Err):
            self.queue.tell(_sentence(result.error))
            return
        self._pages.setCurrentWidget(self.page)
        self.page.show_opened(result.value)
        if said:
            self.page.tabs.setCurrentWidget(self.page.verdict)
            self.page.verdict.tell(said)

    def _keep(self, draft: ReviewDraft) -> None:
        self._keeping = True
        self._jobs.store(partial(self._reviewing.keep, draft), self._kept)

    def _kept(self, result: Result[object]) -> None:
        self._keeping = False
        if isinstance(result, Err):
            self.page.verdict.tell(_sentence(result.error))
            return
        waiting, self._after = self._after, []
        for done in waiting:
            done()

    def _decide(self, draft: ReviewDraft, verdict: Verdict) -> None:
        signed = verdict is Verdict.APPROVED and self.page.verdict.sign_off.isChecked()
        give = partial(self._reviewing.give, draft, verdict, sign_off=signed)
        self._jobs.store(give, partial(self._given, draft, signed))

    def _given(self, draft: ReviewDraft, signed: bool, result: Result[Review]) -> None:
        if isinstance(result, Err):
            self._refused(draft, result.error)
            return
        self._pages.setCurrentWidget(self.queue)
        self.page.clear()
        given = wording.SIGNED_OFF if signed else wording.GIVEN[result.value.verdict]
        words = "The second review is on record." if draft.second else given
        self.queue.tell(words)
        self.refresh()
        self.given.emit(words)

    def _refused(self, draft: ReviewDraft, error: Exception) -> None:
        words = _sentence(error)
        if isinstance(error, Superseded | RubricChanged):
            self.review(draft.interview, second=draft.second, said=words)
            return
        self.page.tabs.setCurrentWidget(self.page.verdict)
        self.page.verdict.tell(words, second=isinstance(error, AlreadyReviewed))

    def _sample(self) -> None:
        self._pages.setCurrentWidget(self.sampling)
        today = self._reviewing.now().date()
        self.sampling.begin(QDate(today.year, today.month, today.day))
        self._show_draws()

    def _show_draws(self) -> None:
        self._jobs.store(self._sampled, self._show_sampled)

    def _sampled(self) -> Sampled:
        draws = tuple(one.value for one in self._drawing.draws())
        return Sampled(draws, self._drawing.agreement(), self._reviewing.names())

    def _show_sampled(self, result: Result[Sampled]) -> None:
        if isinstance(result, Err):
            self.sampling.tell(_sentence(result.error))
        else:
            self.sampling.show_draws(result.value)

    def _draw(self, since: date, until: date, percent: int, purpose: str) -> None:
        self._jobs.store(partial(self._drawing.draw, since, until, percent, purpose), self._draw_made)

    def _draw_made(self, result: Result[object]) -> None:
        self.sampling.tell(_sentence(result.error) if isinstance(result, Err) else "Drawn, and on record.")
        self._show_draws()


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
