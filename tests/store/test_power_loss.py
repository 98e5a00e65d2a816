"""A loss of power cuts the log off anywhere: what was acknowledged before the cut is there, and nothing by halves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from rhi_desktop.domain.answers import Delta, Entry
from rhi_desktop.domain.interview import Draft, Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.services.ports import AuditAct, WorklistFilter, WorklistRow
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import (
    NOON,
    Clock,
    a_change,
    a_child,
    a_draft,
    a_jotting,
    a_referral,
    an_action,
    an_interview,
    answered,
)
from tests.store.engines import encrypted, with_tables

WAL = "store.db-wal"
LOG_HEADER, FRAME = 32, 24 + 4096
"""Bytes of SQLite's log (https://sqlite.org/fileformat2.html#the_write_ahead_log)."""
Written = tuple[Draft, tuple[Entry, ...], tuple[Jotting, ...], tuple[Override, ...]]
Seen = tuple[tuple[WorklistRow, ...], tuple[Written, ...], tuple[int, ...], int]


@dataclass(frozen=True)
class Day:
    """The bytes of a store after a day's work; and after each act the log's length and what was to be seen."""

    main: bytes
    log: bytes
    acknowledged: tuple[tuple[int, Seen], ...]


def seen(store: SqlStore) -> Seen:
    """Return what a person can see of the store."""
    ids = [draft.interview for draft in store.open_drafts()]
    drafts = tuple((*store.read(one), store.jottings(one), store.reasons(one)) for one in ids)
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
        yield partial(store.save, draft.interview, Delta((answer,), ()), NOON + timedelta(seconds=number))
    yield lambda: store.save(
        draft.interview, Delta((answered("/d/c", "3"),), ("/d/p{1}",)), NOON + timedelta(minutes=1)
    )
    jotting = a_jotting("words " * 900)
    yield lambda: store.jot(draft.interview, jotting)
    yield lambda: store.jot(draft.interview, replace(jotting, placed="/d/a"))
    yield lambda: store.give_reason(draft.interview, Override("/d/a", "kind", "because"))
    yield lambda: store.note(AuditAct.CHILD_OPENED, child.record)
    yield lambda: store.commit_all(list(_imported()))
    interview = a_change(an_interview(referral.record, child.record, outcome="x" * 9_000), record=draft.interview)
    action = a_change(an_action(child.record, draft.interview))
    yield lambda: store.commit([interview, action], closes_draft=draft.interview)
    yield lambda: store.note(AuditAct.LOCKED)


def _imported() -> Iterator[Change]:
    for number in range(3):
        child = a_change(a_child(name=f"Invented Child {number}"))
        yield from (child, a_change(a_referral(child.record)))


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
    assert len(sizes) == 15


def cuts(day: Day) -> list[tuple[int, bytes]]:
    """Return every whole number of frames that may have reached the disk, bare and with what else may follow it.

    That is half of the next frame, and an older one again, in turn.
    """
    first = day.acknowledged[0][0]
    whole = range(LOG_HEADER + (first - LOG_HEADER) // FRAME * FRAME, len(day.log) + 1, FRAME)
    after = [
        (cut, day.log[cut:][: FRAME // 2] if place % 2 else day.log[cut - FRAME :][:FRAME])
        for place, cut in enumerate(whole)
    ]
    return [(cut, b"") for cut in whole] + after


def test_what_was_acknowledged_before_the_cut_is_there_and_nothing_by_halves(day: Day, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    assert len(cuts(day)) > 150
    for cut, garbage in cuts(day):
        path.with_name("store.db-shm").unlink(missing_ok=True)
        path.write_bytes(day.main)
        path.with_name(WAL).write_bytes(day.log[:cut] + garbage)
        store = SqlStore.open(encrypted(path), Clock())
        assert seen(store) == [what for size, what in day.acknowledged if size <= cut][-1], cut
        assert store.verify() == (), cut
        store.close()
