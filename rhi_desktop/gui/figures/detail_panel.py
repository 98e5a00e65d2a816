"""What a figure means, and the list behind it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from rhi_desktop.domain.figures.case import Case
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.paged import Index
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures.words import BEHIND, behind_row, behind_table


class CaseModel(QAbstractTableModel):
    """The episodes behind a figure."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cases: Sequence[Case] = ()

    def show_cases(self, cases: Sequence[Case]) -> None:
        """Show these."""
        self.beginResetModel()
        self._cases = cases
        self.endResetModel()

    def case(self, row: int) -> Case:
        """Return the episode in a row."""
        return self._cases[row]

    @property
    def cases(self) -> Sequence[Case]:
        """The episodes that are shown."""
        return self._cases

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._cases)

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return len(BEHIND)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell."""
        shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        return behind_row(self._cases[index.row()])[index.column()] if shown else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the heading of a column."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return BEHIND[section] if shown else None


class DetailPanel(QWidget):
    """`child_chosen` carries the id of the child of an episode in the list."""

    child_chosen = Signal(str)
    told = Signal(str)

    def __init__(self, exporting: Exporting, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = ""
        self._title, self._count = label("", "section"), label("", "field")
        self._about, self._notes = label("", "body"), label("", "muted")
        self.model = CaseModel(self)
        self.list = QTableView()
        self.list.setModel(self.model)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTabKeyNavigation(False)
        self.list.verticalHeader().hide()
        self.list.horizontalHeader().setStretchLastSection(True)
        self.list.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.list.setShowGrid(False)
        self.list.setAccessibleName("The episodes behind the figure")
        self.list.activated.connect(lambda index: self.child_chosen.emit(self.model.case(index.row()).child))
        self.export = ExportButton(exporting, jobs, lambda: behind_table(self._heading, self.model.cases))
        self.export.told.connect(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], 0, 0, 0)
        column.setSpacing(SPACE[1])
        for one in (self._title, self._count, self._about, self._notes):
            column.addWidget(one)
        column.addWidget(self.list, 1)
        column.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeft)

    def show_figure(self, title: str, count: str, about: str, notes: str, cases: Sequence[Case]) -> None:
        """Show what a figure means and what stands behind it."""
        self._heading = title
        self._title.setText(title)
        self._count.setText(count)
        self._about.setText(about)
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self.model.show_cases(cases)
        self.list.resizeColumnsToContents()
        self.export.setEnabled(bool(cases))
