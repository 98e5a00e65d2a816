"""Rows for people to mend: no cell runs, and every cell comes back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from rhi_desktop.services.intake.sheets import Cell, IntakeError, Serial, cell_text
from rhi_desktop.spreadsheets.files import SpreadsheetFiles
from rhi_desktop.spreadsheets.writing import harmless, plain_again

DANGEROUS = [
    "=1+1",
    "+44 7700 900123",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =cmd|' /C calc'!A0",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
]


def read_back(folder: Path, suffix: str, rows: list[list[Cell]]) -> list[list[str]]:
    path = folder / f"rows{suffix}"
    path.write_bytes(SpreadsheetFiles().written(suffix, ["One", "Two"], rows))
    book = SpreadsheetFiles().open(path)
    return [[cell_text(cell) for cell in row.cells] for row in book.rows(book.sheets()[0][0])][1:]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_run_is_text_with_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_dangerous_cells_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    assert read_back(tmp_path, suffix, [[text, "Robin Example"] for text in DANGEROUS]) == [
        [text.strip(), "Robin Example"] for text in DANGEROUS
    ]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    path.write_bytes(SpreadsheetFiles().written(".xlsx", ["=HYPERLINK(1)", "Two"], [[text, 5] for text in DANGEROUS]))
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert len(cells) == 2 * len(DANGEROUS) + 2
    assert {cell.data_type for cell in cells} == {"s", "n"}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_dates_are_written_in_british_order_and_numbers_stay(tmp_path: Path, suffix: str) -> None:
    rows: list[list[Cell]] = [[Serial(46329.5868055), 7], [Serial(46329), "007"], [Serial(0.25), None], [True, 1.5]]
    assert read_back(tmp_path, suffix, rows) == [
        ["03/11/2026 14:05", "7"],
        ["03/11/2026", "007"],
        ["06:00"] if suffix == ".xlsx" else ["06:00", ""],
        ["Yes", "1.5"],
    ]


def test_control_characters_cannot_break_a_file(tmp_path: Path) -> None:
    assert read_back(tmp_path, ".xlsx", [["Robin\x00\x08 Example", "x"]]) == [["Robin Example", "x"]]


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(IntakeError, match=r"\.xlsx or \.csv"):
        SpreadsheetFiles().written(".pdf", [], [])


@given(st.text(max_size=20))
def test_every_text_survives_being_made_harmless(text: str) -> None:
    plain = "".join(letter for letter in text if letter >= " " or letter in "\t\r\n")
    made = harmless(text)
    assert plain_again(made) == plain
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
