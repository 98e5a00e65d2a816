"""The log of accesses."""

from datetime import timedelta
from pathlib import Path

import pytest

from rhi_desktop.services.ports import AuditAct, AuditEntry
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.storable import UnstorableText
from tests.builders import NOON, Clock
from tests.store.engines import encrypted


def test_acts_are_listed_newest_first_and_by_subject(store: SqlStore, clock: Clock, tmp_path: Path) -> None:
    store.note(AuditAct.UNLOCKED)
    clock.now += timedelta(minutes=1)
    store.note(AuditAct.CHILD_OPENED, "child-1")
    store.note(AuditAct.EXPORTED, "interview-1")
    store.close()
    reopened = SqlStore.open(encrypted(tmp_path / "store.db"), clock)
    reopened.note(AuditAct.CHILD_OPENED, "child-1")
    acts = [(entry.act, entry.subject) for entry in reopened.entries()]
    opened = (AuditAct.CHILD_OPENED, "child-1")
    assert acts == [opened, (AuditAct.EXPORTED, "interview-1"), opened, (AuditAct.UNLOCKED, "")]
    assert reopened.entries(limit=1) == reopened.entries("child-1", limit=1)
    assert len(reopened.entries("child-1")) == 2
    assert reopened.entries()[-1] == AuditEntry(NOON, reopened.member, AuditAct.UNLOCKED, "")
    assert reopened.verify() == ()
    reopened.close()


def test_a_clock_set_back_leaves_the_log_in_the_order_of_the_acts(store: SqlStore, clock: Clock) -> None:
    store.note(AuditAct.UNLOCKED)
    clock.now -= timedelta(days=30)
    store.note(AuditAct.LOCKED)
    assert [entry.act for entry in store.entries()] == [AuditAct.LOCKED, AuditAct.UNLOCKED]
    assert store.verify() == ()


def test_a_broken_subject_is_refused(store: SqlStore) -> None:
    with pytest.raises(UnstorableText):
        store.note(AuditAct.EXPORTED, "\ud800")
    assert store.entries() == ()
