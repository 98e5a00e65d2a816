"""Drafts: durable answer by answer, removed with everything below a key and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.errors import DiskFull, DraftMissing
from rhi_desktop.domain.interview import Draft
from rhi_desktop.domain.records import instant_text
from rhi_desktop.services.ports import WorklistFilter, WorklistRow, WorkState
from rhi_desktop.store.drafts import DraftExists
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.storable import UnstorableText
from tests.builders import NOON, Clock, a_change, a_child, a_draft, a_referral, an_interview, answered
from tests.store.engines import encrypted

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def draft(store: SqlStore) -> Draft:
    """A draft without answers, on a referral that is on record."""
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [])
    return draft


def row(store: SqlStore) -> WorklistRow:
    """Return the only row of the worklist."""
    (only,) = store.worklist(WorklistFilter(), offset=0, limit=2)
    return only


def entries(store: SqlStore, draft: Draft) -> tuple[Entry, ...]:
    """Return the saved entries."""
    return store.read(draft.interview)[1]


def test_answers_are_there_after_a_restart_in_the_order_in_which_they_came(
    store: SqlStore, draft: Draft, tmp_path: Path
) -> None:
    store.save(draft.interview, Delta((answered("/data/z", "1"), answered("/data/a", "2")), ()), LATER)
    store.save(
        draft.interview, Delta((Entry("/data/m", "", AnswerState.DECLINED), answered("/data/z", "3")), ()), LATER
    )
    store.close()
    reopened = SqlStore.open(encrypted(tmp_path / "store.db"), Clock())
    kept, found = reopened.read(draft.interview)
    assert found == (answered("/data/z", "3"), answered("/data/a", "2"), Entry("/data/m", "", AnswerState.DECLINED))
    assert kept.saved == instant_text(LATER)
    reopened.close()


@pytest.mark.parametrize("removed", ["/d/p{1}", "/d/p{1}/n{3}", "/d/p{12}", "/d/p%", "/d/_{1}", "/d"])
def test_removing_a_key_takes_what_is_below_it_and_nothing_else(store: SqlStore, draft: Draft, removed: str) -> None:
    keys = ["/d/p{1}", "/d/p{1}/a", "/d/p{1}/n{3}", "/d/p{1}/n{3}/x", "/d/p{1}/n{30}/x", "/d/p{12}", "/d/p{12}/a"]
    keys += ["/d/p{1}0", "/d/p{1}-", "/d/pp{1}/a", "/d/q", "/D/P{1}/a", "/dd/a"]
    store.save(draft.interview, Delta(tuple(map(answered, keys)), ()), LATER)
    store.save(draft.interview, Delta((), (removed,)), LATER)
    left = [key for key in keys if key != removed and not key.startswith(removed + "/")]
    assert [entry.key for entry in entries(store, draft)] == left


def test_one_change_may_remove_and_save_the_same_key(store: SqlStore, draft: Draft) -> None:
    store.save(draft.interview, Delta((answered("/d/p{1}/a", "old"), answered("/d/p{1}/b", "old")), ()), LATER)
    store.save(draft.interview, Delta((answered("/d/p{1}/a", "new"),), ("/d/p{1}",)), LATER)
    assert entries(store, draft) == (answered("/d/p{1}/a", "new"),)


def test_saving_touches_no_other_draft(store: SqlStore, draft: Draft) -> None:
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    other = a_draft(referral.record, child.record)
    store.begin(other, [answered("/d/a", "theirs")])
    store.save(draft.interview, Delta((answered("/d/a", "mine"),), ("/d",)), LATER)
    assert entries(store, other) == (answered("/d/a", "theirs"),)
    assert [d.interview for d in store.open_drafts()] == [draft.interview, other.interview]
    store.save(other.interview, Delta((), ()), LATER + timedelta(seconds=1))
    assert [d.interview for d in store.open_drafts()] == [other.interview, draft.interview]


def test_the_worklist_follows_the_draft_from_its_beginning_to_its_end(store: SqlStore, draft: Draft) -> None:
    assert (row(store).state, row(store).interview, row(store).saved) == (
        WorkState.DRAFT,
        draft.interview,
        draft.saved,
    )
    store.save(draft.interview, Delta((answered("/d/a", "1"),), ()), LATER)
    assert row(store).saved == instant_text(LATER)
    store.discard(draft.interview)
    assert (row(store).state, row(store).interview, row(store).saved) == (WorkState.NEW, "", "")
    assert store.open_drafts() == ()
    assert store.verify() == ()


def test_discarding_a_second_draft_shows_the_interview_that_is_on_record(store: SqlStore, draft: Draft) -> None:
    interview = a_change(an_interview(draft.referral, draft.child), record=draft.interview)
    store.commit([interview], closes_draft=draft.interview)
    again = a_draft(draft.referral, draft.child)
    store.begin(again, [])
    assert row(store).state is WorkState.DRAFT
    store.discard(again.interview)
    assert (row(store).state, row(store).interview) == (WorkState.SUBMITTED, draft.interview)


def test_a_referral_has_one_draft_at_a_time(store: SqlStore, draft: Draft) -> None:
    with pytest.raises(DraftExists):
        store.begin(a_draft(draft.referral, draft.child), [answered("/d/a", "1")])
    assert entries(store, draft) == ()


def test_the_page_is_remembered(store: SqlStore, draft: Draft) -> None:
    store.turn_to(draft.interview, "/data/harm")
    assert store.read(draft.interview)[0].page == "/data/harm"


def test_a_draft_that_is_gone_is_said_to_be_gone(store: SqlStore, draft: Draft) -> None:
    store.discard(draft.interview)
    with pytest.raises(DraftMissing):
        store.save(draft.interview, Delta((answered("/d/a"),), ()), LATER)
    with pytest.raises(DraftMissing):
        store.turn_to(draft.interview, "/data/harm")
    with pytest.raises(DraftMissing):
        store.read(draft.interview)
    with pytest.raises(DraftMissing):
        store.discard(draft.interview)


@pytest.mark.parametrize(
    "value", ["x" * 100_000, "\u0627\u0644\u0633\u0644\u0627\u0645 \u202e abc", "\U0001f642", "a\x00b"]
)
def test_any_answer_is_kept_as_it_was(store: SqlStore, draft: Draft, value: str) -> None:
    store.save(draft.interview, Delta((answered("/d/a", value),), ()), LATER)
    assert entries(store, draft) == (answered("/d/a", value),)


@pytest.mark.parametrize("broken", [answered("/d/a", "x\ud800"), answered("/d/\udfff", "x")])
def test_half_a_surrogate_pair_is_refused_and_the_rest_stays(store: SqlStore, draft: Draft, broken: Entry) -> None:
    store.save(draft.interview, Delta((answered("/d/b", "kept"),), ()), LATER)
    with pytest.raises(UnstorableText):
        store.save(draft.interview, Delta((answered("/d/b", "new"), broken), ("/d",)), LATER)
    assert entries(store, draft) == (answered("/d/b", "kept"),)


def test_a_clock_set_back_keeps_the_answers_in_order(store: SqlStore, draft: Draft, engine: Engine) -> None:
    store.save(draft.interview, Delta((answered("/d/a", "first"),), ()), LATER)
    store.save(draft.interview, Delta((answered("/d/a", "second"),), ()), NOON - timedelta(days=1))
    assert entries(store, draft) == (answered("/d/a", "second"),)
    assert store.verify() == ()


def test_no_interview_is_begun_where_the_disk_has_no_room(engine: Engine, clock: Clock) -> None:
    def no_room(needed: int) -> None:
        raise DiskFull

    store = SqlStore.found(engine, "Sam Invented", clock, require_room=no_room)
    with pytest.raises(DiskFull):
        store.begin(a_draft("referral", "child"), ())
    assert store.open_drafts() == ()
