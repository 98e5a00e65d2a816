"""Two requests at one moment, at two processes of the hub: the later is answered by what became of the earlier."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.admitting import new_code
from rhi_desktop.hub.app import make_app
from rhi_desktop.hub.asking import read_asker
from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.hub.hub import Hub
from rhi_desktop.hub.pushing import push
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.wire import api
from rhi_desktop.wire.api import Reason
from tests.builders import NOON, Clock
from tests.hub.databases import NEVER, Databases
from tests.hub.devices import Device, hashed, let_in, reason
from tests.hub.in_process import in_process
from tests.hub.slow_writer import held_open

CODE = "KIMSCODE00000000"
MOMENT = 0.2
"""For how long the later request is given the chance to go wrong before the earlier ends, in seconds."""

Asked = Callable[[], httpx.Response]


@dataclass(frozen=True)
class Slow:
    """The process whose transactions are held open."""

    engine: Engine
    client: httpx.Client

    def of(self, device: Device) -> Device:
        """Return the same device, asking here."""
        return replace(device, client=self.client)

    def first(self, earlier: Asked, later: Asked) -> tuple[httpx.Response, httpx.Response]:
        """Ask here; ask the other process while this one has yet to commit; return both answers."""
        with ThreadPoolExecutor(1) as pool, held_open(self.engine, earlier) as (go_on, first):
            second = pool.submit(later)
            wait([second], MOMENT)
            go_on.set()
            return first.result(), second.result()


@pytest.fixture
def slow(hub: Hub, databases: Databases, clock: Clock) -> Iterator[Slow]:
    """A second process over the same database."""
    engine = databases.again()
    app = make_app(Hub.over(engine, lambda: clock().timestamp()))
    with in_process(app) as transport, httpx.Client(transport=transport, base_url="https://hub.example") as client:
        yield Slow(engine, client)


def test_a_founding_that_comes_again_before_it_is_answered(
    slow: Slow, client: httpx.Client, root: Ed25519PrivateKey
) -> None:
    ann = Device(client, new_record_id(NOON))
    first, second = slow.first(lambda: slow.of(ann).found(root), lambda: ann.found(root))
    assert (first.status_code, second.status_code) == (201, 201)
    assert ann.pull()[0].head.size == 0


def test_an_organisation_is_founded_once_by_whoever_was_first(
    slow: Slow, hub: Hub, client: httpx.Client, root: Ed25519PrivateKey
) -> None:
    with writing(hub.engine) as connection:
        new_code(connection, "FOUNDINGCODE0001", None, NEVER)
    ann = Device(client, new_record_id(NOON))
    thief = Device(client, ann.organisation)
    first, second = slow.first(lambda: slow.of(ann).found(root), lambda: thief.found(root, "FOUNDINGCODE0001"))
    assert (first.status_code, second.status_code, reason(second)) == (201, 409, Reason.TAKEN)
    assert reason(thief.ask("GET", "/v1/devices")) is Reason.UNKNOWN_DEVICE


def test_an_invitation_that_comes_again_before_it_is_answered(slow: Slow, ann: Device) -> None:
    invitation = api.Invitation(code=hashed(CODE), seconds=60)
    first, second = slow.first(
        lambda: slow.of(ann).send("/v1/invitations", invitation), lambda: ann.send("/v1/invitations", invitation)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    kim, lee = Device(ann.client, ann.organisation), Device(ann.client, ann.organisation)
    assert kim.enrol(CODE).status_code == 202
    assert reason(lee.enrol(CODE)) is Reason.WRONG_CODE


@pytest.fixture
def kim(ann: Device) -> Device:
    """A device that was invited."""
    assert ann.send("/v1/invitations", api.Invitation(code=hashed(CODE), seconds=60)).status_code == 201
    return Device(ann.client, ann.organisation)


def test_an_enrolment_that_comes_again_before_it_is_answered(slow: Slow, ann: Device, kim: Device) -> None:
    first, second = slow.first(lambda: slow.of(kim).enrol(CODE), lambda: kim.enrol(CODE))
    assert (first.status_code, second.status_code) == (202, 202)
    assert len(ann.ask("GET", "/v1/enrolments").json()["waiting"]) == 1


def test_a_code_lets_in_one_of_two(slow: Slow, ann: Device, kim: Device) -> None:
    lee = Device(ann.client, ann.organisation)
    first, second = slow.first(lambda: slow.of(kim).enrol(CODE), lambda: lee.enrol(CODE))
    assert (first.status_code, second.status_code, reason(second)) == (202, 403, Reason.WRONG_CODE)


def test_a_recovery_that_comes_again_before_it_is_answered(slow: Slow, ann: Device, root: Ed25519PrivateKey) -> None:
    back = Device(ann.client, ann.organisation)
    signature = root.sign(api.recovery_message(back.organisation, back.id, back.signing_key)).hex()
    recovery = api.Recovery(
        organisation=back.organisation, device=back.id, signing_key=back.signing_key, signature=signature
    )
    first, second = slow.first(
        lambda: slow.of(back).send("/v1/recoveries", recovery), lambda: back.send("/v1/recoveries", recovery)
    )
    assert (first.status_code, second.status_code) == (201, 201)


def test_a_device_that_is_being_shut_out_is_not_let_in_again(slow: Slow, ann: Device, kim: Device) -> None:
    kim.enrol(CODE)
    order, approval = api.Revoking(device=kim.id, statement="ab"), api.Approval(device=kim.id, team=True)
    first, second = slow.first(
        lambda: slow.of(ann).send("/v1/devices/revoke", order), lambda: ann.send("/v1/devices/approve", approval)
    )
    assert (first.status_code, second.status_code) == (204, 404)
    assert reason(kim.ask("GET", "/v1/devices")) is Reason.REVOKED


def test_a_device_that_is_being_let_in_is_not_turned_away(slow: Slow, ann: Device, kim: Device) -> None:
    kim.enrol(CODE)
    approval, named = api.Approval(device=kim.id, team=False), api.DeviceNamed(device=kim.id)
    first, second = slow.first(
        lambda: slow.of(ann).send("/v1/devices/approve", approval), lambda: ann.send("/v1/devices/decline", named)
    )
    assert (first.status_code, second.status_code) == (200, 204)
    assert kim.pull()[0].head.size == 0


def test_the_first_of_two_orders_that_shut_a_device_out_stays(slow: Slow, ann: Device) -> None:
    kim = let_in(ann, Device(ann.client, ann.organisation), CODE)
    one, other = (api.Revoking(device=kim.id, statement=statement) for statement in ("aa", "bb"))
    slow.first(lambda: slow.of(ann).send("/v1/devices/revoke", one), lambda: ann.send("/v1/devices/revoke", other))
    assert kim.ask("GET", "/v1/devices").json()["statement"] == "aa"


def test_a_device_that_is_turned_away_while_it_sends_is_not_known(hub: Hub, ann: Device, kim: Device) -> None:
    kim.enrol(CODE)
    with reading(hub.engine) as connection:
        asker = read_asker(connection, kim.organisation, kim.id)
    assert asker is not None
    ann.send("/v1/devices/decline", api.DeviceNamed(device=kim.id))
    with pytest.raises(Refused) as refused:
        push(hub.engine, asker, [kim.envelope()], NOON.date())
    assert refused.value.reason is Reason.UNKNOWN_DEVICE
