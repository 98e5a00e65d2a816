"""One child: what is known, what happened, what was asked for, and where each interview stands."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.duplicate import Duplicate
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.casework.case_page import CasePage, Joining
from rhi_desktop.gui.casework.changes import Telling
from rhi_desktop.gui.casework.child_form import ChildForm
from rhi_desktop.gui.casework.episode_form import EpisodeForm
from rhi_desktop.gui.casework.history_page import HistoryPage
from rhi_desktop.gui.casework.request_form import RequestForm
from rhi_desktop.gui.casework.twice_view import TwiceParts, TwiceView
from rhi_desktop.gui.editing import EditPage
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.casework import Case, Casework, History
from rhi_desktop.services.duplicates import Joined


class ChildView(QWidget):
    """Leads from the case to the forms in which it is amended, and back."""

    interview_requested = Signal(str)
    interview_opened = Signal(str)
    follow_up_requested = Signal(str, str)
    referral_chosen = Signal(str)
    back = Signal()

    def __init__(
        self, casework: Casework, lists: CodeLists, jobs: Jobs, twice: TwiceParts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._casework = casework
        self._duplicates = twice.duplicates
        self._note = ""
        self._lists = lists
        self._jobs = jobs
        self._child = ""
        self._reading = False
        self._case_page = CasePage(casework.now, lists)
        self._child_form, self._episode_form = ChildForm(casework.now, lists), EpisodeForm(casework.now, lists)
        self._edit_child = EditPage(self._child_form, self._child_form, jobs)
        self._edit_episode = EditPage(self._episode_form, self._episode_form, jobs)
        self._pages = QStackedLayout(self)
        self._request_form = RequestForm(casework.now, lists)
        self._edit_request = EditPage(self._request_form, self._request_form, jobs)
        self._history = HistoryPage()
        self._twice = TwiceView(twice, lists, jobs)
        edits = (self._edit_child, self._edit_episode, self._edit_request)
        for page in (self._case_page, *edits, self._history, self._twice):
            self._pages.addWidget(page)
        for edit in edits:
            edit.done.connect(lambda: self.show_child(self._child))
            edit.left.connect(self._to_case)
        self._history.left.connect(self._to_case)
        self._twice.left.connect(self._to_case)
        self._twice.done.connect(self._after)
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
        page.referral_chosen.connect(self.referral_chosen)
        page.referral_amended.connect(self._amend_referral)
        page.twice_asked.connect(self._ask_twice)
        page.parting_asked.connect(self._ask_part)
        page.gathering_asked.connect(self._gather)
        for asked in (page.address_asked, self._child_form.address_asked):
            asked.connect(self._note_address)

    def show_child(self, child: str) -> None:
        """Open a child's case."""
        self._child = child
        self._reading = True
        self._jobs.store(partial(self._read, child), partial(self._opened, child))

    def refresh(self) -> None:
        """Read the case anew where one comes back to it; a form that is being filled in stays."""
        if self._child and not self._reading and self._pages.currentWidget() is self._case_page:
            self.show_child(self._child)

    def _read(self, child: str) -> tuple[Case, Joining]:
        case = self._casework.open_child(child)
        return case, Joining(self._duplicates.of(case.child.id), self._duplicates.may)

    def _opened(self, child: str, result: Result[tuple[Case, Joining]]) -> None:
        if child != self._child:
            return
        self._reading = False
        self._to_case()
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._case_page.show_trouble(str(result.error))
            return
        self._case_page.show_case(*result.value, self._note)
        self._note = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from a form or a history back to the case, and from the case to where one was."""
        shown = self._pages.currentWidget()
        if event.key() == Qt.Key.Key_Escape and shown is not self._case_page:
            if isinstance(shown, EditPage | TwiceView):
                shown.leave()
            else:
                self._to_case()
            return
        super().keyPressEvent(event)

    def _to_case(self) -> None:
        self._pages.setCurrentWidget(self._case_page)

    def _ask_twice(self, child: Filed[Child]) -> None:
        self._pages.setCurrentWidget(self._twice)
        self._twice.begin(child)

    def _ask_part(self, joined: Joined) -> None:
        self._pages.setCurrentWidget(self._twice)
        self._twice.part(joined)

    def _gather(self, said: Filed[Duplicate]) -> None:
        self._jobs.store(partial(self._duplicates.gather, said.id, said.head), self._gathered)

    def _gathered(self, result: Result[Filed[Duplicate]]) -> None:
        if isinstance(result, Err) and not isinstance(result.error, RhiError):
            raise result.error
        self._after(str(result.error) if isinstance(result, Err) else "")

    def _after(self, note: str) -> None:
        """Show the case anew, and say what came of it."""
        self._note = note
        self.show_child(self._child)

    def _note_address(self) -> None:
        self._jobs.store(partial(self._casework.address_shown, self._child), _must)

    def _ask_history(self, record: str, heading: str, child: Child) -> None:
        self._jobs.store(partial(self._casework.told, record), partial(self._show_history, heading, child))

    def _show_history(self, heading: str, child: Child, result: Result[History]) -> None:
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._case_page.show_trouble(str(result.error))
            return
        self._pages.setCurrentWidget(self._history)
        telling = Telling(result.value.names, self._lists, child)
        self._history.show_history(heading, telling.steps(result.value.revisions))

    def _amend_child(self, case: Case) -> None:
        child, form, casework = case.child, self._child_form, self._casework
        form.show_child(child.value)
        self._edit_child.begin(
            f"Amend the record of {child.value.called}",
            lambda: partial(casework.amend_child, child.id, child.head, form.child()),
        )
        self._pages.setCurrentWidget(self._edit_child)
        form.name.setFocus()

    def _amend_episode(self, case: Case, episode: Filed[Episode]) -> None:
        form, casework = self._episode_form, self._casework
        form.show_episode(episode.value)
        form.about(case.child.value, [one.value for one in case.episodes if one.id != episode.id])
        self._edit_episode.begin(
            "Amend the episode", lambda: partial(casework.amend_episode, episode.id, episode.head, form.episode())
        )
        self._show_episode_form()

    def _add_episode(self, case: Case) -> None:
        form, casework = self._episode_form, self._casework
        form.show_episode(Episode(child=case.child.id))
        form.about(case.child.value, [one.value for one in case.episodes])
        self._edit_episode.begin("Add an episode", lambda: partial(casework.add_episode, form.episode()))
        self._show_episode_form()

    def _show_episode_form(self) -> None:
        self._pages.setCurrentWidget(self._edit_episode)
        self._episode_form.missing_since.day.setFocus()

    def _amend_referral(self, referral: Filed[Referral]) -> None:
        form, casework = self._request_form, self._casework
        form.show_referral(referral.value)

        def work() -> Callable[[], object]:
            asked = form.request()
            value = replace(referral.value, received=asked.received, source=asked.source, notes=asked.notes)
            return partial(casework.amend_referral, referral.id, referral.head, value)

        self._edit_request.begin("Amend the referral", work)
        self._pages.setCurrentWidget(self._edit_request)
        form.source.setFocus()

    def _refer(self, case: Case, episode: str) -> None:
        form = self._request_form
        referred = {record for referral in case.referrals for record in referral.value.episodes}
        form.clear((one for one in case.episodes if one.id not in referred), (episode,))

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


def _must(result: Result[None]) -> None:
    if isinstance(result, Err):
        raise result.error
