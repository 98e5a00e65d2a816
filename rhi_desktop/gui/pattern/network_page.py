"""Who and what appears with several children: drawn, as a table, in words, and with the evidence behind each line."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.network import Evidence, Shared
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.pattern.network_scene import NetworkView
from rhi_desktop.gui.pattern.parts import Rows
from rhi_desktop.gui.period_bar import PeriodBar
from rhi_desktop.gui.scrolled import scrolling
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures.figures import Figures
from rhi_desktop.services.pattern.networks import COLUMNS, STRENGTHS, Drawn, Networks, row, table
from rhi_desktop.services.tables import Table

_LEGEND = "Circle: child · diamond: person · square: place · triangle: phone, name online or vehicle"
_EVIDENCE = ("Child", "When", "In these words")
_NARROW = 900


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
        self.list = Rows(COLUMNS, "Who and what appears with several children")
        self.evidence = Rows(_EVIDENCE, "The evidence; Enter opens the interview")
        self.about = label("", "field")
        self.tabs = QTabWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.period.changed.connect(self.refresh)
        self.view.chosen.connect(self._choose)
        self.view.line_chosen.connect(self._choose_line)
        self.list.on_choice(self._choose)
        self.evidence.on_enter(self.interview_opened.emit)
        self.export.told.connect(lambda said: say(self.told, said))

    def refresh(self) -> None:
        """Read anew."""
        period = self.period.period
        self._jobs.store(partial(self._networks.read, period), partial(self._read, period))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the evidence below the network where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _read(self, period: Period, result: Result[tuple[Shared, ...]]) -> None:
        if isinstance(result, Err):
            raise result.error
        if period == self.period.period:
            self._jobs.background(partial(self._networks.draw, period, result.value), self._show)

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
        self.list.show_rows((one.id, row(one)) for one in drawn.shared)
        self.evidence.show_rows(())
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

    def _choose_line(self, number: int) -> None:
        if self.drawn is not None:
            line = self.drawn.network.lines[number]
            shared, called = self._by_id[line.shared], line.evidence[0].called
            self.about.setText(f"{called} and {shared.words}. {STRENGTHS[shared.strength]}.")
            self._tell(list(line.evidence))

    def _tell(self, found: list[Evidence]) -> None:
        newest = sorted(found, key=lambda each: (each.day, each.interview), reverse=True)
        rows = ((one.interview, (one.called, Moment.parse(one.day).spoken_day, one.words)) for one in newest)
        self.evidence.show_rows(rows)
        self.view.setAccessibleDescription(f"{self.about.text()} {self.words.text()}")

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
        self.view.setMinimumSize(120, 110)
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
        whole = scrolling(self)
        whole.addLayout(head)
        whole.addWidget(self.words)
        whole.addWidget(self.told)
        whole.addWidget(self._split, 1)
        self.told.hide()
