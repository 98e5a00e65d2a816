"""Devices come and go: a second coordinator, a revoked laptop, a copy of one, the organisation's recovery sheet."""

import shutil
from pathlib import Path

import pytest

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import at_once
from rhi_desktop.services.syncing.team import Standing, TeamProblem
from rhi_desktop.sync.beginning import Hubs
from rhi_desktop.sync.hub import HubRefused, Signer
from rhi_desktop.sync.keys import KeyPair
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.speaking import Newcoming, Speaker
from rhi_desktop.wire.api import Reason
from tests.syncing.laptops import ADDRESS, FOUNDING, Laptop, allocated, exchange_all, let_in
from tests.syncing.memory_hub import MemoryHub


def organisation_of(laptop: Laptop) -> str:
    team = laptop.store.team.membership()
    assert team is not None
    return team.organisation


def signer_of(laptop: Laptop) -> Signer:
    own = laptop.store.team.own_keys()
    return Signer(organisation_of(laptop), own.device, KeyPair(own.signing, own.sealing).sign)


def revoke(coordinator: Laptop, who: Laptop) -> None:
    coordinator.link.revoke(who.store.device)
    coordinator.exchange()


def test_a_revoked_laptop_gets_nothing_more_and_locks_and_what_it_had_not_sent_is_looked_at_first(
    ann: Laptop, kim: Laptop
) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Not sent yet."}, kept)
    revoke(ann, kim)
    child = ann.store.get(Kind.CHILD, str(referral.body["child"]))
    ann.commit(Kind.CHILD, {**child.body, "name": "Robin Renamed"}, child)
    ann.exchange()
    report = kim.exchange()
    assert report.revoked
    assert kim.link.status().standing is Standing.REVOKED
    assert kim.exchange().revoked
    assert kim.store.get(Kind.CHILD, child.id).body["name"] == "Robin Example"
    ann.exchange()
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == ""
    (aside,) = ann.link.quarantine()
    assert (aside.name, aside.records, aside.kinds) == ("Kim Sample", 1, (Kind.REFERRAL,))
    ann.link.take_in(aside.envelope)
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == "Not sent yet."
    assert ann.link.quarantine() == ()
    assert ann.store.verify() == ()


