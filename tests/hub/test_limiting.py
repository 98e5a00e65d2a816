"""How often the hub may be asked, by whom; nobody uses up another's share, nobody holds a request open for ever."""

from collections.abc import Iterator

import anyio
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.types import Message, Receive, Scope, Send

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.limiting import Buckets, Patient
from rhi_desktop.wire.api import Reason
from tests.builders import NOON
from tests.hub.databases import Databases
from tests.hub.devices import Device, let_in, reason
from tests.hub.watched import metrics, watched


class Seconds:
    """A clock in seconds."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.at


def test_a_bucket_gives_a_burst_and_then_a_rate() -> None:
    clock = Seconds()
    buckets = Buckets(rate=2, burst=3, clock=clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b") == 0
    clock.at = 0.5
    assert [buckets.take("a"), buckets.take("a")] == [0, 0.5]
    clock.at = 1000
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_charge_never_makes_a_debt() -> None:
    clock = Seconds()
    buckets = Buckets(rate=1, burst=2, clock=clock)
    for _ in range(50):
        buckets.charge("a")
    clock.at = 1
    assert buckets.take("a") == 0


def test_the_buckets_of_many_keys_take_bounded_memory() -> None:
    buckets = Buckets(rate=1, burst=1, clock=Seconds())
    for number in range(10_001):
        buckets.take(str(number))
    assert buckets.take("10000") == 1
    assert buckets.take("0") == 0


@pytest.fixture
def slow_hub(databases: Databases) -> Iterator[httpx.Client]:
    """A hub that gives a device ten requests, and strangers at one address twenty."""
    limits = {"device_rate": 0.001, "device_burst": 10, "stranger_rate": 0.001, "stranger_burst": 20}
    with watched(databases.fresh(), metrics(), **limits) as client:
        yield client


def asked(device: Device, times: int) -> list[int]:
    return [device.ask("GET", "/v1/devices").status_code for _ in range(times)]


def test_a_device_and_strangers_have_shares_of_their_own(slow_hub: httpx.Client, root: Ed25519PrivateKey) -> None:
    ann = Device(slow_hub, new_record_id(NOON))
    ann.found(root)
    assert asked(ann, 11) == [200] * 10 + [429]
    refused = ann.ask("GET", "/v1/devices")
    assert (reason(refused), refused.headers["retry-after"]) == (Reason.TOO_FAST, "1000")
    assert "rhi-time" in refused.headers
    statuses = [slow_hub.get("/v1").status_code for _ in range(20)]
    assert statuses == [200] * 19 + [429]


def test_a_borrowed_id_uses_up_the_borrowers_share(slow_hub: httpx.Client, root: Ed25519PrivateKey) -> None:
    ann = Device(slow_hub, new_record_id(NOON))
    ann.found(root)
    thief = Device(slow_hub, ann.organisation, id=ann.id)
    assert asked(thief, 3) == [401] * 3
    others = [asked(Device(slow_hub, ann.organisation), 1)[0] for _ in range(17)]
    assert others == [401] * 16 + [429]


def test_whoever_was_answered_without_a_look_at_the_signature_is_not_taken_for_a_device(
    slow_hub: httpx.Client, root: Ed25519PrivateKey
) -> None:
    ann = Device(slow_hub, new_record_id(NOON))
    ann.found(root)
    stranger = Device(slow_hub, new_record_id(NOON))
    statuses = [stranger.ask("POST", "/v1/pull", b"", "text/plain").status_code for _ in range(20)]
    assert statuses == [415] * 19 + [429]


def test_devices_of_one_office_do_not_use_up_each_others_share(slow_hub: httpx.Client, root: Ed25519PrivateKey) -> None:
    ann = Device(slow_hub, new_record_id(NOON))
    ann.found(root)
    kim = let_in(ann, Device(slow_hub, ann.organisation), "INVITATION000001")
    kim.pull()
    assert asked(ann, 9)[-1] == 429
    assert kim.pull()[0].head.size == 0


async def _answers(app: Patient, parts: list[Message], pause: float) -> list[Message]:
    waiting = list(parts)
    told: list[Message] = []

    async def receive() -> Message:
        if not waiting:
            await anyio.sleep_forever()
        await anyio.sleep(pause)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        told.append(message)

    with anyio.fail_after(10):
        await app({"type": "http"}, receive, send)
    return told


async def _echo(_: Scope, receive: Receive, send: Send) -> None:
    """Tell which messages came."""
    more = True
    while more:
        message = await receive()
        await send(message)
        more = bool(message.get("more_body", False))


def _part(*, more: bool) -> Message:
    return {"type": "http.request", "body": b"x", "more_body": more}


def test_a_body_that_trickles_in_is_cut_short() -> None:
    silent = anyio.run(_answers, Patient(_echo, part=0.05, whole=5), [_part(more=True)], 0)
    assert [message["type"] for message in silent] == ["http.request", "http.disconnect"]
    trickling = anyio.run(_answers, Patient(_echo, part=5, whole=0.1), [_part(more=True)] * 200, 0.005)
    assert trickling[-1]["type"] == "http.disconnect"
    whole = anyio.run(_answers, Patient(_echo, part=5, whole=5), [_part(more=True), _part(more=False)], 0)
    assert [message["type"] for message in whole] == ["http.request"] * 2
