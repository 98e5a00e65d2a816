"""The store from its founding to a submitted interview, reopened in between."""

from pathlib import Path

import pytest

from rhi_desktop.domain.answers import Delta
from rhi_desktop.domain.errors import DraftMissing
from rhi_desktop.domain.records import Kind, RecordChanged
from rhi_desktop.services.ports import Store, WorklistFilter, WorkState
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_draft, a_referral, an_interview, answered
from tests.store.engines import encrypted, upgrade

ALL = WorklistFilter()


def test_an_interview_goes_from_referral_to_record_across_restarts(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    engine = encrypted(path)
    upgrade(engine)
    store: Store = SqlStore.found(engine, "Sam Invented", Clock())
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [answered("/data/a", "1")])
    store.save(draft.interview, Delta((answered("/data/b", "2"),), ()), Clock()())
    store.close()

    store = SqlStore.open(encrypted(path), Clock())
    assert store.read(draft.interview) == (draft, (answered("/data/a", "1"), answered("/data/b", "2")))
    assert [row.state for row in store.worklist(ALL, offset=0, limit=10)] == [WorkState.DRAFT]
    interview = a_change(an_interview(referral.record, child.record), record=draft.interview)
    (record,) = store.commit([interview], closes_draft=draft.interview)
    assert store.get(Kind.INTERVIEW, interview.record) == record
    assert store.linked(Kind.INTERVIEW, referral.record) == (record,)
    assert [revision.id for revision in store.history(interview.record)] == [record.head]
    assert [row.state for row in store.worklist(ALL, offset=0, limit=10)] == [WorkState.SUBMITTED]
    with pytest.raises(DraftMissing):
        store.read(draft.interview)
    with pytest.raises(RecordChanged):
        store.commit([a_change(a_child(), record=child.record)])
    store.close()
