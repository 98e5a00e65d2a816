"""The rows of the desk: which of them are chosen, and how the choice outlasts a new reading."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from rhi_desktop.gui.desk.model import DeskModel
from rhi_desktop.gui.desk.row import DeskRowDelegate
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.services.desk_lists import DeskItem, DeskLists

_LETTERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class DeskRows(QListView):
    """The list. `typed` carries letters that were typed on it, `choice_changed` says that other rows are chosen."""

    typed = Signal(str)
    choice_changed = Signal()

    def __init__(self, lists: DeskLists, jobs: Jobs) -> None:
        super().__init__()
        self.rows = DeskModel(lists, jobs, self)
        self._kept = ("", 0)
        self._from_top = False
        self.setAccessibleName("The desk")
        self.setModel(self.rows)
        self.setItemDelegate(DeskRowDelegate(lists.now, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.choice_changed.emit())
        self.rows.dataChanged.connect(lambda _first, _last: self.choice_changed.emit())
        self.rows.modelAboutToBeReset.connect(self._remember)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand letters and figures on."""
        words = event.text()
        if words.isprintable() and words.strip() and event.modifiers() in _LETTERS:
            self.typed.emit(words)
            return
        super().keyPressEvent(event)

    @property
    def current(self) -> DeskItem | None:
        """The row with the keyboard, where it has been fetched."""
        index = self.currentIndex()
        return self.rows.fetched(index.row()) if index.isValid() else None

    @property
    def several(self) -> int:
        """How many rows are chosen."""
        return len(self.selectionModel().selectedRows())

    def chosen(self) -> list[DeskItem]:
        """Return the rows that are chosen; none while some of them are still being fetched."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        items = [item for number in numbers if (item := self.rows.fetched(number)) is not None]
        return items if len(items) == len(numbers) else []

    def begin_at_top(self) -> None:
        """Choose the first row after the next reading, unless what is chosen is still there."""
        self._from_top = True

    def choose_again(self) -> None:
        """Choose what was chosen before the list was read, or what has come to its place."""
        referral, before = self._kept
        row = self.rows.row_of(referral)
        last = self.rows.rowCount() - 1
        self.setCurrentIndex(self.rows.index(row if row >= 0 else min(before, last)))
        self._from_top = False

    def _remember(self) -> None:
        item = self.current
        row = 0 if self._from_top else max(0, self.currentIndex().row())
        self._kept = (item.row.work.referral if item is not None else "", row)
