"""The helplines: kept true by the team, with the day of the last check beside each."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.helpline import Helpline
from rhi_desktop.gui.helplines.model import AUDIENCE, CHECKED, CONTACT, NAME, HelplinesModel
from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.helplines import Helplines

_WIDTHS = {NAME: 190, CONTACT: 170, AUDIENCE: 90, CHECKED: 190}
_ABOUT = (
    "These numbers are shown in the safety plan, with a caution where nobody has checked them within a year. Look up "
    "what the service itself publishes, then mark the line as checked."
)
_UNSAVED = "What you changed is not saved yet. Save it, or press Leave once more to drop it."


class HelplinesView(QWidget):
    """Edits the list in place; nothing counts before it is saved."""

    back = Signal()

    def __init__(self, helplines: Helplines, jobs: Jobs) -> None:
        super().__init__()
        self._helplines, self._jobs = helplines, jobs
        self._kept: tuple[Helpline, ...] = ()
        self._today = date.min
        self._warned = False
        self.model = HelplinesModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Helplines")
        self.said, self.told = label("", "notice"), label("", "muted")
        self.save, self.checked = _button("Save", "primary"), _button("Checked today", "")
        self.add, self.remove = _button("Add", ""), _button("Remove", "")
        self.turn, self.leave = _button("For children or workers", ""), _button("Leave", "quiet")
        self._lay_out()
        self._join()

    def refresh(self) -> None:
        """Read the list anew, unless it is being changed."""
        if self.model.lines == self._kept:
            self._jobs.store(lambda: (self._helplines.lines(), self._helplines.today()), self._read)

    def keep(self) -> None:
        """Save the list as it stands."""
        lines = self.model.lines
        self._jobs.store(partial(self._helplines.keep, lines), self._saved)

    def go(self) -> None:
        """Leave, unless something would be lost: that is said once."""
        if self.model.lines != self._kept and not self._warned:
            self._warned = True
            self.told.setText(_UNSAVED)
            return
        self.model.show_lines(self._kept, self._today)
        self._tell()
        self.back.emit()

    def _read(self, result: Result[tuple[tuple[Helpline, ...], date]]) -> None:
        if isinstance(result, Ok):
            self._kept, self._today = result.value
            self.model.show_lines(self._kept, self._today)
            self._tell()
            if self.model.rowCount():
                self.table.setCurrentIndex(self.model.index(0, NAME))
            self.table.setFocus()
        else:
            self._failed(result.error)

    def _saved(self, result: Result[tuple[Helpline, ...]]) -> None:
        if isinstance(result, Ok):
            self._kept = result.value
            self._tell()
            self.told.setText("Saved.")
        else:
            self._failed(result.error)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, RhiError):
            raise error
        self.told.setText(str(error))

    def _tell(self) -> None:
        self._warned = False
        stale = self.model.stale()
        lines = "One line has" if stale == 1 else f"{stale} lines have"
        well = "Every line was checked within a year."
        self.said.setText(f"{lines} not been checked within a year." if stale else well)
        self.told.setText("")

    def _on_row(self, act: Callable[[int], None]) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            act(row)
            self._tell()

    def _add(self) -> None:
        self.table.setCurrentIndex(self.model.index(self.model.add(), NAME))
        self.table.edit(self.table.currentIndex())

    def _join(self) -> None:
        self.save.clicked.connect(self.keep)
        self.leave.clicked.connect(self.go)
        self.add.clicked.connect(self._add)
        self.checked.clicked.connect(lambda: self._on_row(self.model.check))
        self.turn.clicked.connect(lambda: self._on_row(self.model.turn_audience))
        self.remove.clicked.connect(lambda: self._on_row(self.model.remove))
        self.model.dataChanged.connect(self._tell)
        for keys, act in (("Ctrl+S", self.keep), ("Esc", self.go)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setMinimumHeight(80)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(self.model.columnCount()):
            if column in _WIDTHS:
                table.setColumnWidth(column, _WIDTHS[column])
            else:
                table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        foot = QWidget()
        foot.setProperty("role", "foot")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(SPACE[5], SPACE[1], SPACE[5], SPACE[1])
        buttons.setSpacing(SPACE[1])
        for button in (self.save, self.leave):
            buttons.addWidget(button)
        buttons.addWidget(self.told, 1)
        body = QVBoxLayout()
        body.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[2])
        body.setSpacing(SPACE[1])
        body.addWidget(label("Helplines", "title"))
        body.addWidget(label(_ABOUT, "body"))
        body.addWidget(self.said)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE[1])
        for button in (self.checked, self.turn, self.add, self.remove):
            tools.addWidget(button)
        tools.addStretch(1)
        body.addLayout(tools)
        body.addWidget(table, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addLayout(body, 1)
        column_.addWidget(foot)


def _button(words: str, role: str) -> QPushButton:
    made = QPushButton(words, autoDefault=False)
    if role:
        made.setProperty("role", role)
    return made