def test_what_is_in_the_quarantine_can_be_left_out_for_good(ann: Laptop, kim: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Not sent yet."}, kept)
    revoke(ann, kim)
    exchange_all(kim, ann)
    ann.link.leave_out(ann.link.quarantine()[0].envelope)
    assert ann.link.quarantine() == ()
    exchange_all(kim, ann)
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == ""


def test_from_a_removed_coordinator_the_quarantine_gives_records_and_no_word_on_who_is_in_the_team(
    ann: Laptop, sam: Laptop, tmp_path: Path
) -> None:
    exchange_all(ann, sam, ann)
    friend = Laptop("Ash Imaginary", tmp_path / "friend.db", sam.hubs)
    pair = KeyPair(friend.store.team.own_keys().signing, friend.store.team.own_keys().sealing)
    named = Newcoming(friend.store.device, friend.member, friend.name, Role.COORDINATOR, pair.signing_public,
                      pair.sealing_public)  # fmt: skip
    stored = Stored(sam.store.team, at_once, sam.clock)
    Speaker(stored, stored.own()).certify(stored.directory(stored.team()), named)
    child = sam.child("Robin Late")
    revoke(ann, sam)
    assert sam.exchange().revoked
    ann.exchange()
    for aside in ann.link.quarantine():
        ann.link.take_in(aside.envelope)
    assert ann.store.get(Kind.CHILD, child.id).body["name"] == "Robin Late"
    assert [one.name for one in ann.link.members()] == ["Ann Invented", "Sam Pretend"]


def test_an_order_that_no_coordinator_signed_locks_nothing(ann: Laptop, kim: Laptop, hubs: Hubs) -> None:
    asked = hubs(ADDRESS, signer_of(ann))
    asked.revoke(kim.store.device, b"no statement at all")
    with pytest.raises(HubRefused):
        kim.exchange()
    assert kim.link.status().standing is Standing.ACTIVE
    assert any("no order of a coordinator" in alarm for alarm in kim.link.status().alarms)


def test_a_coordinator_comes_back_with_the_organisations_sheet_when_all_laptops_of_coordinators_are_lost(
    hubs: Hubs, tmp_path: Path
) -> None:
    ann = Laptop("Ann Invented", tmp_path / "ann.db", hubs)
    sheet = ann.link.found(ADDRESS, FOUNDING)
    kim = Laptop("Kim Sample", tmp_path / "kim.db", hubs)
    let_in(ann, kim)
    referral = allocated(ann, kim)
    exchange_all(ann, kim)
    kept = kim.store.get(Kind.REFERRAL, referral.id)
    kim.commit(Kind.REFERRAL, {**kept.body, "notes": "Kim was here."}, kept)
    kim.exchange()
    back = Laptop("Bo Stand-in", tmp_path / "back.db", hubs)
    back.link.recover(sheet.hub, sheet.workspace, sheet.code)
    assert back.link.status().standing is Standing.ACTIVE
    assert back.store.get(Kind.REFERRAL, referral.id).body["notes"] == "Kim was here."
    assert back.link.status().alarms == ()
    revoke(back, ann)
    kim.exchange()
    assert [(one.name, one.active) for one in kim.link.members()] == [
        ("Ann Invented", False),
        ("Bo Stand-in", True),
        ("Kim Sample", True),
    ]
    assert ann.exchange().revoked


def test_a_wrong_code_of_the_sheet_lets_nobody_in(hubs: Hubs, ann: Laptop, tmp_path: Path) -> None:
    other = Laptop("Ann Invented", tmp_path / "other.db", MemoryHub().as_asked_by).link.found(ADDRESS, FOUNDING)
    back = Laptop("Bo Stand-in", tmp_path / "back.db", hubs)
    with pytest.raises(TeamProblem, match="Compare both with the sheet"):
        back.link.recover(ADDRESS, organisation_of(ann), other.code)
    assert back.link.status().standing is Standing.ALONE


def test_a_copy_of_a_workspace_is_found_out_and_sends_nothing(hubs: Hubs, ann: Laptop, kim: Laptop) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    kim.engine.dispose()
    copied = kim.path.with_name("copy.db")
    shutil.copy(kim.path, copied)
    for laptop, words in ((kim, "From Kim."), (Laptop(kim.name, copied, kim.hubs), "From the copy.")):
        kept = laptop.store.get(Kind.REFERRAL, referral.id)
        laptop.commit(Kind.REFERRAL, {**kept.body, "notes": words}, kept)
        if laptop is kim:
            laptop.exchange()
        else:
            with pytest.raises(HubRefused) as refused:
                laptop.exchange()
            assert refused.value.reason is Reason.FORKED
            assert laptop.link.status().standing is Standing.FORKED
            assert laptop.exchange().sent == 0
    ann.exchange()
    assert ann.store.get(Kind.REFERRAL, referral.id).body["notes"] == "From Kim."


def test_a_further_device_of_a_member_has_their_cases(ann: Laptop, kim: Laptop, tmp_path: Path) -> None:
    referral = allocated(ann, kim)
    exchange_all(ann, kim, ann)
    second = Laptop("Kim Sample", tmp_path / "second.db", kim.hubs)
    invited = ann.link.invite("Kim Sample", Role.WORKER, kim.member)
    code = second.link.join(invited.text)
    (newcomer,) = ann.link.newcomers()
    assert newcomer.code == code
    ann.link.approve(newcomer.device)
    ann.exchange()
    assert second.exchange().reopen
    second.restart()
    assert second.member == kim.member
    assert second.store.get(Kind.REFERRAL, referral.id).body["worker"] == second.member
    kept = second.store.get(Kind.REFERRAL, referral.id)
    second.commit(Kind.REFERRAL, {**kept.body, "notes": "From the second."}, kept)
    exchange_all(second, ann, kim)
    assert kim.store.get(Kind.REFERRAL, referral.id).body["notes"] == "From the second."
    (member,) = [one for one in ann.link.members() if one.member == kim.member]
    assert len(member.devices) == 2
    assert all(laptop.store.verify() == () for laptop in (ann, kim, second))


def test_a_laptop_with_work_of_its_own_becomes_nobodys_further_device(ann: Laptop, kim: Laptop, tmp_path: Path) -> None:
    second = Laptop("Kim Sample", tmp_path / "second.db", kim.hubs)
    second.child()
    with pytest.raises(TeamProblem, match="work on this laptop already"):
        second.link.join(ann.link.invite("Kim Sample", Role.WORKER, kim.member).text)


def test_work_from_before_the_team_goes_to_the_coordinator(hubs: Hubs, ann: Laptop, tmp_path: Path) -> None:
    lee = Laptop("Lee Madeup", tmp_path / "lee.db", hubs)
    child = lee.child("Ash Imaginary")
    let_in(ann, lee)
    exchange_all(lee, ann)
    assert ann.store.get(Kind.CHILD, child.id).body["name"] == "Ash Imaginary"


def test_somebody_who_was_turned_away_is_told_so_and_can_ask_again(hubs: Hubs, ann: Laptop, tmp_path: Path) -> None:
    lee = Laptop("Lee Madeup", tmp_path / "lee.db", hubs)
    lee.link.join(ann.link.invite("Lee Madeup", Role.WORKER).text)
    assert lee.exchange().received == 0
    ann.link.decline(ann.link.newcomers()[0].device)
    with pytest.raises(HubRefused, match="new invitation"):
        lee.exchange()
    let_in(ann, lee)
    assert lee.link.status().standing is Standing.ACTIVE


@pytest.mark.parametrize("broken", ["", "rhi-join:", "rhi-join:AAAA", "something else", "rhi-join:" + "é" * 10])
def test_what_is_no_invitation_is_refused_in_words(broken: str, hubs: Hubs, tmp_path: Path) -> None:
    lee = Laptop("Lee Madeup", tmp_path / "lee.db", hubs)
    with pytest.raises(TeamProblem, match="Copy all of it"):
        lee.link.join(broken)
    assert lee.link.status().standing is Standing.ALONE


def test_an_invitation_is_good_once(hubs: Hubs, ann: Laptop, tmp_path: Path) -> None:
    text = ann.link.invite("Lee Madeup", Role.WORKER).text
    first, second = (Laptop("Lee Madeup", tmp_path / f"{name}.db", hubs) for name in "ab")
    first.link.join(text)
    with pytest.raises(HubRefused, match="used already"):
        second.link.join(text)
    assert first.link.join(text) == first.link.code()


def test_only_a_coordinator_lets_in_or_shuts_out(ann: Laptop, kim: Laptop) -> None:
    with pytest.raises(TeamProblem, match="Only a coordinator"):
        kim.link.invite("Ash Imaginary", Role.COORDINATOR)
    with pytest.raises(TeamProblem, match="Only a coordinator"):
        kim.link.revoke(ann.store.device)
