"""Children, episodes and referrals on record, over a real encrypted file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.records import Kind, RecordChanged, RecordMissing
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.ports import AuditAct, WorklistFilter
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_draft, a_referral, an_episode, an_interview, new_id
from tests.store.engines import with_tables

ALL = WorklistFilter()


@pytest.fixture
def clock() -> Clock:
    return Clock(step=timedelta(seconds=1))


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqlStore]:
    store = SqlStore.found(with_tables(tmp_path / "store.db"), "Sam Invented", clock)
    yield store
    store.close()


@pytest.fixture
def casework(store: SqlStore, clock: Clock) -> Casework:
    return Casework(store, clock)


def take(casework: Casework, child: Child | str, **times: str) -> Filed[Referral]:
    return casework.take_referral(
        child, an_episode("", **times), received="2026-11-25T09:00Z", source="Police", notes="Call first."
    )


def test_a_referral_brings_its_child_and_episode_and_stands_in_the_worklist(
    casework: Casework, store: SqlStore
) -> None:
    taken = take(casework, a_child()).value
    episode = store.get(Kind.EPISODE, taken.episodes[0])
    assert episode.body["child"] == taken.child
    assert taken.worker == store.member
    assert taken.returned == "2026-11-24T18:30Z"
    (row,) = store.worklist(ALL, offset=0, limit=10)
    assert (row.called, row.returned, row.received) == ("Robin Example", "2026-11-24T18:30Z", "2026-11-25T09:00Z")


def test_a_second_referral_of_a_known_child_makes_no_second_child(casework: Casework, store: SqlStore) -> None:
    first = take(casework, a_child()).value
    second = take(casework, first.child, missing_since="2026-11-24T22:00Z", returned="2026-11-25T07:00Z").value
    assert second.child == first.child
    assert len(store.children("", limit=10)) == 1
    assert len(casework.open_child(first.child).referrals) == 2


def test_a_known_episode_is_referred_without_a_copy_of_it(casework: Casework, store: SqlStore) -> None:
    child = casework.register(a_child())
    episode = casework.add_episode(an_episode(child.id))
    taken = casework.take_referral(child.id, episode.id, received="2026-11-25", source="", notes="")
    assert taken.value.episodes == (episode.id,)
    assert taken.value.returned == episode.value.returned
    assert len(store.linked(Kind.EPISODE, child.id)) == 1


def test_one_referral_may_cover_several_recorded_episodes(casework: Casework, store: SqlStore) -> None:
    child = casework.register(a_child())
    early = casework.add_episode(an_episode(child.id, returned="2026-11-22T10:00Z"))
    late = casework.add_episode(an_episode(child.id, returned="2026-11-24T10:00Z"))
    taken = casework.refer(child.id, (late.id, early.id), received="2026-11-25", source="Home", notes="Both nights.")
    assert taken.value.returned == "2026-11-24T10:00Z"
    assert (taken.value.source, taken.value.notes, taken.value.worker) == ("Home", "Both nights.", store.member)
    casework.amend_episode(early.id, early.head, replace(early.value, returned="2026-11-24T23:00Z"))
    (row,) = store.worklist(ALL, offset=0, limit=10)
    assert row.returned == "2026-11-24T23:00Z"


def test_a_referral_that_fails_leaves_nothing_behind(casework: Casework, store: SqlStore) -> None:
    with pytest.raises(RecordMissing):
        casework.take_referral(a_child(), new_id(), received="2026-11-25", source="", notes="")
    assert store.children("", limit=10) == ()
    assert store.worklist_count(ALL) == 0


def test_the_clock_of_a_referral_follows_an_amended_return(casework: Casework, store: SqlStore) -> None:
    taken = take(casework, a_child(), returned="")
    assert taken.value.returned == ""
    (episode,) = casework.open_child(taken.value.child).episodes
    casework.amend_episode(episode.id, episode.head, replace(episode.value, returned="2026-11-25T06:15Z"))
    (row,) = store.worklist(ALL, offset=0, limit=10)
    assert row.returned == "2026-11-25T06:15Z"


@pytest.mark.parametrize(
    ("other", "latest"),
    [
        ("2026-11-25T07:00Z", "2026-11-25T07:00Z"),
        ("2026-11-20", "2026-11-24T10:00Z"),
        ("2026-11-25", "2026-11-25"),
        ("", "2026-11-24T10:00Z"),
    ],
)
def test_of_several_episodes_the_last_return_starts_the_clock(
    casework: Casework, store: SqlStore, other: str, latest: str
) -> None:
    child = casework.register(a_child())
    one = casework.add_episode(an_episode(child.id))
    two = casework.add_episode(an_episode(child.id, returned=other))
    referral = a_change(a_referral(child.id, episodes=(one.id, two.id)))
    store.commit([referral])
    casework.amend_episode(one.id, one.head, replace(one.value, returned="2026-11-24T10:00Z"))
    assert store.get(Kind.REFERRAL, referral.record).body["returned"] == latest


def test_an_amendment_that_leaves_the_return_alone_leaves_the_referral_alone(
    casework: Casework, store: SqlStore
) -> None:
    taken = take(casework, a_child())
    (episode,) = casework.open_child(taken.value.child).episodes
    casework.amend_episode(episode.id, episode.head, replace(episode.value, found_at="Bus station"))
    assert store.get(Kind.REFERRAL, taken.id).head == taken.head


def test_what_was_changed_meanwhile_is_not_written_over(casework: Casework) -> None:
    child = casework.register(a_child())
    casework.amend_child(child.id, child.head, replace(child.value, needs="Hears better on the left"))
    with pytest.raises(RecordChanged, match="changed elsewhere"):
        casework.amend_child(child.id, child.head, replace(child.value, needs="Other"))
    assert casework.open_child(child.id).child.value.needs == "Hears better on the left"


def test_an_episode_changed_meanwhile_moves_no_clock(casework: Casework, store: SqlStore) -> None:
    taken = take(casework, a_child())
    (episode,) = casework.open_child(taken.value.child).episodes
    casework.amend_episode(episode.id, episode.head, replace(episode.value, found_at="Park"))
    with pytest.raises(RecordChanged):
        casework.amend_episode(episode.id, episode.head, replace(episode.value, returned="2026-11-25T01:00Z"))
    assert store.get(Kind.REFERRAL, taken.id).body["returned"] == "2026-11-24T18:30Z"


def test_a_case_holds_all_about_one_child_and_nothing_about_another(casework: Casework, store: SqlStore) -> None:
    taken = take(casework, a_child())
    other = take(casework, a_child(name="Sasha Invented"))
    child = taken.value.child
    interview = a_change(an_interview(taken.id, child))
    foreign = a_change(an_interview(other.id, other.value.child))
    store.commit([interview, foreign])
    later = take(casework, child)
    mine = a_draft(later.id, child)
    store.begin(mine, [])
    store.begin(a_draft(other.id, other.value.child), [])
    case = casework.open_child(child)
    assert case.child.value.name == "Robin Example"
    assert [one.id for one in case.referrals] == [later.id, taken.id]
    assert [one.id for one in case.interviews] == [interview.record]
    assert case.drafts == (mine,)
    assert {one.value.child for one in case.episodes} == {child}


def test_opening_a_case_is_noted_and_listing_children_is_not(casework: Casework, store: SqlStore) -> None:
    child = casework.register(a_child())
    store.children("", limit=5)
    assert store.entries(child.id) == ()
    casework.open_child(child.id)
    (entry,) = store.entries(child.id)
    assert (entry.act, entry.member) == (AuditAct.CHILD_OPENED, store.member)


def test_the_opening_of_a_child_who_is_not_there_is_not_noted(casework: Casework, store: SqlStore) -> None:
    missing = new_id()
    with pytest.raises(RecordMissing, match="not in the store"):
        casework.open_child(missing)
    assert store.entries(missing) == ()


def test_history_tells_every_value_that_stood_oldest_first(casework: Casework) -> None:
    child = casework.register(a_child())
    for needs in ("One", "Two"):
        child = casework.amend_child(child.id, child.head, replace(child.value, needs=needs))
    revisions = casework.history(child.id)
    assert [revision.body["needs"] for revision in revisions] == ["", "One", "Two"]
    assert revisions[-1].id == child.head
    assert child.revisions == 3
