"""Looking up over 10,000 interviews, and committing 30,000 changes at once. `python -m tests.bench.lookups`.

The store is opened as the program opens it, with all that SQLCipher does to keep memory safe.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.recognising import key_of
from rhi_desktop.domain.records import Change
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.store.engine import make_store, open_engine
from rhi_desktop.store.keys import KEY
from rhi_desktop.store.migrate import Migrations
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral, an_episode
from tests.store.engines import SCRIPTS
from tests.store.many import populate

REFERRALS = 12_500
IMPORTED = 10_000
RUNS = 60
PEOPLE = 10
"""How many cards of people one interview has: each is asked for by name, nickname, phone and handle."""


def main() -> int:
    """Print each figure beside its limit; return 1 where one does not hold."""
    gc.disable()  # as on the program's own threads (see `gui.garbage`)
    with tempfile.TemporaryDirectory() as folder:
        store = _store(Path(folder) / "store.db")
        changes = [change for number in range(IMPORTED) for change in _family(number)]
        imported = _seconds(lambda: store.commit_all(changes))
        populate(store, REFERRALS)
        child = store.children("rob", limit=1)[0].child
        red = WorklistFilter(triage=frozenset([TriageLevel.RED]), by_priority=True)
        page = {"offset": 0, "limit": 50}
        rows = (
            ("heard of before, 40 keys, p95, ms", _p95(lambda: store.mentions(_asked())), 50.0),
            ("episodes since and from, p95, ms", _p95(lambda: _thresholds(store, child)), 16.0),
            ("places of a child, p95, ms", _p95(lambda: store.hotspots(child)), 16.0),
            (
                "worklist by priority, p95, ms",
                _p95(lambda: store.worklist(WorklistFilter(by_priority=True), **page)),
                16.0,
            ),
            ("worklist, red alone, p95, ms", _p95(lambda: store.worklist(red, **page)), 16.0),
            ("all children and episodes, s", _seconds(lambda: (store.child_index(), store.episode_index())), 2.0),
            (f"{len(changes):,} changes in one commit, s", imported, 8.0),
        )
        store.close()
    for what, figure, limit in rows:
        sys.stdout.write(f"{what:<38}{figure:>10.2f}  {limit:g}: {'holds' if figure <= limit else 'TOO MUCH'}\n")
    return int(any(figure > limit for _, figure, limit in rows))


def _store(path: Path) -> SqlStore:
    key = bytes(range(KEY))
    make_store(path, key)
    engine = open_engine(path, key)
    Migrations(SCRIPTS).upgrade(engine, lambda _: None, lambda: None)
    return SqlStore.found(engine, "Sam Invented", Clock())


def _family(number: int) -> tuple[Change, ...]:
    child = a_change(a_child(name=f"Invented Child {number}", reference=f"N{number:05}", police_reference=f"P{number}"))
    where = {"missing_from": "Example House", "missing_from_postcode": "ZZ1 9ZZ", "found_at": "Invented Park"}
    episode = a_change(an_episode(child.record, **where))
    return child, episode, a_change(a_referral(child.record, episodes=(episode.record,)))


def _asked() -> list[tuple[MentionKind, str]]:
    said = (
        (MentionKind.NAME, "Invented Friend {}"),
        (MentionKind.NICKNAME, "Nick {}"),
        (MentionKind.PHONE, "07700 9000{:02}"),
        (MentionKind.HANDLE, "@invented_{}"),
    )
    return [(kind, key_of(kind, text.format(number))) for kind, text in said for number in range(PEOPLE)]


def _thresholds(store: SqlStore, child: str) -> None:
    store.episodes_since(child, date(2026, 8, 27))
    store.episodes_from("Example House", "ZZ1 9ZZ", date(2026, 10, 26))


def _p95(work: Callable[[], object]) -> float:
    return statistics.quantiles((_seconds(work) for _ in range(RUNS)), n=20)[-1] * 1000


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
