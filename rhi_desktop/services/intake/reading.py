"""From the rows of a sheet to facts: every cell is read or refused with a reason, none is guessed at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.services.intake.columns import ColumnNames
from rhi_desktop.services.intake.facts import Reading, RowFacts
from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import ColumnMapping
from rhi_desktop.services.intake.row import RowReader
from rhi_desktop.services.intake.sheets import Book, IntakeError, SheetRow, cell_text

MOST_ROWS = 100_000
_TOTALS = re.compile(
    r"(?:grand |sub)?\s*totals?\b|count\b|number of (?:rows|episodes|children)\b|sum\b|average\b", re.IGNORECASE
)
_EVERY = 200


@dataclass(frozen=True, slots=True)
class RowsReader:
    """Reads a whole sheet by a mapping."""

    code_lists: CodeLists
    columns: ColumnNames
    clock: Callable[[], datetime]

    def read(
        self, book: Book, mapping: ColumnMapping, headings: tuple[str, ...], told: Callable[[int], None]
    ) -> Reading:
        """Return what the rows below the headings say; `told` hears how many rows are read, and may raise."""
        reader = RowReader(mapping, headings, self.code_lists, self.clock(), from_1904=book.from_1904)
        aside = _Aside()
        rows: list[RowFacts] = []
        for number, row in enumerate(_below(book, mapping)):
            if number >= MOST_ROWS:
                raise IntakeError("This sheet has more than 100,000 rows. Split the file and import the parts in turn.")
            if number % _EVERY == 0:
                told(number)
            if self._is_data(row, mapping, headings, aside):
                rows.append(reader.read(row))
                aside.filled |= bool(row.filled)
        return Reading(tuple(rows), aside.notes())

    def _is_data(self, row: SheetRow, mapping: ColumnMapping, headings: tuple[str, ...], aside: "_Aside") -> bool:
        first = next((text for text in map(cell_text, row.cells) if text), "")
        if _TOTALS.match(first) and not self._has_name([cell_text(cell) for cell in row.cells], mapping, first):
            aside.totals.append(row.number)
            return False
        used = (column for column, field in enumerate(mapping.columns) if field is not None)
        if not row.hidden and not any(
            column in row.faults or (column < len(row.cells) and cell_text(row.cells[column])) for column in used
        ):
            aside.unused.append(row.number)
            return False
        if first in headings and _repeats(row, headings):
            aside.repeated.append(row.number)
            return False
        return True

    @staticmethod
    def _has_name(texts: list[str], mapping: ColumnMapping, first: str) -> bool:
        """Whether the row holds a child's name or date of birth besides the word “total”."""
        for field in (Field.NAME, Field.FORENAME, Field.SURNAME, Field.BORN):
            column = mapping.column_of(field)
            text = texts[column] if column is not None and column < len(texts) else ""
            if text != first and re.search(r"[^\W\d_]|[/.-]", text):
                return True
        return False


@dataclass(slots=True)
class _Aside:
    """What was seen beside the data."""

    totals: list[int]
    repeated: list[int]
    unused: list[int]
    filled: bool

    def __init__(self) -> None:
        self.totals, self.repeated, self.unused, self.filled = [], [], [], False

    def notes(self) -> tuple[str, ...]:
        notes = []
        if self.totals:
            notes.append(f"{numbered(self.totals)} holds totals and was left aside.")
        if self.repeated:
            notes.append(f"{numbered(self.repeated)} repeats the headings and was left aside.")
        if self.unused:
            notes.append(f"{numbered(self.unused)} holds nothing in the columns that are used and was left aside.")
        if self.filled:
            notes.append("Cells are merged over several rows: their value counts for each of these rows.")
        return tuple(notes)


def numbered(rows: list[int]) -> str:
    """Return “Row 7” or “Each of rows 7, 9”: a subject for one sentence."""
    if len(rows) == 1:
        return f"Row {rows[0]}"
    shown = ", ".join(str(row) for row in rows[:5])
    return f"Each of rows {shown}{' and more' if len(rows) > 5 else ''}"


def _repeats(row: SheetRow, headings: tuple[str, ...]) -> bool:
    texts = [cell_text(cell) for cell in row.cells]
    return sum(map(bool, texts)) > 1 and texts[: len(headings)] == list(headings)


def _below(book: Book, mapping: ColumnMapping) -> Iterator[SheetRow]:
    return (row for row in book.rows(mapping.sheet) if row.number > mapping.header_row and not row.empty)
