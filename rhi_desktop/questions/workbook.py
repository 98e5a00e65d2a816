"""The tables of an XLSForm, from a file and back into an Excel workbook."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.archives import check_size

NAMES = ("survey", "choices", "settings")
Sheets: TypeAlias = Mapping[str, Sequence[Sequence[str]]]
"""Rows of text by sheet (`NAMES`); the first row of each holds the headings."""


def export_xlsx(file: Path) -> bytes:
    """Return a `.md` or `.csv` question set as `.xlsx`. Raises QuestionSetError where the file is no question set."""
    check_size(file)
    if file.suffix.lower() not in {".md", ".csv"}:
        raise QuestionSetError(f"{file.name} is not a question set in text: it must end in .md or .csv.")
    return write_xlsx(read_sheets(file.read_text(encoding="utf-8-sig"), file))


def read_sheets(source: str | bytes, file: Path) -> Sheets:
    """Return the tables of an XLSForm, as pyxform reads them; other sheets are left out. `file` names the format.

    Raises QuestionSetError where there is no survey sheet.
    """
    from pyxform.xls2json_backends import get_xlsform

    read = get_xlsform(xlsform=source, file_type=file.suffix.lower())
    found = {name: _rows(getattr(read, name), getattr(read, f"{name}_header")) for name in NAMES}
    sheets = {name: rows for name, rows in found.items() if rows}
    if "survey" not in sheets:
        raise QuestionSetError(f"{file.name} has no survey sheet.")
    return sheets


def write_xlsx(sheets: Sheets) -> bytes:
    """Return tables as a workbook. Every cell is text: nothing in it is a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, words in enumerate(row, start=1):
                if words:
                    cell = sheet.cell(number, column, words)
                    cell.data_type = "s"
                    cell.font = Font(bold=number == 1)
                    cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.freeze_panes = "A2"
        for column in range(1, len(rows[0]) + 1):
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 28
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _rows(rows: Sequence[Mapping[str, Any]] | None, header: Sequence[Mapping[str, Any]] | None) -> list[list[str]]:
    names = [name for name in (header[0] if header else ()) if name]
    if not rows or not names:
        return []
    return [names, *([str(row.get(name) or "") for name in names] for row in rows)]
