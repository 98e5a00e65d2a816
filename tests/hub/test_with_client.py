"""The laptop's client and the hub, each as it is: every call, and every refusal that a person may see."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.app import make_app
from rhi_desktop.hub.hub import Hub
from rhi_desktop.sync.hub import HubRefused, Signer
from rhi_desktop.sync.hub_client import HttpHub
from rhi_desktop.sync.keys import signed_by
from rhi_desktop.wire import api
from rhi_desktop.wire.envelope import GENESIS, TEAM, envelope_id
from rhi_desktop.wire.merkle import EMPTY, is_consistent
from tests.builders import NOON
from tests.hub.conftest import ADDRESS
from tests.hub.devices import FOUNDING, SEALING_KEY, Device, hashed
from tests.hub.in_process import in_process

CODE = "KIMSCODE00000000"
FROM_THE_START = api.Pulling(after=0, size=0, root=GENESIS)


@dataclass(frozen=True)
class Laptop:
    """A device with the program's own client."""

    device: Device
    hub: HttpHub

    def enrolment(self, code: str = CODE) -> api.Enrolment:
        """Return its request to be let in."""
        return api.Enrolment(
            code=code, organisation=self.device.organisation, device=self.device.id, member=self.device.member,
            signing_key=self.device.signing_key, sealing_key=SEALING_KEY,
        )  # fmt: skip


@pytest.fixture
def transport(hub: Hub) -> Iterator[httpx.BaseTransport]:
    """What reaches the hub."""
    with in_process(make_app(hub)) as made:
        yield made


def laptop(transport: httpx.BaseTransport, organisation: str, device: Device | None = None) -> Laptop:
    """Return a laptop of an organisation."""
    made = device or Device(httpx.Client(transport=transport), organisation)
    return Laptop(made, HttpHub(ADDRESS, Signer(organisation, made.id, made.key.sign), transport=transport))


@pytest.fixture
def ann(transport: httpx.BaseTransport, root: Ed25519PrivateKey) -> Laptop:
    """The coordinator who founds the organisation."""
    made = laptop(transport, new_record_id(NOON))
    made.hub.found(
        api.Founding(
            code=FOUNDING,
            organisation=made.device.organisation,
            root_key=root.public_key().public_bytes_raw().hex(),
            device=made.device.id,
            signing_key=made.device.signing_key,
        )
    )
    return made


@pytest.fixture
def kim(transport: httpx.BaseTransport, ann: Laptop) -> Laptop:
    """A worker who was invited and has asked to be let in."""
    made = laptop(transport, ann.device.organisation)
    ann.hub.invite(api.Invitation(code=hashed(CODE), seconds=3600))
    made.hub.enrol(made.enrolment())
    return made


def refused(problem: pytest.ExceptionInfo[HubRefused]) -> api.Reason:
    """Return why."""
    return problem.value.reason


def test_a_worker_is_let_in_and_what_is_sent_arrives_with_its_proof(ann: Laptop, kim: Laptop) -> None:
    [asks] = ann.hub.waiting()
    assert (asks.device, asks.member, asks.code) == (kim.device.id, kim.device.member, hashed(CODE))
    with pytest.raises(HubRefused) as problem:
        kim.hub.pull(FROM_THE_START)
    assert refused(problem) is api.Reason.PENDING
    assert not ann.hub.approve(kim.device.id, team=False).pruned
    sent = [kim.device.envelope([TEAM]), kim.device.envelope([TEAM])]
    pushed = kim.hub.push(sent)
    assert [one.outcome for one in pushed.answers] == [api.Outcome.ACCEPTED] * 2
    assert (pushed.counter, pushed.tip) == (2, envelope_id(sent[1]))
    page, received = ann.hub.pull(FROM_THE_START)
    assert list(received) == sent
    message = api.head_message(ann.device.organisation, page.head.size, page.head.root)
    assert signed_by(ann.hub.about().key, bytes.fromhex(page.head.signature), message)
    back = ann.device.envelope([kim.device.id])
    ann.hub.push([back])
    later, received = kim.hub.pull(api.Pulling(after=0, size=page.head.size, root=page.head.root))
    assert received == (back,)
    old, new = bytes.fromhex(page.head.root), bytes.fromhex(later.head.root)
    assert is_consistent(2, old, 3, new, [bytes.fromhex(one) for one in later.proof])


