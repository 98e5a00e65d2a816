"""Asking the hub over HTTP: what is sent, what is believed, and what each mishap is called."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.sync.hub import HubRefused, HubUnreachable, Signer
from rhi_desktop.sync.hub_client import HttpHub
from rhi_desktop.sync.keys import signed_by
from rhi_desktop.wire import api
from rhi_desktop.wire.requests import message, read_claim
from tests.raw_server import RawServer, http, raw_server, saying

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

ORGANISATION = "01900000-0000-7000-8000-000000000001"
DEVICE = "01900000-0000-7000-8000-000000000002"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
SIGNER = Signer(ORGANISATION, DEVICE, KEY.sign)
LIMITS = api.Limits(envelope=1, request=1, pushed=1, readers=1)
ABOUT = http(200, api.encode(api.About(protocol=1, key="ab" * 32, time=1, limits=LIMITS)))


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server(saying(ABOUT)) as serving:
        yield serving


@pytest.fixture
def hub(server: RawServer) -> Iterator[HttpHub]:
    client = HttpHub(server.url, SIGNER)
    yield client
    client.close()


def test_who_the_hub_is_can_be_asked_without_a_signature(server: RawServer, hub: HttpHub) -> None:
    assert hub.about().limits == LIMITS
    assert (server.requests[0].method, server.requests[0].path) == ("GET", "/v1")
    assert "authorization" not in server.requests[0].headers


def test_each_other_request_is_signed_by_the_device(server: RawServer, hub: HttpHub) -> None:
    server.answer = saying(http(201))
    hub.invite(api.Invitation(code="cd" * 32, seconds=60))
    sent = server.requests[0]
    claim = read_claim(sent.headers["authorization"])
    assert (claim.organisation, claim.device) == (ORGANISATION, DEVICE)
    assert signed_by(PUBLIC, claim.signature, message("POST", "/v1/invitations", claim, sent.body))


def test_a_refusal_says_its_reason_its_order_and_its_wait(server: RawServer, hub: HttpHub) -> None:
    trouble = api.Trouble(reason=api.Reason.REVOKED, says="", statement="0a0b")
    server.answer = saying(http(403, api.encode(trouble), Retry_After="7"))
    with pytest.raises(HubRefused) as refused:
        hub.devices()
    assert (refused.value.reason, refused.value.statement, refused.value.wait) == (api.Reason.REVOKED, b"\n\x0b", 7)


def test_a_sign_in_page_is_told_from_the_hub(server: RawServer, hub: HttpHub) -> None:
    server.answer = saying(http(200, b"<html>", "text/html", RHI_Time=""))
    with pytest.raises(HubUnreachable) as unreachable:
        hub.about()
    assert unreachable.value.captive
    server.answer = saying(ABOUT)
    assert hub.about().protocol == api.PROTOCOL
