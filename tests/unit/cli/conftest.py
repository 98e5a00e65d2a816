"""A founded workspace for commands: made once with keys at their real cost, copied for each test."""

import shutil
from pathlib import Path

import pytest

from rhi_desktop.cli.app import run

PASSPHRASE = "three quiet otters by the river"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that no test touches."""
    parent = tmp_path_factory.mktemp("founded")
    secret = parent / "secret"
    secret.write_text(PASSPHRASE + "\n")
    arguments = ["--workspace", str(parent / "workspace"), "workspace", "create", "--name", "Sam Invented"]
    arguments += ["--recovery-sheet", str(parent / "sheet.pdf"), "--passphrase-file", str(secret), "--passphrase-only"]
    assert run(arguments) == 0
    return parent


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Path:
    """A founded workspace of a test's own."""
    shutil.copytree(template / "workspace", tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the passphrase."""
    file = tmp_path / "secret"
    file.write_text(PASSPHRASE + "\n")
    return file
