"""`rhi-desktop workspace ...` and `report`: what they do, and one clear line when they cannot."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from rhi_desktop.cli.app import run
from rhi_desktop.store.workspace_lock import WorkspaceLock

OTHER = "seven calm herons in the reeds"


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


def one_line(error: str) -> bool:
    return error.startswith("rhi-desktop: ") and error.count("\n") == 1 and "Traceback" not in error


def test_create_leaves_a_workspace_and_a_sheet_to_print(template: Path) -> None:
    assert (template / "workspace" / "header.json").exists()
    text = PdfReader(template / "sheet.pdf").pages[0].extract_text()
    assert "Recovery sheet" in text
    assert "Sam" not in text


def test_info_needs_no_passphrase_and_names_nobody(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--workspace", str(workspace), "workspace", "info"]) == 0
    out, _ = said(capsys)
    assert "Store:" in out
    assert "Sam" not in out


def test_verify_and_rebuild_find_a_sound_store(
    workspace: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("verify", "rebuild", "verify"):
        assert run(["--workspace", str(workspace), "workspace", command, "--passphrase-file", str(secret)]) == 0
    assert said(capsys)[0].count("No fault found.") == 2


def test_the_passphrase_is_changed_and_the_old_one_opens_nothing(
    workspace: Path, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new"
    new.write_text(OTHER + "\n")
    change = ["workspace", "change-passphrase", "--passphrase-file", str(secret), "--new-passphrase-file", str(new)]
    assert run(["--workspace", str(workspace), *change]) == 0
    assert run(["--workspace", str(workspace), "workspace", "verify", "--passphrase-file", str(new)]) == 0
    said(capsys)
    assert run(["--workspace", str(workspace), "workspace", "verify", "--passphrase-file", str(secret)]) == 1
    assert one_line(said(capsys)[1])


def test_a_new_sheet_recovers_the_workspace_as_a_process_fed_from_standard_input(
    workspace: Path, secret: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.pdf"
    arguments = ["workspace", "new-sheet", "--recovery-sheet", str(sheet), "--passphrase-file", str(secret)]
    assert run(["--workspace", str(workspace), *arguments]) == 0
    lines = PdfReader(sheet).pages[0].extract_text().splitlines()
    code = "".join(line for line in lines if line.count("–") >= 2)
    program = [sys.executable, "-m", "rhi_desktop", "--workspace", str(workspace), "workspace", "recover"]
    program += ["--code-file", "-", "--new-passphrase-file", "-"]
    done = subprocess.run(
        program, input=f"{code.replace('–', '-')}\n{OTHER}\n", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "opens with the new passphrase" in done.stdout


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "store.db").write_bytes((folder / "store.db").read_bytes()[:1500]), "damaged"),
        (lambda folder: (folder / "store.db").unlink(), "missing"),
        (lambda folder: (folder / "header.json").rename(folder / "elsewhere"), ""),
        (lambda folder: [(folder / n).write_text("{}") for n in ("header.json", "header.copy.json")], "key file"),
    ],
)
def test_what_is_wrong_with_a_workspace_is_one_line(
    spoil: object, words: str, workspace: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(spoil)
    spoil(workspace)
    status = run(["--workspace", str(workspace), "workspace", "verify", "--passphrase-file", str(secret)])
    out, err = said(capsys)
    assert (status == 1 and one_line(err) and words in err) or (not words and status == 0 and "No fault" in out)


def test_a_workspace_in_use_and_a_missing_one_are_said_so(
    workspace: Path, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = WorkspaceLock(workspace / "lock")
    assert run(["--workspace", str(workspace), "workspace", "verify", "--passphrase-file", str(secret)]) == 1
    held.release()
    assert "open in another window" in said(capsys)[1]
    assert run(["--workspace", str(tmp_path / "none"), "workspace", "info"]) == 1
    assert one_line(said(capsys)[1].splitlines(keepends=True)[-1])


def test_nobody_is_asked_where_nobody_can_answer(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["--workspace", str(workspace), "workspace", "verify"]) == 1
    assert "nobody can be asked" in said(capsys)[1]


def test_a_weak_passphrase_and_a_second_founding_are_refused(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = tmp_path / "weak"
    weak.write_text("password1234\n")
    rest = [
        "--name",
        "Sam",
        "--recovery-sheet",
        str(tmp_path / "s.pdf"),
        "--passphrase-file",
        str(weak),
        "--passphrase-only",
    ]
    assert run(["--workspace", str(tmp_path / "new"), "workspace", "create", *rest]) == 1
    assert one_line(said(capsys)[1])
    assert not (tmp_path / "new" / "header.json").exists()
    weak.write_text(OTHER + "\n")
    assert run(["--workspace", str(workspace), "workspace", "create", *rest]) == 1
    assert "already holds a workspace" in said(capsys)[1]


def test_a_report_that_does_not_exist_is_one_line(
    workspace: Path, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["report", "01a21293-b600-7477-831b-b0e2f233415f", "--out", str(tmp_path / "r.pdf")]
    assert run(["--workspace", str(workspace), *arguments, "--passphrase-file", str(secret)]) == 1
    assert one_line(said(capsys)[1])
    assert not (tmp_path / "r.pdf").exists()


@pytest.mark.parametrize("arguments", [["nonsense"], ["workspace", "create"], ["report"], ["--passphrase", "x"]])
def test_wrong_usage_is_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "Traceback" not in said(capsys)[1]
