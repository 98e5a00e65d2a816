"""Nothing of a child is on the disk outside the encrypted store, but for the PDF that a person asked for."""

import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.drives import CANARIES, LEAK, environment
from tests.spellings import spellings

WRITTEN = re.compile(r'^\d+ +(?:openat\(\w+, |open\(|creat\()"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)', re.MULTILINE)
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and not os.environ.get("CI"), reason="strace is not here (apt-get install strace)"
)


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield a file's content, and what its compressed streams hold."""
    yield content
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            continue


def leaks(files: list[Path]) -> list[Path]:
    """Return the files in which a canary is found."""
    wanted = [spelling for words in CANARIES for spelling in spellings(words)]
    return [
        file
        for file in files
        if any(spelling in content for content in unpacked(file.read_bytes()) for spelling in wanted)
    ]


def test_the_scan_finds_a_planted_leak(tmp_path: Path) -> None:
    planted = []
    for number, spelling in enumerate(spelling for words in CANARIES for spelling in spellings(words)):
        file = tmp_path / str(number)
        file.write_bytes(b"\0" * 100 + spelling)
        planted.append(file)
    pdf = tmp_path / "pdf"
    pdf.write_bytes(b"%PDF stream\n" + zlib.compress(CANARIES[0].encode()) + b"endstream")
    assert leaks([*planted, pdf]) == [*planted, pdf]
    (tmp_path / "clean").write_bytes(b"nothing to see")
    assert leaks([tmp_path / "clean"]) == []


@needs_strace
def test_words_typed_into_every_field_are_nowhere_but_in_the_store(workspace: Path, tmp_path: Path) -> None:
    out, home, log = tmp_path / "out", tmp_path / "home", tmp_path / "strace.log"
    out.mkdir()
    home.mkdir()
    trace = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=open,openat,creat", "-s", "4096"]
    program = [sys.executable, "-B", "-c", LEAK, str(workspace), str(out), *CANARIES]
    done = subprocess.run([*trace, *program], env=environment(home), capture_output=True, text=True, check=False)
    assert done.stdout.endswith("done\n"), done.stderr[-2000:]
    written = {Path(name) for name in WRITTEN.findall(log.read_text(errors="replace"))}
    assert any(path.name.startswith("store.db") for path in written)
    saved = set(out.glob("RHI-*.pdf"))
    assert len(saved) == 1
    elsewhere = [
        path
        for path in written
        if workspace not in path.parents and path.suffix != ".pyc" and not str(path).startswith(("/dev/", "/proc/"))
    ]
    assert {path.name.removesuffix(".part").removeprefix(".") for path in elsewhere if path.parent == out} <= {
        *(path.name for path in saved),
        "settings.toml",
    }
    assert [path for path in elsewhere if path.parent != out and home not in path.parents] == []
    everything = [path for folder in (workspace, out, home) for path in folder.rglob("*") if path.is_file()]
    assert len(everything) > 4
    assert set(leaks(everything)) <= saved
    assert not any(words in str(path) for words in CANARIES for path in written)
