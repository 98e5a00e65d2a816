"""Who may ask the hub: founded, invited, let in, turned away, shut out; every reply may be lost and asked for again."""

from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.admitting import new_code
from rhi_desktop.hub.engine import writing
from rhi_desktop.hub.hub import Hub
from rhi_desktop.wire import api
from rhi_desktop.wire.api import Outcome, Reason
from rhi_desktop.wire.requests import TIME_HEADER
from tests.builders import NOON, Clock
from tests.hub.devices import Device, hashed, let_in, reason

CODE = "KIMSCODE00000000"


def invite(ann: Device, code: str = CODE, seconds: int = 3600) -> httpx.Response:
    return ann.send("/v1/invitations", api.Invitation(code=hashed(code), seconds=seconds))


def test_a_founding_code_is_good_once_and_its_reply_may_be_lost(
    ann: Device, root: Ed25519PrivateKey, client: httpx.Client
) -> None:
    assert ann.found(root).status_code == 201
    other = Device(client, new_record_id(NOON))
    answer = other.found(root)
    assert (answer.status_code, reason(answer)) == (403, Reason.WRONG_CODE)
    thief = Device(client, ann.organisation)
    assert reason(thief.found(root)) is Reason.TAKEN


def test_an_invitation_is_good_once_and_for_a_time(ann: Device, client: httpx.Client, clock: Clock) -> None:
    assert invite(ann).status_code == invite(ann).status_code == 201
    kim, lee = Device(client, ann.organisation), Device(client, ann.organisation)
    assert reason(kim.enrol("WRONGCODE0000000")) is Reason.WRONG_CODE
    assert kim.enrol(CODE).status_code == kim.enrol(CODE).status_code == 202
    assert reason(lee.enrol(CODE)) is Reason.WRONG_CODE
    assert invite(ann).status_code == 201
    assert reason(lee.enrol(CODE)) is Reason.WRONG_CODE
    invite(ann, "LEESCODE00000000")
    clock.now += timedelta(hours=1)
    lee.time += 3600
    assert reason(lee.enrol("LEESCODE00000000")) is Reason.WRONG_CODE


def test_a_device_waits_until_it_is_let_in_and_can_then_ask(ann: Device, client: httpx.Client) -> None:
    invite(ann)
    kim = Device(client, ann.organisation)
    kim.enrol(CODE)
    for answer in (kim.send("/v1/pull", api.Pulling(after=0, size=0, root="0" * 64)), kim.ask("GET", "/v1/devices")):
        assert (answer.status_code, reason(answer)) == (403, Reason.PENDING)
    (waits,) = ann.ask("GET", "/v1/enrolments").json()["waiting"]
    assert (waits["device"], waits["member"], waits["code"]) == (kim.id, kim.member, hashed(CODE))
    for _ in range(2):
        approved = ann.send("/v1/devices/approve", api.Approval(device=kim.id, team=False))
        assert approved.json() == {"pruned": False}
    assert ann.ask("GET", "/v1/enrolments").json()["waiting"] == []
    assert kim.pull()[0].head.size == 0


def test_a_device_that_is_turned_away_is_unknown_and_may_be_invited_again(ann: Device, client: httpx.Client) -> None:
    invite(ann)
    kim = Device(client, ann.organisation)
    kim.enrol(CODE)
    for _ in range(2):
        assert ann.send("/v1/devices/decline", api.DeviceNamed(device=kim.id)).status_code == 204
    answer = kim.send("/v1/pull", api.Pulling(after=0, size=0, root="0" * 64))
    assert (answer.status_code, reason(answer)) == (401, Reason.UNKNOWN_DEVICE)
    let_in(ann, kim, "AGAINCODE0000000")
    assert kim.pull()[0].head.size == 0


def test_a_device_that_is_in_cannot_be_turned_away(ann: Device, client: httpx.Client) -> None:
    kim = let_in(ann, Device(client, ann.organisation), CODE)
    ann.send("/v1/devices/decline", api.DeviceNamed(device=kim.id))
    assert kim.pull()[0].head.size == 0


