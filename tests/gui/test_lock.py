"""Locking replaces the process: a real one, started here."""

import os
import subprocess
import sys
from pathlib import Path

from rhi_desktop.gui.lock import command_line

PROGRAM = """
import os, sys
from pathlib import Path
from rhi_desktop.gui.lock import command_line, relaunch
log = Path(sys.argv[1])
said = "robin" + "-example" if not log.exists() else "nothing"
with log.open("a") as file:
    file.write(f"{os.getpid()} {said}\\n")
if len(log.read_text().splitlines()) < 2:
    relaunch(command_line())
    os._exit(9)
"""


def test_the_process_is_replaced_and_forgets(tmp_path: Path) -> None:
    script, log = tmp_path / "program.py", tmp_path / "log"
    script.write_text(PROGRAM, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(script), str(log)], env=environment, check=False, timeout=30
    )
    lines = [line.split() for line in log.read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 0
    assert [said for _pid, said in lines] == ["robin-example", "nothing"]
    if sys.platform != "win32":
        assert lines[0][0] == lines[1][0]


def test_the_command_begins_with_the_interpreter_that_runs() -> None:
    assert command_line()[0] == sys.executable
    assert command_line()[1:] == sys.orig_argv[1:]
