"""The passages without names, read by a person before they are saved: words can be changed, passages left out."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.without_names import doubtful
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.tables import Table
from rhi_desktop.services.theming.clearing import Cleared, Clearing
from rhi_desktop.services.theming.tables import passages_table

_ABOUT = (
    "Names on record are replaced. That cannot be perfect: a name spelt another way, or told here alone, stays. Read "
    "every passage; F2 changes its words, Del leaves it out. The interviews themselves stay as they are."
)
_COLUMNS = ("Theme", "Words", "May be a name")
_WORDS, _DOUBT = 1, 2
_CLEARED = Qt.ItemDataRole.UserRole


class PassagesPage(QWidget):
    """Only once somebody says that every passage was read can the passages be saved."""

    left = Signal()

    def __init__(self, exporting: Exporting, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.told = label("", "notice")
        self.list = _List(0, len(_COLUMNS))
        self.list.itemChanged.connect(self._changed)
        self.list.left_out.connect(self._unread)
        self.read = QCheckBox("I have read every passage, and none says who somebody is")
        self.save = ExportButton(exporting, jobs, self.table)
        self.save.told.connect(partial(say, self.told))
        self.read.toggled.connect(self.save.setEnabled)
        self._lay_out()

    def show_passages(self, cleared: Clearing) -> None:
        """Show passages to be read."""
        self._title = cleared.title
        say(self.told, "" if cleared.passages else "Nothing is marked in this survey yet.")
        self.list.blockSignals(True)
        self.list.setRowCount(0)
        for row, one in enumerate(cleared.passages):
            self.list.insertRow(row)
            for column, words in enumerate(("; ".join(one.themes), one.text, ", ".join(one.doubtful))):
                item = QTableWidgetItem(words)
                if column != _WORDS:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setData(_CLEARED, one)
                self.list.setItem(row, column, item)
        self.list.blockSignals(False)
        self.list.resizeRowsToContents()
        self.read.setEnabled(bool(cleared.passages))
        self._unread()

    def table(self) -> Table:
        """Return what would be saved now."""
        passages = []
        for row in range(self.list.rowCount()):
            index = self.list.model().index(row, _WORDS)
            one: Cleared = index.data(_CLEARED)
            passages.append(Cleared(one.themes, one.interview, str(index.data()), ()))
        return passages_table(self._title, passages)

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == _WORDS:
            self.list.blockSignals(True)
            model = self.list.model()
            model.setData(model.index(item.row(), _DOUBT), ", ".join(doubtful(item.text())))
            self.list.blockSignals(False)
            self.list.resizeRowToContents(item.row())
            self._unread()

    def _unread(self) -> None:
        self.read.setChecked(False)
        self.save.setEnabled(False)

    def _lay_out(self) -> None:
        header = self.list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, _DOUBT):
            self.list.setColumnWidth(column, 15 * self.fontMetrics().averageCharWidth() + SPACE[4])
        foot = QHBoxLayout()
        foot.addWidget(self.read, 1)
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        whole.setSpacing(SPACE[1])
        whole.addWidget(button("Back", "link", self.left.emit), 0, Qt.AlignmentFlag.AlignLeft)
        for one in (label("Passages without names", "title"), label(_ABOUT, "muted"), self.told):
            whole.addWidget(one)
        whole.addWidget(self.list, 1)
        whole.addLayout(foot)
        self.told.hide()


class _List(QTableWidget):
    """The passages. Del leaves the current one out."""

    left_out = Signal()

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.setHorizontalHeaderLabels(_COLUMNS)
        self.setAccessibleName("Passages without names")
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a passage out on Del."""
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.removeRow(self.currentRow())
            self.left_out.emit()
            return
        super().keyPressEvent(event)
