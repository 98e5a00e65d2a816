"""The hub as an ASGI application: routes, and answers to everything that is refused."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rhi_desktop.hub.hub import Hub
from rhi_desktop.hub.refusing import WAIT, Refused
from rhi_desktop.hub.routes import routes
from rhi_desktop.wire import api
from rhi_desktop.wire.api import Reason
from rhi_desktop.wire.requests import TIME_HEADER
from rhi_desktop.wire.words import WORDS


def make_app(hub: Hub, *, middleware: Sequence[Middleware] = (), more: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the application over a hub; `more` are routes besides the API, such as those that watch over it."""
    app = Starlette(
        routes=[*routes(hub), *more],
        middleware=[Middleware(Timed, hub=hub), *middleware],
        exception_handlers={Refused: refused, HTTPException: not_found},
    )
    app.router.redirect_slashes = False
    return app


async def refused(_: Request, problem: Exception) -> Response:
    """Answer a refusal."""
    if not isinstance(problem, Refused):
        raise problem
    return trouble(problem)


async def not_found(_: Request, problem: Exception) -> Response:
    """Answer a path or a method that there is none of."""
    status = problem.status_code if isinstance(problem, HTTPException) else 404
    answer = trouble(Refused(Reason.NOT_FOUND, status=status))
    if isinstance(problem, HTTPException) and problem.headers:
        answer.headers.update(problem.headers)
    return answer


def trouble(problem: Refused) -> Response:
    """Return the answer to a refusal."""
    says = api.Trouble(reason=problem.reason, says=WORDS[problem.reason], statement=problem.statement.hex())
    headers = {"Retry-After": str(WAIT[problem.reason])} if problem.reason in WAIT else {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "RHI1"
    return Response(api.encode(says), problem.status, headers, media_type=api.JSON_TYPE)


class Timed:
    """Tells the hub's time with every answer: laptops' clocks are not to be relied on."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self._app = app
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                time = str(self._hub.now()).encode("ascii")
                message["headers"] = [*message.get("headers", []), (TIME_HEADER.lower().encode("ascii"), time)]
            await send(message)

        await self._app(scope, receive, timed)
