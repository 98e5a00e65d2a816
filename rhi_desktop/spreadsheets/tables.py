"""Tables as spreadsheets."""

from collections.abc import Callable

from rhi_desktop.services.tables import Table, Value
from rhi_desktop.spreadsheets.writing import as_csv, as_xlsx


class TableWriters:
    """Writes tables (`services.exporting.Writers`); PDFs are made by `pdf`."""

    def __init__(self, pdf: Callable[[Table], bytes]) -> None:
        self._pdf = pdf

    def csv(self, table: Table) -> bytes:
        """Return a .csv that Excel opens with every letter right."""
        return as_csv(table.columns, _rows(table))

    def xlsx(self, table: Table) -> bytes:
        """Return an .xlsx of one sheet."""
        return as_xlsx(table.columns, _rows(table), sheet=table.name)

    def pdf(self, table: Table) -> bytes:
        """Return a .pdf."""
        return self._pdf(table)


def _rows(table: Table) -> list[list[Value]]:
    """Return the rows, and below an empty one what has to be known to read them."""
    rows: list[list[Value]] = [list(row) for row in table.rows]
    rows.append([""])
    rows.extend([note] for note in (table.title, table.about, *table.notes) if note)
    return rows
