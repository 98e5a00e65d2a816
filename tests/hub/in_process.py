"""Requests to an ASGI application without a socket: what httpx sends is handed over, and what it answers comes back."""

from collections.abc import Iterator
from contextlib import contextmanager

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.types import ASGIApp, Message, Scope

CLIENT = ("192.0.2.1", 50000)


class InProcess(httpx.BaseTransport):
    """A transport of httpx over an application; an error inside it is raised here, as no server would."""

    def __init__(self, app: ASGIApp, portal: BlockingPortal) -> None:
        self._app = app
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass one request through."""
        body = request.read()
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "https",
            "path": request.url.path,
            "raw_path": request.url.raw_path.split(b"?")[0],
            "query_string": request.url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": CLIENT,
            "server": ("hub.example", 443),
        }
        return self._portal.call(self._answered, scope, body)

    async def _answered(self, scope: Scope, body: bytes) -> httpx.Response:
        told: list[Message] = []
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if asked:
                await anyio.sleep_forever()
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            told.append(message)

        await self._app(scope, receive, send)
        start = told[0]
        content = b"".join(message.get("body", b"") for message in told[1:])
        return httpx.Response(start["status"], headers=start["headers"], stream=httpx.ByteStream(content))


@contextmanager
def in_process(app: ASGIApp) -> Iterator[httpx.BaseTransport]:
    """Run an application's event loop in a thread of its own."""
    with start_blocking_portal() as portal:
        yield InProcess(app, portal)
