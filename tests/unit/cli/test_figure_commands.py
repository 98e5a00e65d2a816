"""`rhi-desktop figures check`: a line for each fault of a table, and what a bad file is told."""

from pathlib import Path

import pytest

from rhi_desktop.cli.app import run
from rhi_desktop.services.figures.published import FIELDS

PUBLISHED = Path(__file__).parent.parent / "figures" / "published"


def test_each_fault_is_a_line_and_something_wrong_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figures", "check", str(PUBLISHED / "rotherham-2015.toml")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["Wrong", "Doubtful"]
    assert lines[2] == "Rotherham: missing children and young people, 2015: 46 figures, 1 wrong, 1 doubtful."


def test_a_spreadsheet_that_adds_up_ends_with_nought(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figures", "check", str(PUBLISHED / "rotherham-2019.csv")]) == 0
    assert capsys.readouterr().out == "rotherham-2019: 5 figures, no fault found.\n"


def test_what_is_only_doubtful_ends_with_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "messages.csv"
    file.write_text("Figure;Unit;Count\nEpisodes;episodes;654\nMessages;notifications;1,308\n")
    assert run(["figures", "check", str(file)]) == 0
    assert "exactly two for each" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content"),
    [("absent.toml", None), ("absent.csv", None), ("empty.csv", ""), ("table.xlsx", "x"), ("bad.toml", b"\xff\xfe="),
     ("bad.toml", "figure"), ("bad.csv", "name,count\nEpisodes,3\n")],
)  # fmt: skip
def test_a_bad_file_is_told_in_one_line(
    name: str, content: str | bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert run(["figures", "check", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_the_help_says_what_every_field_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figures", "check", "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for field in FIELDS:
        assert any(line.strip().startswith(f"{field}  ") for line in lines), field
