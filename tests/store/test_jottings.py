"""Jottings and reasons: kept at once, in their order, and gone with their draft."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.errors import DraftMissing
from rhi_desktop.domain.interview import Draft, Override
from rhi_desktop.domain.records import instant_text
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.store import tables
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.storable import UnstorableText
from rhi_desktop.store.transactions import reading
from tests.builders import NOON, Clock, a_change, a_child, a_draft, a_jotting, a_referral, an_interview, answered
from tests.store.engines import encrypted

LATER = NOON + timedelta(minutes=5)
REASON = Override("/data/harm", "not_asked", "Robin was tired; we agreed to talk again.")


@pytest.fixture
def draft(store: SqlStore) -> Draft:
    """A draft with one answer."""
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [answered("/data/a", "1")])
    return draft


def test_jottings_come_back_after_a_restart_in_the_order_in_which_they_were_made(
    store: SqlStore, draft: Draft, tmp_path: Path
) -> None:
    first = a_jotting("It was too loud there.", own_words=True, topic="/data/push")
    second = a_jotting("Bus to the park \U0001f642", at=instant_text(NOON - timedelta(hours=1)))
    for jotting in (first, second):
        store.jot(draft.interview, jotting)
    placed = replace(first, placed="/data/push/why")
    store.jot(draft.interview, placed)
    store.close()
    reopened = SqlStore.open(encrypted(tmp_path / "store.db"), Clock())
    assert reopened.jottings(draft.interview) == (placed, second)
    assert reopened.verify() == ()
    reopened.close()


def test_a_dropped_jotting_is_gone_and_the_others_stay(store: SqlStore, draft: Draft) -> None:
    kept, dropped = a_jotting("kept"), a_jotting("dropped")
    for jotting in (kept, dropped):
        store.jot(draft.interview, jotting)
    store.drop_jotting(draft.interview, dropped.id)
    store.drop_jotting(draft.interview, "no such jotting")
    assert store.jottings(draft.interview) == (kept,)


def test_a_jotting_counts_as_a_save_of_its_draft_and_an_old_one_does_not_set_it_back(
    store: SqlStore, draft: Draft
) -> None:
    store.jot(draft.interview, a_jotting(at=instant_text(LATER)))
    store.jot(draft.interview, a_jotting(at=instant_text(NOON)))
    (row,) = store.worklist(WorklistFilter(), offset=0, limit=2)
    assert store.read(draft.interview)[0].saved == row.saved == instant_text(LATER)
    assert store.verify() == ()


def test_jottings_belong_to_one_draft(store: SqlStore, draft: Draft) -> None:
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    other = a_draft(referral.record, child.record)
    store.begin(other, [])
    mine, theirs = a_jotting("mine", id="1"), a_jotting("theirs", id="1")
    store.jot(draft.interview, mine)
    store.jot(other.interview, theirs)
    store.drop_jotting(other.interview, "1")
    assert (store.jottings(draft.interview), store.jottings(other.interview)) == ((mine,), ())


def test_a_reason_is_kept_replaced_and_taken_back(store: SqlStore, draft: Draft) -> None:
    other = Override("/data/harm", "likeness", "Nothing has changed since.")
    for reason in (REASON, other, replace(REASON, reason="Asked by the social worker.")):
        store.give_reason(draft.interview, reason)
    assert store.reasons(draft.interview) == (other, replace(REASON, reason="Asked by the social worker."))
    store.give_reason(draft.interview, replace(other, reason="  "))
    assert store.reasons(draft.interview) == (replace(REASON, reason="Asked by the social worker."),)


@pytest.mark.parametrize("ending", ["submitted", "discarded"])
def test_everything_goes_with_the_draft(store: SqlStore, draft: Draft, engine: Engine, ending: str) -> None:
    store.jot(draft.interview, a_jotting())
    store.give_reason(draft.interview, REASON)
    if ending == "submitted":
        interview = a_change(an_interview(draft.referral, draft.child), record=draft.interview)
        store.commit([interview], closes_draft=draft.interview)
    else:
        store.discard(draft.interview)
    with reading(engine) as connection:
        for table in (tables.draft_entry, tables.jotting, tables.draft_reason):
            assert connection.scalar(select(func.count()).select_from(table)) == 0, table.name
    assert (store.jottings(draft.interview), store.reasons(draft.interview)) == ((), ())


def test_a_draft_moves_to_another_question_set_with_what_that_changes(store: SqlStore, draft: Draft) -> None:
    store.jot(draft.interview, a_jotting())
    moved = (answered("/data/b", "1"), Entry("/data/c", "", AnswerState.NOT_ASKED))
    store.rebind(draft.interview, "another set", "e" * 64, Delta(moved, ("/data/a",)), LATER)
    kept, entries = store.read(draft.interview)
    assert kept == replace(draft, question_set="another set", digest="e" * 64, saved=instant_text(LATER))
    assert entries == moved
    assert len(store.jottings(draft.interview)) == 1
    (row,) = store.worklist(WorklistFilter(), offset=0, limit=2)
    assert row.saved == instant_text(LATER)
    assert store.verify() == ()


def test_a_draft_that_is_gone_takes_nothing(store: SqlStore, draft: Draft) -> None:
    store.discard(draft.interview)
    jotting = a_jotting()
    with pytest.raises(DraftMissing):
        store.jot(draft.interview, jotting)
    with pytest.raises(DraftMissing):
        store.drop_jotting(draft.interview, jotting.id)
    with pytest.raises(DraftMissing):
        store.give_reason(draft.interview, REASON)
    with pytest.raises(DraftMissing):
        store.rebind(draft.interview, "set", "digest", Delta((), ()), LATER)
    assert store.jottings(draft.interview) == ()


def test_half_a_surrogate_pair_is_refused(store: SqlStore, draft: Draft) -> None:
    with pytest.raises(UnstorableText):
        store.jot(draft.interview, a_jotting("x\ud83d"))
    with pytest.raises(UnstorableText):
        store.give_reason(draft.interview, replace(REASON, reason="x\ud83d"))
    assert (store.jottings(draft.interview), store.reasons(draft.interview)) == ((), ())


def test_a_jotting_without_an_instant_is_refused(store: SqlStore, draft: Draft) -> None:
    with pytest.raises(ValueError, match="instant"):
        store.jot(draft.interview, a_jotting(at="yesterday"))
    assert store.jottings(draft.interview) == ()
