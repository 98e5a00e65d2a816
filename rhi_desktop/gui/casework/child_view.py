"""One child: what is known, what happened, what was asked for, and where each interview stands."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.records import Revision
from rhi_desktop.gui.casework.case_page import CasePage
from rhi_desktop.gui.casework.child_form import ChildForm
from rhi_desktop.gui.casework.editing import EditPage
from rhi_desktop.gui.casework.episode_form import EpisodeForm
from rhi_desktop.gui.casework.history_page import HistoryPage
from rhi_desktop.gui.casework.request_form import RequestForm
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.casework import Case, Casework


class ChildView(QWidget):
    """Leads from the case to the forms in which it is amended, and back."""

    interview_requested = Signal(str)
    interview_opened = Signal(str)
    follow_up_requested = Signal(str, str)
    back = Signal()

    def __init__(self, casework: Casework, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._casework = casework
        self._jobs = jobs
        self._child = ""
        self._reading = False
        self._case_page = CasePage(casework.now)
        self._child_form, self._episode_form = ChildForm(casework.now), EpisodeForm(casework.now)
        self._edit_child = EditPage(self._child_form, self._child_form, jobs)
        self._edit_episode = EditPage(self._episode_form, self._episode_form, jobs)
        self._pages = QStackedLayout(self)
        self._request_form = RequestForm(casework.now)
        self._edit_request = EditPage(self._request_form, self._request_form, jobs)
        self._history = HistoryPage()
        edits = (self._edit_child, self._edit_episode, self._edit_request)
        for page in (self._case_page, *edits, self._history):
            self._pages.addWidget(page)
        for edit in edits:
            edit.done.connect(lambda: self.show_child(self._child))
            edit.left.connect(self._to_case)
        self._history.left.connect(self._to_case)
        page = self._case_page
        page.interview_requested.connect(self.interview_requested)
        page.interview_opened.connect(self.interview_opened)
        page.left.connect(self.back)
        page.follow_up_requested.connect(self.follow_up_requested)
        page.child_amended.connect(self._amend_child)
        page.episode_amended.connect(self._amend_episode)
        page.episode_added.connect(self._add_episode)
        page.history_asked.connect(self._ask_history)
        page.referral_asked.connect(self._refer)

    def show_child(self, child: str) -> None:
        """Open a child's case."""
        self._child = child
        self._reading = True
        self._jobs.store(partial(self._casework.open_child, child), partial(self._opened, child))

    def refresh(self) -> None:
        """Read the case anew where one comes back to it; a form that is being filled in stays."""
        if self._child and not self._reading and self._pages.currentWidget() is self._case_page:
            self.show_child(self._child)

    def _opened(self, child: str, result: Result[Case]) -> None:
        if child != self._child:
            return
        self._reading = False
        self._to_case()
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._case_page.show_trouble(str(result.error))
            return
        self._case_page.show_case(result.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from a form or a history back to the case, and from the case to where one was."""
        shown = self._pages.currentWidget()
        if event.key() == Qt.Key.Key_Escape and shown is not self._case_page:
            if isinstance(shown, EditPage):
                shown.leave()
            else:
                self._to_case()
            return
        super().keyPressEvent(event)

    def _to_case(self) -> None:
        self._pages.setCurrentWidget(self._case_page)

    def _ask_history(self, record: str, heading: str) -> None:
        self._jobs.store(partial(self._casework.history, record), partial(self._show_history, heading))

    def _show_history(self, heading: str, result: Result[tuple[Revision, ...]]) -> None:
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._case_page.show_trouble(str(result.error))
            return
        self._pages.setCurrentWidget(self._history)
        self._history.show_history(heading, result.value)

    def _amend_child(self, case: Case) -> None:
        child, form, casework = case.child, self._child_form, self._casework
        form.show_child(child.value)
        self._edit_child.begin(
            f"Amend the record of {child.value.called}",
            lambda: partial(casework.amend_child, child.id, child.head, form.child()),
        )
        self._pages.setCurrentWidget(self._edit_child)
        form.name.setFocus()

    def _amend_episode(self, episode: Filed[Episode]) -> None:
        form, casework = self._episode_form, self._casework
        form.show_episode(episode.value)
        self._edit_episode.begin(
            "Amend the episode", lambda: partial(casework.amend_episode, episode.id, episode.head, form.episode())
        )
        self._pages.setCurrentWidget(self._edit_episode)
        form.missing_since.day.setFocus()

    def _add_episode(self, child: str) -> None:
        form, casework = self._episode_form, self._casework
        form.show_episode(Episode(child=child))
        self._edit_episode.begin("Add an episode", lambda: partial(casework.add_episode, form.episode()))
        self._pages.setCurrentWidget(self._edit_episode)
        form.missing_since.day.setFocus()

    def _refer(self, case: Case, episode: str) -> None:
        form = self._request_form
        referred = {record for referral in case.referrals for record in referral.value.episodes}
        form.clear((one for one in case.episodes if one.id not in referred), episode)

        def work() -> Callable[[], object]:
            request = form.request()
            return partial(
                self._casework.refer,
                case.child.id,
                request.episodes,
                received=request.received,
                source=request.source,
                notes=request.notes,
            )

        self._edit_request.begin("Take a referral", work)
        self._pages.setCurrentWidget(self._edit_request)
        form.source.setFocus()
