"""The windows leave nothing behind: no Qt settings, no file, no cache. A process of its own is searched for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from rhi_desktop.gui.application import LateExecutor, Program
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.opening import Opening
from rhi_desktop.gui.session import Endings
from rhi_desktop.runtime.assets import find_assets
from tests.gui.desks import FakeDesk, desk_view
from tests.gui.fakes import FakeAccess

access = FakeAccess(passphrase="canary passphrase of six words")
application = QApplication(["rhi-desktop"])
opening = Opening(
    assets=find_assets(),
    settings_file=Path(sys.argv[1]) / "settings.toml",
    clock=lambda: datetime.now(UTC),
    founded=True,
    access=lambda: access,
    desk=lambda store, _: FakeDesk(cast("object", store)),
    desk_view=desk_view,
    warm=lambda: None,
    sheet_pdf=lambda sheet: b"",
    write=lambda path, pdf: None,
)
lane, pool = LateExecutor(1), LateExecutor(1)
program = Program(application, opening, Jobs(lane, pool), Endings(application.exit, application.exit))

def opened():
    application.clipboard().setText("canary clipboard")
    program.session.desk_view.turn_to("settings")
    program.session.desk_view.findChild(QLineEdit)
    program.window.toggle_cover()
    program.window.toggle_cover()
    program.window.show_keys()
    program.session.lock()

def ready():
    view = program.session.access.unlock
    view.findChild(QLineEdit).setText("canary passphrase of six words")
    view.attempt()

program.session.opened.connect(opened)
program.ready.connect(ready)
program.show()
application.exec()
lane.shutdown()
print("ended", access.stores[0].closed)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the folders of a person are found by environment on POSIX alone")
def test_a_whole_run_of_the_windows_writes_no_file(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    for folder in (home, temporary):
        folder.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(temporary),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(home)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == ["ended", "True"], done.stderr
    assert [str(path) for folder in (home, temporary) for path in folder.rglob("*") if path.is_file()] == []
    assert "canary" not in done.stdout + done.stderr


def test_no_code_of_the_windows_names_a_place_where_qt_keeps_things() -> None:
    sources = list((Path(__file__).parents[2] / "rhi_desktop" / "gui").rglob("*.py"))
    assert len(sources) > 30
    for source in sources:
        text = source.read_text(encoding="utf-8")
        for word in ("QSettings", "QTemporaryFile", "QTemporaryDir", "tempfile", "QStandardPaths"):
            assert word not in text, f"{source.name} uses {word}"


def test_files_are_chosen_in_qts_own_dialog() -> None:
    sources = list((Path(__file__).parents[2] / "rhi_desktop" / "gui").rglob("*.py"))
    users = [source for source in sources if "QFileDialog.get" in source.read_text(encoding="utf-8")]
    assert users
    for source in users:
        assert "DontUseNativeDialog" in source.read_text(encoding="utf-8"), f"{source.name} opens a native dialog"
