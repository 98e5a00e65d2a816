"""The high-risk panel list of a week: which children, and why."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.counted import counted
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures import words
from rhi_desktop.services.figures.panel import Listed
from rhi_desktop.services.tables import Table

_ABOUT = (
    "Children about whom a panel may want to talk this week, each with the reasons. Nothing is added up to a score."
)
_EMPTY = "Nobody is on the list for this week."


class PanelPage(QWidget):
    """`asked` says that another week is wanted."""

    asked = Signal()
    child_chosen = Signal(str)

    def __init__(
        self, today: date, exporting: Exporting, lists: CodeLists, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.last = today
        self._lists = lists
        self._listed: tuple[Listed, ...] = ()
        self._week, self._empty, self.told = label("", "section"), label(_EMPTY, "muted"), label("", "notice")
        self.export = ExportButton(exporting, jobs, self._table)
        self.export.told.connect(lambda said: say(self.told, said))
        self._shown: list[QWidget] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE[1])
        self._lay_out()

    def show_list(self, listed: tuple[Listed, ...]) -> None:
        """Show who is on the list."""
        for shown in self._shown:
            self._cards.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._listed = listed
        self._week.setText(f"Week to {words.day(self.last)}")
        self._empty.setVisible(not listed)
        self.export.setEnabled(bool(listed))
        self._shown = [self._card(one) for one in listed]
        for shown in self._shown:
            self._cards.addWidget(shown)

    def _card(self, one: Listed) -> QWidget:
        age = "age not known" if one.age is None else f"{one.age} years old"
        status = self._lists["case_status"].label(one.case_status) or "case status not recorded"
        lines = [
            (one.called, "section"),
            (f"{age} · {status} · {counted(len(one.episodes), 'episode')} this week", "muted"),
        ]
        lines += [(f"{reason.words}  ({reason.source})", "body") for reason in one.reasons]
        return card(lines, [button("Open", "", partial(self.child_chosen.emit, one.child), named=f"Open {one.called}")])

    def _table(self) -> Table | None:
        return words.panel_table(self._listed, self.last, self._lists)

    def _step(self, weeks: int) -> None:
        self.last += timedelta(days=7 * weeks)
        self.asked.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(button("Earlier", "", partial(self._step, -1), named="The week before"))
        head.addWidget(self._week)
        head.addWidget(button("Later", "", partial(self._step, 1), named="The week after"))
        head.addStretch(1)
        head.addWidget(self.export)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addLayout(head)
        column.addWidget(label(_ABOUT, "muted"))
        column.addWidget(self.told)
        column.addWidget(self._empty)
        column.addLayout(self._cards)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
        self.told.hide()
        self._week.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._week.setWordWrap(False)
