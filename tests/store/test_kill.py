"""A process that is killed while it saves: every answer that was reported saved is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from rhi_desktop.domain.answers import Delta
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_draft, a_referral, answered
from tests.store.engines import encrypted, with_tables

ROOT = Path(__file__).parents[2]
_WRITER = """
import sys
from pathlib import Path
from tests.store.test_kill import save_for_ever
save_for_ever(Path(sys.argv[1]), sys.argv[2])
"""


def save_for_ever(path: Path, interview: str) -> None:
    """Save answers one by one and report each on standard output once it is saved."""
    store = SqlStore.open(encrypted(path), Clock())
    number = 0
    while True:
        number += 1
        store.save(interview, Delta((answered("/data/own_words", f"{number} " + "words " * 200),), ()), NOON)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


@pytest.mark.parametrize("saves", [1, 7, 60])
def test_no_answer_that_was_reported_saved_is_lost(tmp_path: Path, saves: int) -> None:
    path = tmp_path / "store.db"
    store = SqlStore.found(with_tables(path), "Sam Invented", Clock())
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [])
    store.close()
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), draft.interview], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as writer:
        assert writer.stdout is not None
        reported = [writer.stdout.readline() for _ in range(saves)]
        writer.kill()
        reported += writer.stdout.readlines()
    last = max(int(line) for line in reported if line.endswith("\n"))
    reopened = SqlStore.open(encrypted(path), Clock())
    (entry,) = reopened.read(draft.interview)[1]
    assert int(entry.value.split()[0]) in {last, last + 1}
    assert entry.value.count("words") == 200
    assert reopened.verify() == ()
    reopened.close()
