"""The store with 10,000 referrals: a saved answer, the way to the worklist, memory. `python -m tests.bench.store`.

The saved answer is measured in turn on the encrypted file and on a plain one, so that whatever else the machine
does falls on both. The way to the worklist is a fresh process from opening the file to the first page on hand; the
key derivation is not in it.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event

from rhi_desktop.domain.answers import Delta
from rhi_desktop.domain.interview import Draft
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.store import team_tables
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, answered
from tests.store.engines import with_tables
from tests.store.many import fill

REFERRALS = 10_000
SAVES = 400
ROOT = Path(__file__).parents[2]
OPENING = """
import json, sys, time
started = time.monotonic()
from pathlib import Path
import psutil
from tests.store.engines import encrypted
from tests.builders import Clock
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.store.sql_store import SqlStore
began = time.monotonic()
store = SqlStore.open(encrypted(Path(sys.argv[1])), Clock())
count = store.worklist_count(WorklistFilter())
page = store.worklist(WorklistFilter(), offset=0, limit=50)
seconds = time.monotonic() - began
assert (count, len(page)) == (int(sys.argv[2]), 50)
for offset in range(0, count, 50):
    store.worklist(WorklistFilter(), offset=offset, limit=50)
print(json.dumps([began - started, seconds, psutil.Process().memory_info().rss / 2**20]))
"""


def main() -> int:
    """Print each figure beside its limit; return 1 where one does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        sealed = fill(with_tables(path), REFERRALS)
        plain = fill(_plain(Path(folder) / "plain.db"), REFERRALS)
        saves = _saves(sealed, plain)
        page = _median(lambda: sealed.worklist(WorklistFilter("rob"), offset=0, limit=50))
        sealed.close()
        opened = subprocess.run(
            [sys.executable, "-c", OPENING, str(path), str(REFERRALS)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        plain.close()
    importing, seconds, memory = json.loads(opened.stdout)
    encrypted, unencrypted = (sorted(times) for times in zip(*saves, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in saves)
    rows = (
        ("answer saved, p95, ms", encrypted[int(SAVES * 0.95)] * 1000, 16.0),
        ("answer saved, plain file, p95, ms", unencrypted[int(SAVES * 0.95)] * 1000, None),
        ("answer saved, encrypted / plain", ratio, 1.5),
        ("page of the worklist, searched, ms", page * 1000, 16.0),
        ("imports (while the prompt is shown), s", importing, None),
        ("file opened to worklist, s", seconds, 1.0),
        ("memory with every page read, MiB", memory, 200.0),
    )
    for what, figure, limit in rows:
        held = "" if limit is None else f"{limit:g}: {'holds' if figure <= limit else 'TOO MUCH'}"
        sys.stdout.write(f"{what:<38}{figure:>10.2f}  {held}\n")
    return int(any(limit is not None and figure > limit for _, figure, limit in rows))


def _saves(sealed: SqlStore, plain: SqlStore) -> list[tuple[float, float]]:
    drafts = sealed.open_drafts()[0], plain.open_drafts()[0]
    return [(_save(sealed, drafts[0], number), _save(plain, drafts[1], number)) for number in range(SAVES)]


def _save(store: SqlStore, draft: Draft, number: int) -> float:
    delta = Delta((answered(f"/data/section/question_{number % 30}", f"Some words of an answer {number}"),), ())
    return _seconds(lambda: store.save(draft.interview, delta, NOON))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _ in range(50))


def _plain(path: Path) -> Engine:
    """Return an engine over a file without a key, by the same library, with the same settings and tables."""

    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(str(path), isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        team_tables.team.metadata.create_all(connection)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


if __name__ == "__main__":
    sys.exit(main())
