"""What pages of the pattern share: a table to walk along."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView

_WIDEST = 240
_ID = Qt.ItemDataRole.UserRole


class Rows(QTreeView):
    """A table whose rows stand for something with an id."""

    def __init__(self, columns: tuple[str, ...], name: str) -> None:
        super().__init__()
        self.rows = QStandardItemModel(0, len(columns), self)
        self.rows.setHorizontalHeaderLabels(columns)
        self.setModel(self.rows)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName(name)
        self.setMinimumSize(120, 110)

    def show_rows(self, rows: Iterable[tuple[str, tuple[str | int, ...]]]) -> None:
        """Show rows: id and words."""
        self.rows.setRowCount(0)
        for key, words in rows:
            items = [QStandardItem(str(one)) for one in words]
            items[0].setData(key, _ID)
            for item, text in zip(items, words, strict=True):
                item.setToolTip(str(text))
            self.rows.appendRow(items)
        for column in range(self.rows.columnCount() - 1):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))

    def head(self, columns: tuple[str, ...]) -> None:
        """Give the columns other headings, and as many."""
        self.rows.setColumnCount(len(columns))
        self.rows.setHorizontalHeaderLabels(columns)

    def on_choice(self, act: Callable[[str], None]) -> None:
        """Call `act` with the id of the row that is walked to."""
        self.selectionModel().currentChanged.connect(lambda index, _before: act(id_at(index)))

    def on_enter(self, act: Callable[[str], None]) -> None:
        """Call `act` with the id of the row on which Enter is pressed."""
        self.activated.connect(lambda index: act(id_at(index)))


def id_at(index: QModelIndex) -> str:
    """Return the id of a row."""
    return str(index.siblingAtColumn(0).data(_ID) or "")
