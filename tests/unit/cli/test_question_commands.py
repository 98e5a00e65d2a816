"""`rhi-desktop questions ...`: check, try, export, and what a bad workbook is told."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from rhi_desktop.cli.app import run
from rhi_desktop.runtime.assets import find_assets

SHIPPED = find_assets().resources / "question_sets" / "return-home-interview.md"
HEAD = "| survey |\n| | type | name | label | relevant | calculation |\n"
GOOD = (
    HEAD
    + "| | integer | age | How old? | | |\n| | text | why | Why? | ${age} > 10 | |\n"
    + "| | begin repeat | p | P | | |\n| | text | n | N | | |\n| | end repeat | p | | | |\n"
)


def form(folder: Path, text: str, name: str = "form.md") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_set_passes_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["questions", "check", str(SHIPPED)]) == 0
    assert "no fault found" in capsys.readouterr().out


def test_try_writes_values_relevance_violations_and_the_instance(tmp_path: Path) -> None:
    steps = [{"set": "/data/age", "value": "12"}, {"set": "/data/why", "value": "Quiet"}, {"add": "/data/p"}]
    steps += [{"set": "/data/p[2]/n", "value": "x"}, {"remove": "/data/p[1]"}, {"set": "/data/age", "value": "nine"}]
    answers, out = tmp_path / "steps.json", tmp_path / "result.json"
    answers.write_text(json.dumps(steps))
    arguments = ["questions", "try", str(form(tmp_path, GOOD)), "--answers", str(answers), "--out", str(out)]
    assert run(arguments) == 0
    result = json.loads(out.read_text())
    assert set(result) == {"values", "relevant", "violations", "instance"}
    assert result["values"]["/data/p[1]/n"] == "x"
    assert result["relevant"]["/data/why"] is False
    assert result["values"]["/data/why"] == ""
    assert "<why>" not in result["instance"]


def test_export_gives_a_workbook_that_passes_its_check_and_holds_no_formula(tmp_path: Path) -> None:
    source = form(tmp_path, GOOD.replace("How old?", "=1+1"))
    out = tmp_path / "form.xlsx"
    assert run(["questions", "export", str(source), "--out", str(out)]) == 0
    cells = [cell for row in load_workbook(out)["survey"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert run(["questions", "check", str(out)]) == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("| | nonsense | a | A | | |", "nonsense"),
        ("| | image | a | A | | |", "row 2"),
        ("| | calculate | a | | | blah(1) |", "blah"),
        ("| | calculate | a | | | ${b} |\n| | calculate | b | | | ${a} |", "circle"),
        ("| | text | a | A | ${nobody} = 1 | |", "nobody"),
        ("| | text | a | A | 1 + + | |", "row 2"),
    ],
)
def test_a_bad_set_is_refused_in_one_line_that_says_where(
    row: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["questions", "check", str(form(tmp_path, HEAD + row + "\n"))]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_a_zip_bomb_an_entity_and_a_file_that_is_no_workbook_are_not_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb, entity, noise = tmp_path / "bomb.xlsx", tmp_path / "entity.xlsx", tmp_path / "noise.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')
    noise.write_bytes(b"PK\x03\x04 but not really")
    for file in (bomb, entity, noise, tmp_path / "absent.xlsx", form(tmp_path, "words", "set.docx")):
        assert run(["questions", "check", str(file)]) == 1
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("steps", ["not json", "{}", '[{"jump": 1}]', '[{"set": "/data/none", "value": "x"}]'])
def test_bad_steps_are_told_in_one_line(steps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "steps.json"
    answers.write_text(steps)
    arguments = ["questions", "try", str(form(tmp_path, GOOD)), "--answers", str(answers), "--out", str(tmp_path / "r")]
    assert run(arguments) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_results_that_cannot_be_written_are_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "steps.json"
    answers.write_text("[]")
    nowhere = str(tmp_path / "no" / "folder" / "out")
    assert run(["questions", "try", str(form(tmp_path, GOOD)), "--answers", str(answers), "--out", nowhere]) == 1
    assert run(["questions", "export", str(form(tmp_path, GOOD)), "--out", nowhere]) == 1
    assert capsys.readouterr().err.count("\n") == 2


def test_compare_says_in_words_what_changes_and_what_is_no_longer_fed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rhi = '| settings |\n| | form_id | namespaces |\n| | f | rhi="https://rhi-desktop.org/xforms" |\n'
    head = "| survey |\n| | type | name | label | bind::rhi:concept |\n"
    old = form(tmp_path, f"{head}| | integer | age | How old? | |\n| | text | why | Why? | reason.own_words |\n{rhi}")
    new = form(tmp_path, f"{head}| | integer | age | What age? | |\n| | text | when | When? | |\n{rhi}", "new.md")
    assert run(["questions", "compare", str(old), str(new)]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0] == "1 new, 1 gone, 1 changed"
    assert "It says “What age?” instead of “How old?”." in told
    assert "“Why?” (reason.own_words)" in told
    assert run(["questions", "compare", str(old), str(old)]) == 0
    assert capsys.readouterr().out == "No question differs in what it asks.\n"
    assert run(["questions", "compare", str(old), str(tmp_path / "none.xml")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_import_changes_nothing_until_it_is_told_to_use_the_set(
    tmp_path: Path, workspace: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.md"
    shipped = SHIPPED.read_text(encoding="utf-8")
    own, replaced = re.subn(r"(\| Return home interview \| [\d.]+) \|", r"\1-own |", shipped)
    assert replaced == 1
    file.write_text(own, encoding="utf-8")
    arguments = ["--workspace", str(workspace), "questions", "import", str(file), "--passphrase-file", str(secret)]
    assert run(arguments) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert run([*arguments, "--use"]) == 0
    assert "-own. New interviews are written on it" in capsys.readouterr().out
    assert run(arguments) == 1
    assert "in use already" in capsys.readouterr().err


@pytest.mark.parametrize("chosen", ["shipped", "a file"])
def test_print_writes_a_set_as_a_document(chosen: str, tmp_path: Path) -> None:
    out = tmp_path / "set.pdf"
    source = chosen if chosen == "shipped" else str(form(tmp_path, GOOD))
    assert run(["questions", "print", source, "--out", str(out)]) == 0
    words = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert ("How did the offer of an interview end?" if chosen == "shipped" else "is more than 10") in words
