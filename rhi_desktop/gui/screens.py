"""Makes the screens of the desk and joins their signals. The one place that knows them all."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import QObject

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.access.keep_sheet import KeepSheet
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.casework.children_view import ChildrenView
from rhi_desktop.gui.casework.follow_up_view import FollowUpView
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.gui.casework.referral_view import ReferralView
from rhi_desktop.gui.casework.rules_view import RulesView
from rhi_desktop.gui.casework.twice_view import TwiceParts
from rhi_desktop.gui.conflict_notice import ConflictNotice
from rhi_desktop.gui.conflicts.view import ConflictsView
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.helplines.view import HelplinesView
from rhi_desktop.gui.intake.view import IntakeView
from rhi_desktop.gui.interview.reading_view import ReadingView
from rhi_desktop.gui.interview.urgent_view import UrgentView
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.oversight import OversightScreens, Ways, coordinates
from rhi_desktop.gui.preparation.view import PreparationView
from rhi_desktop.gui.question_sets.view import QuestionSetsView
from rhi_desktop.gui.search.view import SearchView
from rhi_desktop.gui.settings_view import SettingsView
from rhi_desktop.gui.team.joining import TeamJoin
from rhi_desktop.gui.timers import QtTimer
from rhi_desktop.gui.tour import Tour
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.amending import NotYours
from rhi_desktop.services.conflicts import Conflicts
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.interviewing import Interviewing
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.reporting import write_private
from rhi_desktop.services.set_files import read_own
from rhi_desktop.services.syncing.teaming import Teaming
from rhi_desktop.services.writing import Writing


def make_desk_view(desk: Desk, parts: AccessParts, settings: Settings, changed: Callable[[Settings], str]) -> DeskView:
    """Return the desk with all its screens: a draft that was open when the program ended, else the worklist."""
    view = DeskView()
    settings_view = SettingsView(parts, settings)
    settings_view.changed.connect(lambda chosen: settings_view.tell(changed(chosen)))
    settings_view.asked.connect(view.turn_to)
    view.add("settings", settings_view)
    Screens(view, desk, parts)
    if desk.tour:
        view.add_above(Tour(desk.tour))
    return view


D = TypeVar(
    "D",
    HelplinesView,
    RulesView,
    ChildView,
    ReferralView,
    ReferralPage,
    FollowUpView,
    PreparationView,
    ConflictsView,
)


class Screens(QObject):
    """Leads from screen to screen. Lives as long as the desk that it belongs to.

    A screen is made when it is first shown: all of them at once kept the worklist waiting for half a second.
    """

    def __init__(self, view: DeskView, desk: Desk, parts: AccessParts) -> None:
        super().__init__(view)
        self._view = view
        self._parts = parts
        self._jobs: Jobs = parts.jobs
        self._interviewing: Interviewing = desk.interviewing
        self._writing = ""
        self._desk = desk
        self._about = {"worklist": "", "desk": ""}
        self._worklist = WorklistView(desk.worklists, self._jobs)
        self._interview = InterviewView(desk.interviewing, self._jobs, desk.recognising)
        self._reading = ReadingView(desk.interviewing, desk.reporting, self._jobs)
        view.add("worklist", self._worklist)
        view.add("interview", self._interview, deep=True)
        view.add("reading", self._reading, deep=True)
        for name, make in (
            ("children", lambda: self._children),
            ("search", self._make_search),
            ("questions", lambda: self._questions),
            ("helplines", lambda: self._helplines),
            ("rules", lambda: self._rules),
            ("child", lambda: self._child),
            ("referral", lambda: self._referral),
            ("offer", lambda: self._offer),
            ("follow_up", lambda: self._follow_up),
            ("intake", lambda: self._intake),
            ("preparation", lambda: self._preparation),
            ("urgent", lambda: self._urgent),
        ):
            view.add_later(name, make)
        self._join()
        self._join_conflicts(desk.conflicts)
        ways = Ways(self._open_child, self._choose, self._open_referral, self._read)
        self._oversight = OversightScreens(view, desk, self._jobs, ways)
        if desk.teaming is not None:
            self._join_team(desk.teaming)
        else:
            view.leave_out("team")
        view.turn_to("desk" if coordinates(desk) else "worklist")
        self._jobs.store(self._interviewing.interrupted, self._recovered)

    def _join(self) -> None:
        worklist, interview = self._worklist, self._interview
        worklist.interview_requested.connect(self._write)
        worklist.interview_opened.connect(self._read)
        worklist.amendment_requested.connect(self._amend)
        worklist.child_chosen.connect(self._open_child)
        worklist.referral_chosen.connect(self._open_referral)
        worklist.referral_requested.connect(self._take_referral)
        worklist.feedback_requested.connect(lambda: self._view.turn_to("feedback"))
        worklist.import_requested.connect(self._import)
        interview.share_asked.connect(self._share)
        interview.left.connect(self._left)
        interview.submitted.connect(self._submitted)
        interview.interview_opened.connect(self._read)
        interview.gave_up.connect(self._view.back)
        self._reading.back.connect(self._view.back)
        self._reading.amend_asked.connect(self._amend)

    def _join_conflicts(self, conflicts: Conflicts) -> None:
        """Say above the worklist, a child and a referral that two people changed it."""
        notice, view = ConflictNotice(conflicts, self._jobs), self._view
        view.add_above(notice)
        view.shown.connect(lambda name: notice.look(self._about[name]) if name in self._about else notice.put_away())
        view.add_later("conflicts", lambda: self._conflicts)
        notice.asked.connect(self._choose)

    def _choose(self, about: str = "") -> None:
        self._view.turn_to("conflicts")
        self._conflicts.begin(about)

    def _join_team(self, teaming: Teaming) -> None:
        team, view = TeamJoin(teaming, self._jobs, self._parts.clock, QtTimer, self), self._view
        view.add_below(team.strip, team)
        view.add_later("team", lambda: self._make_team(team))
        team.strip.team_asked.connect(lambda: view.turn_to("team"))
        team.received.connect(view.refresh)
        team.locked.connect(lambda: view.asked.emit("lock"))
        ask = partial(team.ask_fate, say=self._reading.show_fate)
        self._reading.shown.connect(ask)
        team.runner.seen.connect(lambda seen: None if seen.running else self._reading.ask_again())
        team.runner.seen.connect(self._oversight.follow)
        team.follow_refusals(self._worklist.note)
        team.runner.begin()

    def _make_team(self, team: TeamJoin) -> None:
        made = team.make_view(self._keep_sheet)
        made.conflicts_asked.connect(self._choose)
        self._view.add("team", made)

    def _keep_sheet(self, sheet: RecoverySheet, kept: Callable[[], None]) -> KeepSheet:
        page = KeepSheet(self._parts)
        page.show_sheet(sheet)
        page.kept.connect(kept)
        return page

    @cached_property
    def _children(self) -> ChildrenView:
        made = ChildrenView(self._desk.worklists, self._jobs)
        self._view.add("children", made)
        made.child_chosen.connect(self._open_child)
        return made

    def _make_search(self) -> None:
        made = SearchView(self._desk.searching, self._jobs)
        self._view.add("search", made)
        made.interview_opened.connect(self._read)
        made.child_chosen.connect(self._open_child)

    @cached_property
    def _questions(self) -> QuestionSetsView:
        made = QuestionSetsView(self._desk.set_changes, self._jobs, read_own, write_private)
        self._view.add("questions", made)
        return made

    @cached_property
    def _helplines(self) -> HelplinesView:
        return self._deep("helplines", HelplinesView(self._desk.helplines, self._jobs))

    @cached_property
    def _conflicts(self) -> ConflictsView:
        return self._deep("conflicts", ConflictsView(self._desk.conflicts, self._jobs))

    @cached_property
    def _rules(self) -> RulesView:
        return self._deep("rules", RulesView(self._desk.rulebook, self._jobs))

    @cached_property
    def _child(self) -> ChildView:
        made = self._deep("child", self._child_view())
        made.interview_requested.connect(self._write)
        made.interview_opened.connect(self._read)
        made.referral_chosen.connect(self._open_referral)
        made.follow_up_requested.connect(self._follow)
        return made

    def _child_view(self) -> ChildView:
        desk = self._desk
        twice = TwiceParts(desk.oversight.duplicates, desk.worklists)
        return ChildView(desk.casework, desk.code_lists, self._jobs, twice)

    @cached_property
    def _referral(self) -> ReferralView:
        desk = self._desk
        made = ReferralView(desk.casework, desk.worklists, desk.code_lists, self._jobs)
        made.taken.connect(lambda _referral: self._view.turn_to("worklist"))
        return self._deep("referral", made)

    @cached_property
    def _offer(self) -> ReferralPage:
        made = self._deep("offer", self._referral_page())
        made.interview_requested.connect(self._write)
        made.conversation_requested.connect(partial(self._write, talk=True))
        made.preparation_requested.connect(self._prepare)
        made.refusal_requested.connect(self._write)
        made.interview_opened.connect(self._read)
        made.child_chosen.connect(self._open_child)
        return made

    def _referral_page(self) -> ReferralPage:
        desk = self._desk
        return ReferralPage(desk.referrals, desk.code_lists, self._jobs, desk.teaming)

    @cached_property
    def _follow_up(self) -> FollowUpView:
        desk = self._desk
        made = FollowUpView(desk.actions, desk.sharings, desk.code_lists, desk.member, self._jobs)
        return self._deep("follow_up", made)

    @cached_property
    def _intake(self) -> IntakeView:
        made = IntakeView(self._desk.intake, self._jobs, write_private)
        self._view.add("intake", made, deep=True)
        made.left.connect(lambda: self._view.turn_to("worklist"))
        return made

    @cached_property
    def _preparation(self) -> PreparationView:
        made = self._deep("preparation", PreparationView(self._desk.preparing, self._jobs))
        made.interview_requested.connect(self._write)
        made.conversation_requested.connect(partial(self._write, talk=True))
        return made

    @cached_property
    def _urgent(self) -> UrgentView:
        made = UrgentView(self._desk.urgent, self._desk.code_lists["recipient"], self._jobs)
        self._view.add("urgent", made, deep=True)
        made.back.connect(self._shared)
        return made

    def _deep(self, name: str, made: D) -> D:
        """Add a screen that is reached from another one and left by its `back`."""
        self._view.add(name, made, deep=True)
        made.back.connect(self._view.back)
        return made

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

    def _amend(self, interview: str) -> None:
        self._jobs.store(partial(self._interviewing.amend, interview), partial(self._amending, interview))

    def _amending(self, interview: str, result: Result[Writing]) -> None:
        """Open an interview that was sent back; one that somebody else wrote is only read."""
        if isinstance(result, Err) and isinstance(result.error, NotYours):
            self._read(interview)
        else:
            self._begun(result, talk=False)

    def _open_referral(self, referral: str) -> None:
        self._about["offer"] = referral
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
        if writing is not None and self._view.current in {"worklist", "desk"}:
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
        self._about["child"] = child
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
