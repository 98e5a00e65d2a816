"""Orders of events that seldom meet: what was sealed before the news, and whose word counts as a receipt."""

from collections.abc import Callable
from contextlib import suppress

import pytest

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
