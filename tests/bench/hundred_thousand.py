"""What a coordinator waits for with 1,000, 10,000 and 100,000 interviews. `python -m tests.bench.hundred_thousand`.

One store grows, and is asked as the program would: through the services that the windows ask, in a process of its own
that did not make it. Every figure is the slowest of several questions, or the 95th percentile where it says so.
"""

import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Final

from rhi_desktop.domain.figures.figures import Period, View
from rhi_desktop.domain.figures.scorecard import Dimension
from rhi_desktop.gui.search.model import FoundModel
from rhi_desktop.services.desk_lists import DeskLists, Overview
from rhi_desktop.services.desk_rows import DeskFilter, Group
from rhi_desktop.services.figures.figures import Figures
from rhi_desktop.services.pattern.networks import Networks
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.searching import Searching
from rhi_desktop.store.engine import make_store, open_engine
from rhi_desktop.store.keys import KEY
from rhi_desktop.store.migrate import Migrations
from rhi_desktop.store.sql_store import SqlStore
from tests.bench.years import WORKERS, Years
from tests.builders import NOON, Clock
from tests.checking import some_rulebook
from tests.scripted import shipped
from tests.store.engines import SCRIPTS

SIZES: Final = (1_000, 10_000, 100_000)
PAGE: Final = 100
"""Rows that a list asks for at once."""
FOUND: Final = FoundModel.size
LIMITS: Final = {
    "desk opens, ms": 1_000.0,
    "any filter, slowest, ms": 100.0,
    "scorecard for a year, slowest, ms": 300.0,
    "full-text search, p95, ms": 50.0,
    "network for a year, ms": 1_000.0,
}
_KEY: Final = bytes(range(KEY))
_YEAR: Final = Period((NOON - timedelta(days=365)).date(), NOON.date())


def main(sizes: tuple[int, ...] = SIZES) -> int:
    """Print each figure for each size beside its limit; return 1 where the largest does not hold one."""
    measured: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        years = Years(_founded(path))
        for before, size in zip((0, *sizes), sizes, strict=False):
            store = _opened(path)
            built = _seconds(partial(years.add, store, size - before))
            store.close()
            measured.append(
                {**_apart(path, list(_asked(years))), "file, MiB": path.stat().st_size / 2**20, "made in, s": built}
            )
    _show(sizes, measured)
    return int(any(measured[-1][what] > limit for what, limit in LIMITS.items()))


def _founded(path: Path) -> str:
    """Make an empty store with the shipped questions, and return their id."""
    make_store(path, _KEY)
    engine = open_engine(path, _KEY)
    Migrations(SCRIPTS).upgrade(engine, lambda _: None, lambda: None)
    store = SqlStore.found(engine, "Sam Invented", Clock())
    questions = QuestionSets(store, store.member).install(shipped())
    store.close()
    return questions


def _opened(path: Path) -> SqlStore:
    return SqlStore.open(open_engine(path, _KEY), Clock())


def _apart(path: Path, texts: list[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.hundred_thousand", str(path)]
    done = subprocess.run(command, input=json.dumps(texts), stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(path: Path, texts: list[str]) -> dict[str, float]:
    """Measure a store in this process, in milliseconds; `texts` are searched for."""
    gc.disable()  # as on the program's own threads (see `gui.garbage`)
    began = time.perf_counter()
    store = _opened(path)
    lists = DeskLists(store.desk, Clock())
    overview = lists.overview()
    _page(lists, overview, Group.OPEN)
    opened = time.perf_counter() - began
    figures = Figures(store, some_rulebook(store, Clock()), Clock())
    searching = Searching(store, QuestionSets(store, store.member))
    networks = Networks(store)
    filters = product(Group, ("", "rob", "sasha exa"), ("", WORKERS[0]))
    cards = product(View, Dimension)
    found = {
        "desk opens, ms": opened,
        "any filter, slowest, ms": max(_best(partial(_page, lists, overview, *one)) for one in filters),
        "scorecard for a year, slowest, ms": max(_best(partial(figures.scorecard, _YEAR, *one)) for one in cards),
        "full-text search, p95, ms": _p95(_seconds(partial(_search, searching, text)) for text in texts),
        "network for a year, ms": _best(lambda: networks.draw(_YEAR, networks.read(_YEAR))),
    }
    store.close()
    return {what: seconds * 1_000 for what, seconds in found.items()}


def _page(lists: DeskLists, overview: Overview, group: Group, text: str = "", worker: str = "") -> None:
    """Ask what the desk asks when somebody narrows it; the overview it has already."""
    filter_ = DeskFilter(NOON, group, text, worker)
    lists.count(filter_)
    lists.page(filter_, overview, offset=0, limit=PAGE)


def _search(searching: Searching, text: str) -> None:
    searching.count(text)
    searching.page(text, offset=0, limit=FOUND)


def _asked(years: Years) -> Iterator[str]:
    """What people type: common and rare words, several, their beginnings, quotations, names."""
    for common, rare in zip(years.common, years.rare, strict=True):
        yield from (common, rare, f"{common} {rare}", common[:3], f'"{years.common[0]} {common}"', f"rob {common}")


def _p95(seconds: Iterator[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _best(work: Callable[[], object]) -> float:
    """Return the better of two runs: whatever else the machine did in the other is not ours."""
    return min(_seconds(work), _seconds(work))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _show(sizes: tuple[int, ...], measured: list[dict[str, float]]) -> None:
    sys.stdout.write(f"{'interviews':<38}{''.join(f'{size:>12,}' for size in sizes)}\n")
    for what in measured[-1]:
        figures = "".join(f"{one[what]:>12.1f}" for one in measured)
        limit = LIMITS.get(what)
        held = "" if limit is None else f"  {limit:g}: {'holds' if measured[-1][what] <= limit else 'TOO MUCH'}"
        sys.stdout.write(f"{what:<38}{figures}{held}\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), json.loads(sys.stdin.read()))))
    else:
        sys.exit(main())
