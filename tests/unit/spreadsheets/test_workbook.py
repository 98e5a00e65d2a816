"""Workbooks: what stands in the cells, and what a plain reader would not tell."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from rhi_desktop.services.intake.sheets import IntakeError, Serial, SheetRow, cell_text
from rhi_desktop.spreadsheets.workbook import Workbook as OurWorkbook
from tests.intakes import xlsx_bytes

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def rows_of(content: bytes, sheet: str = "Sheet") -> list[SheetRow]:
    return list(OurWorkbook(content).rows(sheet))


def texts(content: bytes) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in rows_of(content)]


def with_part(content: bytes, name: str, part: str) -> bytes:
    """Return a workbook with one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return made.getvalue()


def raw(cells: str) -> list[SheetRow]:
    """Return the rows of a sheet whose XML is given."""
    return rows_of(with_part(xlsx_bytes([["x"]]), "xl/worksheets/sheet1.xml", SHEET.format(cells)))


def test_cells_hold_texts_numbers_dates_and_times() -> None:
    content = xlsx_bytes(
        [["Zoë", 7, 1.5, True, date(2026, 11, 3), datetime(2026, 11, 3, 14, 5), time(14, 5), None, "x"]]
    )
    assert texts(content) == [["Zoë", "7", "1.5", "Yes", "03/11/2026", "03/11/2026 14:05", "14:05", "", "x"]]


def test_a_workbook_that_counts_from_1904_gives_the_same_days() -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.worksheets[0].append([datetime(2026, 11, 3, 14, 5), date(2026, 11, 3)])
    content = io.BytesIO()
    workbook.save(content)
    assert OurWorkbook(content.getvalue()).from_1904
    assert texts(content.getvalue()) == [["03/11/2026 14:05", "03/11/2026"]]


def test_leading_zeros_that_only_the_format_shows_are_kept() -> None:
    def padded(sheet: Worksheet) -> None:
        sheet["A1"].number_format = "00000"

    assert texts(xlsx_bytes([[123]], padded)) == [["00123"]]


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]d mmmm yyyy;@", True),
        ("[h]:mm", True),
        ('0.00" days"', False),
        ("#,##0.00_);[Red](#,##0.00)", False),
        ('"Dated "General', False),
        ("0.0E+00", False),
    ],
)
def test_a_number_format_makes_a_date_or_not(code: str, is_date: bool) -> None:
    def formatted(sheet: Worksheet) -> None:
        sheet["A1"].number_format = code

    cell = rows_of(xlsx_bytes([[46329.5]], formatted))[0].cells[0]
    assert isinstance(cell, Serial) is is_date


def test_a_formula_counts_by_its_stored_result_and_is_told_where_there_is_none() -> None:
    rows = raw(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
        '<c r="C1"><f>TODAY()</f></c><c r="D1"><f>NOW()</f><v></v></c><c r="E1" t="str"><f>""</f><v></v></c></row>'
    )
    assert [cell_text(cell) for cell in rows[0].cells] == ["2", "ab", "", "", ""]
    assert set(rows[0].faults) == {2, 3}
    assert "no stored result" in rows[0].faults[2]


def test_errors_of_the_spreadsheet_program_are_told() -> None:
    rows = raw('<row r="4"><c r="B4" t="e"><f>A1/0</f><v>#DIV/0!</v></c></row>')
    assert rows[0].number == 4
    assert "#DIV/0!" in rows[0].faults[1]


def test_inline_texts_and_rows_without_places_are_read() -> None:
    rows = raw(
        '<row><c t="inlineStr"><is><r><t>Robin </t></r><r><t>Example</t></r></is></c><c><v>3</v></c></row><row/>'
    )
    assert [(row.number, row.cells) for row in rows] == [(1, ("Robin Example", 3)), (2, ())]


def test_a_text_that_reads_like_an_escape_is_unescaped_and_phonetics_are_left_out() -> None:
    sheet = SHEET.format('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    content = with_part(xlsx_bytes([["placeholder"]]), "xl/worksheets/sheet1.xml", sheet)
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>one_x000A_two</t>'
        "<rPh><t>no</t></rPh></si></sst>"
    )
    assert texts(with_part(content, "xl/sharedStrings.xml", shared)) == [["one\ntwo"]]


def test_a_cell_merged_downwards_counts_for_each_row_and_one_merged_across_for_its_own() -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A3")
        sheet.merge_cells("B2:C2")

    rows = rows_of(xlsx_bytes([["Force", "a", "b"], [None, "c", None], [None, "d", "e"], [None, "f", "g"]], merged))
    assert [[cell_text(cell) for cell in row.cells] for row in rows] == [
        ["Force", "a", "b"],
        ["Force", "c"],
        ["Force", "d", "e"],
        ["", "f", "g"],
    ]
    assert [row.filled for row in rows] == [frozenset(), {0}, {0}, frozenset()]


def test_hidden_rows_and_sheets_are_told() -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["x"])
    workbook.worksheets[0].append(["y"])
    workbook.worksheets[0].row_dimensions[2].hidden = True
    workbook.create_sheet("Lists").sheet_state = "hidden"
    workbook.create_sheet("Secret").sheet_state = "veryHidden"
    content = io.BytesIO()
    workbook.save(content)
    assert OurWorkbook(content.getvalue()).sheets() == (("Sheet", False), ("Lists", True), ("Secret", True))
    assert [row.hidden for row in rows_of(content.getvalue())] == [False, True]


def test_the_strict_dialect_and_prefixes_are_read() -> None:
    strict = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="2">'
        '<x:c r="B2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    rows = rows_of(with_part(xlsx_bytes([["x"]]), "xl/worksheets/sheet1.xml", strict))
    assert [(row.number, row.cells) for row in rows] == [(2, (None, 5))]


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>many</v></c></row>',
        '<row r="1"><c r="A1"',
        '<row r="x"></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
    ],
)
def test_a_sheet_that_makes_no_sense_is_told_as_damaged(sheet: str) -> None:
    with pytest.raises(IntakeError, match="damaged"):
        raw(sheet)


def test_a_sheet_of_that_name_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="no sheet of that name"):
        rows_of(xlsx_bytes([["x"]]), "Elsewhere")
