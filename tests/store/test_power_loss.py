"""A loss of power cuts the log off anywhere: what was acknowledged before the cut is there, and nothing by halves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.answers import Delta, Entry
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import AuditAct, WorklistFilter, WorklistRow
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_draft, a_referral, an_action, an_interview, answered
from tests.store.engines import encrypted, with_tables

WAL = "store.db-wal"
Seen = tuple[tuple[WorklistRow, ...], tuple[tuple[Entry, ...], ...], tuple[int, ...], int]


@dataclass(frozen=True)
class Day:
    """The bytes of a store after a day's work; and after each act the log's length and what was to be seen."""

    main: bytes
    log: bytes
    acknowledged: tuple[tuple[int, Seen], ...]


def seen(store: SqlStore) -> Seen:
    """Return what a person can see of the store."""
    drafts = tuple(store.read(draft.interview)[1] for draft in store.open_drafts())
    kinds = (Kind.CHILD, Kind.REFERRAL, Kind.INTERVIEW, Kind.ACTION)
    counts = tuple(len(store.every(kind)) for kind in kinds)
    return store.worklist(WorklistFilter(), offset=0, limit=9), drafts, counts, len(store.entries())


def acts(store: SqlStore) -> Iterator[Callable[[], object]]:
    """Yield the acts of a day, one after the other."""
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    draft = a_draft(referral.record, child.record)
    yield lambda: store.commit([child, referral])
    yield lambda: store.begin(draft, [answered("/d/a", "1"), answered("/d/p{1}"), answered("/d/p{1}/b", "2")])
    for number in range(4):
        answer = answered("/d/a", f"{number} " + "words " * 900)
        yield partial(store.save, draft.interview, Delta((answer,), ()), NOON)
    yield lambda: store.save(draft.interview, Delta((answered("/d/c", "3"),), ("/d/p{1}",)), NOON)
    yield lambda: store.note(AuditAct.CHILD_OPENED, child.record)
    interview = a_change(an_interview(referral.record, child.record, outcome="x" * 9_000), record=draft.interview)
    action = a_change(an_action(child.record, draft.interview))
    yield lambda: store.commit([interview, action], closes_draft=draft.interview)
    yield lambda: store.note(AuditAct.LOCKED)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A day's work, with nothing moved from the log into the main file yet."""
    path = tmp_path_factory.mktemp("day") / "store.db"
    with_tables(path).dispose()
    engine = encrypted(path)
    store = SqlStore.found(engine, "Sam Invented", Clock())
    log = path.with_name(WAL)
    acknowledged = [(log.stat().st_size, seen(store))]
    for act in acts(store):
        act()
        acknowledged.append((log.stat().st_size, seen(store)))
    kept = Day(path.read_bytes(), log.read_bytes(), tuple(acknowledged))
    engine.dispose()
    return kept


def test_every_act_reached_the_log_before_it_was_acknowledged(day: Day) -> None:
    sizes = [size for size, _ in day.acknowledged]
    assert sizes == sorted(set(sizes))
    assert len(sizes) == 11


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_acknowledged_before_the_cut_is_there_and_nothing_by_halves(
    day: Day, data: st.DataObject, tmp_path: Path
) -> None:
    cut = data.draw(st.integers(day.acknowledged[0][0], len(day.log)), label="cut")
    torn = data.draw(st.binary(max_size=8_192), label="torn")
    path = tmp_path / "store.db"
    path.with_name("store.db-shm").unlink(missing_ok=True)
    path.write_bytes(day.main)
    path.with_name(WAL).write_bytes(day.log[:cut] + torn)
    expected = [what for size, what in day.acknowledged if size <= cut][-1]
    engine = encrypted(path)
    store = SqlStore.open(engine, Clock())
    assert seen(store) == expected
    assert store.verify() == ()
    store.commit([a_change(a_child(name="Sasha Invented"))])
    assert store.verify() == ()
    store.close()