def test_a_device_that_is_shut_out_is_shown_the_order_and_what_it_sends_is_quarantined(
    ann: Device, client: httpx.Client
) -> None:
    kim = let_in(ann, Device(client, ann.organisation), CODE)
    lee = let_in(ann, Device(client, ann.organisation), "LEESCODE00000000")
    for statement in ("abcd", "ef"):
        assert ann.send("/v1/devices/revoke", api.Revoking(device=kim.id, statement=statement)).status_code == 204
    answer = kim.send("/v1/pull", api.Pulling(after=0, size=0, root="0" * 64))
    assert (answer.status_code, reason(answer)) == (403, Reason.REVOKED)
    assert answer.json()["statement"] == "abcd"
    content = kim.envelope([lee.id])
    assert [one.outcome for one in kim.push(content).answers] == [Outcome.QUARANTINED]
    page, contents = ann.pull()
    assert ([one.quarantined for one in page.placed], contents) == ([True], (content,))
    assert lee.pull_all() == []
    assert reason(ann.send("/v1/devices/approve", api.Approval(device=kim.id, team=True))) is Reason.NOT_FOUND
    told = ann.push(ann.envelope([kim.id]))
    assert [one.reason for one in told.answers] == [Reason.UNKNOWN_READER]


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/invitations"), ("GET", "/v1/enrolments"), ("POST", "/v1/devices/approve"),
     ("POST", "/v1/devices/decline"), ("POST", "/v1/devices/revoke"), ("GET", "/v1/devices")],
)  # fmt: skip
def test_a_workers_device_decides_nothing_about_the_team(
    method: str, path: str, ann: Device, client: httpx.Client
) -> None:
    kim = let_in(ann, Device(client, ann.organisation), CODE)
    bodies = {
        "/v1/invitations": api.Invitation(code=hashed("X" * 20), seconds=60),
        "/v1/devices/approve": api.Approval(device=kim.id, team=True),
        "/v1/devices/decline": api.DeviceNamed(device=ann.id),
        "/v1/devices/revoke": api.Revoking(device=ann.id, statement=""),
    }
    body = api.encode(bodies[path]) if method == "POST" else b""
    answer = kim.ask(method, path, body)
    assert (answer.status_code, reason(answer)) == (403, Reason.NOT_ALLOWED)


def test_organisations_know_nothing_of_each_other(
    hub: Hub, ann: Device, client: httpx.Client, root: Ed25519PrivateKey
) -> None:
    with writing(hub.engine) as connection:
        new_code(connection, "SECONDORGANISATION", None, 2**40)
    other = Device(client, new_record_id(NOON))
    assert other.found(root, "SECONDORGANISATION").status_code == 201
    ann.push(ann.envelope())
    assert other.pull_all() == []
    assert other.pull()[0].head.size == 0
    told = other.push(other.envelope([ann.id]))
    assert [one.reason for one in told.answers] == [Reason.UNKNOWN_READER]
    assert reason(other.send("/v1/devices/revoke", api.Revoking(device=ann.id, statement=""))) is Reason.NOT_FOUND
    stolen = Device(client, other.organisation, id=ann.id, key=ann.key)
    assert reason(stolen.ask("GET", "/v1/devices")) is Reason.UNKNOWN_DEVICE


@pytest.mark.parametrize("hours", [-30, -1, 1, 30])
def test_a_clock_that_is_wrong_is_told_the_hubs_time(hours: int, ann: Device) -> None:
    ann.time += hours * 3600
    answer = ann.ask("GET", "/v1/devices")
    assert (answer.status_code, reason(answer)) == (401, Reason.CLOCK)
    ann.time = int(answer.headers[TIME_HEADER])
    assert ann.ask("GET", "/v1/devices").status_code == 200


def test_a_request_that_was_altered_on_its_way_is_refused(ann: Device) -> None:
    other = Device(ann.client, ann.organisation, id=ann.id)
    answer = other.ask("GET", "/v1/devices")
    assert (answer.status_code, reason(answer)) == (401, Reason.FORGED)
    claim = "RHI1 nonsense"
    bare = ann.client.get("/v1/devices", headers={"Authorization": claim})
    assert (bare.status_code, reason(bare)) == (401, Reason.MALFORMED)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"after":-1}', b'{"after":1e999}', b"[" * 5000])
def test_a_body_that_is_no_message_is_refused(body: bytes, ann: Device) -> None:
    answer = ann.ask("POST", "/v1/pull", body)
    assert (answer.status_code, reason(answer)) == (400, Reason.MALFORMED)
    assert ann.ask("POST", "/v1/pull", body, "text/plain").status_code == 415


def test_paths_and_methods_that_there_are_none_of_are_answered(ann: Device) -> None:
    for path in ("/v2", "/v1/", "/v1/devices/", "/v1/devices/x"):
        answer = ann.ask("GET", path)
        assert (answer.status_code, reason(answer)) == (404, Reason.NOT_FOUND)
    assert ann.ask("GET", "/v1/push").status_code == 405
    assert reason(ann.ask("PUT", "/v1/push")) is Reason.NOT_FOUND
