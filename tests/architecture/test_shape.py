"""The shape of the repository: what a reader may rely on without looking."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA_FOLDERS = ("ui", "db", "resources", "packaging")
LONGEST = 400
LARGEST = 600_000


def tracked(suffix: str = "") -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = [name for name in listing.split("\0") if name.endswith(suffix)]
    return [ROOT / name for name in names if name and (ROOT / name).exists()]


def test_no_python_file_is_longer_than_four_hundred_lines() -> None:
    files = tracked(".py")
    assert len(files) > 50
    lengths = {str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_the_median_module_stays_near_one_hundred_lines() -> None:
    modules = [file for file in tracked(".py") if "rhi_desktop" in file.parts and file.name != "__init__.py"]
    lengths = sorted(len(file.read_text(encoding="utf-8").splitlines()) for file in modules)
    assert lengths
    assert lengths[len(lengths) // 2] <= 130


def test_no_tracked_file_is_large() -> None:
    files = tracked()
    assert files
    assert [str(file.relative_to(ROOT)) for file in files if file.stat().st_size > LARGEST] == []


def test_data_folders_are_no_packages() -> None:
    for folder in DATA_FOLDERS:
        assert any((ROOT / folder).rglob("*")), f"{folder}/ is empty: the scan saw nothing"
        assert list((ROOT / folder).rglob("__init__.py")) == []


def test_package_init_files_are_empty_but_for_the_version() -> None:
    inits = list((ROOT / "rhi_desktop").rglob("__init__.py"))
    assert len(inits) > 8
    assert [
        str(init.relative_to(ROOT)) for init in inits if init.read_text() and init.parent.name != "rhi_desktop"
    ] == []


def test_migration_scripts_import_alembic_and_sqlalchemy_alone() -> None:
    scripts = list((ROOT / "db").rglob("*.py"))
    assert scripts
    for script in scripts:
        assert imported(script) <= {"alembic", "sqlalchemy", "__future__", "collections"}, script.name


def imported(script: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize(
    ("module", "folder"),
    [
        ("PySide6", "demo gui"),
        ("sqlalchemy", "hub store"),
        ("sqlcipher3", "store"),
        ("alembic", "hub store"),
        ("keyring", "store"),
        ("reportlab", "reports"),
        ("openpyxl", "demo questions spreadsheets"),
    ],
)
def test_frameworks_stay_in_their_folder(module: str, folder: str) -> None:
    importing = {
        file.relative_to(ROOT / "rhi_desktop").parts[0]
        for file in (ROOT / "rhi_desktop").rglob("*.py")
        if module in imported(file)
    }
    assert importing == set(folder.split())
