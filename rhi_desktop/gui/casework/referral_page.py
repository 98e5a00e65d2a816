"""One referral: what is known, what comes next, and the forms in which the offer is recorded."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.gui.casework.allocation import Allocation
from rhi_desktop.gui.casework.arrangement_form import ArrangementForm
from rhi_desktop.gui.casework.attempt_form import AttemptForm
from rhi_desktop.gui.casework.referral_overview import ReferralOverview
from rhi_desktop.gui.casework.small_forms import DealtForm, EpisodesForm
from rhi_desktop.gui.casework.triage_form import TriageForm
from rhi_desktop.gui.editing import EditPage, Work
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.referrals import Raised, ReferralDesk, Referrals
from rhi_desktop.services.syncing.teaming import Teaming

Refusals = tuple[tuple[str, str], ...]


class ReferralPage(QWidget):
    """Leads from a referral to its forms and back. Signals carry the ids of records."""

    interview_requested = Signal(str)
    conversation_requested = Signal(str)
    preparation_requested = Signal(str)
    refusal_requested = Signal(str, str)
    interview_opened = Signal(str)
    child_chosen = Signal(str)
    back = Signal()

    def __init__(self, referrals: Referrals, lists: CodeLists, jobs: Jobs, teaming: Teaming | None = None) -> None:
        super().__init__()
        self._referrals = referrals
        self._jobs = jobs
        self._referral = ""
        self._reading = False
        self._desk: ReferralDesk | None = None
        self._overview = ReferralOverview(lists)
        self._attempt_form = AttemptForm(referrals.now, lists)
        self._arrangement_form = ArrangementForm(referrals.now, lists)
        self._triage_form, self._episodes_form, self._dealt_form = TriageForm(), EpisodesForm(), DealtForm()
        self._attempt = EditPage(self._attempt_form, self._attempt_form, jobs)
        self._arrangement = EditPage(self._arrangement_form, self._arrangement_form, jobs)
        self._triage = EditPage(self._triage_form, self._triage_form, jobs)
        self._episodes = EditPage(self._episodes_form, self._episodes_form, jobs)
        self._dealt = EditPage(self._dealt_form, self._dealt_form, jobs)
        self._allocation = Allocation(teaming, jobs, self) if teaming is not None else None
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._overview)
        edits = [self._attempt, self._arrangement, self._triage, self._episodes, self._dealt]
        if self._allocation is not None:
            edits.append(self._allocation.page)
        for edit in edits:
            self._pages.addWidget(edit)
            edit.done.connect(lambda: self.show_referral(self._referral))
            edit.left.connect(self._to_overview)
        self._join()

    def show_referral(self, referral: str) -> None:
        """Open a referral."""
        if referral != self._referral:
            self._desk = None
            self._overview.clear()
        self._referral = referral
        self._reading = True
        self._jobs.store(partial(self._read, referral), partial(self._opened, referral))

    def refresh(self) -> None:
        """Read the referral anew where one comes back to it; a form that is being filled in stays."""
        if self._referral and not self._reading and self._pages.currentWidget() is self._overview:
            self.show_referral(self._referral)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from a form back to the referral, and from the referral to where one was."""
        shown = self._pages.currentWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(shown, EditPage):
            shown.leave()
            return
        super().keyPressEvent(event)

    def _read(self, referral: str) -> tuple[ReferralDesk, Refusals]:
        return self._referrals.open(referral), self._referrals.refusals()

    def _opened(self, referral: str, result: Result[tuple[ReferralDesk, Refusals]]) -> None:
        if referral != self._referral:
            return
        self._reading = False
        self._to_overview()
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._overview.show_trouble(str(result.error))
            return
        self._desk, refusals = result.value
        self._overview.show_desk(self._desk, refusals)
        if self._allocation is not None:
            self._allocation.show_referral(self._desk.referral, self._overview.show_allocation)

    def _to_overview(self) -> None:
        self._pages.setCurrentWidget(self._overview)

    def _join(self) -> None:
        page = self._overview
        page.interview_requested.connect(lambda: self.interview_requested.emit(self._referral))
        page.conversation_requested.connect(lambda: self.conversation_requested.emit(self._referral))
        page.preparation_requested.connect(lambda: self.preparation_requested.emit(self._referral))
        page.refusal_chosen.connect(lambda outcome: self.refusal_requested.emit(self._referral, outcome))
        page.interview_opened.connect(self.interview_opened)
        page.child_chosen.connect(self._open_child)
        page.left.connect(self.back)
        page.attempt_asked.connect(self._ask_attempt)
        page.arrangement_asked.connect(self._ask_arrangement)
        page.triage_asked.connect(self._ask_triage)
        page.prompt_asked.connect(self._ask_prompt)
        page.episodes_asked.connect(self._ask_episodes)
        allocation = self._allocation
        if allocation is not None:
            allocation.asked.connect(lambda: self._pages.setCurrentWidget(allocation.page))
            allocation.changed.connect(lambda: self.show_referral(self._referral))

    def _open_child(self) -> None:
        if self._desk is not None:
            self.child_chosen.emit(self._desk.child.id)

    def _ask_attempt(self, asked: Attempt | Filed[Attempt]) -> None:
        form, referrals = self._attempt_form, self._referrals
        if isinstance(asked, Filed):
            form.show_attempt(asked.value)
            self._edit(
                self._attempt, "Amend the attempt", lambda: partial(referrals.amend_attempt, asked, form.attempt())
            )
        else:
            form.show_attempt(asked)
            self._edit(self._attempt, "Record an attempt", lambda: partial(referrals.attempt, form.attempt()))
        form.method.setFocus()

    def _ask_arrangement(self) -> None:
        desk, form = self._known(), self._arrangement_form
        form.show_arrangement(desk.referral.value.arrangement)
        self._edit(self._arrangement, "The meeting", lambda: partial(self._referrals.arrange, desk, form.arrangement()))
        form.at.setFocus()

    def _ask_triage(self) -> None:
        desk, form = self._known(), self._triage_form
        form.show_desk(desk)

        def work() -> Work:
            level, reason = form.decision()
            return partial(self._referrals.triage, desk, level, form.chosen(), reason)

        self._edit(self._triage, f"Triage: {desk.child.value.called}", work)
        form.level.setFocus()

    def _ask_prompt(self, raised: Raised) -> None:
        desk, form = self._known(), self._dealt_form
        form.show_prompt(raised)
        self._edit(
            self._dealt, "What was done", lambda: partial(self._referrals.deal, desk, raised.prompt, form.noted())
        )
        form.done.setFocus()

    def _ask_episodes(self) -> None:
        desk, form = self._known(), self._episodes_form
        form.show_desk(desk)
        self._edit(
            self._episodes, "What the referral is about", lambda: partial(self._referrals.cover, desk, form.chosen())
        )
        next(iter(form.boxes.values())).setFocus()

    def _known(self) -> ReferralDesk:
        assert self._desk is not None  # noqa: S101 -- its buttons are shown with it
        return self._desk

    def _edit(self, page: EditPage, heading: str, prepare: Callable[[], Work]) -> None:
        page.begin(heading, prepare)
        self._pages.setCurrentWidget(page)
