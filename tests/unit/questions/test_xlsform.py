"""Files from outside: looked into before anything parses them, then converted in a process of their own."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.workbook import export_xlsx
from rhi_desktop.questions.xform import read_form
from rhi_desktop.questions.xlsform import convert, convert_shipped
from tests.unit.questions.forms import FAMILY, SHIPPED

CSV = '"survey",,,\n,"type","name","label"\n,"text","a","Ask, please"\n'


def _written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return file


def test_a_set_in_markdown_and_its_workbook_make_the_same_form(tmp_path: Path) -> None:
    text = _written(tmp_path, "family.md", FAMILY)
    workbook = _written(tmp_path, "family.xlsx", export_xlsx(text))
    assert convert(workbook) == convert(text)


def test_the_shipped_set_survives_a_journey_through_excel(tmp_path: Path) -> None:
    workbook = _written(tmp_path, "return-home-interview.xlsx", export_xlsx(SHIPPED))
    assert convert_shipped(workbook) == convert_shipped(SHIPPED)


def test_a_set_in_csv_is_read(tmp_path: Path) -> None:
    form = read_form(convert(_written(tmp_path, "asks.csv", CSV)))
    assert form.definitions["/data/a"].label["default"] == ("Ask, please",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("textt | b | B | |", "Unknown question type 'textt'."),
        ("image | b | B | |", "pictures"),
        ("text | b | | |", "“b” has no label"),
        ("calculate | b | | ${nobody} |", "nobody"),
    ],
)
def test_a_fault_is_told_with_its_sheet_and_row(tmp_path: Path, row: str, said: str) -> None:
    table = (
        f"| survey |\n| | type | name | label | calculation |\n| | text | a | A | |\n| | note | n | N | |\n| | {row}\n"
    )
    with pytest.raises(QuestionSetError) as refused:
        convert(_written(tmp_path, "faulty.md", table))
    assert (refused.value.sheet, refused.value.row) == ("survey", 4)
    assert said in refused.value.reason


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("set.txt", "x", "must end in .xlsx, .xls, .csv or .md"),
        ("set.md", "", "is empty"),
        ("set.xlsx", b"PK\x03\x04 not really", "damaged or not an Excel workbook"),
        ("set.csv", b"\xff\xfe\xfa", "not text in UTF-8"),
        ("set.md", "x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_what_is_no_question_set_is_refused(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    with pytest.raises(QuestionSetError, match=said):
        convert(_written(tmp_path, name, content))


def test_a_missing_file_is_told_by_its_name_alone(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError) as refused:
        convert(tmp_path / "gone.md")
    assert "gone.md cannot be read" in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


def _archive(folder: Path, entries: dict[str, bytes]) -> Path:
    file = folder / "set.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"xl/workbook.xml": b"\0" * 70_000_000}, "unpack to far more"),
        ({"xl/workbook.xml": b"a" * 30_000_000}, "unpack to far more"),
        ({f"{number}.xml": b"" for number in range(1001)}, "more than 1,000 files"),
        ({"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "refers to things outside"),
        ({"xl/workbook.xml": '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'.encode("utf-16")}, "refers to things"),
        ({"nothing.xml": b"<a/>"}, "damaged or not a question set"),
    ],
)
def test_a_workbook_that_would_do_harm_is_not_opened(tmp_path: Path, entries: dict[str, bytes], said: str) -> None:
    with pytest.raises(QuestionSetError, match=said):
        convert(_archive(tmp_path, entries))


def test_nothing_in_an_exported_workbook_is_a_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    table = "| survey |\n| | type | name | label |\n| | text | a | =cmd!A1 |\n| | text | b | +1 |\n"
    file = _written(tmp_path, "out.xlsx", export_xlsx(_written(tmp_path, "in.md", table)))
    cells = [cell for row in load_workbook(file)["survey"].iter_rows() for cell in row if cell.value is not None]
    assert "=cmd!A1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_set_in_two_languages_is_the_same_form_in_every_process(tmp_path: Path) -> None:
    rows = [f"| | text | q{number} | Q{number} | Hint | Guide | Słowa |\n" for number in range(12)]
    head = "| survey |\n| | type | name | label | hint | guidance_hint | label::Polish (pl) |\n"
    file = _written(tmp_path, "two.md", head + "".join(rows))
    code = "import sys, pathlib; from rhi_desktop.questions.xlsform import convert_shipped as c; "
    code += "sys.stdout.buffer.write(c(pathlib.Path(sys.argv[1])))"
    made = {
        subprocess.run(
            [sys.executable, "-c", code, str(file)],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(3, 7)
    }
    assert len(made) == 1
    assert "Słowa".encode() in made.pop()
