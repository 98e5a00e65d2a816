"""Committing thousands at once: the same as one by one, all or nothing, and told about as it goes."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event, select

from rhi_desktop.domain.errors import DiskFull, RhiError
from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.domain.records import Change, Kind, RecordChanged
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.store import commit, tables
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.transactions import reading
from tests.builders import (
    Clock,
    a_change,
    a_child,
    a_draft,
    a_referral,
    a_triage,
    an_attempt,
    an_episode,
    an_interview,
)
from tests.store.engines import encrypted, with_tables

ROOT = Path(__file__).parents[2]
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
DAYS = st.sampled_from(["", "2026-11-24", "2026-11-24T18:30Z", "last Tuesday"])


class Cancelled(RhiError):
    """Somebody pressed “Cancel”."""


def family(number: int) -> list[Change]:
    """Return a child with an episode and a referral."""
    child = a_change(a_child(name=f"Invented Child {number}", reference=f"R{number}"))
    episode = a_change(an_episode(child.record))
    return [child, episode, a_change(a_referral(child.record, episodes=(episode.record,)))]


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows but signatures and audit."""
    with reading(engine) as connection:
        found = {table.name: sorted(map(tuple, connection.execute(select(table)))) for table in tables.DERIVED}
        found["revision"] = sorted(map(tuple, connection.execute(select(tables.revision))))
        return found


@st.composite
def changes(draw: st.DrawFn) -> list[list[Change]]:
    """Draw two commits: records of all kinds that name each other, then some of them amended."""
    children = [a_change(a_child(name=draw(NAMES), other_names=(draw(NAMES),))) for _ in range(draw(st.integers(1, 3)))]
    ids = st.sampled_from([child.record for child in children])
    referrals, others = [], []
    for _ in range(draw(st.integers(0, 3))):
        triage = draw(st.none() | st.sampled_from(TriageLevel).map(a_triage))
        referrals.append(a_change(a_referral(draw(ids), returned=draw(DAYS), triage=triage)))
    requests = st.sampled_from([*(referral.record for referral in referrals), "elsewhere"])
    for _ in range(draw(st.integers(0, 5))):
        mentions = (Mention(MentionKind.NAME, draw(NAMES)),)
        about = draw(
            st.sampled_from(
                [
                    an_attempt(draw(ids), draw(requests), result=draw(NAMES)),
                    an_interview(draw(requests), draw(ids), mentions=mentions),
                    an_interview(draw(requests), draw(ids), outcome="declined"),
                    an_episode(draw(ids), missing_since=draw(DAYS), missing_from=draw(NAMES)),
                ]
            )
        )
        others.append(a_change(about))
    first = draw(st.permutations([*children, *referrals, *others]))
    again = [
        replace(one, body=draw(st.sampled_from([other.body for other in first if other.kind is one.kind])))
        for one in draw(st.permutations(first))[: draw(st.integers(0, len(first)))]
    ]
    return [list(first), again]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(both=changes(), at_once=st.integers(1, 4))
