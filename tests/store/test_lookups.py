"""Looking up across the store: who was heard of before, how often a child was missing, and from where."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.domain.recognising import key_of
from rhi_desktop.domain.records import instant_text
from rhi_desktop.services.lookups import ChildEntry, EpisodeEntry, PlaceCount, ReferralEntry
from rhi_desktop.store import tables
from rhi_desktop.store.lookups import episodes_query, mentions_query
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import a_change, a_child, a_referral, an_episode, an_interview
from tests.store.engines import as_shipped
from tests.store.many import fill
from tests.store.plans import plan

PHONE, NAME, PLACE = MentionKind.PHONE, MentionKind.NAME, MentionKind.PLACE


def submitted(store: SqlStore, child: str, day: int, *mentions: Mention) -> str:
    """Put an interview of a day in November on record."""
    about = {"submitted": instant_text(datetime(2026, 11, day, tzinfo=UTC)), "mentions": mentions}
    return store.commit([a_change(an_interview("referral", child, **about))])[0].id


def missing(store: SqlStore, child: str, **fields: Any) -> str:
    """Put an episode on record."""
    return store.commit([a_change(an_episode(child, **fields))])[0].id


def a_child_on_record(store: SqlStore, **fields: Any) -> str:
    """Put a child on record."""
    return store.commit([a_change(a_child(**fields))])[0].id


def test_a_number_named_by_one_child_is_found_for_another_the_newest_first(store: SqlStore) -> None:
    robin = a_child_on_record(store, preferred_name="Bobbin")
    sasha = a_child_on_record(store, name="Sasha Invented")
    late = submitted(store, sasha, 20, Mention(PHONE, "+44 7700 900123", "/p{2}"), Mention(NAME, "Ash Madeup", "/p{2}"))
    early = submitted(store, robin, 10, Mention(NAME, "Somebody Else"), Mention(PHONE, "07700 900123"))
    asked = [(PHONE, key_of(PHONE, "07700900123")), (NAME, key_of(NAME, "ash madeup")), (NAME, "")]
    found = store.mentions(asked)
    assert [(row.interview, row.text, row.card) for row in found] == [
        (late, "+44 7700 900123", "/p{2}"),
        (late, "Ash Madeup", "/p{2}"),
        (early, "07700 900123", ""),
    ]
    assert (found[2].called, found[2].child, found[2].key, found[2].submitted[:10]) == (
        "Bobbin", robin, "07700900123", "2026-11-10",
    )  # fmt: skip
    assert [row.interview for row in store.mentions(asked, besides=late)] == [early]
    assert [row.interview for row in store.mentions(asked, limit=1)] == [late]


def test_a_key_is_not_found_under_another_kind_nor_asked_for_empty(store: SqlStore) -> None:
    child = a_child_on_record(store)
    submitted(store, child, 10, Mention(NAME, "Ghost"), Mention(NAME, "unknown"), Mention(PHONE, "?"))
    assert store.mentions([(MentionKind.NICKNAME, "ghost"), (PHONE, ""), (NAME, "unknown")]) == ()
    assert store.mentions([]) == ()


def test_an_amended_interview_mentions_what_it_says_now(store: SqlStore) -> None:
    child = a_child_on_record(store)
    interview = submitted(store, child, 10, Mention(NAME, "Ghost"), Mention(NAME, "Ash"))
    head = store.history(interview)[-1].id
    again = an_interview("referral", child, mentions=(Mention(NAME, "Ash Madeup"),))
    store.commit([a_change(again, head, record=interview)])
    assert [row.text for row in store.mentions_of(child)] == ["Ash Madeup"]
    assert store.mentions([(NAME, "ghost")]) == ()


def test_what_a_child_mentioned_comes_by_interview_in_the_order_of_each(store: SqlStore) -> None:
    child, other = a_child_on_record(store), a_child_on_record(store)
    submitted(store, child, 1, Mention(NAME, "B"), Mention(NAME, "A"))
    submitted(store, other, 2, Mention(NAME, "Not Theirs"))
    submitted(store, child, 3, Mention(PLACE, "Park"))
    assert [row.text for row in store.mentions_of(child)] == ["Park", "B", "A"]


def test_the_indexes_hold_what_matching_needs_and_the_newest_revision(store: SqlStore) -> None:
    names = {"preferred_name": "Daisy", "other_names": ("Dao Nguyen",), "police_reference": "P1", "nhs_number": "N1"}
    child = a_change(a_child(name="Nguyễn Thị Đào", born="2011-02-28", reference="R1", **names))
    episode = a_change(an_episode(child.record, police_reference="MP/1", found="2026-11-24", kind="away"))
    referral = a_change(a_referral(child.record, episodes=(episode.record,), worker="a member"))
    old, *_ = store.commit([child, episode, referral])
    changed = a_child(name="Nguyễn Thị Đào", born="2011-03-01", reference="R1", **names)
    (new,) = store.commit([a_change(changed, old.head, record=child.record)])
    assert store.child_index() == (
        ChildEntry(child.record, new.head, "Nguyễn Thị Đào", "Daisy", ("Dao Nguyen",), "2011-03-01", "R1", "P1", "N1"),
    )
    (kept,) = store.episode_index()
    times = ("2026-11-23T21:00Z", "2026-11-24", "2026-11-24T18:30Z")
    assert kept == EpisodeEntry(episode.record, kept.head, child.record, "away", *times, "MP/1")
    assert kept.head == store.history(episode.record)[-1].id
    (request,) = store.referral_index()
    assert request == ReferralEntry(referral.record, request.head, child.record, (episode.record,), "2026-11-25T09:00Z")
    assert request.head == store.history(referral.record)[-1].id


def test_a_child_is_found_by_other_names_and_references(store: SqlStore) -> None:
    known = {"other_names": ("Dao Nguyen",), "police_reference": "MP/4711", "nhs_number": "999 000 0001"}
    a_child_on_record(store, name="Robin Example", **known)
    for text in ("nguyen", "4711", "9990000001", "999 000"):
        assert [row.name for row in store.children(text, limit=9)] == ["Robin Example"], text


def test_episodes_count_from_the_day_in_london_on(store: SqlStore) -> None:
    child, other = a_child_on_record(store), a_child_on_record(store)
    missing(store, child, missing_since="2026-06-30T23:30Z")  # 1 July, half past midnight
    missing(store, child, missing_since="2026-06-30")
    missing(store, child, missing_since="", returned="2026-07-02T09:00Z")
    missing(store, child, missing_since="", returned="")
    missing(store, other, missing_since="2026-07-05")
    assert store.episodes_since(child, date(2026, 7, 1)) == 2
    assert store.episodes_since(child, date(2026, 6, 30)) == 3
    assert store.episodes_since("nobody", date(2026, 1, 1)) == 0


def test_episodes_from_a_place_count_by_postcode_and_by_name_without_one(store: SqlStore) -> None:
    children = [a_child_on_record(store) for _ in range(3)]
    places = [("Example House", "ZZ1 9ZZ"), ("Elsewhere", "zz19zz"), ("example house.", "")]
    for child, (name, postcode) in zip(children, places, strict=True):
        missing(store, child, missing_since="2026-11-01", missing_from=name, missing_from_postcode=postcode)
    since = date(2026, 11, 1)
    assert store.episodes_from("Example House", "ZZ1 9ZZ", since) == 2
    assert store.episodes_from("EXAMPLE HOUSE", "", since) == 2
    assert store.episodes_from("Example House", "", date(2026, 11, 2)) == 0
    assert store.episodes_from("", "", since) == 0


def test_a_childs_places_come_with_how_often_they_were_found_there_named_it_and_left_it(store: SqlStore) -> None:
    child, other = a_child_on_record(store), a_child_on_record(store)
    for day, found in ((1, "Invented Park"), (2, "invented park."), (3, "Bus station")):
        missing(store, child, missing_since=f"2026-11-0{day}", missing_from="Home", found_at=found)
    missing(store, other, missing_since="2026-11-04", found_at="Not Theirs")
    submitted(store, child, 5, Mention(PLACE, "Bus Station"), Mention(PLACE, "Bus station"), Mention(NAME, "Ash"))
    spots = store.hotspots(child)
    assert spots == (
        PlaceCount("Bus Station", found=1, named=2, left=0, last="2026-11-05"),
        PlaceCount("invented park.", found=2, named=0, left=0, last="2026-11-02"),
        PlaceCount("Home", found=0, named=0, left=3, last="2026-11-03"),
    )
    assert [spot.count for spot in spots] == [3, 2, 3]
    assert store.hotspots(child, limit=1) == spots[:1]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqlStore, Engine]]:
    """A store with 300 referrals and 240 interviews."""
    path: Path = tmp_path_factory.mktemp("full") / "store.db"
    engine = as_shipped(path)
    yield fill(engine, 300), engine
    engine.dispose()


def test_mentions_are_found_on_their_index_newest_first(full: tuple[SqlStore, Engine]) -> None:
    steps = plan(full[1], mentions_query([(PLACE, "inventedretailpark"), (PHONE, "07700900007")], "besides", 50))
    inside = steps[: steps.index("SCAN newest")]
    assert "SEARCH mention USING COVERING INDEX ix_mention_kind_key_submitted (kind=? AND key=?)" in inside, steps
    assert not any("SCAN mention" in step for step in steps), steps
    found = full[0].mentions([(PLACE, "inventedretailpark")], limit=1_000)
    assert len(found) == 240
    assert list(found) == sorted(found, key=lambda row: row.submitted, reverse=True)


@pytest.mark.parametrize("column", ["child", "postcode", "place"])
def test_episodes_are_counted_on_an_index(full: tuple[SqlStore, Engine], column: str) -> None:
    steps = plan(full[1], episodes_query(tables.episode_row.c[column] == "x", date(2026, 11, 1)))
    assert steps == [f"SEARCH episode_row USING COVERING INDEX ix_episode_row_{column}_day ({column}=? AND day>?)"]
