"""What waits for a review, the most doubtful first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTreeView, QVBoxLayout, QWidget

from rhi_desktop.gui.cards import button
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.reviewing import wording
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.ports import WaitingRow
from rhi_desktop.services.reviewing.prompts import Prompt

_COLUMNS = ("Child", "Interview", "Waiting", "Noticed")
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Listed:
    """One interview of the list: whether it was drawn, and for a second review; `doubts` None while not looked at."""

    row: WaitingRow
    drawn: bool = False
    second: bool = False
    doubts: tuple[Prompt, ...] | None = None

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it stands: the most prompts first, drawn before others, then the longest waiting."""
        return -len(self.doubts or ()), 0 if self.drawn else 1, self.row.submitted

    @property
    def noticed(self) -> str:
        """What was noticed, in short."""
        first = ["Second review, blind"] if self.second else ["Drawn"] if self.drawn else []
        if self.doubts is None:
            return " · ".join([*first, wording.LOOKING])
        if not self.doubts:
            return " · ".join([*first, "Nothing stands out"])
        more = f" and {len(self.doubts) - 1} more" if len(self.doubts) > 1 else ""
        return " · ".join([*first, f"{self.doubts[0].sentence}{more}"])


class QueuePage(QWidget):
    """`chosen` carries the id of an interview, and whether it is for a second review."""

    chosen = Signal(str, bool)
    sampling_asked = Signal()
    rubric_asked = Signal()
    themes_asked = Signal()
    supervision_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed: dict[tuple[str, bool], Listed] = {}
        self._names: Mapping[str, str] = {}
        self._now: datetime | None = None
        self.told = label("", "notice")
        self.supervision = button("Supervision…", "", self.supervision_asked.emit)
        self.themes = button("Themes…", "", self.themes_asked.emit)
        self._about = label(wording.ABOUT, "muted")
        self.model = QStandardItemModel(0, len(_COLUMNS), self)
        self.model.setHorizontalHeaderLabels(_COLUMNS)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("Interviews that wait for a review")
        self.list.activated.connect(self._choose)
        self.setFocusProxy(self.list)
        self._lay_out()

    def show_rows(self, listed: tuple[Listed, ...], names: Mapping[str, str], now: datetime) -> None:
        """Show what waits."""
        self._names, self._now = names, now
        self._listed = {(one.row.interview, one.second): one for one in listed}
        self._about.setText(wording.ABOUT if listed else wording.EMPTY)
        self.list.setVisible(bool(listed))
        self._show()

    def tell_doubts(self, interview: str, doubts: tuple[Prompt, ...]) -> None:
        """Say what was noticed of one; once all are looked at, the doubtful come first."""
        for at, one in list(self._listed.items()):
            if one.row.interview == interview:
                self._listed[at] = Listed(one.row, one.drawn, one.second, doubts)
        self._show()

    def tell(self, words: str) -> None:
        """Say something above the list."""
        say(self.told, words)

    def tell_due(self, count: int) -> None:
        """Say with how many workers a talk is overdue."""
        self.supervision.setText(f"Supervision ({count} due)…" if count else "Supervision…")

    def _show(self) -> None:
        current = self.list.currentIndex().siblingAtColumn(0).data(_ID)
        ready = all(one.doubts is not None for one in self._listed.values())
        shown = sorted(self._listed.values(), key=lambda one: one.order if ready else (0, 0, one.row.submitted))
        self.model.setRowCount(0)
        for one in shown:
            self.model.appendRow(self._items(one))
        at = next((n for n, one in enumerate(shown) if (one.row.interview, one.second) == current), 0)
        self.list.setCurrentIndex(self.model.index(at, 0))

    def _items(self, one: Listed) -> list[QStandardItem]:
        now = self._now
        when = wording.since(one.row, now) if now is not None else ""
        texts = (one.row.called, wording.line(one.row, self._names), when, one.noticed)
        items = [QStandardItem(text) for text in texts]
        for item, text in zip(items, texts, strict=True):
            item.setToolTip(text)
        items[0].setData((one.row.interview, one.second), _ID)
        return items

    def _choose(self, index: QModelIndex) -> None:
        chosen = index.siblingAtColumn(0).data(_ID)
        if chosen is not None:
            self.chosen.emit(*chosen)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE[1])
        head.addWidget(button("Draw a share…", "", self.sampling_asked.emit))
        head.addWidget(button("Rubric…", "", self.rubric_asked.emit))
        head.addWidget(self.themes)
        head.addWidget(self.supervision)
        head.addStretch(1)
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        whole.setSpacing(SPACE[1])
        whole.addWidget(label(wording.TITLE, "title"))
        whole.addLayout(head)
        whole.addWidget(self._about)
        whole.addWidget(self.told)
        whole.addWidget(self.list, 1)
        whole.addStretch(0)
        self.told.hide()
