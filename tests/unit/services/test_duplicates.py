"""A child recorded twice, over a real encrypted file: two records become one child, and two again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.duplicate import Duplicate
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.records import Change, Kind, RecordChanged
from rhi_desktop.domain.review import Review, Verdict
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.duplicates import (
    Duplicates,
    LaterFirst,
    NotJoined,
    ReasonMissing,
    SameRecord,
    stays,
)
from rhi_desktop.services.ports import AuditAct, WorklistFilter
from rhi_desktop.services.syncing.allocating import NotAllowed
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import (
    Clock,
    a_change,
    a_child,
    a_draft,
    a_referral,
    an_action,
    an_attempt,
    an_episode,
    an_interview,
    new_id,
)
from tests.scripted import scripted
from tests.store.engines import with_tables

WHY = "The police spelt the name another way."
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def clock() -> Clock:
    return Clock(step=timedelta(seconds=1))


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqlStore]:
    store = SqlStore.found(with_tables(tmp_path / "store.db"), "Sam Invented", clock)
    yield store
    assert store.verify() == ()
    store.close()


@pytest.fixture
def duplicates(store: SqlStore, clock: Clock) -> Duplicates:
    return Duplicates(store, lambda: True, clock)


def put(store: SqlStore, clock: Clock, *values: Child) -> list[str]:
    ids = [new_id(clock()) for _ in values]
    store.commit([a_change(value, record=one) for one, value in zip(ids, values, strict=True)])
    return ids


@pytest.fixture
def pair(store: SqlStore, clock: Clock) -> tuple[str, str]:
    """Robin, who stays, and Robyn, who is the same child and has something of every kind."""
    one, other = put(
        store, clock, a_child(school="Invented High"),
        a_child(name="Robyn Exampel", reference="RHI-0777", born="", address="1 Made Up Street", alerts=("Asthma",)),
    )  # fmt: skip
    filled(store, other)
    return one, other


def filled(store: SqlStore, child: str) -> dict[Kind, str]:
    """Put something of every kind on record about a child."""
    episode = a_change(an_episode(child))
    referral = a_change(a_referral(child, episodes=(episode.record,)))
    talk = a_change(an_interview(referral.record, child, episodes=(episode.record,), worker=store.member))
    known: dict[str, Any] = {"child": child, "referral": referral.record, "interview": talk.record}
    sharing = Sharing(**known, at="2026-11-25T10:00Z", recipient="police", what="record", by=store.member)
    review = Review(
        **known, version=1, revision="r", worker=store.member, reviewer=store.member, rubric="q", alone=True,
        at="2026-11-25T12:00:00.000000Z", verdict=Verdict.APPROVED,
    )  # fmt: skip
    changes = [
        episode, referral, talk, a_change(an_attempt(child, referral.record)),
        a_change(an_action(child, talk.record)), Change(new_id(), Kind.SHARING, to_body(sharing)),
        Change(new_id(), Kind.REVIEW, to_body(review)),
    ]  # fmt: skip
    store.commit(changes)
    return {one.kind: one.record for one in changes}


def join(duplicates: Duplicates, one: str, other: str, *chosen: str) -> Filed[Duplicate]:
    return duplicates.join(duplicates.preview(one, other), frozenset(chosen), WHY)


def names(store: SqlStore, text: str = "") -> list[str]:
    return [one.name for one in store.children(text, limit=99)]


def of(store: SqlStore, kind: Kind, child: str) -> int:
    return sum(one.body["child"] == child for one in store.linked(kind, child))


def test_all_goes_over_to_the_record_that_was_made_first(
    duplicates: Duplicates, store: SqlStore, clock: Clock, pair: tuple[str, str]
) -> None:
    one, other = pair
    seen = duplicates.preview(other, one)  # from whichever one begins
    assert (seen.one.id, seen.other.id) == (one, other)
    assert [entry.subject for entry in store.entries() if entry.act is AuditAct.CHILD_OPENED] == [other, one]
    assert dict(seen.counts) == {
        Kind.EPISODE: 1, Kind.REFERRAL: 1, Kind.ATTEMPT: 1, Kind.INTERVIEW: 1, Kind.ACTION: 1, Kind.SHARING: 1,
    }  # fmt: skip
    before = store.linked(Kind.INTERVIEW, other)[0]
    duplicates.join(seen, NOBODY, WHY)
    for kind, _ in seen.counts:
        assert (of(store, kind, one), of(store, kind, other)) == (1, 0)
    talk = store.get(Kind.INTERVIEW, before.id)
    assert {**talk.body, "child": other} == before.body
    assert store.linked(Kind.REVIEW, other)[0].body["child"] == other
    assert names(store) == ["Robin Example"]
    case = Casework(store, clock).open_child(other)
    assert (case.child.id, len(case.episodes), len(case.interviews)) == (one, 1, 1)
    (row,) = store.worklist(WorklistFilter(), offset=0, limit=9)
    assert (row.child, row.called) == (one, "Robin Example")


def test_what_one_record_alone_knows_is_taken_and_a_person_chooses_between_the_others(
    duplicates: Duplicates, store: SqlStore, pair: tuple[str, str]
) -> None:
    one, _ = pair
    seen = duplicates.preview(*pair)
    assert [(each.field, each.other) for each in seen.differing] == [
        ("name", "Robyn Exampel"),
        ("reference", "RHI-0777"),
    ]
    duplicates.join(seen, frozenset({"name"}), WHY)
    body = store.get(Kind.CHILD, one).body
    assert (body["name"], body["reference"], body["born"]) == ("Robyn Exampel", "RHI-0001", "2012-03-04")
    assert (body["address"], body["school"], body["alerts"]) == ("1 Made Up Street", "Invented High", ["Asthma"])
    assert body["other_names"] == ["Robin Example"]


def test_a_postcode_goes_with_its_address(duplicates: Duplicates, store: SqlStore, clock: Clock) -> None:
    one, other = put(
        store, clock, a_child(address="1 Made Up Street", postcode="S60 0ZZ"), a_child(address="2 Elsewhere Road")
    )
    join(duplicates, one, other, "address")
    body = store.get(Kind.CHILD, one).body
    assert (body["address"], body["postcode"]) == ("2 Elsewhere Road", "")
    three, four = put(store, clock, a_child(address="1 Made Up Street"), a_child(postcode="S60 0ZZ"))
    join(duplicates, three, four)
    assert store.get(Kind.CHILD, three).body["postcode"] == ""


@pytest.mark.parametrize("text", ["robin", "robyn", "exampel", "RHI-0777", "RHI-0001", "robin exampel"])
def test_the_child_is_found_by_all_that_either_record_was_called(
    duplicates: Duplicates, store: SqlStore, pair: tuple[str, str], text: str
) -> None:
    join(duplicates, *pair)
    assert [one.child for one in store.children(text, limit=9)] == [pair[0]]
    assert [one.child for one in store.worklist(WorklistFilter(text=text), offset=0, limit=9)] == [pair[0]]


def test_an_import_finds_the_one_that_stays_by_what_the_other_was_called(
    duplicates: Duplicates, store: SqlStore, pair: tuple[str, str]
) -> None:
    join(duplicates, *pair)
    assert {(entry.child, entry.reference) for entry in store.child_index()} == {
        (pair[0], "RHI-0001"),
        (pair[0], "RHI-0777"),
    }


def test_undone_exactly_what_was_moved_and_is_still_there_goes_back(
    duplicates: Duplicates, store: SqlStore, clock: Clock, pair: tuple[str, str]
) -> None:
    one, other = pair
    before = store.get(Kind.CHILD, one).body
    said = join(duplicates, *pair, "name")
    third = put(store, clock, a_child(name="Ash Specimen"))[0]
    action = store.linked(Kind.ACTION, one)[0]
    store.commit([Change(action.id, Kind.ACTION, {**action.body, "child": third}, (action.head,))])
    clock.now += timedelta(minutes=5)
    store.commit([a_change(an_episode(one), record=new_id(clock()))])
    with pytest.raises(ReasonMissing):
        duplicates.undo(said.id, said.head, "  ")
    undone = duplicates.undo(said.id, said.head, "They are cousins.")
    assert (undone.back, undone.stayed, undone.kept) == (5, 1, ())
    assert [of(store, Kind.EPISODE, child) for child in pair] == [1, 1]
    assert [of(store, Kind.INTERVIEW, child) for child in pair] == [0, 1]
    assert of(store, Kind.ACTION, third) == 1
    assert store.get(Kind.CHILD, one).body == before
    assert names(store) == ["Ash Specimen", "Robin Example", "Robyn Exampel"]
    history = store.history(said.id)
    assert [revision.body["undone_reason"] for revision in history] == ["", "They are cousins."]
    with pytest.raises(NotJoined):
        duplicates.undo(said.id, store.get(Kind.DUPLICATE, said.id).head, "Once more.")
    again = join(duplicates, *pair)
    assert [each.said.id for each in duplicates.of(one)] == [again.id]
    assert Casework(store, clock).open_child(other).child.id == one


def test_a_fact_that_was_changed_since_stays_when_it_is_undone(
    duplicates: Duplicates, store: SqlStore, pair: tuple[str, str]
) -> None:
    said = join(duplicates, *pair)
    kept = store.get(Kind.CHILD, pair[0])
    store.commit([Change(pair[0], Kind.CHILD, {**kept.body, "address": "3 New Way"}, (kept.head,))])
    undone = duplicates.undo(said.id, said.head, "They are cousins.")
    body = store.get(Kind.CHILD, pair[0]).body
    assert (undone.kept, body["address"], body["alerts"]) == (("address",), "3 New Way", [])


def test_what_comes_late_for_the_record_put_aside_is_counted_and_taken_over(
    duplicates: Duplicates, store: SqlStore, clock: Clock, pair: tuple[str, str]
) -> None:
    one, other = pair
    said = join(duplicates, *pair)
    clock.now += timedelta(minutes=5)
    store.commit([a_change(an_episode(other), record=new_id(clock()))])
    (joined,) = duplicates.of(one)
    assert (joined.late, joined.by, joined.other.name) == (1, "Sam Invented", "Robyn Exampel")
    assert {case.child for case in store.figures.ended_between(date(2026, 11, 1), date(2026, 11, 30))} == {one}
    whole = duplicates.gather(said.id, said.head)
    assert (of(store, Kind.EPISODE, one), duplicates.of(one)[0].late) == (2, 0)
    assert duplicates.undo(whole.id, whole.head, "They are cousins.").back == 7
    assert of(store, Kind.EPISODE, other) == 2


def test_three_records_of_a_child_become_one_and_are_parted_in_turn(
    duplicates: Duplicates, store: SqlStore, clock: Clock
) -> None:
    one, two, three = put(store, clock, a_child(), a_child(name="Robyn"), a_child(name="Robinn"))
    filled(store, three)
    early = join(duplicates, three, two)
    join(duplicates, two, one)
    assert names(store) == ["Robin Example"]
    assert names(store, "robinn") == ["Robin Example"]
    assert of(store, Kind.EPISODE, one) == 1
    assert {each.said.value.other for each in duplicates.of(one)} == {two, three}
    with pytest.raises(SameRecord):
        duplicates.preview(three, two)
    moved = store.get(Kind.DUPLICATE, early.id)
    assert moved.body["child"] == one
    for each in duplicates.of(one):
        if each.said.value.other == two:
            duplicates.undo(each.said.id, each.said.head, "Not the same.")
    assert (names(store, "robinn"), of(store, Kind.EPISODE, two)) == (["Robyn"], 1)
    (left,) = duplicates.of(two)
    duplicates.undo(left.said.id, left.said.head, "Not the same either.")
    assert (len(names(store)), of(store, Kind.EPISODE, three)) == (3, 1)


def test_a_record_that_leads_on_is_undone_only_after_what_came_later(
    duplicates: Duplicates, store: SqlStore, clock: Clock
) -> None:
    """Two people may have led records on past each other: then one is undone before the other."""
    one, two, three = put(store, clock, a_child(), a_child(name="Robyn"), a_child(name="Robinn"))
    early = join(duplicates, three, two)
    value = replace(early.value, child=one, other=two)
    store.commit([Change(new_id(clock()), Kind.DUPLICATE, to_body(value))])
    assert Casework(store, clock).open_child(three).child.id == one
    with pytest.raises(LaterFirst):
        duplicates.undo(early.id, early.head, "Not the same.")


def test_records_that_lead_to_each_other_lead_nowhere_wrong(
    duplicates: Duplicates, store: SqlStore, clock: Clock, pair: tuple[str, str]
) -> None:
    """No program of ours writes a younger record as the one that stays; one that did would be passed over."""
    said = join(duplicates, *pair).value
    store.commit([Change(new_id(clock()), Kind.DUPLICATE, to_body(replace(said, child=pair[1], other=pair[0])))])
    assert Casework(store, clock).open_child(pair[1]).child.id == pair[0]
    assert names(store) == ["Robin Example"]


def test_an_interview_being_written_goes_on_record_with_the_child_that_stays(
    duplicates: Duplicates, store: SqlStore, clock: Clock, pair: tuple[str, str]
) -> None:
    one, other = pair
    referral = a_change(a_referral(other))
    store.commit([referral])
    store.begin(a_draft(referral.record, other), ())
    join(duplicates, *pair)
    assert [draft.referral for draft in Casework(store, clock).open_child(one).drafts] == [referral.record]


def test_who_may_not_is_told_and_what_was_changed_meanwhile_is_not_overwritten(
    duplicates: Duplicates, store: SqlStore, clock: Clock, pair: tuple[str, str]
) -> None:
    worker = Duplicates(store, lambda: False, clock)
    with pytest.raises(NotAllowed):
        worker.preview(*pair)
    with pytest.raises(SameRecord):
        duplicates.preview(pair[0], pair[0])
    seen = duplicates.preview(*pair)
    with pytest.raises(ReasonMissing):
        duplicates.join(seen, NOBODY, "")
    kept = store.get(Kind.CHILD, pair[1])
    store.commit([Change(pair[1], Kind.CHILD, {**kept.body, "school": "Elsewhere"}, (kept.head,))])
    with pytest.raises(RecordChanged):
        duplicates.join(seen, NOBODY, WHY)
    said = join(duplicates, *pair)
    with pytest.raises(RecordChanged):
        duplicates.undo(said.id, "0" * 64, WHY)
    with pytest.raises(NotAllowed):
        worker.undo(said.id, said.head, WHY)


def test_a_record_that_was_put_aside_meanwhile_is_not_joined_again(
    duplicates: Duplicates, store: SqlStore, clock: Clock
) -> None:
    first, *both = put(store, clock, a_child(), a_child(name="Robyn"), a_child(name="Robinn"))
    for aside in both:
        seen = duplicates.preview(*both)
        said = join(duplicates, first, aside)
        with pytest.raises(RecordChanged):
            duplicates.join(seen, NOBODY, WHY)
        duplicates.undo(said.id, said.head, "Not the same.")


def test_an_interview_on_the_screen_goes_on_record_with_the_record_that_stays(tmp_path: Path) -> None:
    office = scripted(tmp_path)
    writing = office.write("interview")
    older = "00000000-0000-7000-8000-000000000000"
    office.store.commit([a_change(a_child(), record=older)])
    join(Duplicates(office.store, lambda: True, office.clock), older, writing.draft.child)
    submitted = office.interviewing.submit(writing, office.reasons(writing))
    assert submitted.value.child == older
    assert {one.body["child"] for one in office.store.linked(Kind.ACTION, submitted.id)} == {older}
    assert office.store.verify() == ()


def test_the_version_of_an_interview_stays(duplicates: Duplicates, store: SqlStore, pair: tuple[str, str]) -> None:
    join(duplicates, *pair)
    (talk,) = store.linked(Kind.INTERVIEW, pair[0])
    assert (talk.body["version"], talk.revisions) == (1, 2)


STEP = st.tuples(st.sampled_from(["join", "undo", "add"]), st.integers(0, 3), st.integers(0, 3))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example is a store: shrinking takes minutes
)  # fmt: skip
@given(st.lists(STEP, max_size=10))
def test_whatever_is_joined_and_parted_nothing_is_lost_and_all_can_be_undone(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        clock = Clock(step=timedelta(seconds=1))
        store = SqlStore.found(with_tables(Path(folder) / "store.db"), "Sam Invented", clock)
        duplicates, casework = Duplicates(store, lambda: True, clock), Casework(store, clock)
        children = put(store, clock, *(a_child(name=f"Child {number} Example") for number in range(4)))
        before = {}
        for child in children:
            episode = a_change(an_episode(child), record=new_id(clock()))
            before[episode.record] = child
            store.commit([episode])
        every = set(before)
        for what, one, other in steps:
            into = stays(store, children[one])
            if what == "join" and into != stays(store, children[other]):
                join(duplicates, children[one], children[other])
            elif what == "undo" and (there := duplicates.of(into)):
                said = there[other % len(there)].said
                duplicates.undo(said.id, said.head, "Not the same.")
            elif what == "add":
                added = a_change(an_episode(into), record=new_id(clock()))
                every.add(added.record)
                store.commit([added])
            shown = [row.child for row in store.children("", limit=9)]
            held = [episode.id for child in shown for episode in casework.open_child(child).episodes]
            assert sorted(held) == sorted(every)
            assert set(shown) == {stays(store, child) for child in children}
        for child in children:
            while there := duplicates.of(child):
                duplicates.undo(there[0].said.id, there[0].said.head, "Not the same.")
        assert {one: store.get(Kind.EPISODE, one).body["child"] for one in before} == before
        assert store.verify() == ()
        store.close()
