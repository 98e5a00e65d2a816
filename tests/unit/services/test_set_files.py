"""Question sets from the files that people really have, and back into Excel."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rhi_desktop.bootstrap import shipped_set
from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.questions.xlsform import convert_shipped
from rhi_desktop.services.set_files import read_own, workbook

SURVEY = [["type", "name", "label"], ["text", "why", "Why?"]]
SETTINGS = [["form_id", "version"], ["f", "1"]]


@pytest.fixture(scope="module")
def shipped() -> QuestionSet:
    return shipped_set().read()


def book(folder: Path, sheets: dict[str, list[list[str]]], name: str = "set.xlsx") -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(folder / name)
    return folder / name


def refusal(file: Path) -> str:
    with pytest.raises(QuestionSetError) as refused:
        read_own(file)
    return str(refused.value)


def test_the_shipped_set_comes_back_from_excel_as_it_went(shipped: QuestionSet, tmp_path: Path) -> None:
    file = tmp_path / "set.xlsx"
    file.write_bytes(workbook(shipped))
    again = read_own(file)
    assert again.digest == shipped.digest
    assert (again.local, again.source) == (True, "")
    assert load_workbook(BytesIO(workbook(again)))["survey"]["B2"].value == "offer"


def test_a_language_added_in_excel_is_a_language_of_the_set(shipped: QuestionSet, tmp_path: Path) -> None:
    sheets = load_workbook(BytesIO(workbook(shipped)))
    survey = sheets["survey"]
    column = survey.max_column + 1
    survey.cell(1, column, "label::Ukrainian (uk)")
    survey.cell(4, column, "Як")
    sheets["settings"]["C2"].value = "1-ar"
    sheets.save(tmp_path / "set.xlsx")
    own = read_own(tmp_path / "set.xlsx")
    assert own.version == "1-ar"
    assert "Ukrainian (uk)" in own.xform


def test_a_workbook_that_is_no_question_set_says_what_is_missing(tmp_path: Path) -> None:
    assert "This is not a question set" in refusal(book(tmp_path, {"Sheet1": [["Name", "Born"], ["Robin", "2012"]]}))


def test_a_set_without_a_version_or_without_questions_is_refused(tmp_path: Path) -> None:
    assert "gives no version" in refusal(book(tmp_path, {"survey": SURVEY}))
    only_calculated = [["type", "name", "calculation"], ["calculate", "a", "1"]]
    assert "asks nothing" in refusal(book(tmp_path, {"survey": only_calculated, "settings": SETTINGS}))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["text", "why", "Again?"]], "row 3: The name “why” is used twice in the same part."),
        ([["text", "two words", "Two?"]], "row 3: This name cannot be used: a name has no spaces"),
        ([["select_one places", "spot", "Where?"]], "there is no sheet “choices”"),
        ([["text", "silent", ""]], "“silent” has no label: say what is asked."),
        ([["text", "", "Nameless"]], "row 3: The question or group here has no name."),
        (
            [["text", "odd", "What was odd about ${nobody}?"]],
            "“label” speaks of ${nobody}, but no question has that name.",
        ),
        ([["begin group", "page", "A page"]], "The group “page” is begun and never ended"),
        ([["end group", "", ""]], "row 3: An “end group” stands here, but nothing was begun."),
    ],
)
def test_a_fault_is_told_in_plain_words_with_its_row(rows: list[list[str]], words: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError) as refused:
        convert_shipped(book(tmp_path, {"survey": [*SURVEY, *rows], "settings": SETTINGS}))
    assert words in str(refused.value)
    assert "http" not in str(refused.value)


def test_what_the_program_cannot_run_is_told_with_its_row(tmp_path: Path) -> None:
    rows = [*SURVEY, ["image", "photo", "A photo"]]
    told = refusal(book(tmp_path, {"survey": rows, "settings": SETTINGS}))
    assert "row 3: “photo”: pictures, sound and files are not supported." in told


def test_a_repeated_choice_is_told_with_its_row(tmp_path: Path) -> None:
    choices = [["list_name", "name", "label"], ["x", "a", "A"], ["x", "a", "B"]]
    survey = [*SURVEY, ["select_one x", "what", "What?"]]
    told = refusal(book(tmp_path, {"survey": survey, "choices": choices, "settings": SETTINGS}))
    assert told == "sheet “choices”, row 3: This name is used twice in the same list of choices."


def test_a_workbook_with_macros_a_locked_one_and_a_huge_one_are_not_opened(tmp_path: Path) -> None:
    macros = tmp_path / "set.xlsm"
    macros.write_bytes(b"anything")
    assert "may hold macros" in refusal(macros)
    renamed = book(tmp_path, {"survey": SURVEY})
    with zipfile.ZipFile(renamed, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert "holds macros" in refusal(renamed)
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "locked with a password" in refusal(locked)
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(60_000_000)
    assert "larger than 10 MB" in refusal(huge)
    assert "cannot be read" in refusal(tmp_path / "absent.xlsx")
