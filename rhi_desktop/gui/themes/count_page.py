"""What a survey says: the count, two surveys side by side, and the way to the passages without names."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.survey import Survey
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.gui.themes.table_view import SurveyTable
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.tables import Table
from rhi_desktop.services.theming.surveys import Counted
from rhi_desktop.services.theming.tables import compared_table, counts_table

_ALONE = "Compare with…"


class CountPage(QWidget):
    """`compared` carries another survey's id, empty for none; `passages_asked` asks for the passages."""

    compared = Signal(str)
    passages_asked = Signal()
    reading_asked = Signal()
    left = Signal()

    def __init__(self, exporting: Exporting, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._about = label("", "title"), label("", "muted")
        self.told, self._notes = label("", "notice"), label("", "muted")
        self.shown: Table | None = None
        self.table = SurveyTable("Themes")
        self.other = QComboBox()
        self.other.setAccessibleName("Another survey to compare with")
        self.other.activated.connect(lambda _at: self.compared.emit(str(self.other.currentData() or "")))
        self.save = ExportButton(exporting, jobs, lambda: self.shown)
        self.save.told.connect(partial(say, self.told))
        self._lay_out()

    def show_counted(self, counted: Counted, others: Sequence[Filed[Survey]]) -> None:
        """Show the count of one survey; `others` are those it can be compared with."""
        self._title.setText(counted.survey.value.title)
        say(self.told, "")
        self.other.clear()
        self.other.addItem(_ALONE, "")
        for one in others:
            if one.id != counted.survey.id:
                self.other.addItem(one.value.title, one.id)
        self.other.setVisible(self.other.count() > 1)
        self._show(counts_table(counted))

    def show_compared(self, one: Counted, other: Counted) -> None:
        """Show two surveys side by side."""
        self._show(compared_table(one, other))

    def _show(self, table: Table) -> None:
        self.shown = table
        self._about.setText(table.about)
        self._notes.setText("\n".join(table.notes))
        self.table.show_table(table)
        self.table.setFocus()

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        for one in (
            button("Go on reading", "", self.reading_asked.emit),
            button("Passages without names…", "", self.passages_asked.emit),
            self.save,
        ):
            acts.addWidget(one)
        acts.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        whole.setSpacing(SPACE[1])
        whole.addWidget(button("Back", "link", self.left.emit), 0, Qt.AlignmentFlag.AlignLeft)
        for words in (self._title, self._about, self.told):
            whole.addWidget(words)
        whole.addLayout(acts)
        whole.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._notes)
        self.told.hide()
