"""Files that are not what they seem: each is refused with a sentence, before anything in it can do harm."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhi_desktop.services.intake.sheets import Book, IntakeError
from rhi_desktop.spreadsheets import files
from rhi_desktop.spreadsheets.files import SpreadsheetFiles
from rhi_desktop.spreadsheets.workbook import Workbook
from tests.intakes import xlsx_bytes

GOOD = xlsx_bytes([["Name", "DOB"], ["Robin Example", "4/5/2012"]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(**parts: bytes) -> bytes:
    """Return the good workbook with parts added or replaced; `__` stands for a slash."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return zipped({entry: archive.read(entry) for entry in archive.namelist()} | named)


def read(book: Book) -> int:
    return sum(1 for sheet, _ in book.sheets() for _ in book.rows(sheet))


def refused(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(IntakeError) as told:
        read(SpreadsheetFiles().open(path))
    assert name not in str(told.value)
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.xlsx", b"", "The file is empty."),
        ("blank.csv", b"\n\n  \n", "The file is empty."),
        ("old.xls", OLE + b"\0" * 600, "old Excel file (.xls)"),
        ("locked.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("report.xlsx", b"%PDF-1.7\n...", "This is a PDF"),
        ("export.xls", b"<html><table><tr><td>Name</td></tr></table></html>", "web page"),
        ("notes.docx", zipped({"word/document.xml": b"<w/>"}), "damaged or not an Excel workbook"),
        ("table.ods", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        ("binary.xlsb", zipped({"xl/workbook.bin": b"x"}), "binary workbook"),
        ("macros.xlsm", changed(xl__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "macros"),
        ("half.xlsx", GOOD[: len(GOOD) // 2], "damaged"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "not a spreadsheet"),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    assert sentence in refused(tmp_path, name, content)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="cannot be read"):
        SpreadsheetFiles().open(tmp_path / "none.csv")


def test_a_file_above_fifty_megabytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("wb") as file:
        file.truncate(files.LARGEST_FILE + 1)
    with pytest.raises(IntakeError, match="Split it into smaller files"):
        SpreadsheetFiles().open(path)


def test_a_workbook_that_unpacks_beyond_measure_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    bomb = changed(xl__worksheets__sheet1_xml=b"<worksheet><sheetData>" + b" " * 20_000_000)
    assert len(bomb) < 100_000
    assert "unpack to far more" in refused(tmp_path, "rows.xlsx", bomb)


def test_a_document_type_is_refused_so_that_nothing_expands(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaa">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData>'
    assert "DTD" in refused(tmp_path, "rows.xlsx", changed(xl__worksheets__sheet1_xml=laughs))


def test_an_archive_of_thousands_of_files_is_refused(tmp_path: Path) -> None:
    assert "2,000 files" in refused(tmp_path, "rows.xlsx", zipped({f"{number}": b"" for number in range(2_001)}))


def test_what_a_name_says_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "renamed.csv"
    path.write_bytes(GOOD)
    assert isinstance(SpreadsheetFiles().open(path), Workbook)


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_and_never_crashes(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(IntakeError):
        assert read(Workbook(bytes(content))) <= 2
