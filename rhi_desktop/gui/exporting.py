"""The button by which a table is saved: one for every table."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.tables import Table

SAVED = "Saved. The copy is outside the encrypted store, and yours to look after."
_FORMATS = ("Excel workbook (*.xlsx)", "CSV (*.csv)", "PDF (*.pdf)")


class ExportButton(QPushButton):
    """Asks where a table goes, and says in `told` what came of it. `table` makes it when it is asked for."""

    told = Signal(str)

    def __init__(
        self, exporting: Exporting, jobs: Jobs, table: Callable[[], Table | None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Save as…", parent)
        self.setToolTip("Save this table as a workbook, CSV or PDF")
        self._exporting = exporting
        self._jobs = jobs
        self._table = table
        self.clicked.connect(self.ask_where)

    def ask_where(self) -> None:
        """Ask where the file goes, under a name that says nothing of anybody."""
        table = self._table()
        if table is None:
            return
        dialog = QFileDialog(self, "Save the table")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(_FORMATS)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(table.name)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rpartition(".")[2].rstrip(")")))
        if dialog.exec():
            self.save_to(table, Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def save_to(self, table: Table, path: Path) -> None:
        """Write the table there."""
        self._jobs.store(partial(self._exporting.save, table, path), self._saved)

    def _saved(self, result: Result[None]) -> None:
        if not isinstance(result, Err):
            self.told.emit(SAVED)
        elif isinstance(result.error, RhiError):
            self.told.emit(str(result.error))
        else:
            raise result.error
