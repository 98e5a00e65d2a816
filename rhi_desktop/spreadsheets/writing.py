"""Writing rows for people to mend: a cell that a spreadsheet program could take for a formula becomes text.

Such a text gets an apostrophe before it, which reading takes off again.
"""

import csv
import io
import re
from collections.abc import Sequence

from rhi_desktop.services.intake.sheets import Cell, Serial, cell_text

_COULD_RUN = re.compile(
    "[\\t\\r]|\\s*[=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}]"
)
_MARKED = re.compile("'" + f"(?:'|{_COULD_RUN.pattern})")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program runs."""
    plain = _CONTROL.sub("", text)
    return f"'{plain}" if _COULD_RUN.match(plain) or _MARKED.match(plain) else plain


def plain_again(text: str) -> str:
    """Return what `harmless` was given."""
    return text[1:] if text.startswith("'") and _MARKED.match(text) else text


def as_csv(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a .csv that Excel opens with every letter right: UTF-8 with its mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(one) for one in header])
    writer.writerows([[harmless(cell_text(cell)) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(header: Sequence[str], rows: Sequence[Sequence[Cell]], *, sheet: str = "To mend") -> bytes:
    """Return an .xlsx of one sheet with frozen headings; dates are written as text in British order."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(sheet[:31])
    page.freeze_panes = "A2"
    for column, heading in enumerate(header, start=1):
        page.column_dimensions[_letters(column)].width = min(_WIDEST, max(12, len(heading) + 2))
    headings = []
    for heading in header:
        cell = WriteOnlyCell(page, value=harmless(heading))
        cell.font = Font(bold=True)
        headings.append(cell)
    page.append(headings)
    for row in rows:
        page.append([_written(cell) for cell in row])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _written(cell: Cell) -> str | int | float | None:
    if isinstance(cell, (str, Serial)):
        return harmless(cell_text(cell)) or None
    return cell


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
