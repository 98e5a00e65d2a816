"""Roles on real laptops: what an altered program writes without the right is taken by nobody, and this is told."""

from typing import Any

import pytest

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.permitting import WORDS, Objection
from rhi_desktop.domain.place import Place
from rhi_desktop.domain.records import Change, Kind, Record
from rhi_desktop.domain.review import Review, Verdict
from rhi_desktop.services.ports import Store
from rhi_desktop.services.syncing.allocating import NotAllowed
from rhi_desktop.services.syncing.guarding import guarded
from tests.builders import an_interview, new_id
from tests.syncing.laptops import Laptop, allocated, exchange_all, let_in
from tests.syncing.memory_hub import MemoryHub

pytestmark = pytest.mark.parametrize("hubs", ["memory"], indirect=True)


def a_review(interview: Record, reviewer: str, **fields: Any) -> Review:
    known: dict[str, Any] = {
        "child": interview.body["child"], "referral": interview.body["referral"], "interview": interview.id,
        "version": 1, "revision": interview.head, "worker": interview.body["worker"], "reviewer": reviewer,
        "at": "2026-11-25T12:00:00.000000Z", "rubric": new_id(), "verdict": Verdict.APPROVED,
    }  # fmt: skip
    return Review(**{**known, **fields})


def interviewed(ann: Laptop, kim: Laptop) -> Record:
    """Let Kim submit an interview on a referral that Ann gave her; it is on both laptops."""
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    value = an_interview(referral.id, str(referral.body["child"]), worker=kim.member)
    made = kim.commit(Kind.INTERVIEW, to_body(value))
    exchange_all(kim, ann)
    return made


def refusals(laptop: Laptop) -> str:
    return " ".join(one.why for one in laptop.link.refusals())


def newcomer(hub: MemoryHub, beside: Laptop, name: str) -> Laptop:
    return Laptop(name, beside.path.with_name(f"{name.split(maxsplit=1)[0].lower()}.db"), hub.as_asked_by)


def has(laptop: Laptop, kind: Kind) -> int:
    with laptop.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM revision WHERE kind = ?", (kind.value,))
        return int(found.scalar_one())


def test_a_review_that_a_workers_laptop_signed_is_taken_by_nobody_and_shown(ann: Laptop, kim: Laptop) -> None:
    made = interviewed(ann, kim)
    forged = a_review(made, kim.member, worker=ann.member)
    kept = kim.commit(Kind.REVIEW, to_body(forged))
    kim.send_by_force(kept.head)
    exchange_all(kim, ann, kim)
    assert has(ann, Kind.REVIEW) == 0
    assert "Only a reviewer or a coordinator" in refusals(kim)


def test_nobody_approves_an_own_interview_whatever_the_review_says_of_its_worker(ann: Laptop, kim: Laptop) -> None:
    referral = allocated(ann, ann)
    own = ann.commit(Kind.INTERVIEW, to_body(an_interview(referral.id, str(referral.body["child"]), worker=ann.member)))
    ann.commit(Kind.REVIEW, to_body(a_review(own, ann.member, worker=kim.member, alone=True)))
    ann.allocate(referral.id, kim.member, "She knows the child.")
    exchange_all(ann, kim, ann)
    assert has(kim, Kind.INTERVIEW) == 1
    assert has(kim, Kind.REVIEW) == 0
    assert "Nobody reviews an interview of their own." in refusals(ann)


def test_a_worker_who_gives_themselves_a_case_in_an_altered_program_is_refused(
    ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, lee)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    given = kim.commit(Kind.REFERRAL, {**kept.body, "worker": lee.member}, kept)
    kim.send_by_force(given.head)
    exchange_all(kim, ann, lee, kim)
    assert ann.store.get(Kind.REFERRAL, referral.id).body["worker"] == kim.member
    assert has(lee, Kind.REFERRAL) == 0
    assert "Only a coordinator gives referrals" in refusals(kim)


