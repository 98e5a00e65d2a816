"""Makes the screens of the desk and joins their signals. The one place that knows them all."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.casework.children_view import ChildrenView
from rhi_desktop.gui.casework.follow_up_view import FollowUpView
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.gui.casework.referral_view import ReferralView
from rhi_desktop.gui.casework.rules_view import RulesView
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.helplines.view import HelplinesView
from rhi_desktop.gui.intake.view import IntakeView
from rhi_desktop.gui.interview.reading_view import ReadingView
from rhi_desktop.gui.interview.urgent_view import UrgentView
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.preparation.view import PreparationView
from rhi_desktop.gui.question_sets.view import QuestionSetsView
from rhi_desktop.gui.settings_view import SettingsView
from rhi_desktop.gui.tour import Tour
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.interviewing import Interviewing, Writing
from rhi_desktop.services.reporting import write_private
from rhi_desktop.services.set_files import read_own


def make_desk_view(desk: Desk, parts: AccessParts, settings: Settings, changed: Callable[[Settings], str]) -> DeskView:
    """Return the desk with all its screens: a draft that was open when the program ended, else the worklist."""
    view = DeskView()
    settings_view = SettingsView(parts, settings)
    settings_view.changed.connect(lambda chosen: settings_view.tell(changed(chosen)))
    settings_view.asked.connect(view.turn_to)
    view.add("settings", settings_view)
    Screens(view, desk, parts.jobs)
    if desk.tour:
        view.add_above(Tour(desk.tour))
    return view


class Screens(QObject):
    """Leads from screen to screen. Lives as long as the desk that it belongs to."""

    def __init__(self, view: DeskView, desk: Desk, jobs: Jobs) -> None:
        super().__init__(view)
        self._view = view
        self._jobs = jobs
        self._interviewing: Interviewing = desk.interviewing
        self._writing = ""
        self._worklist = WorklistView(desk.worklists, jobs)
        self._children = ChildrenView(desk.worklists, jobs)
        self._child = ChildView(desk.casework, desk.code_lists, jobs)
        self._referral = ReferralView(desk.casework, desk.worklists, desk.code_lists, jobs)
        self._offer = ReferralPage(desk.referrals, desk.code_lists, jobs)
        self._interview = InterviewView(desk.interviewing, jobs, desk.recognising)
        self._urgent = UrgentView(desk.urgent, desk.code_lists["recipient"], jobs)
        self._reading = ReadingView(desk.interviewing, desk.reporting, jobs)
        self._follow_up = FollowUpView(desk.actions, desk.sharings, desk.code_lists, desk.member, jobs)
        self._intake = IntakeView(desk.intake, jobs, write_private)
        self._preparation = PreparationView(desk.preparing, jobs)
        view.add("worklist", self._worklist)
        view.add("children", self._children)
        view.add("questions", QuestionSetsView(desk.set_changes, jobs, read_own, write_private))
        view.add("child", self._child, deep=True)
        view.add("referral", self._referral, deep=True)
        view.add("offer", self._offer, deep=True)
        view.add("follow_up", self._follow_up, deep=True)
        self._helplines = HelplinesView(desk.helplines, jobs)
        view.add("helplines", self._helplines, deep=True)
        self._rules = RulesView(desk.rulebook, jobs)
        view.add("rules", self._rules, deep=True)
        view.add("intake", self._intake, deep=True)
        view.add("preparation", self._preparation, deep=True)
        view.add("interview", self._interview, deep=True)
        view.add("urgent", self._urgent, deep=True)
        view.add("reading", self._reading, deep=True)
        self._join()
        view.turn_to("worklist")
        jobs.store(self._interviewing.interrupted, self._recovered)

    def _join(self) -> None:
        view = self._view
        for shown in (self._worklist, self._child):
            shown.interview_requested.connect(self._write)
            shown.interview_opened.connect(self._read)
        for found in (self._worklist, self._children):
            found.child_chosen.connect(self._open_child)
        self._worklist.referral_requested.connect(self._take_referral)
        for listed in (self._worklist, self._child):
            listed.referral_chosen.connect(self._open_referral)
        self._offer.interview_requested.connect(self._write)
        self._offer.conversation_requested.connect(partial(self._write, talk=True))
        self._offer.preparation_requested.connect(self._prepare)
        self._offer.refusal_requested.connect(self._write)
        self._offer.interview_opened.connect(self._read)
        self._offer.child_chosen.connect(self._open_child)
        self._referral.taken.connect(lambda _referral: view.turn_to("worklist"))
        self._worklist.import_requested.connect(self._import)
        self._intake.left.connect(lambda: view.turn_to("worklist"))
        self._child.follow_up_requested.connect(self._follow)
        self._preparation.interview_requested.connect(self._write)
        self._preparation.conversation_requested.connect(partial(self._write, talk=True))
        self._interview.share_asked.connect(self._share)
        self._urgent.back.connect(self._shared)
        deeps = (self._referral, self._offer, self._child, self._follow_up, self._preparation, self._helplines)
        for deep in (*deeps, self._rules, self._reading):
            deep.back.connect(view.back)
        self._interview.left.connect(self._left)
        self._interview.submitted.connect(self._submitted)
        self._interview.interview_opened.connect(self._read)

    def _follow(self, child: str, called: str) -> None:
        self._view.turn_to("follow_up")
        self._follow_up.show_child(child, called)

    def _import(self) -> None:
        self._view.turn_to("intake")
        self._intake.begin()

    def _prepare(self, referral: str) -> None:
        self._view.turn_to("preparation")
        self._preparation.show_referral(referral)

    def _write(self, referral: str, outcome: str = "", *, talk: bool = False) -> None:
        """Open a referral's interview; one whose last words are not on the disk yet is shown as it is on the screen."""
        if self._interview.unsaved(referral):
            self._view.turn_to("interview")
        else:
            start = partial(self._interviewing.start, referral, outcome=outcome)
            self._jobs.store(start, partial(self._begun, talk=talk))

    def _open_referral(self, referral: str) -> None:
        self._offer.show_referral(referral)
        self._view.turn_to("offer")

    def _share(self, writing: Writing) -> None:
        self._view.turn_to("urgent")
        self._urgent.show_writing(writing)

    def _shared(self) -> None:
        self._urgent.clear()
        self._view.back()

    def _begun(self, result: Result[Writing], *, talk: bool) -> None:
        if isinstance(result, Err):
            self._tell(result.error)
            return
        self._writing = result.value.draft.interview
        self._view.turn_to("interview")
        self._interview.write(result.value, talk=talk)

    def _recovered(self, result: Result[Writing | None]) -> None:
        if isinstance(result, Err):
            self._tell(result.error)
            return
        writing = result.value
        if writing is not None and self._view.current == "worklist":
            self._writing = writing.draft.interview
            self._view.turn_to("interview")
            self._interview.write(writing)

    def _left(self) -> None:
        self._jobs.store(partial(self._interviewing.put_aside, self._writing), _must)
        self._view.back()

    def _submitted(self, interview: str) -> None:
        self._view.turn_to("worklist")
        self._read(interview)

    def _read(self, interview: str) -> None:
        self._view.turn_to("reading")
        self._reading.show_interview(interview)

    def _open_child(self, child: str) -> None:
        self._child.show_child(child)
        self._view.turn_to("child")

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, RhiError):
            raise error
        self._view.tell(str(error))

    def _take_referral(self) -> None:
        self._view.turn_to("referral")
        self._referral.begin()


def _must(result: Result[None]) -> None:
    if isinstance(result, Err):
        raise result.error
