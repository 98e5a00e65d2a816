"""Who and what appears with several children: drawn, as a table, in words, and with the evidence behind each line."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.network import Evidence, Shared
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.pattern.network_scene import NetworkView
from rhi_desktop.gui.period_bar import PeriodBar
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures.figures import Figures
from rhi_desktop.services.pattern.networks import COLUMNS, STRENGTHS, Drawn, Networks, row, table
from rhi_desktop.services.tables import Table

_LEGEND = "Circle: child · diamond: person · square: place · triangle: phone, name online or vehicle"
_EVIDENCE = ("Child", "When", "In these words")
_NARROW = 900
_LEAST = (120, 90)
_ID = Qt.ItemDataRole.UserRole


class NetworkPage(QWidget):
    """`interview_opened` carries the id of an interview that is evidence."""

    interview_opened = Signal(str)

    def __init__(
        self, networks: Networks, figures: Figures, exporting: Exporting, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._networks, self._jobs, self._today = networks, jobs, figures.today
        self.drawn: Drawn | None = None
        self._by_id: dict[str, Shared] = {}
        self.period = PeriodBar(figures.today())
        self.export = ExportButton(exporting, jobs, self._table)
        self.words, self.told = label("", "body"), label("", "notice")
        self.view = NetworkView()
        self.list, self.rows = _tree(COLUMNS, "Who and what appears with several children")
        self.evidence, self.seen = _tree(_EVIDENCE, "The evidence; Enter opens the interview")
        self.about = label("", "field")
        self.tabs = QTabWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.period.changed.connect(self.refresh)
        self.view.chosen.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(
            lambda index, _: self._choose(str(index.siblingAtColumn(0).data(_ID)))
        )
        self.evidence.activated.connect(
            lambda index: self.interview_opened.emit(str(index.siblingAtColumn(0).data(_ID)))
        )
        self.export.told.connect(lambda said: say(self.told, said))

    def refresh(self) -> None:
        """Read anew."""
        period = self.period.period
        self._jobs.store(partial(self._networks.read, period), self._read)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the evidence below the network where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _read(self, result: Result[tuple[Shared, ...]]) -> None:
        if isinstance(result, Err):
            raise result.error
        self._jobs.background(partial(self._networks.draw, self.period.period, result.value), self._show)

    def _show(self, result: Result[Drawn]) -> None:
        if isinstance(result, Err):
            raise result.error
        drawn = result.value
        if drawn.period != self.period.period:
            return
        self.drawn = drawn
        self._by_id = {one.id: one for one in drawn.shared}
        self.words.setText(drawn.words)
        self.view.show_network(drawn)
        self.rows.setRowCount(0)
        for one in drawn.shared:
            self.rows.appendRow(_items(row(one), one.id))
        for column in range(len(COLUMNS) - 1):
            self.list.resizeColumnToContents(column)
        self.seen.setRowCount(0)
        self.about.setText("Choose something to see the evidence." if drawn.shared else "")
        self.tabs.setVisible(bool(drawn.shared))
        self.export.setEnabled(bool(drawn.shared))

    def _choose(self, node: str) -> None:
        drawn = self.drawn
        if drawn is None:
            return
        shared = self._by_id.get(node)
        if shared is not None:
            self.about.setText(f"{shared.words}. {STRENGTHS[shared.strength]}.")
            found = list(shared.evidence)
        else:
            found = [one for line in drawn.network.lines if line.child == node for one in line.evidence]
            self.about.setText(f"What was named in interviews with {found[0].called}." if found else "")
        self._tell(found)

    def _tell(self, found: list[Evidence]) -> None:
        self.seen.setRowCount(0)
        for one in sorted(found, key=lambda each: (each.day, each.interview), reverse=True):
            words = (one.called, Moment.parse(one.day).spoken_day, one.words)
            self.seen.appendRow(_items(words, one.interview))
        self.evidence.resizeColumnToContents(0)
        self.evidence.resizeColumnToContents(1)

    def _table(self) -> Table | None:
        return table(self.drawn, self._today()) if self.drawn is not None else None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.period)
        head.addStretch(1)
        head.addWidget(self.export)
        drawing = QWidget()
        column = QVBoxLayout(drawing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(label(_LEGEND, "caption"))
        for one in (self.view, self.list, self.evidence):
            one.setMinimumSize(*_LEAST)
        self.tabs.addTab(drawing, "Drawn")
        self.tabs.addTab(self.list, "Table")
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(SPACE[2], 0, 0, 0)
        beside.addWidget(self.about)
        beside.addWidget(self.evidence, 1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.tabs)
        self._split.addWidget(side)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        content = QWidget()
        content.setProperty("role", "canvas")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, SPACE[1], 0, 0)
        around.addWidget(area)
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE[1])
        whole.addLayout(head)
        whole.addWidget(self.words)
        whole.addWidget(self.told)
        whole.addWidget(self._split, 1)
        self.told.hide()


def _id_at(index: QModelIndex) -> str:
    return str(index.siblingAtColumn(0).data(_ID))


def _tree(columns: tuple[str, ...], name: str) -> tuple[QTreeView, QStandardItemModel]:
    model = QStandardItemModel(0, len(columns))
    model.setHorizontalHeaderLabels(columns)
    made = QTreeView()
    made.setModel(model)
    model.setParent(made)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setAllColumnsShowFocus(True)
    made.setAccessibleName(name)
    return made, model


def _items(words: tuple[str | int, ...], node: str) -> list[QStandardItem]:
    items = [QStandardItem(str(one)) for one in words]
    items[0].setData(node, _ID)
    for item, text in zip(items, words, strict=True):
        item.setToolTip(str(text))
    return items
