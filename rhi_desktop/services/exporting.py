"""Every table has one way out: saved as .csv, .xlsx or .pdf where a person says, and noted in the access log."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.services.ports import Audit, AuditAct
from rhi_desktop.services.reporting import write_private
from rhi_desktop.services.tables import Table

CSV, XLSX, PDF = ".csv", ".xlsx", ".pdf"


class UnknownFormat(RhiError):
    """The name of the file ends in something that a table is not saved as."""

    def __init__(self) -> None:
        super().__init__("Please let the name of the file end in .csv, .xlsx or .pdf.")


class Writers(Protocol):
    """What makes files of tables, in memory. Formulas in cells are made harmless."""

    def csv(self, table: Table) -> bytes:
        """Return a .csv."""
        ...

    def xlsx(self, table: Table) -> bytes:
        """Return an .xlsx."""
        ...

    def pdf(self, table: Table) -> bytes:
        """Return a .pdf, with marking and page numbers."""
        ...


class Exporting:
    """Saves tables. `save` notes it in the store: give it to its lane."""

    def __init__(self, audit: Audit, writers: Writers) -> None:
        self._audit = audit
        self._by_ending: dict[str, Callable[[Table], bytes]] = {
            CSV: writers.csv, XLSX: writers.xlsx, PDF: writers.pdf,
        }  # fmt: skip

    def save(self, table: Table, path: Path) -> None:
        """Write a table to `path`, readable by its owner alone. Raises UnknownFormat, CannotWrite."""
        make = self._by_ending.get(path.suffix.lower())
        if make is None:
            raise UnknownFormat
        write_private(path, make(table))
        self._audit.note(AuditAct.EXPORTED)
