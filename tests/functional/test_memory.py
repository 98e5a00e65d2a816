"""After locking nothing of an interview is in memory: the process has been replaced."""

import re
import sys
from pathlib import Path

import pytest

from tests.functional.drives import LOCKED, start

CANARY = "Quagga lantern 0451 said quietly"


def copies(pid: int, words: str) -> int:
    """Count the words in a process's memory, in UTF-8 and in UTF-16."""
    found = 0
    maps = Path(f"/proc/{pid}/maps").read_text()
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for match in re.finditer(r"^([0-9a-f]+)-([0-9a-f]+) r", maps, re.MULTILINE):
            begin, end = int(match[1], 16), int(match[2], 16)
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except (OSError, OverflowError, ValueError):
                continue
            found += content.count(words.encode()) + content.count(words.encode("utf-16-le"))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_copy_of_what_was_typed_survives_the_lock(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    half = len(CANARY) // 2
    program = start(
        LOCKED.replace("sys.argv[3]", "sys.argv[3] + sys.argv[4]"),
        str(workspace),
        str(tmp_path / "out"),
        CANARY[:half],
        CANARY[half:],
        home=tmp_path / "home",
    )
    assert program.stdout is not None
    assert program.stdin is not None
    assert program.stdout.readline() == "typed\n"
    assert copies(program.pid, CANARY) > 0
    program.stdin.write("\n")
    program.stdin.flush()
    assert program.stdout.readline() == "again\n"
    assert copies(program.pid, CANARY) == 0
    program.communicate("\n")
