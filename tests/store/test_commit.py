"""Commits: signed revisions and current records, all or nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.errors import DraftMissing
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import GENESIS, Change, Kind, Record, RecordChanged, RecordMissing
from rhi_desktop.services.ports import Store, WorklistFilter, WorkState
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.storable import UnstorableText
from tests.builders import Clock, a_change, a_child, a_draft, a_referral, an_action, an_episode, an_interview, answered
from tests.store.engines import encrypted

ALL = WorklistFilter()


def amend(store: SqlStore, record: Record, **fields: Any) -> Record:
    """Commit a child again with changed fields."""
    child = replace(from_body(record.body, Child), **fields)
    return store.commit([a_change(child, record.head, record=record.id)])[0]


def test_what_was_committed_is_read_back_after_a_restart(store: Store, engine: Engine, tmp_path: Path) -> None:
    child = a_change(a_child(alerts=("Do not disclose address",)))
    (record,) = store.commit([child])
    store.close()
    reopened = SqlStore.open(encrypted(tmp_path / "store.db"), Clock())
    assert reopened.get(Kind.CHILD, child.record) == record
    assert from_body(record.body, Child) == a_child(alerts=("Do not disclose address",))
    assert (record.revisions, record.author) == (1, reopened.member)
    reopened.close()


def test_every_revision_is_kept_with_its_parent(store: SqlStore) -> None:
    (first,) = store.commit([a_change(a_child())])
    second = amend(store, first, preferred_name="Bobbin")
    assert second.revisions == 2
    old, new = store.history(first.id)
    assert (old.id, old.parents) == (first.head, ())
    assert (new.id, new.parents) == (second.head, (first.head,))
    assert (new.body["preferred_name"], old.body["preferred_name"]) == ("Bobbin", "")


def test_revisions_of_one_commit_are_chained_one_after_the_other(store: SqlStore) -> None:
    changes = [a_change(a_child()) for _ in range(3)]
    records = store.commit(changes)
    revisions = [store.history(record.id)[0] for record in records]
    founding = store.history(store.member)[0]
    assert founding.previous == GENESIS
    assert [r.previous for r in revisions] == [founding.id, revisions[0].id, revisions[1].id]
    assert [r.counter for r in revisions] == [2, 3, 4]
    assert {r.device for r in revisions} == {store.device}


def test_a_change_made_from_an_old_revision_is_refused_and_writes_nothing(store: SqlStore) -> None:
    (first,) = store.commit([a_change(a_child())])
    second = amend(store, first, needs="Prefers to walk while talking")
    other = a_change(a_child(name="Sasha Invented"))
    stale = a_change(a_child(name="Overwritten"), first.head, record=first.id)
    with pytest.raises(RecordChanged):
        store.commit([other, stale])
    assert store.get(Kind.CHILD, first.id) == second
    with pytest.raises(RecordMissing):
        store.get(Kind.CHILD, other.record)
    assert store.verify() == ()


@pytest.mark.parametrize("parents", [(), ("f" * 64,)])
def test_a_record_is_not_begun_twice_nor_from_an_unknown_revision(store: SqlStore, parents: tuple[str, ...]) -> None:
    (first,) = store.commit([a_change(a_child())])
    with pytest.raises(RecordChanged):
        store.commit([a_change(a_child(), *parents, record=first.id)])


def test_a_parent_that_does_not_exist_is_refused_for_a_new_record(store: SqlStore) -> None:
    with pytest.raises(RecordChanged):
        store.commit([a_change(a_child(), "f" * 64)])


def test_two_changes_to_one_record_in_one_commit_are_refused(store: SqlStore) -> None:
    change = a_change(a_child())
    with pytest.raises(ValueError, match="once"):
        store.commit([change, replace(change, body={"name": "Second"})])
    assert store.every(Kind.CHILD) == ()


def test_a_record_keeps_its_kind(store: SqlStore) -> None:
    (child,) = store.commit([a_change(a_child())])
    with pytest.raises(ValueError, match="kind"):
        store.commit([Change(child.id, Kind.SETTING, {"name": "x", "value": "y"}, (child.head,))])
    assert store.get(Kind.CHILD, child.id) == child


def test_records_are_found_by_what_they_name_the_newest_first(store: SqlStore) -> None:
    child, other = a_change(a_child()), a_change(a_child(name="Sasha Invented"))
    episodes = [a_change(an_episode(child.record)) for _ in range(3)]
    elsewhere = a_change(an_episode(other.record))
    referral = a_change(a_referral(child.record, episodes=(episodes[0].record, episodes[2].record)))
    store.commit([child, other, *episodes, elsewhere, referral])
    assert [r.id for r in store.linked(Kind.EPISODE, child.record)] == [e.record for e in reversed(episodes)]
    assert [r.id for r in store.linked(Kind.REFERRAL, episodes[2].record)] == [referral.record]
    assert store.linked(Kind.REFERRAL, episodes[1].record) == ()
    assert store.linked(Kind.CHILD, child.record) == ()


def test_an_amended_record_is_found_by_what_it_names_now(store: SqlStore) -> None:
    child, sibling = a_change(a_child()), a_change(a_child(name="Sasha Invented"))
    (_, _, filed) = store.commit([child, sibling, episode := a_change(an_episode(child.record))])
    store.commit([a_change(an_episode(sibling.record), filed.head, record=episode.record)])
    assert store.linked(Kind.EPISODE, child.record) == ()
    assert [r.id for r in store.linked(Kind.EPISODE, sibling.record)] == [episode.record]


def test_submitting_closes_the_draft_in_the_same_commit(store: SqlStore) -> None:
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [answered("/data/a", "1")])
    interview = a_change(an_interview(referral.record, child.record), record=draft.interview)
    action = a_change(an_action(child.record, draft.interview))
    store.commit([interview, action], closes_draft=draft.interview)
    assert store.open_drafts() == ()
    assert [r.id for r in store.linked(Kind.ACTION, draft.interview)] == [action.record]
    (row,) = store.worklist(ALL, offset=0, limit=5)
    assert (row.state, row.interview, row.saved) == (WorkState.SUBMITTED, draft.interview, "")


def test_a_commit_that_closes_a_draft_that_is_gone_writes_nothing(store: SqlStore) -> None:
    child = a_change(a_child())
    with pytest.raises(DraftMissing):
        store.commit([child], closes_draft="no such draft")
    assert store.every(Kind.CHILD) == ()
    assert store.verify() == ()


def test_a_refused_submission_leaves_the_draft(store: SqlStore) -> None:
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    (filed, _) = store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [answered("/data/a", "1")])
    interview = a_change(an_interview(referral.record, child.record), record=draft.interview)
    with pytest.raises(RecordChanged):
        store.commit([interview, a_change(a_child(), record=filed.id)], closes_draft=draft.interview)
    assert store.read(draft.interview) == (draft, (answered("/data/a", "1"),))
    assert store.linked(Kind.INTERVIEW, referral.record) == ()


def test_a_clock_set_back_is_written_down_and_breaks_nothing(store: SqlStore, clock: Clock) -> None:
    (first,) = store.commit([a_change(a_child())])
    clock.now -= timedelta(days=400)
    second = amend(store, first, sex="male")
    third = amend(store, second, sex="female")
    assert second.at < first.at
    assert store.get(Kind.CHILD, first.id) == third
    assert [r.counter for r in store.history(first.id)] == [2, 3, 4]
    assert store.verify() == ()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "\N{HEBREW LETTER ALEF}\N{RIGHT-TO-LEFT OVERRIDE}abc",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "nul \x00 inside",
        'quote " and \\ and \u2028',
    ],
    ids=["100,000 characters", "right to left", "joined emoji", "NUL", "quotes"],
)
def test_any_text_is_kept_as_it_was(store: SqlStore, text: str) -> None:
    (record,) = store.commit([a_change(a_child(needs=text))])
    assert store.get(Kind.CHILD, record.id).body["needs"] == text
    assert store.verify() == ()


def test_half_a_surrogate_pair_is_refused_without_a_word_of_the_text(store: SqlStore) -> None:
    with pytest.raises(UnstorableText) as refused:
        store.commit([a_change(a_child(), record="x"), a_change(a_child(needs="secret \ud83d"))])
    assert refused.value.__context__ is None
    assert refused.value.__cause__ is None
    assert "secret" not in str(refused.value)
    assert store.every(Kind.CHILD) == ()


def test_the_first_member_is_on_record_with_the_keys_of_the_device(store: SqlStore) -> None:
    member = from_body(store.get(Kind.MEMBER, store.member).body, Member)
    assert (member.name, member.device) == ("Sam Invented", store.device)
    assert len(bytes.fromhex(member.signing_key)) == 32
    assert len(bytes.fromhex(member.sealing_key)) == 1184 + 32


def test_closing_a_draft_without_an_interview_leaves_the_referral_new(store: SqlStore) -> None:
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [])
    store.commit([a_change(an_action(child.record, draft.interview))], closes_draft=draft.interview)
    assert [row.state for row in store.worklist(ALL, offset=0, limit=5)] == [WorkState.NEW]
    assert store.verify() == ()


def test_an_amended_interview_stays_behind_the_newer_one_on_its_referral(store: SqlStore) -> None:
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    older, newer = (a_change(an_interview(referral.record, child.record)) for _ in range(2))
    *_, first, _ = store.commit([child, referral, older, newer])
    store.commit([a_change(an_interview(referral.record, child.record, outcome="held"), first.head, record=first.id)])
    assert [row.interview for row in store.worklist(ALL, offset=0, limit=5)] == [newer.record]
    assert store.verify() == ()


def test_several_records_are_read_at_once_and_those_that_are_not_there_left_out(store: SqlStore) -> None:
    children = [a_change(a_child(name=f"Robin Example {number}")) for number in range(3)]
    other = a_change(an_episode(children[0].record))
    store.commit([*children, other])
    asked = [children[2].record, "none", other.record, *(f"none {number}" for number in range(600)), children[0].record]
    found = {record.id: record for record in store.several(Kind.CHILD, asked)}
    assert set(found) == {children[0].record, children[2].record}
    assert found[children[2].record] == store.get(Kind.CHILD, children[2].record)
    assert store.several(Kind.CHILD, []) == ()
