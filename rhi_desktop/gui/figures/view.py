"""Figures: the scorecard with what stands behind it, and the panel list of the week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.figures.figures import Period, View
from rhi_desktop.domain.figures.scorecard import Dimension, Scorecard
from rhi_desktop.gui.figures.panel_page import PanelPage
from rhi_desktop.gui.figures.scorecard_page import ScorecardPage
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures.figures import Closed, Figures, month_of
from rhi_desktop.services.figures.panel import Listed, Panel
from rhi_desktop.services.figures.words import standing_words
from rhi_desktop.services.reviewing.reviewing import Reviewing

_CLOSED = "The month is closed. What is recorded later is shown beside it as a difference."


@dataclass(frozen=True, slots=True)
class Made:
    """A scorecard with what was closed of its month, and the names of members."""

    card: Scorecard
    closed: Closed | None
    names: Mapping[str, str]


class FiguresView(QWidget):
    """`child_chosen` carries the id of a child."""

    child_chosen = Signal(str)

    def __init__(
        self, figures: Figures, panel: Panel, exporting: Exporting, reviewing: Reviewing, lists: CodeLists, jobs: Jobs
    ) -> None:
        super().__init__()
        self._figures, self._panel, self._names, self._jobs = figures, panel, reviewing.names, jobs
        self._wanted: tuple[Period, View, Dimension] | None = None
        self.scorecard = ScorecardPage(figures, exporting, lists, jobs)
        self.panel = PanelPage(figures.today(), exporting, lists, jobs)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.scorecard, "Scorecard")
        self.tabs.addTab(self.panel, "Panel list of the week")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        whole.addWidget(label("Figures", "title"))
        whole.addWidget(self.tabs, 1)
        self.setFocusProxy(self.scorecard.table)
        self.scorecard.asked.connect(self.refresh)
        self.scorecard.close_asked.connect(self._close)
        self.scorecard.child_chosen.connect(self.child_chosen)
        self.panel.asked.connect(self._read_panel)
        self.panel.child_chosen.connect(self.child_chosen)

    def refresh(self) -> None:
        """Read anew."""
        page = self.scorecard
        self._wanted = wanted = (page.period.period, page.view, page.dimension)
        self._jobs.store(partial(self._make, *wanted), partial(self._show, wanted))
        self._read_panel()

    def _make(self, period: Period, view: View, dimension: Dimension) -> Made:
        card = self._figures.scorecard(period, view, dimension)
        return Made(card, self._figures.closed(period, view), self._names())

    def _show(self, wanted: tuple[Period, View, Dimension], result: Result[Made]) -> None:
        if wanted != self._wanted:
            return
        if isinstance(result, Err):
            self.scorecard.tell(_sentence(result.error))
            return
        made = result.value
        month = made.closed.month if made.closed is not None else None
        over = self._figures.today() > wanted[0].last
        may_close = month is None and bool(month_of(wanted[0])) and over
        standing = standing_words(month, made.names)
        self.scorecard.show_card(made.card, made.closed, standing, may_close=may_close)

    def _close(self) -> None:
        if self._wanted is not None:
            period, view, _ = self._wanted
            self._jobs.store(partial(self._figures.close, period, view), self._closed)

    def _closed(self, result: Result[object]) -> None:
        self.scorecard.tell(_sentence(result.error) if isinstance(result, Err) else _CLOSED)
        self.refresh()

    def _read_panel(self) -> None:
        last: date = self.panel.last
        self._jobs.store(partial(self._panel.week, last), partial(self._show_panel, last))

    def _show_panel(self, last: date, result: Result[tuple[Listed, ...]]) -> None:
        if last != self.panel.last:
            return
        if isinstance(result, Err):
            raise result.error
        self.panel.show_list(result.value)


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
