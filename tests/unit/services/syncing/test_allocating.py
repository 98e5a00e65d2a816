"""Giving referrals to workers, over a real encrypted store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind, RecordChanged
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.filing import filed
from rhi_desktop.services.syncing.allocating import Allocating, Given, NotAllowed
from tests.builders import a_change, a_referral
from tests.gui.records import Office, open_office

KIM, ASH = "member-kim", "member-ash"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def taken(office: Office) -> Filed[Referral]:
    return office.refer()


def allocating(office: Office, role: Role = Role.COORDINATOR) -> Allocating:
    return Allocating(office.store, office.store.member, lambda: role, office.clock)


def test_a_coordinator_gives_what_is_theirs_without_a_reason(office: Office, taken: Filed[Referral]) -> None:
    given = allocating(office).allocate(taken.id, taken.head, KIM)
    assert given.value.worker == KIM
    (transfer,) = given.value.transfers
    assert (transfer.worker, transfer.by, transfer.reason) == (KIM, office.store.member, "")


@pytest.mark.parametrize("reason", ["", "   "])
def test_what_is_taken_from_somebody_needs_a_reason(office: Office, taken: Filed[Referral], reason: str) -> None:
    service = allocating(office)
    given = service.allocate(taken.id, taken.head, KIM)
    with pytest.raises(NotAllowed, match="say why"):
        service.allocate(taken.id, given.head, ASH, reason)
    moved = service.allocate(taken.id, given.head, ASH, " Kim is on leave. ")
    assert [one.worker for one in moved.value.transfers] == [KIM, ASH]
    assert moved.value.transfers[-1].reason == "Kim is on leave."


def test_giving_it_to_whoever_has_it_writes_nothing(office: Office, taken: Filed[Referral]) -> None:
    service = allocating(office)
    given = service.allocate(taken.id, taken.head, KIM)
    assert service.allocate(taken.id, given.head, KIM).head == given.head


def test_giving_takes_a_sign_off_back(office: Office, taken: Filed[Referral]) -> None:
    service = allocating(office)
    given = service.allocate(taken.id, taken.head, KIM)
    signed = service.sign_off(taken.id, given.head)
    assert signed.value.signed_off_by == office.store.member
    again = service.allocate(taken.id, signed.head, KIM)
    assert (again.value.signed_off, again.value.signed_off_by) == ("", "")


def test_a_sign_off_is_taken_back(office: Office, taken: Filed[Referral]) -> None:
    service = allocating(office)
    signed = service.sign_off(taken.id, taken.head)
    assert signed.value.signed_off
    assert service.reopen(taken.id, signed.head).value.signed_off == ""


def test_what_changed_meanwhile_is_not_overwritten(office: Office, taken: Filed[Referral]) -> None:
    service = allocating(office)
    service.allocate(taken.id, taken.head, KIM)
    with pytest.raises(RecordChanged):
        service.sign_off(taken.id, taken.head)


def test_a_worker_gives_nothing_and_signs_nothing_off(office: Office, taken: Filed[Referral]) -> None:
    service = allocating(office, Role.WORKER)
    assert not service.may
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        service.allocate(taken.id, taken.head, KIM)
    for act in (service.sign_off, service.reopen):
        with pytest.raises(NotAllowed, match="Only a coordinator"):
            act(taken.id, taken.head)
    assert office.store.get(Kind.REFERRAL, taken.id).head == taken.head


def test_several_are_given_at_once_and_what_changed_meanwhile_is_left_alone(office: Office) -> None:
    service = allocating(office)
    first, second, third = (office.refer(f"Child {number} Invented") for number in range(3))
    other = service.allocate(second.id, second.head, ASH)
    seen = [(one.id, one.head) for one in (first, second, third)]
    given = service.allocate_all(seen, KIM)
    assert given == Given(2, (second.id,))
    kept = {one.id: one for one in office.store.several(Kind.REFERRAL, [one for one, _ in seen])}
    assert [kept[one].body["worker"] for one, _ in seen] == [KIM, ASH, KIM]
    assert kept[second.id].head == other.head
    assert service.allocate_all([(first.id, kept[first.id].head)], KIM) == Given(0)


def test_of_several_none_is_given_where_one_lacks_its_reason(office: Office) -> None:
    service = allocating(office)
    free, held = office.refer("Child 1 Invented"), office.refer("Child 2 Invented")
    held = service.allocate(held.id, held.head, ASH)
    seen = [(free.id, free.head), (held.id, held.head)]
    with pytest.raises(NotAllowed, match="say why"):
        service.allocate_all(seen, KIM)
    assert office.store.get(Kind.REFERRAL, free.id).head == free.head
    assert service.allocate_all(seen, KIM, " On leave. ").count == 2
    given = office.store.get(Kind.REFERRAL, held.id)
    assert filed(given, Referral).value.transfers[-1].reason == "On leave."


def test_several_are_given_by_coordinators_alone(office: Office, taken: Filed[Referral]) -> None:
    with pytest.raises(NotAllowed):
        allocating(office, Role.WORKER).allocate_all([(taken.id, taken.head)], KIM)
    assert office.store.get(Kind.REFERRAL, taken.id).head == taken.head


def test_more_are_given_than_one_transaction_takes(office: Office) -> None:
    changes = [a_change(a_referral("child")) for _ in range(230)]
    office.store.commit_all(changes)
    seen = [(one.id, one.head) for one in office.store.several(Kind.REFERRAL, [one.record for one in changes])]
    assert allocating(office).allocate_all(seen, KIM) == Given(230)
    assert {one.body["worker"] for one in office.store.every(Kind.REFERRAL)} == {KIM}
