"""Joins the screens of those who answer for quality and for the figures to the desk."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.figures.view import FiguresView
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.question_sets.view import QuestionSetsView
from rhi_desktop.gui.question_sets.words import RUBRIC
from rhi_desktop.gui.reviewing.view import ReviewsView
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.reporting import write_private
from rhi_desktop.services.reviewing.rubric import read_rubric

PLACES = ("desk", "reviews", "figures", "pattern")
"""The stops of the strip that lead to them."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a screen leads to: each takes the id of the record to show."""

    open_child: Callable[[str], None]
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
        makers: dict[str, Callable[[], object]] = {
            "reviews": self._reviews,
            "rubric": self._rubric,
            "figures": self._figures,
        }
        for name, make in makers.items():
            view.add_later(name, make)
        for name in PLACES:
            if name not in makers:
                view.leave_out(name)

    def _reviews(self) -> None:
        oversight = self._desk.oversight
        made = ReviewsView(oversight.reviewing, oversight.drawing, self._jobs)
        made.rubric_asked.connect(lambda: self._view.turn_to("rubric"))
        self._view.add("reviews", made)

    def _figures(self) -> None:
        of, desk = self._desk.oversight, self._desk
        made = FiguresView(of.figures, of.panel, of.exporting, of.reviewing, desk.code_lists, self._jobs)
        made.child_chosen.connect(self._ways.open_child)
        self._view.add("figures", made)

    def _rubric(self) -> None:
        changes = self._desk.oversight.rubric
        self._view.add("rubric", QuestionSetsView(changes, self._jobs, read_rubric, write_private, RUBRIC), deep=True)
