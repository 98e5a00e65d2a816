"""Looking into the sheets of a file before anything is decided."""

from dataclasses import replace
from itertools import takewhile

from rhi_desktop.services.intake.columns import LOOKED_AT, ColumnNames
from rhi_desktop.services.intake.kept_mappings import KeptMappings
from rhi_desktop.services.intake.mapping import ColumnMapping, Preview, signature_of
from rhi_desktop.services.intake.sheets import Book, SheetRow

SAMPLE = 20


class Previews:
    """Makes previews of sheets."""

    def __init__(self, columns: ColumnNames, kept: KeptMappings) -> None:
        self._columns = columns
        self._kept = kept

    def of_book(self, book: Book) -> tuple[Preview, ...]:
        """Return a preview of each sheet."""
        return tuple(self.of_sheet(book, name) for name, _ in book.sheets())

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
        is_hidden = dict(book.sheets())[sheet]
        return Preview(
            sheet=sheet,
            hidden=is_hidden,
            row_count=sum(number > mapping.header_row for number in numbers) if headings else 0,
            headings=headings,
            mapping=replace(mapping, columns=kept) if kept is not None else mapping,
            signature=signature,
            kept=kept is not None,
            sample=tuple(row for row in top if row.number > mapping.header_row)[:SAMPLE],
            notes=_notes(book, sheet, hidden_rows=hidden_rows, filled=filled),
        )

    def headings(self, book: Book, mapping: ColumnMapping) -> tuple[str, ...]:
        """Return the headings that a mapping stands under."""
        top = takewhile(lambda row: row.number <= mapping.header_row, book.rows(mapping.sheet))
        return self._columns.mapping(mapping.sheet, [row for row in top if not row.empty], mapping.header_row)[1]


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
