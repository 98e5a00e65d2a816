"""Supervision: who is due, and one worker's feedback and talks. A worker sees their own feedback the same way."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.supervision import Supervision
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.supervision import wording
from rhi_desktop.gui.supervision.feedback_panel import FeedbackPanel
from rhi_desktop.gui.supervision.talk_panel import NOT_YET, TalkPanel
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.supervising import Feedback, Supervised, Supervising, Talk
from rhi_desktop.services.syncing.team import TeamMember


class OwnFeedbackView(QWidget):
    """A worker's own feedback. `back` leads to where one came from."""

    back = Signal()
    interview_opened = Signal(str)

    def __init__(self, supervising: Supervising, jobs: Jobs) -> None:
        super().__init__()
        self._supervising, self._jobs = supervising, jobs
        self.panel, self.told = FeedbackPanel(), label("", "notice")
        self.panel.asked.connect(self.refresh)
        self.panel.interview_opened.connect(self.interview_opened)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        heads = [label(wording.OWN_TITLE, "title"), label(wording.OWN_ABOUT, "muted"), self.told, self.panel]
        whole.addWidget(_page(self.back.emit, heads))
        self.told.hide()

    def refresh(self) -> None:
        """Read anew."""
        since = self.panel.since(self._supervising.today())
        self._jobs.store(partial(self._supervising.feedback, self._supervising.member, since), self._show)

    def _show(self, result: Result[Feedback]) -> None:
        if isinstance(result, Err):
            say(self.told, _sentence(result.error))
        else:
            self.panel.show_feedback(result.value)


class SupervisionView(QWidget):
    """`back` leads to where one came from. `members` tells who is in the team; nobody, where there is none."""

    back = Signal()
    interview_opened = Signal(str)

    def __init__(self, supervising: Supervising, members: Callable[[], Sequence[TeamMember]], jobs: Jobs) -> None:
        super().__init__()
        self._supervising, self._members, self._jobs = supervising, members, jobs
        self._worker: Supervised | None = None
        self.told = label("", "notice")
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[1])
        self.feedback, self.talks, self.tabs = FeedbackPanel(), TalkPanel(), QTabWidget()
        self._name, self._due = label("", "title"), label("", "muted")
        self._pages = QStackedLayout(self)
        self._people, self._person = self._lay_out()
        self.feedback.asked.connect(self._read)
        self.feedback.interview_opened.connect(self.interview_opened)
        self.talks.noted.connect(self._note)

    def refresh(self) -> None:
        """Read who is due anew; a worker's page stays."""
        if self._pages.currentWidget() is self._people:
            self._jobs.store(lambda: self._supervising.people(self._members()), self._show_people)
        else:
            self._read()

    def leave(self) -> None:
        """Go back to the list; a talk that is not on record yet is asked for first."""
        if self.talks.written:
            self.tabs.setCurrentIndex(1)
            self.talks.tell(NOT_YET)
            return
        self._pages.setCurrentWidget(self._people)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, step by step."""
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is self._person:
            self.leave()
            return
        super().keyPressEvent(event)

    def _show_people(self, result: Result[tuple[Supervised, ...]]) -> None:
        if isinstance(result, Err):
            say(self.told, _sentence(result.error))
            return
        for shown in self._shown:
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = [self._card(one) for one in result.value] or [label(wording.NOBODY, "muted")]
        for shown in self._shown:
            self._list.addWidget(shown)

    def open(self, worker: Supervised) -> None:
        """Show one worker."""
        self._worker = worker
        self._name.setText(worker.name)
        self._due.setText(wording.due(worker, self._supervising.today()))
        self.talks.begin(self._supervising.today())
        self._pages.setCurrentWidget(self._person)
        self.tabs.setCurrentIndex(0)
        self.feedback.time.setFocus()
        self._read()

    def _read(self) -> None:
        worker = self._worker
        if worker is not None:
            since = self.feedback.since(self._supervising.today())
            looking = partial(self._look, worker.member, since)
            self._jobs.store(looking, partial(self._show_worker, worker))

    def _look(self, worker: str, since: date | None) -> tuple[Feedback, tuple[Talk, ...], tuple[Supervised, ...]]:
        found = self._supervising.feedback(worker, since)
        return found, self._supervising.talks(worker), self._supervising.people(self._members())

    def _show_worker(
        self, worker: Supervised, result: Result[tuple[Feedback, tuple[Talk, ...], tuple[Supervised, ...]]]
    ) -> None:
        if self._worker is None or worker.member != self._worker.member:
            return
        if isinstance(result, Err):
            self.talks.tell(_sentence(result.error))
            return
        found, talks, people = result.value
        self.feedback.show_feedback(found)
        self.talks.show_talks(talks)
        self._worker = next((one for one in people if one.member == worker.member), worker)
        self._due.setText(wording.due(self._worker, self._supervising.today()))

    def _note(self, on: str, talked: str, agreed: str, next_: str) -> None:
        if self._worker is not None:
            said = Supervision(
                worker=self._worker.member, by=self._supervising.member, on=on, talked=talked, agreed=agreed, next=next_
            )
            talk = self.talks.correcting
            act = self._supervising.note if talk is None else partial(self._supervising.correct, talk)
            self._jobs.store(partial(act, said), self._noted)

    def _noted(self, result: Result[object]) -> None:
        if isinstance(result, Err):
            self.talks.tell(_sentence(result.error))
            return
        self.talks.begin(self._supervising.today())
        self.talks.tell("On record.")
        self._read()

    def _card(self, one: Supervised) -> QWidget:
        due = wording.due(one, self._supervising.today())
        last = f"Last talk {wording.day(one.last)}" if one.last is not None else ""
        act = button("Open", "", partial(self.open, one), named=f"Open {one.name}")
        return card([(one.name, "field"), (due, "chip:warning" if one.overdue else "body"), (last, "muted")], [act])

    def _lay_out(self) -> tuple[QWidget, QWidget]:
        inside = QWidget()
        inside.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        heads = [label(wording.TITLE, "title"), label(wording.ABOUT, "muted"), self.told, inside]
        people = _page(self.back.emit, heads)
        for panel, name in ((self.feedback, "Feedback"), (self.talks, "Talks")):
            self.tabs.addTab(Scrolled(panel), name)
        person = QWidget()
        column = QVBoxLayout(person)
        column.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addWidget(button("Back", "link", self.leave), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._name)
        column.addWidget(self._due)
        column.addWidget(self.tabs, 1)
        self._pages.addWidget(people)
        self._pages.addWidget(person)
        self.told.hide()
        return people, person


def _page(back: Callable[[], object], parts: Sequence[QWidget]) -> Scrolled:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[1])
    column.addWidget(button("Back", "link", back), 0, Qt.AlignmentFlag.AlignLeft)
    for one in parts:
        column.addWidget(one)
    column.addStretch(1)
    return Scrolled(content)


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
