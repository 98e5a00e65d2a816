"""Two people change one record on their laptops: every laptop shows the same, and a person's choice reaches all."""

import pytest

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.records import Json, Kind, RecordChanged
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.conflicts import Conflicts, Undecided
from rhi_desktop.services.syncing.guarding import GuardedRecords
from tests.syncing.laptops import Laptop, allocated, exchange_all


def conflicts_on(laptop: Laptop) -> Conflicts:
    store = laptop.store
    return Conflicts(store, GuardedRecords(store, store.team), Casework(store, laptop.clock), code_lists())


def change(laptop: Laptop, kind: Kind, record: str, **fields: Json) -> None:
    kept = laptop.store.get(kind, record)
    laptop.commit(kind, {**kept.body, **fields}, kept)


def told(undecided: Undecided) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.label, [(said.words, said.by[0].split(",")[0]) for said in one.said]) for one in undecided.fields]


def settle(laptop: Laptop, record: str, words: str) -> None:
    """Choose the value that says `words`."""
    asked = conflicts_on(laptop).ask(record)
    chosen = {one.path: said.revision for one in asked.fields for said in one.said if said.words == words}
    conflicts_on(laptop).settle(record, asked.head, chosen)


def test_a_worker_and_a_coordinator_change_one_referral(ann: Laptop, kim: Laptop) -> None:
    referral = allocated(ann, kim).id
    exchange_all(ann, kim)
    change(ann, Kind.REFERRAL, referral, notes="Call first", source="Police")
    change(kim, Kind.REFERRAL, referral, notes="Text first", returned="2026-11-24T18:30Z")
    exchange_all(ann, kim, ann)
    for laptop in (ann, kim):
        assert laptop.store.get(Kind.REFERRAL, referral).body["source"] == "Police"
        assert laptop.store.get(Kind.REFERRAL, referral).body["returned"] == "2026-11-24T18:30Z"
        ((label, said),) = told(conflicts_on(laptop).ask(referral))
        assert label == "Notes"
        assert sorted(said) == [("Call first", "Ann Invented"), ("Text first", "Kim Sample")]
    assert ann.store.get(Kind.REFERRAL, referral).body == kim.store.get(Kind.REFERRAL, referral).body
    settle(kim, referral, "Call first")
    exchange_all(kim, ann)
    for laptop in (ann, kim):
        kept = laptop.store.get(Kind.REFERRAL, referral).body
        assert (kept["notes"], kept["source"]) == ("Call first", "Police")
        assert conflicts_on(laptop).waiting() == ()
        assert "Text first" in [one.body["notes"] for one in laptop.store.history(referral)]
        assert (laptop.store.verify(), laptop.link.status().alarms) == ((), ())


def test_what_is_changed_while_a_choice_is_open_reaches_everybody_and_the_choice_stays_open(
    ann: Laptop, sam: Laptop
) -> None:
    child = ann.child().id
    exchange_all(ann, sam)
    change(ann, Kind.CHILD, child, school="Hill", sex="F")
    change(sam, Kind.CHILD, child, school="Vale", interpreter=True)
    exchange_all(ann, sam, ann)
    change(ann, Kind.CHILD, child, carer="Al Example")
    change(sam, Kind.CHILD, child, needs="Quiet")
    exchange_all(ann, sam, ann)
    for laptop in (ann, sam):
        kept = laptop.store.get(Kind.CHILD, child).body
        assert [kept[one] for one in ("sex", "interpreter", "carer", "needs")] == ["F", True, "Al Example", "Quiet"]
        ((_, said),) = told(conflicts_on(laptop).ask(child))
        assert sorted(said) == [("Hill", "Ann Invented"), ("Vale", "Sam Pretend")]
        assert laptop.store.verify() == ()
        before = laptop.store.get(Kind.CHILD, child)
        laptop.store.rebuild()
        assert laptop.store.get(Kind.CHILD, child) == before
    settle(sam, child, "Hill")
    exchange_all(sam, ann)
    assert ann.store.get(Kind.CHILD, child).body == sam.store.get(Kind.CHILD, child).body
    assert conflicts_on(ann).waiting() == ()


def test_two_who_settle_it_differently_at_once_are_asked_again(ann: Laptop, sam: Laptop) -> None:
    child = ann.child().id
    exchange_all(ann, sam)
    change(ann, Kind.CHILD, child, school="Hill")
    change(sam, Kind.CHILD, child, school="Vale")
    exchange_all(ann, sam, ann)
    settle(ann, child, "Hill")
    settle(sam, child, "Vale")
    exchange_all(ann, sam, ann)
    for laptop in (ann, sam):
        ((_, said),) = told(conflicts_on(laptop).ask(child))
        assert sorted(said) == [("Hill", "Ann Invented"), ("Vale", "Sam Pretend")]
    settle(ann, child, "Vale")
    exchange_all(ann, sam)
    for laptop in (ann, sam):
        assert laptop.store.get(Kind.CHILD, child).body["school"] == "Vale"
        assert conflicts_on(laptop).waiting() == ()


def test_two_who_settle_it_alike_are_not_asked_again(ann: Laptop, sam: Laptop) -> None:
    child = ann.child().id
    exchange_all(ann, sam)
    change(ann, Kind.CHILD, child, school="Hill")
    change(sam, Kind.CHILD, child, school="Vale")
    exchange_all(ann, sam, ann)
    for laptop in (ann, sam):
        settle(laptop, child, "Hill")
    exchange_all(ann, sam, ann)
    for laptop in (ann, sam):
        assert laptop.store.get(Kind.CHILD, child).body["school"] == "Hill"
        assert conflicts_on(laptop).waiting() == ()


def test_a_form_that_was_open_while_the_other_change_came_is_not_saved_over_it(ann: Laptop, sam: Laptop) -> None:
    child = ann.child()
    exchange_all(ann, sam)
    change(sam, Kind.CHILD, child.id, school="Vale")
    exchange_all(sam, ann)
    with pytest.raises(RecordChanged):
        ann.commit(Kind.CHILD, {**child.body, "school": "Hill"}, child)
    assert ann.store.get(Kind.CHILD, child.id).body["school"] == "Vale"
