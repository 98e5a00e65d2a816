"""Reasons over time: bars, a table, and what they show in words."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.pattern.bars import Bars
from rhi_desktop.gui.pattern.parts import Rows
from rhi_desktop.gui.period_bar import YEAR, PeriodBar
from rhi_desktop.gui.scrolled import scrolling
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures.figures import Figures
from rhi_desktop.services.pattern.reasons import Reasons, ReasonsOverTime, table
from rhi_desktop.services.tables import Table


class ReasonsPage(QWidget):
    """Shows why children went, month by month."""

    def __init__(
        self,
        reasons: ReasonsOverTime,
        figures: Figures,
        exporting: Exporting,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._over_time, self._jobs = reasons, jobs
        self.shown: Reasons | None = None
        self.period = PeriodBar(figures.today())
        self.period.kind.setCurrentIndex(YEAR)
        self.export = ExportButton(exporting, jobs, self._table)
        self.words, self.told = label("", "body"), label("", "notice")
        self.bars, self.list = Bars(), Rows(("Reason",), "Reasons by month")
        head = QHBoxLayout()
        head.addWidget(self.period)
        head.addStretch(1)
        head.addWidget(self.export)
        column = scrolling(self)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.told)
        column.addWidget(self.bars, 1)
        column.addWidget(self.list, 1)
        self.told.hide()
        self.period.changed.connect(self.refresh)
        self.export.told.connect(lambda said: say(self.told, said))

    def refresh(self) -> None:
        """Read anew."""
        period = self.period.period
        self._jobs.store(partial(self._over_time.read, period), self._show)

    def _show(self, result: Result[Reasons]) -> None:
        if isinstance(result, Err):
            raise result.error
        reasons = result.value
        if reasons.period != self.period.period:
            return
        self.shown = reasons
        made = table(reasons)
        self.words.setText(reasons.words)
        self.bars.show_reasons(reasons)
        self.list.head(made.columns)
        self.list.show_rows((str(number), row) for number, row in enumerate(made.rows))
        self.list.setVisible(bool(reasons.held))
        self.export.setEnabled(bool(reasons.held))

    def _table(self) -> Table | None:
        return table(self.shown) if self.shown is not None else None
