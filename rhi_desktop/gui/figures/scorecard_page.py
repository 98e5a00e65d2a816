"""The scorecard: a table of figures, and beside it what each means and what stands behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.figures.figures import View, figures_of
from rhi_desktop.domain.figures.scorecard import Dimension, Scorecard
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.figures.detail_panel import DetailPanel
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.period_bar import PeriodBar
from rhi_desktop.gui.scrolled import scrolling
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures import words
from rhi_desktop.services.figures.figures import Closed, Figures
from rhi_desktop.services.tables import Table

NARROW, _TALL = 900, 560
_SURE = "Close it: what is counted now stays as it is"


class ScorecardPage(QWidget):
    """`asked` says that another scorecard is wanted; `close_asked` that the month is to be closed."""

    asked = Signal()
    close_asked = Signal()
    child_chosen = Signal(str)

    def __init__(
        self, figures: Figures, exporting: Exporting, lists: CodeLists, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lists = lists
        self.card: Scorecard | None = None
        self.closed: Closed | None = None
        self._standing = ""
        self._sure = False
        self.period = PeriodBar(figures.today())
        self.view_box, self.by = QComboBox(), QComboBox()
        self.view_box.setAccessibleName("View")
        self.by.setAccessibleName("Broken down by")
        for view, title in words.VIEWS.items():
            self.view_box.addItem(title, view)
        for dimension, title in words.DIMENSIONS.items():
            self.by.addItem(title, dimension)
        self.publish = QCheckBox("For publication")
        self.publish.setToolTip("Hold back small numbers, and what they could be worked out from")
        self.export = ExportButton(exporting, jobs, self._table)
        self.close_month = button("Close this month…", "", self._close)
        self._about, self._state, self.told = label("", "body"), label("", "muted"), label("", "notice")
        self.table = QTableWidget()
        self.detail = DetailPanel(exporting, jobs)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._controls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._join()

    @property
    def view(self) -> View:
        """The view that is chosen."""
        return View(self.view_box.currentData())

    @property
    def dimension(self) -> Dimension:
        """By what it is broken down."""
        return Dimension(self.by.currentData())

    def show_card(self, card: Scorecard, closed: Closed | None, standing: str, *, may_close: bool) -> None:
        """Show a scorecard."""
        self.card, self.closed, self._standing, self._sure = card, closed, standing, False
        self._about.setText(words.ABOUT[card.view])
        changed = [one for one in closed.differences if one.differs or one.redefined] if closed is not None else []
        more = f" {len(changed)} figures are different today." if len(changed) > 1 else ""
        more = " One figure is different today." if len(changed) == 1 else more
        self._state.setText(f"{standing}{more}")
        self.close_month.setText("Close this month…")
        self.close_month.setVisible(may_close)
        self._fill()

    def tell(self, said: str) -> None:
        """Say what happened."""
        say(self.told, said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the detail below the table where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._split.setMinimumHeight(_TALL if narrow else 0)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for row in (self._choices, self._controls):
            row.setDirection(way)

    def _fill(self) -> None:
        card = self.card
        if card is None:
            return
        row, column = max(self.table.currentRow(), 0), max(self.table.currentColumn(), 0)
        shown = words.shown_cells(card, publish=self.publish.isChecked())
        groups: list[str | None] = [None, *card.groups]
        figures = figures_of(card.view)
        self.table.blockSignals(True)
        self.table.clear()
        self.table.setColumnCount(len(groups))
        self.table.setRowCount(len(figures))
        heads = ["All", *(words.group_words(one, card.dimension, self._lists) for one in card.groups)]
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setVerticalHeaderLabels([figure.title for figure in figures])
        for at, figure in enumerate(figures):
            for place, group in enumerate(groups):
                item = QTableWidgetItem(words.cell_words(shown[figure.name, group]))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, place, item)
        self.table.resizeColumnsToContents()
        self.table.blockSignals(False)
        self.table.setCurrentCell(min(row, len(figures) - 1), min(column, len(groups) - 1))
        self._choose()

    def _choose(self) -> None:
        card, row, column = self.card, self.table.currentRow(), self.table.currentColumn()
        if card is None or row < 0 or column < 0:
            return
        figure = figures_of(card.view)[row]
        group = None if column == 0 else card.groups[column - 1]
        cell = card.cells[figure.name, group]
        publish = self.publish.isChecked()
        shown = words.shown_cells(card, publish=publish)[figure.name, group]
        where = "" if group is None else f", {words.group_words(group, card.dimension, self._lists)}"
        counts = [f"{share} {words.of_words(figure, at)}" for at, share in enumerate(shown.words)]
        count = words.HELD_BACK if shown.count is None else words.counted_units(shown.count, figure.unit)
        notes = [f"Source: {figure.source}.", words.parts_words(card.parts(figure.name)) if card.groups else ""]
        notes.append(self._since(figure.name) if group is None else "")
        cases = () if publish else tuple(card.cases[one] for one in cell.episodes)
        said = " · ".join([count, *counts])
        about = " ".join(one for one in notes if one)
        self.detail.show_figure(f"{figure.title}{where}", said, figure.definition, about, cases)

    def _since(self, name: str) -> str:
        found = [one for one in self.closed.differences if one.figure == name] if self.closed is not None else []
        if not found:
            return ""
        one = found[0]
        said = f"When the month was closed: {one.then.count}." if one.differs else "As when the month was closed."
        return f"{said} The definition has changed since." if one.redefined else said

    def _table(self) -> Table | None:
        if self.card is None:
            return None
        return words.scorecard_table(self.card, self._lists, self._standing, publish=self.publish.isChecked())

    def _close(self) -> None:
        if self._sure:
            self.close_asked.emit()
        else:
            self._sure = True
            self.close_month.setText(_SURE)

    def _join(self) -> None:
        self.period.changed.connect(self.asked)
        self.view_box.currentIndexChanged.connect(self.asked)
        self.by.currentIndexChanged.connect(self.asked)
        self.publish.toggled.connect(self._fill)
        self.table.currentCellChanged.connect(self._choose)
        self.table.cellActivated.connect(lambda _row, _column: self.detail.list.setFocus())
        self.detail.child_chosen.connect(self.child_chosen)
        self.detail.told.connect(self.tell)
        self.export.told.connect(self.tell)

    def _lay_out(self) -> None:
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName("Figures; Enter goes to the list behind one")
        self.table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        viewing, doing = QHBoxLayout(), QHBoxLayout()
        for one in (self.view_box, self.by):
            viewing.addWidget(one)
        viewing.addStretch(1)
        for button_ in (self.close_month, self.export):
            doing.addWidget(button_)
        doing.insertWidget(0, self.publish)
        doing.addStretch(1)
        self._choices.addWidget(self.period)
        self._choices.addLayout(viewing, 1)
        self._controls.addLayout(doing)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(self.detail)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        whole = scrolling(self)
        whole.addLayout(self._choices)
        whole.addLayout(self._controls)
        for said in (self._about, self._state, self.told):
            whole.addWidget(said)
        whole.addWidget(self._split, 1)
        self.told.hide()
