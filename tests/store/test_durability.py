"""No answer that was reported saved is lost when the power goes, whatever the disk did not get to write."""

import os
import random
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.store.engine import connect
from tests.store.powerless import DEK, WORDS, Trace, states, traced

STATES = int(os.environ.get("RHI_POWER_STATES", "120"))
"""More with the variable; a release is held to 15,000."""

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None and not os.environ.get("CI"),
    reason="needs strace (Linux), which shows what a process writes: apt-get install strace",
)


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> Trace:
    """What a writer of 60 answers does to its files."""
    return traced(tmp_path_factory.mktemp("writer"), 60)


def loss(files: dict[str, bytearray], said: int, folder: Path) -> str:
    """Open the files; return what is wrong with them, nothing when all that was reported is there and whole."""
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        (folder / name).unlink(missing_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        found, fault = read(folder / "store.db")
    except (RhiError, dbapi2.Error) as problem:
        return f"cannot be read: {problem}"
    if fault:
        return fault
    expected = {f"/data/q{number}": f"{number} {WORDS}{number}" for number in range(1, len(found) + 1)}
    if found != expected:
        return "an answer is there by halves, or one is missing between others"
    return "" if len(found) >= said else f"{said - len(found)} reported answers are missing"


def read(store: Path) -> tuple[dict[str, str], str]:
    """Return the answers in a store, and what is wrong with its pages and trees."""
    connection = connect(store, DEK)
    try:
        found = dict(connection.execute("SELECT key, value FROM draft_entry").fetchall())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return found, "pages do not authenticate"
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return found, "" if sound else "trees are broken"
    finally:
        connection.close()


def test_the_trace_saw_answers_syncs_and_a_checkpoint(trace: Trace) -> None:
    assert [op.at for op in trace.ops if op.kind == "said"] == list(range(1, 61))
    assert sum(op.kind == "sync" and op.file == "store.db-wal" for op in trace.ops) >= 60
    assert any(op.kind == "write" and op.file == "store.db" for op in trace.ops)


def test_nothing_reported_saved_is_lost_in_any_state(trace: Trace, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 -- a choice of test cases, not a secret
    losses = [loss(disk.after_the_cut(chance), disk.said, tmp_path) for disk in states(trace, STATES, chance)]
    assert len(losses) == STATES
    assert [found for found in losses if found] == []


def test_the_model_would_notice_a_store_that_does_not_sync(trace: Trace, tmp_path: Path) -> None:
    chance = random.Random(8)  # noqa: S311 -- as above
    wrong = [loss(disk.after_the_cut(chance), disk.said, tmp_path) for disk in states(trace, 40, chance, syncs=False)]
    assert any(wrong)
