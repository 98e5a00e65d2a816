"""A hub that swaps, adds, drops, repeats, reorders, rolls back or forges is found out, and the person is told."""

import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.syncing.ports import Membership
from rhi_desktop.services.syncing.team import Standing
from rhi_desktop.sync.keys import NotOpened, new_sealing_key, public_of
from rhi_desktop.sync.pulling import LogRefused
from rhi_desktop.sync.sealing import Unsealer
from rhi_desktop.wire.api import DeviceState
from rhi_desktop.wire.envelope import parse, unsigned
from tests.syncing.laptops import Laptop, allocated, exchange_all, let_in
from tests.syncing.memory_hub import Entry, MemoryHub

pytestmark = pytest.mark.parametrize("hubs", ["memory"], indirect=True)


def alarms(laptop: Laptop) -> str:
    return "\n".join(laptop.link.status().alarms)


def test_a_hub_that_swaps_the_keys_of_a_newcomer_shows_another_code(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    invited = ann.link.invite("Lee Madeup", Role.WORKER)
    lee = Laptop("Lee Madeup", kim.path.with_name("lee.db"), hub.as_asked_by)
    code = lee.link.join(invited.text)
    device = hub.devices[lee.store.device]
    assert device.enrolment is not None
    for swapped in (
        {"sealing_key": public_of(new_sealing_key())},
        {"signing_key": Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()},
        {"member": ann.member},
    ):
        kept = device.enrolment
        device.enrolment = type(kept)(**{name: getattr(kept, name) for name in kept.__struct_fields__} | swapped)
        assert [one.code for one in ann.link.newcomers()] != [code]
        device.enrolment = kept
    assert [one.code for one in ann.link.newcomers()] == [code]


def test_a_device_that_the_hub_lets_in_by_itself_is_sealed_for_by_nobody(
    hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    spy = Laptop("Ash Imaginary", kim.path.with_name("spy.db"), hub.as_asked_by)
    spy.link.join(ann.link.invite("Ash Imaginary", Role.COORDINATOR).text)
    hub.devices[spy.store.device].state, hub.devices[spy.store.device].team = DeviceState.ACTIVE, True
    allocated(ann, kim)
    exchange_all(ann, kim, ann)
    assert all(spy.store.device not in parse(entry.content).header.readers for entry in hub.log)
    spy.exchange()
    assert spy.link.status().held == sum("team" in entry.readers for entry in hub.log)
    assert spy.store.children("", limit=9) == ()
    assert spy.link.status().standing is Standing.PENDING


def test_an_envelope_that_is_withheld_is_missed_and_welcome_when_it_comes(
    hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    allocated(ann, kim)
    ann.exchange()
    hub.withheld.add(hub.log[-1].id)
    kim.exchange()
    child = ann.store.children("", limit=1)[0].child
    kept = ann.store.get(Kind.CHILD, child)
    ann.commit(Kind.CHILD, {**kept.body, "name": "Robin Renamed"}, kept)
    ann.exchange()
    kim.exchange()
    assert "have not come through the hub" in alarms(kim)
    kim.store.team.keep_membership(replace(_team(kim), cursor=0))
    hub.withheld.clear()
    kim.exchange()
    assert alarms(kim) == ""
    assert [one.name for one in kim.store.children("", limit=9)] == ["Robin Renamed"]


def _team(laptop: Laptop) -> Membership:
    found = laptop.store.team.membership()
    assert found is not None
    return found


def test_an_envelope_that_is_handed_over_twice_is_taken_in_once(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    allocated(ann, kim)
    ann.exchange()
    hub.log.append(hub.log[-1])
    kim.exchange()
    before = kim.store.get(Kind.CHILD, kim.store.children("", limit=1)[0].child).revisions
    hub.log.append(hub.log[-1])
    kim.exchange()
    assert kim.store.get(Kind.CHILD, kim.store.children("", limit=1)[0].child).revisions == before
    assert len(kim.store.children("", limit=9)) == 1


def test_a_page_out_of_order_is_not_taken_in(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    ann.child()
    allocated(ann, kim)
    ann.exchange()
    cursor = _team(kim).cursor
    hub.shuffled = True
    with pytest.raises(LogRefused):
        kim.exchange()
    assert "record of what was sent has changed" in alarms(kim)
    assert _team(kim).cursor == cursor
    assert kim.store.children("", limit=9) == ()


def test_a_log_in_which_two_envelopes_were_exchanged_is_not_believed(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    exchange_all(ann, kim)
    hub.log[0], hub.log[1] = hub.log[1], hub.log[0]
    allocated(ann, kim)
    for laptop in (ann, kim):
        cursor = _team(laptop).cursor
        with pytest.raises(LogRefused):
            laptop.exchange()
        assert "record of what was sent has changed" in alarms(laptop)
        assert _team(laptop).cursor == cursor


def test_a_log_from_which_an_envelope_was_dropped_is_noticed(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    exchange_all(ann, kim)
    del hub.log[0]
    kim.exchange()
    assert "has lost what it once had" in alarms(kim)


def test_a_person_can_go_on_with_a_hub_whose_log_had_changed_and_nothing_is_lost(
    hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    hub.log[0], hub.log[1] = hub.log[1], hub.log[0]
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Kim was here."}, kept)
    for laptop in (ann, kim):
        with pytest.raises(LogRefused):
            laptop.exchange()
        for alarm in laptop.link.status().alarms:
            laptop.link.dismiss(alarm)
    exchange_all(kim, ann, kim)
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == "Kim was here."


def test_a_hub_that_was_put_back_from_a_backup_gets_again_what_it_lost(
    hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    size, ends = len(hub.log), {name: (one.counter, one.tip) for name, one in hub.devices.items()}
    for notes in ("First.", "Second."):
        kept = kim.store.get(Kind.REFERRAL, referral.id)
        kim.commit(Kind.REFERRAL, {**kept.body, "notes": notes}, kept)
        kim.exchange()
    del hub.log[size:]
    for name, (counter, tip) in ends.items():
        hub.devices[name].counter, hub.devices[name].tip = counter, tip
    exchange_all(kim, ann, kim, ann)
    assert "has lost what it once had" in alarms(kim)
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == "Second."


def test_a_hub_that_lost_what_a_coordinator_had_received_is_gone_on_with(
    hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    size, ends = len(hub.log), {name: (one.counter, one.tip) for name, one in hub.devices.items()}
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "First."}, kept)
    exchange_all(kim, ann, kim)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Second."}, kept)
    kim.exchange()
    del hub.log[size:]
    for name, (counter, tip) in ends.items():
        hub.devices[name].counter, hub.devices[name].tip = counter, tip
    exchange_all(ann, kim, ann, kim, ann)
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == "Second."
    assert kim.link.status().at_hub == 0


def test_another_hub_in_the_place_of_the_teams_is_refused(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    hub.key = Ed25519PrivateKey.generate()
    kept = allocated(ann, kim)
    with pytest.raises(LogRefused):
        ann.exchange()
    assert "not the hub that your team was set up with" in alarms(ann)
    assert ann.link.status().others > 0
    assert kept.id


@pytest.mark.parametrize("forged", ["reader", "signature", "ciphertext", "cut", "empty", "sender"])
def test_an_envelope_that_was_meddled_with_is_not_taken_in(
    forged: str, hub: MemoryHub, ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    start = len(hub.log)
    allocated(ann, kim)
    ann.exchange()
    sent = hub.log[start:]
    assert sent
    hub.log[start:] = [_meddled(one, forged, kim, lee) for one in sent]
    kim.exchange()
    lee.exchange()
    assert kim.store.children("", limit=9) == ()
    assert lee.store.children("", limit=9) == ()
    assert "not taken in" in alarms(kim) or kim.link.status().held > 0
    hub.log += sent
    kim.exchange()
    assert [one.name for one in kim.store.children("", limit=9)] == ["Robin Example"]


def _meddled(entry: Entry, how: str, kim: Laptop, lee: Laptop) -> Entry:
    content = entry.content
    envelope = parse(content)
    if how == "reader":
        header = type(envelope.header)(
            **{name: getattr(envelope.header, name) for name in envelope.header.__struct_fields__}
            | {"readers": (*envelope.header.readers, lee.store.device)}
        )
        content = unsigned(header, (*envelope.wraps, envelope.wraps[-1]), envelope.ciphertext) + envelope.signature
    elif how == "signature":
        content = content[:-1] + bytes([content[-1] ^ 1])
    elif how == "ciphertext":
        place = content.index(envelope.ciphertext) + 100
        content = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    elif how == "cut":
        content = content[: len(content) // 2]
    elif how == "empty":
        content = b"\0"
    elif how == "sender":
        header = type(envelope.header)(
            **{name: getattr(envelope.header, name) for name in envelope.header.__struct_fields__}
            | {"device": kim.store.device}
        )
        content = unsigned(header, envelope.wraps, envelope.ciphertext) + envelope.signature
    readers = (kim.store.device, lee.store.device)
    return replace(entry, id=hashlib.sha256(content).hexdigest(), content=content, readers=readers)


def test_an_honest_envelope_that_the_hub_marks_as_a_removed_devices_comes_out_of_the_quarantine_whole(
    hub: MemoryHub, ann: Laptop, sam: Laptop, kim: Laptop
) -> None:
    exchange_all(ann, sam, kim, ann)
    before = len(hub.log)
    lee = Laptop("Lee Madeup", kim.path.with_name("lee.db"), hub.as_asked_by)
    let_in(sam, lee)
    hub.log[before:] = [replace(entry, quarantined=True) for entry in hub.log[before:]]
    ann.exchange()
    assert "Lee Madeup" not in [one.name for one in ann.link.members()]
    for aside in ann.link.quarantine():
        ann.link.take_in(aside.envelope)
    assert "Lee Madeup" in [one.name for one in ann.link.members()]


def test_two_laptops_that_are_shown_different_logs_find_out(hub: MemoryHub, ann: Laptop, kim: Laptop) -> None:
    child = kim.child("Ash Imaginary")
    exchange_all(kim, ann)
    assert child.id
    own = hub.log[-1]
    kim.commit(Kind.CHILD, {"name": "Ash Renamed"}, kim.store.get(Kind.CHILD, child.id))
    exchange_all(kim, ann)  # ann's receipt names the head that ann was shown
    split = list(hub.log)
    split[0], split[1] = split[1], split[0]
    kim.store.team.keep_membership(replace(_team(kim), log_size=0, log_root="0" * 64))
    hub.log[:] = split
    kim.exchange()
    assert own.id
    assert "Two laptops of your team are shown different records" in alarms(kim)


def test_a_removed_coordinator_cannot_open_what_is_sent_to_the_team_afterwards(
    ann: Laptop, sam: Laptop, kim: Laptop, hub: MemoryHub
) -> None:
    exchange_all(ann, sam, kim, ann)
    ann.link.revoke(sam.store.device)
    ann.exchange()
    kim.exchange()
    before = len(hub.log)
    allocated(ann, kim)
    exchange_all(ann, kim, ann)
    assert sorted(ann.store.team.team_keys()) == [1, 2]
    assert sorted(sam.store.team.team_keys()) == [1]
    own = sam.store.team.own_keys()
    unsealer = Unsealer(own.device, own.sealing, sam.store.team.team_keys())
    fresh = [parse(entry.content) for entry in hub.log[before:]]
    assert fresh
    for envelope in fresh:
        with pytest.raises(NotOpened):
            unsealer.open(envelope)
