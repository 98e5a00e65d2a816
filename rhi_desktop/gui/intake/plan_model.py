"""The plan as a table: one row of the file, what becomes of it, and what there is to look at."""

from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from rhi_desktop.gui.intake.wording import becomes, moment, remarks
from rhi_desktop.services.intake.plan import ChildBecomes, Plan, PlanRow

Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("Row", "Child", "Missing since", "Returned", "What becomes of it", "To look at")


class Show(Enum):
    """Which rows are listed."""

    ALL = "All rows"
    TO_DECIDE = "To decide"
    TO_MEND = "To mend"
    WARNED = "With something to look at"
    CHANGING = "That change something"

    def takes(self, row: PlanRow) -> bool:
        """Whether a row is listed."""
        if self is Show.TO_DECIDE:
            return not row.errors and bool(row.candidates)
        if self is Show.TO_MEND:
            return bool(row.errors)
        if self is Show.WARNED:
            return bool(row.errors or row.warnings)
        if self is Show.CHANGING:
            return row.imported and not row.changes_nothing
        return True


class PlanModel(QAbstractTableModel):
    """The rows of a plan that a filter takes."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PlanRow, ...] = ()

    def show_plan(self, plan: Plan | None, show: Show) -> None:
        """List the rows of a plan; None lists nothing."""
        self.beginResetModel()
        self._rows = tuple(row for row in plan.rows if show.takes(row)) if plan is not None else ()
        self.endResetModel()

    def row(self, at: int) -> PlanRow:
        """Return a listed row."""
        return self._rows[at]

    def place_of(self, number: int) -> int:
        """Return where the row with this number is listed, -1 where it is not."""
        return next((at for at, row in enumerate(self._rows) if row.row == number), -1)

    def next_to_decide(self, after: int) -> int:
        """Return the next listed row that waits for a decision, from the place `after` round to it, -1 where none."""
        order = [*range(after + 1, len(self._rows)), *range(min(after + 1, len(self._rows)))]
        return next((at for at in order if waits(self._rows[at])), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are listed."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return the number of columns."""
        return len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the headings of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; what is too long for it can be read in the tip."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        row = self._rows[index.row()]
        cells = (
            lambda: str(row.row),
            lambda: row.name,
            lambda: moment(row.missing_since),
            lambda: moment(row.returned),
            lambda: becomes(row),
            lambda: remarks(row),
        )
        return cells[index.column()]()


def waits(row: PlanRow) -> bool:
    """Whether a row waits for somebody to say who its child is."""
    return not row.errors and not row.left_out and row.child is ChildBecomes.DOUBTFUL
