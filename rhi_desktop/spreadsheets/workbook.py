"""An .xlsx, read by our own small reader: values, never formulas, with what a plain reader would not tell.

openpyxl's quick reader tells neither merged cells nor hidden rows, and cannot tell an empty cell from a formula that
was never computed.
"""

import hashlib
from collections.abc import Iterator

from rhi_desktop.services.intake.sheets import IntakeError, SheetRow
from rhi_desktop.spreadsheets.archive import Archive
from rhi_desktop.spreadsheets.cells import CellReader, read_rows
from rhi_desktop.spreadsheets.parts import read_sheets, read_styles, read_texts


class Workbook:
    """An .xlsx as a `services.intake.sheets.Book`."""

    def __init__(self, content: bytes) -> None:
        self._digest = hashlib.sha256(content).hexdigest()
        self._archive = Archive(content)
        self._sheets, self._from_1904 = read_sheets(self._archive)
        texts, styles = read_texts(self._archive), read_styles(self._archive)
        self._reader = CellReader(texts, styles, from_1904=self._from_1904)

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes."""
        return self._digest

    @property
    def from_1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        return self._from_1904

    def sheets(self) -> tuple[tuple[str, bool], ...]:
        """Return each sheet's name and whether it is hidden."""
        return tuple((sheet.name, sheet.hidden) for sheet in self._sheets)

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet."""
        part = next((one.part for one in self._sheets if one.name == sheet), None)
        if part is None:
            raise IntakeError("The workbook has no sheet of that name.")
        return read_rows(self._archive, part, self._reader)
