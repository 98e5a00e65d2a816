"""Text with separators: which encoding, which separator, and the rows."""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator
from statistics import median

from rhi_desktop.services.intake.sheets import IntakeError, SheetRow
from rhi_desktop.spreadsheets.writing import plain_again

SHEET = "Table"
"""The name of a text file's only sheet."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 40
_SAMPLE_LETTERS = 60_000
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class DelimitedBook:
    """A .csv as a `services.intake.sheets.Book` of one sheet."""

    def __init__(self, content: bytes) -> None:
        self._digest = hashlib.sha256(content).hexdigest()
        text = decoded(content)
        said = _SEPARATOR_LINE.match(text)
        self._text = text[said.end() :] if said else text
        self._separator = said[1] if said else _separator(self._text)
        self._before = 1 if said else 0
        self._unclosed = self._text.count('"') % 2 == 1

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes."""
        return self._digest

    @property
    def from_1904(self) -> bool:
        """Text counts no days."""
        return False

    def sheets(self) -> tuple[tuple[str, bool], ...]:
        """Return the only sheet."""
        return ((SHEET, False),)

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Yield the rows, counted as a spreadsheet program shows them."""
        if sheet != SHEET:
            raise IntakeError("The file has no sheet of that name.")
        number = self._before
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._separator)
        record: list[str] = []
        try:
            for number, record in enumerate(reader, start=self._before + 1):
                yield SheetRow(number, tuple(plain_again(cell) or None for cell in record))
        except csv.Error as error:
            raise IntakeError(_quotation_missing(number)) from error
        if self._unclosed and record and "\n" in record[-1]:
            raise IntakeError(_quotation_missing(number))


def _quotation_missing(row: int) -> str:
    return f"The file cannot be read near row {row}: a quotation mark is missing there, or one too many."


def decoded(content: bytes) -> str:
    """Return text from UTF-8 or UTF-16 with or without its mark, or else as Windows wrote it in Western Europe."""
    named = next((name for mark, name in _BOMS if content.startswith(mark)), None) or _utf_16(content)
    for encoding in (named,) if named else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise IntakeError("The file is not text that can be read. Save it again as “CSV UTF-8”, and import that.")


def _utf_16(content: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: nearly every second byte of a table in English is zero."""
    head = content[:2000]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > len(head) * 0.3:
            return encoding
    return None


def _separator(text: str) -> str:
    """Return the separator that cuts the first rows into the most columns, alike from row to row."""
    return max(_SEPARATORS, key=lambda one: _columns(text[:_SAMPLE_LETTERS], one))


def _columns(sample: str, separator: str) -> tuple[float, int]:
    lengths = []
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(record):
                lengths.append(len(record))
            if len(lengths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    usual = median(lengths) if lengths else 0
    return float(usual), lengths.count(int(usual))
