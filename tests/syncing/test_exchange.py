"""A coordinator and workers around a hub: what is sent arrives, where it should and nowhere else."""

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind, instant_text
from rhi_desktop.services.syncing.team import Fate, Standing
from tests.syncing.laptops import Laptop


def test_a_worker_who_was_let_in_is_in_the_team_and_so_says_everybody(ann: Laptop, kim: Laptop) -> None:
    assert kim.link.status().standing is Standing.ACTIVE
    for laptop in (ann, kim):
        assert [(one.name, one.role) for one in laptop.link.members()] == [
            ("Ann Invented", Role.COORDINATOR),
            ("Kim Sample", Role.WORKER),
        ]
        assert laptop.link.status().alarms == ()
        assert laptop.store.verify() == ()


def test_a_case_goes_to_the_worker_it_is_allocated_to_and_back_with_what_they_wrote(ann: Laptop, kim: Laptop) -> None:
    child = ann.child()
    referral = ann.referral(child.id)
    ann.exchange()
    kim.exchange()
    assert kim.store.children("", limit=9) == ()
    ann.allocate(referral.id, kim.member)
    ann.exchange()
    kim.exchange()
    assert [one.name for one in kim.store.children("", limit=9)] == ["Robin Example"]
    taken = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**taken.body, "notes": "From Kim."}, taken)
    assert (kim.link.fate(referral.id), kim.link.taken_at(referral.id)) == (Fate.WAITING, "")
    kim.exchange()
    assert kim.link.fate(referral.id) is Fate.AT_HUB
    assert kim.link.taken_at(referral.id) == instant_text(kim.clock())
    ann.exchange()
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == "From Kim."
    kim.exchange()
    assert (kim.link.fate(referral.id), kim.link.taken_at(referral.id)) == (Fate.RECEIVED, "")
    for laptop in (ann, kim):
        assert laptop.link.status().alarms == ()
        assert laptop.store.verify() == ()
