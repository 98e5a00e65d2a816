"""Joins the screens of those who answer for quality and for the figures to the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from PySide6.QtCore import QObject

from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.gui.desk.view import CoordinatorView
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.figures.view import FiguresView
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.pattern.network_page import NetworkPage
from rhi_desktop.gui.pattern.places_page import PlacesPage
from rhi_desktop.gui.pattern.reasons_page import ReasonsPage
from rhi_desktop.gui.pattern.view import PatternView
from rhi_desktop.gui.question_sets.view import QuestionSetsView
from rhi_desktop.gui.question_sets.words import RUBRIC
from rhi_desktop.gui.reviewing.view import ReviewsView
from rhi_desktop.gui.supervision.view import OwnFeedbackView, SupervisionView
from rhi_desktop.gui.team.runner import Seen
from rhi_desktop.gui.themes.view import ThemesView
from rhi_desktop.services.deciding import Deciding
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.reporting import write_private
from rhi_desktop.services.reviewing.rubric import read_rubric
from rhi_desktop.services.supervising import Supervised
from rhi_desktop.services.syncing.team import Standing, TeamMember

PLACES = {
    "desk": Permission.ALLOCATE,
    "reviews": Permission.REVIEW,
    "figures": Permission.READ_ALL,
    "pattern": Permission.READ_ALL,
}
"""The stops of the strip that lead to them, and what one has to be allowed to go there."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a screen leads to: each takes the id of the record to show."""

    open_child: Callable[[str], None]
    choose: Callable[[str], None]
    open_referral: Callable[[str], None]
    read: Callable[[str], None]


class OversightScreens(QObject):
    """Makes each screen when it is first turned to. Lives as long as the desk that it belongs to."""

    def __init__(self, view: DeskView, desk: Desk, jobs: Jobs, ways: Ways) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._jobs = jobs
        self._ways = ways
        self._at_desk: CoordinatorView | None = None
        self._from_desk = False
        view.shown.connect(self._shown)
        makers: dict[str, Callable[[], object]] = {
            "desk": self._coordinator,
            "reviews": self._reviews,
            "rubric": self._rubric,
            "figures": self._figures,
            "pattern": self._pattern,
            "themes": self._themes,
            "supervision": self._supervision,
            "feedback": self._feedback,
        }
        for name, make in makers.items():
            view.add_later(name, make)
        self._made = frozenset(makers)
        self.show_places(desk.oversight.role)

    def show_places(self, role: Role | None) -> None:
        """Show the stops of the strip for somebody with these roles; all of them without a team."""
        for name, permission in PLACES.items():
            may = role is None or role.may(permission)
            self._view.leave_out(name, out=name not in self._made or not may)

    def follow(self, seen: Seen) -> None:
        """Follow what becomes of this member in the team."""
        alone = seen.status.standing in {Standing.ALONE, Standing.PENDING}
        self.show_places(None if alone else seen.status.role)

    def _shown(self, name: str) -> None:
        """Forget where a review was asked for, when somebody turns to another screen."""
        self._from_desk = self._from_desk and name == "reviews"

    def _coordinator(self) -> None:
        desk = self._desk
        of = desk.oversight
        deciding = Deciding(of.lists, of.allocating, desk.sharings, desk.member.name, desk.teaming)
        made = CoordinatorView(deciding, desk.code_lists["recipient"], self._jobs)
        self._view.add("desk", made)
        made.child_chosen.connect(self._ways.open_child)
        made.referral_chosen.connect(self._ways.open_referral)
        made.interview_opened.connect(self._ways.read)
        made.conflict_requested.connect(self._ways.choose)
        made.review_requested.connect(self._review)
        self._at_desk = made

    def _review(self, interview: str) -> None:
        """Show an interview beside its rubric; once the review is given the desk goes on with what is next."""
        self._view.turn_to("reviews")
        self._from_desk = True
        self._reviewing.review(interview)

    def _given(self, words: str) -> None:
        if self._from_desk and self._at_desk is not None:
            self._view.turn_to("desk")
            self._at_desk.tell(words)

    def _reviews(self) -> None:
        self._view.add("reviews", self._reviewing)

    @cached_property
    def _reviewing(self) -> ReviewsView:
        oversight = self._desk.oversight
        made = ReviewsView(oversight.reviewing, oversight.drawing, self._jobs)
        made.given.connect(self._given)
        made.rubric_asked.connect(lambda: self._view.turn_to("rubric"))
        made.queue.themes.setVisible(oversight.role is None or oversight.role.may(Permission.OVERSEE))
        made.queue.supervision.setVisible(oversight.role is None or oversight.role.may(Permission.OVERSEE))
        self._view.shown.connect(partial(self._ask_who_is_due, made))
        made.queue.supervision_asked.connect(lambda: self._view.turn_to("supervision"))
        made.themes_asked.connect(lambda: self._view.turn_to("themes"))
        return made

    def _ask_who_is_due(self, reviews: ReviewsView, shown: str) -> None:
        """Prompt for talks that are overdue, where reviews are given."""
        if shown == "reviews" and not reviews.queue.supervision.isHidden():
            people = self._desk.oversight.supervising.people
            self._jobs.store(lambda: people(self._members()), partial(_show_due, reviews))

    def _figures(self) -> None:
        of, desk = self._desk.oversight, self._desk
        made = FiguresView(of.figures, of.panel, of.exporting, of.reviewing, desk.code_lists, self._jobs)
        made.child_chosen.connect(self._ways.open_child)
        self._view.add("figures", made)

    def _pattern(self) -> None:
        of = self._desk.oversight
        network = NetworkPage(of.networks, of.figures, of.exporting, self._jobs)
        network.interview_opened.connect(self._ways.read)
        reasons = ReasonsPage(of.reasons, of.figures, of.exporting, self._jobs)
        places = PlacesPage(of.places, of.spreadsheets, of.figures, of.exporting, self._jobs)
        self._view.add("pattern", PatternView({"Network": network, "Places": places, "Reasons": reasons}))

    def _themes(self) -> None:
        of = self._desk.oversight
        made = ThemesView(of.surveys, of.exporting, self._jobs)
        self._view.add("themes", made, deep=True)
        made.back.connect(self._view.back)

    def _supervision(self) -> None:
        desk = self._desk
        made = SupervisionView(desk.oversight.supervising, self._members, self._jobs)
        self._view.add("supervision", made, deep=True)
        made.back.connect(self._view.back)
        made.interview_opened.connect(self._ways.read)

    def _members(self) -> Sequence[TeamMember]:
        return self._desk.teaming.team.members() if self._desk.teaming is not None else ()

    def _feedback(self) -> None:
        made = OwnFeedbackView(self._desk.oversight.supervising, self._jobs)
        self._view.add("feedback", made, deep=True)
        made.back.connect(self._view.back)
        made.interview_opened.connect(self._ways.read)

    def _rubric(self) -> None:
        changes = self._desk.oversight.rubric
        self._view.add("rubric", QuestionSetsView(changes, self._jobs, read_rubric, write_private, RUBRIC), deep=True)


def _show_due(reviews: ReviewsView, result: Result[tuple[Supervised, ...]]) -> None:
    if not isinstance(result, Err):
        reviews.queue.tell_due(sum(one.overdue for one in result.value))


def coordinates(desk: Desk) -> bool:
    """Whether the member whose desk it is coordinates a team: their first screen is the desk, not the worklist."""
    return desk.teaming is not None and desk.teaming.allocating.may
