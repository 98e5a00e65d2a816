"""The rows of one sheet of an .xlsx, one after the other, from its XML."""

import math
import re
from collections import deque
from collections.abc import Iterator

from rhi_desktop.services.intake.sheets import Cell, Serial, SheetRow
from rhi_desktop.spreadsheets.archive import Archive, damage_told, local, new_parser
from rhi_desktop.spreadsheets.parts import Styles, unescaped
from rhi_desktop.spreadsheets.writing import plain_again

MOST_COLUMNS = 256
"""What stands further to the right is no part of a table of notifications."""
FROM_1904 = 1_462
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_OVERLAP = 200
_NOT_COMPUTED = (
    "The formula in this cell has no stored result. Open the file in Excel, save it, and import it again, "
    "or type the value."
)
_CELL_REFERENCE = re.compile(r"([A-Z]{1,3})\d*")


class CellReader:
    """Reads the cells of one workbook."""

    def __init__(self, texts: list[str], styles: Styles, *, from_1904: bool) -> None:
        self._texts = texts
        self._styles = styles
        self._shift = FROM_1904 if from_1904 else 0

    def value(self, kind: str, style: int, text: str) -> Cell:
        """Return what a cell holds by its type, its style and the text of its value."""
        if kind == "s":
            if not text.strip().isdecimal():
                raise ValueError("a shared text has a number")
            return plain_again(self._texts[int(text)])
        if kind == "n":
            return self._number(style, text)
        if kind == "b":
            return text.strip() in {"1", "true"}
        return plain_again(unescaped(text))

    def _number(self, style: int, text: str) -> Cell:
        if not text.strip():
            return None
        number = float(text)
        if not math.isfinite(number):
            raise ValueError("a cell holds a number")
        if style in self._styles.dates:
            return Serial(number + self._shift if number >= 1 else number)
        if style in self._styles.zeros and number.is_integer():
            return str(int(number)).zfill(self._styles.zeros[style])
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


class _Rows:
    """What the parser tells, gathered into rows."""

    def __init__(self, reader: CellReader) -> None:
        self.done: deque[SheetRow] = deque()
        self._reader = reader
        self._number = 0
        self._hidden = False
        self._cells: list[Cell] = []
        self._faults: dict[int, str] = {}
        self._column = 0
        self._kind = "n"
        self._style = 0
        self._formula = False
        self._has_value = False
        self._reading = False
        self._parts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = local(name)
        if plain == "c":
            self._start_cell(attributes)
        elif plain in {"v", "t"}:
            self._reading = self._has_value = True
        elif plain == "f":
            self._formula = True
        elif plain == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._hidden = attributes.get("hidden", "0") in {"1", "true"}
            self._cells, self._faults, self._column = [], {}, -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = _CELL_REFERENCE.match(attributes.get("r", ""))
        self._column = column_number(place[1]) if place else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._formula = self._has_value = False
        self._parts = []

    def end(self, name: str) -> None:
        plain = local(name)
        if plain == "c":
            if self._column < MOST_COLUMNS:
                self._end_cell()
        elif plain in {"v", "t"}:
            self._reading = False
        elif plain == "row":
            self.done.append(SheetRow(self._number, tuple(self._cells), self._hidden, self._faults))

    def _end_cell(self) -> None:
        if not self._has_value and not self._formula:
            return
        self._cells += [None] * (self._column + 1 - len(self._cells))
        text = "".join(self._parts)
        if self._kind == "e":
            self._faults[self._column] = f"The cell shows an error of the spreadsheet program ({text[:12]})."
        elif self._formula and not text and self._kind != "str":
            self._faults[self._column] = _NOT_COMPUTED
        else:
            self._cells[self._column] = self._reader.value(self._kind, self._style, text)

    def text(self, words: str) -> None:
        if self._reading:
            self._parts.append(words)


def read_rows(archive: Archive, part: str, reader: CellReader) -> Iterator[SheetRow]:
    """Yield the rows of a sheet; a cell that is merged downwards counts for each of its rows."""
    rows = _Rows(reader)
    parser = new_parser(rows.start, rows.end, rows.text)
    merges = _merged_downwards(archive, part)
    kept: dict[int, tuple[int, Cell]] = {}
    for chunk in archive.chunks(part):
        with damage_told():
            parser.Parse(chunk, False)
        while rows.done:
            yield _filled(rows.done.popleft(), merges, kept)
    with damage_told():
        parser.Parse(b"", True)


def _merged_downwards(archive: Archive, part: str) -> dict[int, list[tuple[int, int]]]:
    """Return for each row at which merged cells begin their columns and last rows."""
    merges: dict[int, list[tuple[int, int]]] = {}
    rest = b""
    for chunk in archive.chunks(part):
        content = rest + chunk
        end = 0
        for found in _MERGE.finditer(content):
            end = found.end()
            column, top, bottom = column_number(found[1].decode()), int(found[2]), int(found[4])
            if bottom > top:
                merges.setdefault(top, []).append((column, bottom))
        rest = content[max(end, len(content) - _OVERLAP) :]
    return merges


def _filled(row: SheetRow, merges: dict[int, list[tuple[int, int]]], kept: dict[int, tuple[int, Cell]]) -> SheetRow:
    if not kept and row.number not in merges:
        return row
    cells = list(row.cells)
    filled: set[int] = set()
    for column, (bottom, value) in list(kept.items()):
        if row.number > bottom:
            del kept[column]
        elif value is not None:
            cells += [None] * (column + 1 - len(cells))
            cells[column] = value
            filled.add(column)
    for column, bottom in merges.get(row.number, ()):
        kept[column] = (bottom, cells[column] if column < len(cells) else None)
    return SheetRow(row.number, tuple(cells), row.hidden, row.faults, frozenset(filled))


def column_number(letters: str) -> int:
    """Return the number of a column, from 0 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
