"""A table of a survey on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from rhi_desktop.services.tables import Table


class SurveyTable(QTableView):
    """Shows a table; nothing in it can be changed."""

    def __init__(self, named: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(named)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)

    def show_table(self, table: Table) -> None:
        """Show a table."""
        self._model.clear()
        self._model.setHorizontalHeaderLabels(table.columns)
        for row in table.rows:
            self._model.appendRow([QStandardItem(str(value)) for value in row])
        header = self.horizontalHeader()
        for column in range(len(table.columns)):
            wide = column in table.wide
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            )
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give rows the height that their words need."""
        super().resizeEvent(event)
        self.resizeRowsToContents()