def test_an_empty_log_has_a_head_that_is_the_beginning_of_every_other(ann: Laptop) -> None:
    page, received = ann.hub.pull(FROM_THE_START)
    assert (page.head.size, page.head.root, page.proof, received) == (0, EMPTY.hex(), (), ())


def test_a_device_that_was_shut_out_is_shown_the_order_and_its_last_work_goes_into_quarantine(
    ann: Laptop, kim: Laptop
) -> None:
    ann.hub.approve(kim.device.id, team=False)
    ann.hub.revoke(kim.device.id, b"the signed order")
    with pytest.raises(HubRefused) as problem:
        kim.hub.pull(FROM_THE_START)
    assert (refused(problem), problem.value.statement) == (api.Reason.REVOKED, b"the signed order")
    [answer] = kim.hub.push([kim.device.envelope([TEAM])]).answers
    assert answer.outcome is api.Outcome.QUARANTINED
    page, _ = ann.hub.pull(FROM_THE_START)
    assert [one.quarantined for one in page.placed] == [True]
    states = {one.device: one.state for one in ann.hub.devices()}
    assert states == {ann.device.id: api.DeviceState.ACTIVE, kim.device.id: api.DeviceState.REVOKED}


def test_a_device_that_was_turned_away_is_not_known_any_more(ann: Laptop, kim: Laptop) -> None:
    ann.hub.decline(kim.device.id)
    assert ann.hub.waiting() == ()
    with pytest.raises(HubRefused) as problem:
        kim.hub.pull(FROM_THE_START)
    assert refused(problem) is api.Reason.UNKNOWN_DEVICE
    with pytest.raises(HubRefused) as problem:
        kim.hub.enrol(kim.enrolment())
    assert refused(problem) is api.Reason.WRONG_CODE


def test_a_worker_may_not_do_what_is_the_coordinators(ann: Laptop, kim: Laptop) -> None:
    ann.hub.approve(kim.device.id, team=False)
    for call in (
        kim.hub.waiting,
        kim.hub.devices,
        lambda: kim.hub.approve(kim.device.id, team=True),
        lambda: kim.hub.decline(ann.device.id),
        lambda: kim.hub.revoke(ann.device.id, b""),
        lambda: kim.hub.invite(api.Invitation(code=hashed("another"), seconds=3600)),
    ):
        with pytest.raises(HubRefused) as problem:
            call()
        assert refused(problem) is api.Reason.NOT_ALLOWED


def test_whoever_has_the_recovery_sheet_comes_back_in(
    transport: httpx.BaseTransport, ann: Laptop, root: Ed25519PrivateKey
) -> None:
    back = laptop(transport, ann.device.organisation)
    message = api.recovery_message(back.device.organisation, back.device.id, back.device.signing_key)
    recovery = api.Recovery(
        organisation=back.device.organisation,
        device=back.device.id,
        signing_key=back.device.signing_key,
        signature=root.sign(message).hex(),
    )
    back.hub.recover(recovery)
    back.hub.recover(recovery)
    assert back.hub.devices()[0].team


def test_a_copied_workspace_is_told_that_its_chain_goes_on_elsewhere(
    transport: httpx.BaseTransport, ann: Laptop
) -> None:
    copied = Device(ann.device.client, ann.device.organisation, id=ann.device.id, key=ann.device.key)
    ann.hub.push([ann.device.envelope([TEAM])])
    [answer] = laptop(transport, copied.organisation, copied).hub.push([copied.envelope([TEAM])]).answers
    assert (answer.outcome, answer.reason) == (api.Outcome.REFUSED, api.Reason.FORKED)


def test_a_hub_that_was_put_back_is_found_out_before_anything_is_believed(ann: Laptop) -> None:
    with pytest.raises(HubRefused) as problem:
        ann.hub.pull(api.Pulling(after=0, size=7, root="ab" * 32))
    assert refused(problem) is api.Reason.ROLLED_BACK
