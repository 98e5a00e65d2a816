"""Looking into the sheets of a file before anything is decided."""

from dataclasses import replace
from itertools import takewhile

from rhi_desktop.services.intake.columns import LOOKED_AT, ColumnNames
from rhi_desktop.services.intake.kept_mappings import KeptMappings
from rhi_desktop.services.intake.mapping import ColumnMapping, Preview, signature_of
from rhi_desktop.services.intake.sheets import Book, SheetRow
from rhi_desktop.services.intake.sniffing import fitting

SAMPLE = 20
_TABLE = 3
"""From so many known columns a sheet looks like one to import."""


class Previews:
    """Makes previews of sheets."""

    def __init__(self, columns: ColumnNames, kept: KeptMappings) -> None:
        self._columns = columns
        self._kept = kept

    def of_book(self, book: Book) -> tuple[Preview, ...]:
        """Return a preview of each sheet; each tells of the others that look like it."""
        previews = tuple(self.of_sheet(book, name) for name, _ in book.sheets())
        return tuple(replace(one, notes=(*one.notes, *_beside(one, previews))) for one in previews)

    def of_sheet(self, book: Book, sheet: str, header_row: int = 0) -> Preview:
        """Return a preview of one sheet; `header_row` 0 looks for the headings."""
        top: list[SheetRow] = []
        hidden_rows = 0
        filled = False
        numbers: list[int] = []
        for row in book.rows(sheet):
            if row.empty:
                continue
            if len(top) < LOOKED_AT + SAMPLE or row.number <= header_row + SAMPLE:
                top.append(row)
            hidden_rows += row.hidden
            filled |= bool(row.filled)
            numbers.append(row.number)
        if header_row:
            mapping, headings = self._columns.mapping(sheet, top, header_row)
        else:
            mapping, headings = self._columns.guess(sheet, top)
        signature = signature_of(headings)
        kept = self._kept.find(signature) if headings else None
        below = tuple(row for row in top if row.number > mapping.header_row)
        is_hidden = dict(book.sheets())[sheet]
        return Preview(
            sheet=sheet,
            hidden=is_hidden,
            row_count=sum(number > mapping.header_row for number in numbers) if headings else 0,
            headings=headings,
            mapping=replace(mapping, columns=kept) if kept is not None else fitting(mapping, below),
            signature=signature,
            kept=kept is not None,
            sample=below[:SAMPLE],
            notes=_notes(book, sheet, hidden_rows=hidden_rows, filled=filled),
        )

    def headings(self, book: Book, mapping: ColumnMapping) -> tuple[str, ...]:
        """Return the headings that a mapping stands under."""
        top = takewhile(lambda row: row.number <= mapping.header_row, book.rows(mapping.sheet))
        return self._columns.mapping(mapping.sheet, [row for row in top if not row.empty], mapping.header_row)[1]


def _beside(preview: Preview, previews: tuple[Preview, ...]) -> tuple[str, ...]:
    """Tell of other sheets that hold a table of the kind: one sheet is imported at a time."""
    others = [
        f"{one.sheet} ({one.row_count:,})"
        for one in previews
        if one is not preview and not one.hidden and one.row_count and sum(map(bool, one.mapping.columns)) >= _TABLE
    ]
    return (f"Other sheets hold rows too, and are imported in turn: {', '.join(others)}.",) if others else ()


def _notes(book: Book, sheet: str, *, hidden_rows: int, filled: bool) -> tuple[str, ...]:
    notes = []
    others = [name for name, hidden in book.sheets() if hidden and name != sheet]
    if dict(book.sheets())[sheet]:
        notes.append("This sheet is hidden in the workbook.")
    if others:
        notes.append(f"Hidden sheets are not read unless they are chosen: {', '.join(others)}.")
    if hidden_rows:
        which = "1 row is" if hidden_rows == 1 else f"{hidden_rows:,} rows are"
        notes.append(f"{which} hidden in the spreadsheet and will be listed, not imported.")
    if filled:
        notes.append("Cells are merged over several rows: their value counts for each of these rows.")
    if book.from_1904:
        notes.append("This workbook counts days from 1904, which was taken into account.")
    return tuple(notes)
