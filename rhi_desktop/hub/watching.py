"""What those who run the hub see of it: a line and counts for each request, health, readiness, metrics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rhi_desktop.hub.logs import note
from rhi_desktop.hub.metrics import CONTENT_TYPE, OTHER, Metrics
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.hub.threads import in_thread
from rhi_desktop.wire.api import JSON_TYPE, Pushed, Trouble

HEALTH: Final = "/health"
READY: Final = "/ready"
METRICS: Final = "/metrics"
OPENAPI: Final = "/openapi.json"
PUSH: Final = "/v1/push"


@dataclass(slots=True)
class _Exchange:
    """One request and its answer, as they pass by."""

    started: float
    taken: int = 0
    given: int = 0
    status: int = 500
    kept: list[bytes] = field(default_factory=list)


class Watched:
    """Counts each request and writes a line about it, by its route: never by its address, never with an id."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Exchange(monotonic())
        route = scope["path"] if scope["path"] in self._metrics.routes else OTHER

        async def received() -> Message:
            message = await receive()
            seen.taken += len(message.get("body", b""))
            return message

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
            elif message["type"] == "http.response.body":
                part = message.get("body", b"")
                seen.given += len(part)
                if seen.status >= 400 or route == PUSH:
                    seen.kept.append(part)
            await send(message)

        try:
            await self._app(scope, received, told)
        finally:
            self._note(scope["method"], route, seen)

    def _note(self, method: str, route: str, seen: _Exchange) -> None:
        seconds = monotonic() - seen.started
        self._metrics.answered(route, seen.status, seconds, seen.taken, seen.given)
        answer = b"".join(seen.kept)
        if route == PUSH and seen.status == 200:
            self._metrics.pushed(msgspec.json.decode(answer, type=Pushed))
        note(
            "request", method=method, route=route, status=seen.status, reason=_reason(seen.status, answer),
            milliseconds=round(seconds * 1000, 1), taken=seen.taken, given=seen.given,
        )  # fmt: skip


def watching_routes(
    metrics: Metrics, is_current: Callable[[], bool], document: bytes, watchers: Sequence[str]
) -> list[Route]:
    """Return the routes for those who run the hub, and the API's description.

    `is_current` asks the database whether its schema is this program's. `/metrics` is there for `watchers` alone.
    """

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "up"})

    async def ready(_: Request) -> Response:
        try:
            current = await in_thread(is_current)
        except Refused:
            return JSONResponse({"status": "the database does not answer"}, 503)
        if not current:
            return JSONResponse({"status": "the database is not at this program's version: run rhi-hub init"}, 503)
        return JSONResponse({"status": "ready"})

    async def measured(request: Request) -> Response:
        if request.client is None or request.client.host not in watchers:
            return PlainTextResponse("Only those in the setting watchers may read this.\n", 403)
        return PlainTextResponse(metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    async def described(_: Request) -> Response:
        return Response(document, media_type=JSON_TYPE)

    return [
        Route(HEALTH, health, methods=["GET"]),
        Route(READY, ready, methods=["GET"]),
        Route(METRICS, measured, methods=["GET"]),
        Route(OPENAPI, described, methods=["GET"]),
    ]


def _reason(status: int, answer: bytes) -> str:
    if status < 400:
        return ""
    try:
        return str(msgspec.json.decode(answer, type=Trouble).reason)
    except msgspec.MsgspecError:
        return ""
