"""What each row becomes, before anything is written."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from rhi_desktop.gui.intake.plan_model import PlanModel, Show, waits
from rhi_desktop.gui.intake.row_panel import RowPanel
from rhi_desktop.gui.intake.wording import summary
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.intake.plan import Plan, PlanRow

_WIDTHS = (56, 170, 170, 170, 260)


class PlanPage(QWidget):
    """Lists the plan. `decided` carries a row's number and what a person said of its child."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._told = label("", "body")
        self._notes = label("", "muted")
        self._show = QComboBox()
        self._show.setAccessibleName("Which rows are listed")
        self._show.addItems([show.value for show in Show])
        self.model = PlanModel()
        self.table = QTableView()
        self.table.setAccessibleName("What becomes of each row")
        self.table.setModel(self.model)
        self.panel = RowPanel()
        self._lay_out()
        self._show.currentIndexChanged.connect(self._list)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(lambda _at: self._take_up())
        self.panel.decided.connect(self.decided)

    def show_plan(self, plan: Plan) -> None:
        """Show a plan; one made anew keeps its place and goes on to what is still to be decided."""
        current = self.table.currentIndex().row() if self._plan is not None else -1
        anew = self._plan is not None and self._plan.digest == plan.digest
        self._plan = plan
        self._told.setText(summary(plan.counts))
        self._notes.setText("\n".join(plan.notes))
        self._notes.setVisible(bool(plan.notes))
        decided = list(Show)[self._show.currentIndex()] is Show.TO_DECIDE and not plan.counts.doubtful
        if not anew or decided:
            wanted = Show.TO_DECIDE if plan.counts.doubtful else Show.TO_MEND if plan.counts.bad else Show.ALL
            self._show.setCurrentIndex(list(Show).index(Show.ALL if anew else wanted))
        self._list()
        at = self.model.next_to_decide(current - 1 if anew else -1)
        self.table.selectRow(max(at, 0) if self.model.rowCount() else -1)

    def clear(self) -> None:
        """Let go of the plan: it holds names."""
        self._plan = None
        self.model.show_plan(None, Show.ALL)
        self.panel.show_row(None)

    def take_focus(self) -> None:
        """Put the keyboard on what is asked, else on the table."""
        (self.panel.first or self.table).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the table the larger part."""
        super().resizeEvent(event)
        self.panel.fit(max(2 * self.height() // 5, 64))

    def _list(self) -> None:
        self.model.show_plan(self._plan, list(Show)[self._show.currentIndex()])
        self.panel.show_row(None)
        if self.model.rowCount():
            self.table.selectRow(0)

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.panel.show_row(self._row(now))

    def _row(self, at: QModelIndex) -> PlanRow | None:
        return self.model.row(at.row()) if at.isValid() else None

    def _take_up(self) -> None:
        """Enter on a row leads to what is asked about it."""
        row = self._row(self.table.currentIndex())
        if row is not None and (waits(row) or row.decision is not None) and self.panel.first is not None:
            self.panel.first.setFocus()

    def _lay_out(self) -> None:
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setMinimumHeight(64)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in enumerate(_WIDTHS):
            table.setColumnWidth(at, width)
        tools = QHBoxLayout()
        tools.addWidget(self._told, 1)
        tools.addWidget(self._show, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addWidget(label("What each row becomes", "title"))
        column.addLayout(tools)
        column.addWidget(self._notes)
        column.addWidget(table, 1)
        column.addWidget(self.panel)