def test_in_bulk_is_the_same_as_one_by_one(both: list[list[Change]], at_once: int, template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(commit, "_AT_ONCE", at_once)
        found = []
        for name in ("bulk", "single"):
            path = Path(folder) / name
            shutil.copy(template, path)
            engine = encrypted(path)
            store = SqlStore.open(engine, Clock())
            for some in both:
                based = [replace(one, parents=heads(store, one.record)) for one in some]
                if name == "bulk":
                    assert store.commit_all(based) == len(based)
                else:
                    for one in based:
                        store.commit([one])
            assert store.verify() == ()
            found.append(rows(engine))
            store.rebuild()
            assert rows(engine) == found[-1]
            engine.dispose()
        assert found[0] == found[1]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded store to be copied."""
    path: Path = tmp_path_factory.mktemp("founded") / "store.db"
    SqlStore.found(with_tables(path), "Sam Invented", Clock()).close()
    return path


def heads(store: SqlStore, record: str) -> tuple[str, ...]:
    """Return what a change of a record is made from."""
    return tuple(revision.id for revision in store.history(record)[-1:])


def test_the_progress_is_told_as_it_goes_and_ends_at_all(store: SqlStore) -> None:
    told: list[int] = []
    everything = [change for number in range(800) for change in family(number)]
    assert store.commit_all(everything, progress=told.append) == 2_400
    assert told == sorted(told)
    assert (len(told) > 2, told[-1]) == (True, 2_400)
    assert store.worklist_count(WorklistFilter()) == 800
    assert store.verify() == ()
    assert store.commit_all([]) == 0


def test_cancelling_leaves_nothing_and_the_same_can_be_committed_again(store: SqlStore, engine: Engine) -> None:
    store.commit(family(0))
    before = rows(engine)
    everything = [change for number in range(1, 500) for change in family(number)]

    def cancel(done: int) -> None:
        if done < len(everything):
            raise Cancelled

    with pytest.raises(Cancelled):
        store.commit_all(everything, progress=cancel)
    assert rows(engine) == before
    assert store.verify() == ()
    store.commit_all(everything)
    assert store.worklist_count(WorklistFilter()) == 500
    assert store.verify() == ()


def test_one_change_made_from_something_old_takes_all_back(store: SqlStore, engine: Engine) -> None:
    child, *_ = store.commit(family(0))
    before = rows(engine)
    stale = a_change(a_child(name="Overwritten"), "f" * 64, record=child.id)
    everything = [*(change for number in range(1, 400) for change in family(number)), stale]
    with pytest.raises(RecordChanged):
        store.commit_all(everything)
    assert rows(engine) == before
    with pytest.raises(ValueError, match="once"):
        store.commit_all([everything[0], everything[0]])
    with pytest.raises(ValueError, match="kind"):
        store.commit_all([Change(child.id, Kind.SETTING, {"name": "x", "value": "y"}, (child.head,))])
    assert rows(engine) == before


def test_a_disk_that_fills_half_way_takes_all_back(store: SqlStore, engine: Engine) -> None:
    store.commit(family(0))
    before = rows(engine)
    room = [60]

    def limit(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + room[0]}")

    event.listen(engine, "begin", limit)
    everything = [change for number in range(1, 500) for change in family(number)]
    with pytest.raises(DiskFull):
        store.commit_all(everything)
    room[0] = 1_000_000
    assert rows(engine) == before
    store.commit_all(everything)
    assert store.verify() == ()


def test_room_is_asked_for_by_how_much_is_to_come(engine: Engine, clock: Clock) -> None:
    asked: list[int] = []

    def require(needed: int) -> None:
        asked.append(needed)
        if needed > 1_000_000:
            raise DiskFull

    store = SqlStore.found(engine, "Sam Invented", clock, require_room=require)
    store.commit_all(family(0))
    with pytest.raises(DiskFull):
        store.commit_all([change for number in range(1, 100) for change in family(number)])
    assert store.worklist_count(WorklistFilter()) == 1
    store.begin(a_draft("referral", "child"), ())
    assert asked[0] < asked[1]
    assert asked[2] == 0


_WRITER = """
import sys
from pathlib import Path
from tests.store.test_bulk import import_for_ever
import_for_ever(Path(sys.argv[1]))
"""


def import_for_ever(path: Path) -> None:
    """Commit many again and again, each time telling how far it has come and what is on record."""

    def told(what: str) -> Callable[[int], None]:
        def tell(number: int) -> None:
            sys.stdout.write(f"{what} {number}\n")
            sys.stdout.flush()

        return tell

    store = SqlStore.open(encrypted(path), Clock())
    for number in range(1_000):
        store.commit_all([one for n in range(800) for one in family(800 * number + n)], progress=told("written"))
        told("committed")(800 * (number + 1))


@pytest.mark.parametrize("after", ["written 1000", "written 2000", "committed 800"])
def test_a_process_that_is_killed_leaves_all_of_a_commit_or_nothing(tmp_path: Path, after: str) -> None:
    path = tmp_path / "store.db"
    SqlStore.found(with_tables(path), "Sam Invented", Clock()).close()
    command = [sys.executable, "-c", _WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        told: list[str] = []
        while not told or told[-1] != after:
            told.append(writer.stdout.readline().strip())
        writer.kill()
        told += [line.strip() for line in writer.stdout.readlines() if line.endswith("\n")]
    reopened = SqlStore.open(encrypted(path), Clock())
    committed = max((int(line.split()[1]) for line in told if line.startswith("committed")), default=0)
    assert reopened.worklist_count(WorklistFilter()) in {committed, committed + 800}
    assert reopened.verify() == ()
    reopened.close()
