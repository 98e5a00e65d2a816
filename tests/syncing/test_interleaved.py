"""Orders of events that seldom meet: what was sealed before the news, and whose word counts as a receipt."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from rhi_desktop.domain.audience import KEEP_DAYS
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.syncing.team import Fate
from rhi_desktop.sync.hub import HubUnreachable
from tests.syncing.laptops import Laptop, allocated, exchange_all
from tests.syncing.memory_hub import MemoryHub

pytestmark = pytest.mark.parametrize("hubs", ["memory"], indirect=True)


def lost(request: str) -> Callable[[str], None]:
    """Return a line on which this request is lost."""

    def before(occasion: str) -> None:
        if occasion == request:
            raise HubUnreachable("The line broke.")

    return before


def test_what_was_sealed_before_a_case_was_given_away_is_passed_on_to_its_new_worker(
    hub: MemoryHub, ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Sealed before the news."}, kept)
    hub.before = lost("push")
    with pytest.raises(HubUnreachable):
        kim.exchange()
    hub.before = lambda _: None
    ann.allocate(referral.id, lee.member, "Kim is away.")
    exchange_all(ann, lee, kim, ann, lee)
    assert lee.store.get(Kind.REFERRAL, referral.id).body["notes"] == "Sealed before the news."
    assert lee.store.get(Kind.REFERRAL, referral.id).head == ann.store.get(Kind.REFERRAL, referral.id).head


def test_a_workers_word_is_no_receipt_for_what_a_coordinator_is_to_have(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    referral = allocated(ann, kim)
    second = ann.referral(str(referral.body["child"]))
    ann.allocate(second.id, lee.member)
    exchange_all(ann, kim, lee, ann)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "For both."}, kept)
    exchange_all(kim, lee, kim)
    assert lee.store.get(Kind.REFERRAL, referral.id).body["notes"] == "For both."
    assert kim.link.fate(referral.id) is Fate.AT_HUB
    exchange_all(ann, kim)
    assert kim.link.fate(referral.id) is Fate.RECEIVED


@pytest.mark.parametrize("request_", ["pull", "push", "reply to pull", "reply to push"])
def test_an_exchange_that_is_cut_off_anywhere_goes_on_where_it_was(
    request_: str, hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    referral = allocated(ann, kim)
    hub.before = lost(request_)
    with pytest.raises(HubUnreachable):
        ann.exchange()
    with suppress(HubUnreachable):  # kim may have nothing to send
        kim.exchange()
    assert "line broke" in ann.link.status().trouble
    hub.before = lambda _: None
    exchange_all(ann, kim, ann)
    assert kim.store.get(Kind.REFERRAL, referral.id).head == ann.store.get(Kind.REFERRAL, referral.id).head
    assert len({one.id for one in hub.log}) == len(hub.log)
    assert ann.link.status().trouble == ""


def given_away(referral: str, coordinator: Laptop, worker: Laptop) -> None:
    """Bring a change of who has a referral onto a coordinator's laptop and send it."""
    coordinator.allocate(referral, worker.member, "Somebody is away.")
    coordinator.exchange()


def test_what_comes_late_of_a_case_that_has_left_does_not_stay_as_a_fragment(
    hub: MemoryHub, ann: Laptop, sam: Laptop, kim: Laptop, lee: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, sam, kim, ann, sam)
    kept = sam.store.get(Kind.REFERRAL, referral.id)
    sam.commit(Kind.REFERRAL, {**kept.body, "notes": "Sealed before the news."}, kept)
    hub.before = lost("push")
    with pytest.raises(HubUnreachable):
        sam.exchange()
    hub.before = lambda _: None
    given_away(referral.id, ann, lee)
    exchange_all(kim, ann, kim)
    assert kim.store.children("", limit=9) == ()
    exchange_all(sam, kim)
    with kim.engine.connect() as connection:
        contents = b"".join(connection.exec_driver_sql("SELECT content FROM revision").scalars())
    assert b"Sealed before the news" not in contents
    assert kim.store.verify() == ()


def test_late_news_of_a_case_is_sent_once_more_to_whoever_is_still_being_sent_it(
    ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    referral = allocated(ann, kim)
    second = ann.referral(str(referral.body["child"]))
    exchange_all(ann, kim, ann)
    given_away(second.id, ann, lee)
    kim.exchange()
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "For both."}, kept)
    exchange_all(kim)
    before = ann.waits_for(lee.member)
    ann.link.exchange(lambda _: None)
    assert ann.waits_for(lee.member) > before
    exchange_all(lee, ann, lee)
    assert lee.store.get(Kind.REFERRAL, referral.id).body["notes"] == "For both."


def test_what_is_new_about_a_signed_off_case_goes_to_its_worker_as_long_as_their_laptop_keeps_it(
    ann: Laptop, kim: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    ann.allocating().sign_off(referral.id, ann.store.get(Kind.REFERRAL, referral.id).head)
    exchange_all(ann, kim)
    child = ann.store.get(Kind.CHILD, str(referral.body["child"]))
    child = ann.commit(Kind.CHILD, {**child.body, "name": "Robin Renamed"}, child)
    exchange_all(ann, kim)
    assert [one.name for one in kim.store.children("", limit=9)] == ["Robin Renamed"]
    ann.clock.now += timedelta(days=KEEP_DAYS)
    ann.commit(Kind.CHILD, {**child.body, "name": "Robin Later"}, child)
    exchange_all(ann, kim)  # kim's clock is behind: the case is still there, and is told nothing more
    assert [one.name for one in kim.store.children("", limit=9)] == ["Robin Renamed"]


def test_what_is_no_longer_on_the_laptop_is_not_sent_as_an_empty_envelope(hub: MemoryHub, kim: Laptop) -> None:
    kim.exchange()
    before = len(hub.log)
    kim.send_by_force("0" * 64)
    assert kim.exchange().sent == 0
    assert len(hub.log) == before
    assert kim.link.status().others == 0


@pytest.mark.parametrize("order", ["approve", "revoke"])
def test_what_the_hub_was_not_told_is_told_when_the_program_starts_again(
    order: str, hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    if order == "approve":
        lee = Laptop("Lee Madeup", kim.path.with_name("lee.db"), hub.as_asked_by)
        lee.link.join(ann.link.invite("Lee Madeup", Role.WORKER).text)
        device = lee.store.device
    else:
        device = kim.store.device
    hub.before = lost(order)
    with pytest.raises(HubUnreachable):
        getattr(ann.link, order)(device)
    hub.before = lambda _: None
    ann.restart()
    ann.exchange()
    assert hub.devices[device].state == {"approve": "active", "revoke": "revoked"}[order]
