"""The requests of the API (`wire.api`), each from its bytes to its answer. No id is ever in an address."""

from collections.abc import Callable
from typing import TypeVar

import msgspec
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from rhi_desktop.hub.asking import Request
from rhi_desktop.hub.bodies import read_body
from rhi_desktop.hub.hub import Hub
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.hub.threads import in_thread
from rhi_desktop.wire import api, limits
from rhi_desktop.wire.api import FRAMES_TYPE, JSON_TYPE, Reason
from rhi_desktop.wire.frames import Malformed, framed, frames

M = TypeVar("M", bound=msgspec.Struct)
Handler = Callable[[Hub, Request], Response]
"""Answers one request in a thread of its own, where it may use the database."""


def routes(hub: Hub) -> list[Route]:
    """Return the routes of the API over a hub."""
    return [_route(hub, method, path, handler) for (method, path), handler in HANDLERS.items()]


def about(hub: Hub, _: Request) -> Response:
    """Say who the hub is."""
    return _json(hub.about())


def found(hub: Hub, request: Request) -> Response:
    """Begin an organisation."""
    founding = _read(request, api.Founding)
    _require_own(hub, request, founding)
    hub.admitting.found(founding, hub.now())
    return Response(status_code=201)


def recover(hub: Hub, request: Request) -> Response:
    """Let in a device that the root vouches for."""
    recovery = _read(request, api.Recovery)
    _require_own(hub, request, recovery)
    hub.admitting.recover(recovery)
    return Response(status_code=201)


def invite(hub: Hub, request: Request) -> Response:
    """Let a code be good once."""
    who = hub.asker(request)
    hub.admitting.invite(who, _read(request, api.Invitation), hub.now())
    return Response(status_code=201)


def enrol(hub: Hub, request: Request) -> Response:
    """Let a device wait."""
    enrolment = _read(request, api.Enrolment)
    _require_own(hub, request, enrolment)
    hub.admitting.enrol(enrolment, hub.now())
    return Response(status_code=202)


def waiting(hub: Hub, request: Request) -> Response:
    """Say who waits."""
    return _json(hub.admitting.waiting(hub.asker(request)))


def approve(hub: Hub, request: Request) -> Response:
    """Let a device in."""
    who = hub.asker(request)
    return _json(hub.admitting.approve(who, _read(request, api.Approval)))


def decline(hub: Hub, request: Request) -> Response:
    """Turn a device away."""
    who = hub.asker(request)
    hub.admitting.decline(who, _read(request, api.DeviceNamed).device)
    return Response(status_code=204)


def revoke(hub: Hub, request: Request) -> Response:
    """Shut a device out."""
    who = hub.asker(request)
    hub.admitting.revoke(who, _read(request, api.Revoking))
    return Response(status_code=204)


def devices(hub: Hub, request: Request) -> Response:
    """Return all devices of the organisation."""
    return _json(hub.admitting.devices(hub.asker(request)))


def push(hub: Hub, request: Request) -> Response:
    """Take envelopes."""
    who = hub.asker(request)
    try:
        contents = list(frames(request.body, limits.ENVELOPE, limits.PUSHED))
    except Malformed as problem:
        raise Refused(Reason(problem.reason)) from None
    return _json(hub.push(who, contents))


def pull(hub: Hub, request: Request) -> Response:
    """Hand over a page of envelopes."""
    who = hub.asker(request)
    page, contents = hub.pull(who, _read(request, api.Pulling))
    return Response(framed([api.encode(page), *contents]), media_type=FRAMES_TYPE)


HANDLERS: dict[tuple[str, str], Handler] = {
    ("GET", "/v1"): about,
    ("POST", "/v1/organisations"): found,
    ("POST", "/v1/recoveries"): recover,
    ("POST", "/v1/invitations"): invite,
    ("POST", "/v1/enrolments"): enrol,
    ("GET", "/v1/enrolments"): waiting,
    ("POST", "/v1/devices/approve"): approve,
    ("POST", "/v1/devices/decline"): decline,
    ("POST", "/v1/devices/revoke"): revoke,
    ("GET", "/v1/devices"): devices,
    ("POST", "/v1/push"): push,
    ("POST", "/v1/pull"): pull,
}


def _route(hub: Hub, method: str, path: str, handler: Handler) -> Route:
    async def endpoint(request: HttpRequest) -> Response:
        content_type = FRAMES_TYPE if path == "/v1/push" else JSON_TYPE
        limit = limits.REQUEST if path == "/v1/push" else limits.CONTROL
        body = await read_body(request, content_type, limit) if method == "POST" else b""
        asked = Request(method, path, request.headers.get("authorization", ""), body)
        return await in_thread(lambda: handler(hub, asked))

    return Route(path, endpoint, methods=[method], name=f"{method} {path}")


def _require_own(hub: Hub, request: Request, asks: api.Founding | api.Recovery | api.Enrolment) -> None:
    """Raise Refused where the request is not signed by the device that it is about."""
    claim = request.claim(hub.now())
    if (claim.organisation, claim.device) != (asks.organisation, asks.device):
        raise Refused(Reason.FORGED)
    request.require_signed_by(asks.signing_key, claim)


def _read(request: Request, shape: type[M]) -> M:
    try:
        return msgspec.json.decode(request.body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(Reason.MALFORMED) from None


def _json(message: msgspec.Struct) -> Response:
    return Response(api.encode(message), media_type=JSON_TYPE)
