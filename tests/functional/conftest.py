"""The same windows as in the tests of the GUI, and a practice workspace made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from rhi_desktop.demo.practice import make_practice
from tests.gui.conftest import assets, dressed, jobs, themes

__all__ = ["assets", "dressed", "jobs", "practice", "themes", "workspace"]


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice workspace that no test touches."""
    folder = tmp_path_factory.mktemp("made") / "workspace"
    make_practice(folder)
    return folder


@pytest.fixture
def workspace(practice: Path, tmp_path: Path) -> Path:
    """A practice workspace of a test's own."""
    shutil.copytree(practice, tmp_path / "workspace")
    return tmp_path / "workspace"
