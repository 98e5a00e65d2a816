"""`rhi-desktop import referrals ...`: what it says, what it writes, and how it ends."""

import json
from pathlib import Path

import pytest

from rhi_desktop.cli.app import run
from tests.intakes import TRACKER, csv_bytes

GOOD = [
    ("MP/1", "EXAMPLE, Robin", "4/5/12", "3/11/25 14:05", "3/11/25 23:00", ""),
    ("MP/2", "Sasha Invented", "1/6/2011", "4/11/25", "", ""),
]
BAD = ("MP/3", "Alex Pretend", "17/9/10", "31/11/25", "", "")
DOUBTFUL = ("MP/4", "Robyn Example", "4/5/12", "9/11/25", "", "")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A tracker with two good rows, a bad one and a doubtful one."""
    file = tmp_path / "tracker.csv"
    file.write_bytes(csv_bytes([TRACKER, *GOOD, BAD, DOUBTFUL]))
    return file


def import_(workspace: Path, secret: Path, *arguments: object) -> int:
    base = ["--workspace", str(workspace), "import", "referrals", "--passphrase-file", str(secret)]
    return run([*base, *map(str, arguments)])


def test_a_dry_run_says_what_each_row_will_become_and_writes_nothing(
    workspace: Path, secret: Path, rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_(workspace, secret, rows, "--dry-run") == 1
    said = capsys.readouterr().out
    assert "4 rows: 2 would be imported (0 of them on record already), 1 in doubt, 1 to mend" in said
    assert "Row 2: new child, new episode, referral." in said
    assert "Row 4, column “Missing since”: There is no such day. Check the date." in said
    assert "Row 5: may be Robin Example, born 2012-05-04 (row:2). The name differs by one letter." in said
    assert import_(workspace, secret, rows, "--dry-run") == 1
    assert capsys.readouterr().out == said


def test_json_holds_counts_columns_and_every_row(
    workspace: Path, secret: Path, rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_(workspace, secret, rows, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["counts"]["imported"], told["records_written"], told["dry_run"]) == (2, 6, False)
    assert told["columns"]["DOB"] == "born"
    assert [(row["row"], row["imported"], row["child"]) for row in told["rows"]] == [
        (2, True, "new"),
        (3, True, "new"),
        (4, False, None),
        (5, False, "doubtful"),
    ]
    assert import_(workspace, secret, rows, "--json") == 1
    again = json.loads(capsys.readouterr().out)
    assert (again["counts"]["unchanged"], again["records_written"]) == (2, 0)


def test_all_rows_imported_ends_with_nothing_to_complain_of(workspace: Path, secret: Path, tmp_path: Path) -> None:
    file = tmp_path / "good.csv"
    file.write_bytes(csv_bytes([TRACKER, *GOOD]))
    assert import_(workspace, secret, file) == 0
    assert import_(workspace, secret, file) == 0


def test_bad_rows_are_written_for_their_owner_alone_and_decisions_are_taken(
    workspace: Path, secret: Path, rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mend, decide = tmp_path / "mend.csv", tmp_path / "decide.toml"
    decide.write_text('5 = "new"\n')
    assert import_(workspace, secret, rows, "--bad-rows", mend, "--decide", decide) == 1
    assert mend.stat().st_mode & 0o777 == 0o600
    text = mend.read_text(encoding="utf-8-sig")
    assert "Alex Pretend" in text
    assert "Robyn" not in text
    assert "3 were imported" in capsys.readouterr().out


def test_a_mapping_file_says_what_columns_are(workspace: Path, secret: Path, tmp_path: Path) -> None:
    file, mapping = tmp_path / "odd.csv", tmp_path / "mapping.toml"
    file.write_bytes(csv_bytes([("x",), ("Wer", "Wann geboren", "Weg seit"), ("Robin Example", "4/5/12", "3/11/25")]))
    assert import_(workspace, secret, file) == 1
    mapping.write_text('header_row = 2\n[columns]\nWer = "name"\n"Wann geboren" = "born"\n"Weg seit" = "missing_since"')
    assert import_(workspace, secret, file, "--mapping", mapping) == 0
    as_json = tmp_path / "mapping.json"
    columns = {"Wer": "name", "Wann geboren": "born", "weg seit": "missing_since"}
    as_json.write_text(json.dumps({"header_row": 2, "columns": columns}))
    assert import_(workspace, secret, file, "--mapping", as_json) == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("mapping.toml", '[columns]\nName = "nobody"\n', "is no field"),
        ("mapping.toml", "columns = 3\n", "no table “columns”"),
        ("mapping.toml", "[columns\n", "cannot be read"),
        ("mapping.json", "[]", "must hold names and values"),
        ("mapping.toml", 'header_row = "two"\n[columns]\n', "number of the row"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_told_before_the_passphrase_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, sentence: str
) -> None:
    mapping = tmp_path / name
    mapping.write_text(content)
    assert import_(tmp_path, tmp_path / "no secret", tmp_path / "rows.csv", "--mapping", mapping) == 1
    error = capsys.readouterr().err
    assert error.startswith("rhi-desktop: ")
    assert error.count("\n") == 1
    assert sentence in error


def test_what_a_mapping_names_must_be_in_the_file(
    workspace: Path, secret: Path, rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "mapping.toml"
    for text, sentence in (
        ('[columns]\nElsewhere = "name"\n', "not among the headings"),
        ('sheet = "None such"\n[columns]\n', "There is no such sheet"),
    ):
        mapping.write_text(text)
        assert import_(workspace, secret, rows, "--mapping", mapping) == 1
        assert sentence in capsys.readouterr().err


def test_files_that_are_none_and_decisions_that_are_none_are_told(
    workspace: Path, secret: Path, rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide = tmp_path / "decide.toml"
    decide.write_text("five = 'new'\n")
    assert import_(workspace, secret, rows, "--decide", decide) == 1
    assert "for each row number" in capsys.readouterr().err
    assert import_(workspace, secret, tmp_path / "none.xlsx") == 1
    assert "cannot be read" in capsys.readouterr().err
    assert import_(workspace, secret) == 2
