"""The filled store that lists and the bench are measured on is a store like any other."""

from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import WorklistFilter, WorkState
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import a_change, a_child
from tests.store.many import populate


def test_a_filled_store_is_sound_and_can_be_worked_in(store: SqlStore) -> None:
    store.commit([a_change(a_child(name="Earlier Example"))])
    populate(store, 100, drafts=5)
    store.commit([a_change(a_child(name="Later Example"))])
    assert store.verify() == ()
    assert len(store.every(Kind.CHILD)) == 102
    counts = {state: store.worklist_count(WorklistFilter(states=frozenset([state]))) for state in WorkState}
    assert counts == {WorkState.NEW: 15, WorkState.DRAFT: 5, WorkState.RETURNED: 0, WorkState.SUBMITTED: 80}