def test_what_came_before_in_the_same_envelope_counts_when_a_change_is_judged(
    ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    made = interviewed(ann, kim)
    forged = ann.commit(Kind.INTERVIEW, {**made.body, "version": 2}, ann.store.get(made.kind, made.id))
    ann.send_by_force(made.head, forged.head, to=lee.member)
    exchange_all(ann, lee, ann)
    assert [one.why for one in ann.link.refusals()] == [WORDS[Objection.NOT_YOURS]]


def test_a_time_that_is_none_is_refused_and_what_came_with_it_is_taken(ann: Laptop, kim: Laptop) -> None:
    made = interviewed(ann, kim)
    referral = kim.store.get(Kind.REFERRAL, str(made.body["referral"]))
    broken = kim.commit(Kind.REFERRAL, {**referral.body, "received": "the other day"}, referral)
    kim.send_by_force(broken.head)
    sound = kim.store.get(Kind.CHILD, str(made.body["child"]))
    kim.commit(Kind.CHILD, {**sound.body, "school": "Hill"}, sound)
    exchange_all(kim, ann, kim)
    assert ann.store.get(Kind.REFERRAL, referral.id).body["received"] == referral.body["received"]
    assert ann.store.get(Kind.CHILD, sound.id).body["school"] == "Hill"
    assert "It could not be read there" in refusals(kim)


def test_what_is_for_the_team_alone_is_not_taken_from_a_worker(ann: Laptop, kim: Laptop) -> None:
    kept = kim.commit(Kind.PLACE, to_body(Place(name="The invented arcade")))
    kim.send_by_force(kept.head)
    exchange_all(kim, ann)
    assert has(ann, Kind.PLACE) == 0


def test_a_reviewer_reads_every_case_reviews_and_changes_nothing_else(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    made = interviewed(ann, kim)
    ray = newcomer(hub, kim, "Ray Sample")
    let_in(ann, ray, Role.REVIEWER)
    exchange_all(ann, ray)
    assert ray.store.get(Kind.INTERVIEW, made.id).body["worker"] == kim.member
    store = guarded(ray.store)
    review = a_review(ray.store.get(Kind.INTERVIEW, made.id), ray.member)
    store.commit([Change(new_id(), Kind.REVIEW, to_body(review))])
    with pytest.raises(NotAllowed, match="read this case"):
        change_child(store, str(made.body["child"]))
    exchange_all(ray, ann, kim)
    assert (has(ann, Kind.REVIEW), has(kim, Kind.REVIEW)) == (1, 1)
    assert ann.link.refusals() == ray.link.refusals() == ()


def change_child(store: Store, child: str) -> None:
    kept = store.get(Kind.CHILD, child)
    store.commit([Change(child, Kind.CHILD, {**kept.body, "school": "Hill"}, (kept.head,))])


def test_a_viewer_reads_and_what_they_write_is_refused(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    made = interviewed(ann, kim)
    vic = newcomer(hub, kim, "Vic Sample")
    let_in(ann, vic, Role.VIEWER)
    exchange_all(ann, vic)
    kept = vic.store.get(Kind.CHILD, str(made.body["child"]))
    vic.commit(Kind.CHILD, {**kept.body, "school": "Hill"}, kept)
    exchange_all(vic, ann, vic)
    assert ann.store.get(Kind.CHILD, kept.id).body.get("school") != "Hill"
    assert "lets you read this case" in refusals(vic)


def test_an_administrator_lets_people_in_and_out_and_a_worker_cannot(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    ida = newcomer(hub, kim, "Ida Sample")
    let_in(ann, ida, Role.ADMINISTRATOR)
    exchange_all(ann, ida)
    lou = newcomer(hub, kim, "Lou Sample")
    let_in(ida, lou, Role.WORKER)
    exchange_all(ida, ann, lou)
    assert {one.name for one in ann.link.members()} >= {"Lou Sample", "Ida Sample"}
    ida.link.revoke(lou.store.device)
    exchange_all(ida, ann)
    gone = next(one for one in ann.link.members() if one.name == "Lou Sample")
    assert not gone.active


def test_a_person_holds_several_roles(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    zed = newcomer(hub, kim, "Zed Sample")
    let_in(ann, zed, Role.WORKER | Role.REVIEWER)
    exchange_all(ann, zed)
    assert zed.link.status().role is Role.WORKER | Role.REVIEWER
    referral = allocated(ann, zed)
    exchange_all(ann, zed)
    value = an_interview(referral.id, str(referral.body["child"]), worker=zed.member)
    own = guarded(zed.store).commit([Change(new_id(), Kind.INTERVIEW, to_body(value))])[0]
    with pytest.raises(NotAllowed, match="of their own"):
        guarded(zed.store).commit([Change(new_id(), Kind.REVIEW, to_body(a_review(own, zed.member)))])


def test_shutting_a_reviewer_out_changes_the_teams_key(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    ray = newcomer(hub, kim, "Ray Sample")
    let_in(ann, ray, Role.REVIEWER)
    exchange_all(ann, ray)
    with ann.engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM team_key").scalar_one()
    ann.link.revoke(ray.store.device)
    with ann.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM team_key").scalar_one() == int(before) + 1
