"""Opening a spreadsheet: what kind of file it really is, whatever its name says, and how large."""

from collections.abc import Sequence
from pathlib import Path

from rhi_desktop.services.intake.sheets import Book, Cell, IntakeError
from rhi_desktop.spreadsheets.delimited import DelimitedBook
from rhi_desktop.spreadsheets.workbook import Workbook
from rhi_desktop.spreadsheets.writing import as_csv, as_xlsx

LARGEST_FILE = 50_000_000
_TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 2_048


class SpreadsheetFiles:
    """Reads and writes .csv and .xlsx (see `services.intake.sheets.Spreadsheets`)."""

    def open(self, file: Path) -> Book:
        """Open a file by what is in it. Raises IntakeError with a sentence that says how to get a file that works."""
        content = _read(file)
        if content.startswith(b"PK"):
            return Workbook(content)
        _refuse_others(content)
        if file.suffix.lower() not in _TEXT_SUFFIXES:
            raise IntakeError("This file is not a spreadsheet that can be read. Save it as .xlsx or .csv.")
        return DelimitedBook(content)

    def written(self, suffix: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
        """Return a .csv or .xlsx in which nothing is a formula. Raises IntakeError for another suffix."""
        if suffix.lower() == ".csv":
            return as_csv(header, rows)
        if suffix.lower() == ".xlsx":
            return as_xlsx(header, rows)
        raise IntakeError("Rows can be written as .xlsx or .csv. Choose a file name that ends in one of these.")


def _read(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise IntakeError("This file is larger than 50 MB. Split it into smaller files and import them in turn.")
        content = file.read_bytes()
    except OSError as error:
        raise IntakeError("The file cannot be read. Check that it exists and that you may open it.") from error
    if not content.strip():
        raise IntakeError("The file is empty.")
    return content


def _refuse_others(content: bytes) -> None:
    head = content[:_HEAD].lstrip().lower()
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            raise IntakeError("The workbook is protected by a password. Save a copy without one, and import that.")
        raise IntakeError("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx.")
    if head.startswith(b"%pdf"):
        raise IntakeError("This is a PDF, not a spreadsheet. Ask for the table as .xlsx or .csv.")
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"{\\rtf")):
        raise IntakeError("This is a web page or a document, not a spreadsheet. Open it in Excel and save it as .xlsx.")
