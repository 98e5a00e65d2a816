"""Asking the hub over HTTP: what is sent, what is believed, whose clock counts."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from rhi_desktop.sync.hub import HubRefused, HubUnreachable
from rhi_desktop.sync.hub_client import HttpHub
from rhi_desktop.sync.keys import signed_by
from rhi_desktop.wire import api, limits
from rhi_desktop.wire.frames import framed
from rhi_desktop.wire.requests import message, read_claim
from tests.raw_server import Answer, RawServer, Request, http, saying
from tests.unit.sync.asking import (
    ABOUT,
    DEVICE,
    ENVELOPES,
    LIMITS,
    MEMBER,
    ORGANISATION,
    PAGE,
    PUBLIC,
    PULLING,
    PUSHED,
    SIGNER,
    answered,
    paged,
    refusal,
)

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

FOUNDING = api.Founding(code="A" * 26, organisation=ORGANISATION, root_key="ab" * 32, device=DEVICE, signing_key=PUBLIC)
RECOVERY = api.Recovery(organisation=ORGANISATION, device=DEVICE, signing_key=PUBLIC, signature="cd" * 64)
INVITATION = api.Invitation(code="cd" * 32, seconds=60)
ENROLMENT = api.Enrolment(
    code="A" * 26,
    organisation=ORGANISATION,
    device=DEVICE,
    member=MEMBER,
    signing_key=PUBLIC,
    sealing_key="ab" * 1216,
)
WAITING = api.Waiting(device=DEVICE, member=MEMBER, signing_key=PUBLIC, sealing_key="ab" * 1216, code="ab" * 32)
SEEN = api.Seen(device=DEVICE, state=api.DeviceState.ACTIVE, team=True, seen="2026-11-26", held=7)
NAMED = api.DeviceNamed(device=DEVICE)
ORDER = api.Revoking(device=DEVICE, statement="0a0b")
Asked = tuple[str, str, bytes]
CALLS: dict[str, tuple[Callable[[HttpHub], Any], Asked, bytes, Any]] = {
    "found": (lambda hub: hub.found(FOUNDING), ("POST", "/v1/organisations", api.encode(FOUNDING)), http(201), None),
    "recover": (lambda hub: hub.recover(RECOVERY), ("POST", "/v1/recoveries", api.encode(RECOVERY)), http(201), None),
    "invite": (
        lambda hub: hub.invite(INVITATION),
        ("POST", "/v1/invitations", api.encode(INVITATION)),
        http(201),
        None,
    ),
    "enrol": (lambda hub: hub.enrol(ENROLMENT), ("POST", "/v1/enrolments", api.encode(ENROLMENT)), http(202), None),
    "waiting": (
        lambda hub: hub.waiting(),
        ("GET", "/v1/enrolments", b""),
        answered(200, api.Enrolments(waiting=(WAITING,))),
        (WAITING,),
    ),
    "approve": (
        lambda hub: hub.approve(DEVICE, team=True),
        ("POST", "/v1/devices/approve", api.encode(api.Approval(device=DEVICE, team=True))),
        answered(200, api.Approved(pruned=True)),
        api.Approved(pruned=True),
    ),
    "decline": (
        lambda hub: hub.decline(DEVICE),
        ("POST", "/v1/devices/decline", api.encode(NAMED)),
        http(204, Content_Length="", Content_Type=""),
        None,
    ),
    "revoke": (
        lambda hub: hub.revoke(DEVICE, b"\n\x0b"),
        ("POST", "/v1/devices/revoke", api.encode(ORDER)),
        http(204, Content_Length="", Content_Type=""),
        None,
    ),
    "devices": (
        lambda hub: hub.devices(),
        ("GET", "/v1/devices", b""),
        answered(200, api.Devices(devices=(SEEN,))),
        (SEEN,),
    ),
    "push": (lambda hub: hub.push(ENVELOPES), ("POST", "/v1/push", framed(ENVELOPES)), answered(200, PUSHED), PUSHED),
    "pull": (
        lambda hub: hub.pull(PULLING),
        ("POST", "/v1/pull", api.encode(PULLING)),
        paged(*ENVELOPES),
        (PAGE, ENVELOPES),
    ),
}


def at(shift: int, reply: bytes) -> Answer:
    """Answer as a hub whose clock is `shift` seconds ahead: it refuses what is not signed by its own time."""

    def answer(connection: socket.socket, request: Request) -> None:
        apart = abs(read_claim(request.headers["authorization"]).time - (time.time() + shift))
        connection.sendall(reply if apart <= limits.CLOCK else refusal(401, api.Reason.CLOCK, shift))

    return answer


def test_who_the_hub_is_can_be_asked_without_a_signature(server: RawServer, asking: HttpHub) -> None:
    assert asking.about().limits == LIMITS
    assert (server.requests[0].method, server.requests[0].path) == ("GET", "/v1")
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize("name", CALLS)
def test_each_call_asks_as_the_protocol_says_and_is_signed(server: RawServer, asking: HttpHub, name: str) -> None:
    call, asked, reply, expected = CALLS[name]
    server.answer = saying(reply)
    assert call(asking) == expected
    [sent] = server.requests
    assert (sent.method, sent.path, sent.body) == asked
    kind = {b"": None}.get(sent.body, api.FRAMES_TYPE if name == "push" else api.JSON_TYPE)
    assert sent.headers.get("content-type") == kind
    claim = read_claim(sent.headers["authorization"])
    assert (claim.organisation, claim.device) == (ORGANISATION, DEVICE)
    assert signed_by(PUBLIC, claim.signature, message(sent.method, sent.path, claim, sent.body))


@pytest.mark.parametrize("name", CALLS)
def test_another_status_than_the_one_that_was_promised_is_not_believed(
    server: RawServer, asking: HttpHub, name: str
) -> None:
    call, _, reply, _ = CALLS[name]
    server.answer = saying(b"HTTP/1.1 299" + reply[len("HTTP/1.1 200") :])
    with pytest.raises(HubUnreachable, match="could not be read"):
        call(asking)


def test_a_long_list_of_devices_is_read(server: RawServer, asking: HttpHub) -> None:
    server.answer = saying(answered(200, api.Enrolments(waiting=(WAITING,) * 200)))
    assert len(asking.waiting()) == 200
    server.answer = saying(answered(200, api.Devices(devices=(SEEN,) * 5000)))
    assert len(asking.devices()) == 5000


def test_the_hub_may_stand_behind_a_path_of_which_the_signature_knows_nothing(server: RawServer) -> None:
    server.answer = saying(answered(200, api.Devices(devices=())))
    hub = HttpHub(server.url + "/rhi/", SIGNER)
    assert hub.devices() == ()
    hub.close()
    [sent] = server.requests
    claim = read_claim(sent.headers["authorization"])
    assert sent.path == "/rhi/v1/devices"
    assert signed_by(PUBLIC, claim.signature, message("GET", "/v1/devices", claim, b""))


@pytest.mark.parametrize("shift", [-5 * 3600, -limits.CLOCK - 5, 0, limits.CLOCK + 5, 9 * 3600])
def test_clocks_that_are_hours_apart_are_found_out_once(server: RawServer, asking: HttpHub, shift: int) -> None:
    server.answer = at(shift, http(200, api.encode(PUSHED), RHI_Time=str(int(time.time()) + shift)))
    assert asking.push(ENVELOPES) == PUSHED
    assert asking.push(ENVELOPES) == PUSHED
    assert len(server.requests) == (3 if shift else 2)
    assert {sent.body for sent in server.requests} == {framed(ENVELOPES)}


def test_a_hub_that_finds_fault_with_its_own_time_is_asked_twice_and_no_more(
    server: RawServer, asking: HttpHub
) -> None:
    server.answer = saying(refusal(401, api.Reason.CLOCK, 100))
    with pytest.raises(HubRefused) as refused:
        asking.devices()
    assert refused.value.reason is api.Reason.CLOCK
    assert len(server.requests) == 2


def test_a_clock_that_is_set_in_between_is_followed(server: RawServer, asking: HttpHub) -> None:
    for shift in (7200, -7200):
        server.answer = at(shift, http(200, api.encode(PUSHED), RHI_Time=str(int(time.time()) + shift)))
        assert asking.push(ENVELOPES) == PUSHED


@pytest.mark.parametrize("reason", [one for one in api.Reason if one is not api.Reason.CLOCK])
def test_a_refusal_says_its_reason_and_is_not_tried_again(
    server: RawServer, asking: HttpHub, reason: api.Reason
) -> None:
    server.answer = saying(refusal(403, reason))
    with pytest.raises(HubRefused) as refused:
        asking.devices()
    assert refused.value.reason is reason
    assert len(server.requests) == 1


@pytest.mark.parametrize(("said", "wait"), [("7", 7), ("", 0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0), ("-1", 0)])
def test_a_refusal_carries_the_order_and_how_long_to_wait(
    server: RawServer, asking: HttpHub, said: str, wait: float
) -> None:
    trouble = api.Trouble(reason=api.Reason.REVOKED, says="", statement="0a0b")
    server.answer = saying(http(403, api.encode(trouble), Retry_After=said))
    with pytest.raises(HubRefused) as refused:
        asking.devices()
    assert (refused.value.reason, refused.value.statement, refused.value.wait) == (
        api.Reason.REVOKED,
        b"\n\x0b",
        wait,
    )


def test_nothing_heavy_is_loaded_before_the_hub_is_asked() -> None:
    loaded = "import sys, rhi_desktop.sync.hub_client; print(*({'httpx', 'http.client', 'email'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_no_cookie_is_kept(server: RawServer, asking: HttpHub) -> None:
    server.answer = saying(ABOUT.replace(b"Connection: close", b"Set-Cookie: who=you; Path=/\r\nConnection: close"))
    asking.about()
    asking.about()
    assert "cookie" not in server.requests[1].headers


def test_a_connection_that_the_hub_keeps_open_is_used_again(server: RawServer, asking: HttpHub) -> None:
    connections: list[socket.socket] = []

    def answer(connection: socket.socket, request: Request) -> None:
        connections.append(connection)
        kept = ABOUT.replace(b"Connection: close\r\n", b"")
        connection.sendall(kept)
        assert connection.recv(65536).startswith(b"GET /v1 ")
        connection.sendall(kept)

    server.answer = answer
    assert asking.about() == asking.about()
    assert len(connections) == 1
