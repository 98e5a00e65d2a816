"""Text with separators, as programs and forces really write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.services.intake.sheets import IntakeError, cell_text
from rhi_desktop.spreadsheets.delimited import DelimitedBook
from tests.intakes import csv_bytes

ROWS = (("Name", "Note"), ("Łucja Invented", "said “home”, then left"), ("Zoë Example", "two\nlines"))
CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\n\ufeff\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=12
)


def table(content: bytes) -> list[list[str]]:
    book = DelimitedBook(content)
    return [[cell_text(cell) for cell in row.cells] for row in book.rows(book.sheets()[0][0])]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_and_separator_are_found(encoding: str, separator: str) -> None:
    assert table(csv_bytes(ROWS, separator=separator, encoding=encoding)) == [list(row) for row in ROWS]


def test_what_is_no_utf_8_is_read_as_windows_wrote_it() -> None:
    assert table(csv_bytes((("Name", "DOB"), ("Zoë O’Example", "–")), encoding="cp1252"))[1] == ["Zoë O’Example", "–"]


def test_a_line_that_names_the_separator_is_followed_and_counted() -> None:
    book = DelimitedBook(b"sep=;\r\nName;DOB, or age\r\nRobin Example;14\r\n")
    rows = list(book.rows("Table"))
    assert [[cell_text(cell) for cell in row.cells] for row in rows] == [
        ["Name", "DOB, or age"],
        ["Robin Example", "14"],
    ]
    assert [row.number for row in rows] == [2, 3]


def test_rows_of_different_lengths_and_empty_ones_keep_their_numbers() -> None:
    rows = list(DelimitedBook(b"Name,DOB,Note\n\nRobin Example\nSasha Invented,1/6/2011,a,b,c\n").rows("Table"))
    assert [(row.number, len(row.cells), row.empty) for row in rows] == [
        (1, 3, False),
        (2, 0, True),
        (3, 1, False),
        (4, 5, False),
    ]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row() -> None:
    broken = b'Name,Note\nRobin Example,"left\nSasha Invented,came back\nAlex Pretend,waits\n'
    with pytest.raises(IntakeError, match="near row 2: a quotation mark"):
        table(broken)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(IntakeError, match="not text that can be read"):
        DelimitedBook(b"Name\0\0,\x81DOB\n\xff\xfe\x00")


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_whatever_a_table_holds_comes_back(rows: list[list[str]]) -> None:
    header = [["Name", "Date of birth", "Missing since", "Found"]]
    read = table(csv_bytes([*header, *rows], encoding="utf-8-sig"))
    stripped = [[cell.strip() for cell in row] for row in rows]
    assert [row[: len(kept)] for row, kept in zip(read[1:], stripped, strict=True)] == [
        [cell[1:].strip() if cell.startswith("'") and marked(cell) else cell for cell in row] for row in stripped
    ]


def marked(cell: str) -> bool:
    """Whether the apostrophe is the one that neutralises a formula."""
    rest = cell[1:].lstrip()
    return rest.startswith(
        ("=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}", "\N{FULLWIDTH COMMERCIAL AT}")
    ) or cell[1:2] in {"'", "\t"}
