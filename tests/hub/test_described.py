"""The OpenAPI document: it has every request, and whatever is sent is answered as it says, never with a 5xx."""

from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
import requests
import schemathesis
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks as openapi

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.openapi import document
from rhi_desktop.hub.routes import HANDLERS
from rhi_desktop.wire import api
from rhi_desktop.wire.envelope import envelope_id
from rhi_desktop.wire.frames import framed
from tests.builders import NOON
from tests.hub.databases import Databases
from tests.hub.devices import Device
from tests.hub.watched import ADDRESS, metrics, watched

CHECKS = [
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
EXAMPLES = 25
"""Of each kind, for each request: enough to find a missing status within a second."""
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer(api.FRAMES_TYPE)
def as_frames(_: object, value: object) -> bytes:
    """Send what is made up for frames as it is."""
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def served(databases: Databases) -> Iterator[httpx.Client]:
    """What reaches a hub with everything around it."""
    with watched(databases.fresh(), metrics()) as client:
        yield client


@pytest.fixture
def coordinator(served: httpx.Client, root: Ed25519PrivateKey) -> Device:
    """A device that may do everything."""
    device = Device(served, new_record_id(NOON))
    assert device.found(root).status_code == 201
    return device


def test_every_request_of_the_api_is_described_and_no_other() -> None:
    told = document()
    described = {(method.upper(), path) for path, methods in told["paths"].items() for method in methods}
    assert described == set(HANDLERS) | {("GET", path) for path in ("/health", "/ready", "/metrics", "/openapi.json")}
    assert told["openapi"] == "3.1.0"
    assert r"\\A" not in msgspec.json.encode(told).decode()
    assert told["components"]["schemas"]["Founding"]["additionalProperties"] is False


def test_the_hub_hands_out_its_description(served: httpx.Client) -> None:
    assert served.get("/openapi.json").json() == msgspec.json.decode(msgspec.json.encode(document()))


@pytest.mark.parametrize("operation", sorted({(path, method) for method, path in HANDLERS} | {("/ready", "GET")}))
def test_whatever_is_asked_is_answered_as_the_description_says(
    operation: tuple[str, str], coordinator: Device, served: httpx.Client
) -> None:
    path, method = operation
    described = schemathesis.openapi.from_dict(document())[path][method]
    cases = st.one_of([described.as_strategy(generation_mode=mode) for mode in MODES])

    @BOUNDED
    @given(case=cases, signed=st.booleans(), other_type=st.sampled_from(["", "", "text/html"]))
    def conforms(case: "schemathesis.Case[Any]", signed: bool, other_type: str) -> None:
        sent = requests.Request(**case.as_transport_kwargs(base_url=ADDRESS)).prepare()
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
        assert isinstance(body, bytes)
        headers = {name: value for name, value in sent.headers.items() if isinstance(value, str)}
        if other_type:
            headers["Content-Type"] = other_type
        if signed and path != "/ready":
            answer = coordinator.ask(method, path, body, headers.get("Content-Type", ""))
        else:
            answer = served.request(method, path, content=body, headers=headers)
        case.validate_response(answer, checks=CHECKS)

    conforms()


@settings(BOUNDED, max_examples=200)
@given(data=st.data())
def _mangle(coordinator: Device, contents: list[bytes], data: st.DataObject) -> None:
    body = bytearray(framed(contents))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(body)) | st.integers(0, 600))
        end = start + data.draw(st.integers(0, 8) | st.integers(0, 6000))
        body[start:end] = data.draw(st.binary(max_size=8))
    answer = coordinator.ask("POST", "/v1/push", bytes(body), api.FRAMES_TYPE)
    assert answer.status_code in {200, 400, 413}
    if answer.status_code == 200:
        told = msgspec.json.decode(answer.content, type=api.Pushed)
        taken = {one.id for one in told.answers if one.outcome in {api.Outcome.ACCEPTED, api.Outcome.KNOWN}}
        assert taken <= {envelope_id(content) for content in contents}


def test_envelopes_that_were_mangled_on_their_way_are_refused(coordinator: Device) -> None:
    _mangle(coordinator, [coordinator.envelope() for _ in range(3)])
