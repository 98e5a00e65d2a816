"""Running the hub: the application with everything that watches over it, on uvicorn, in one process or several."""

import gc
import logging
import signal
import socket
import ssl
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import uvicorn
from sqlalchemy import Engine
from starlette.middleware import Middleware
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from rhi_desktop.hub.app import make_app
from rhi_desktop.hub.config import Settings
from rhi_desktop.hub.counters import Counters, SharedCounters
from rhi_desktop.hub.engine import open_database
from rhi_desktop.hub.hub import Hub
from rhi_desktop.hub.limiting import Buckets, Limited, Pace, Patient
from rhi_desktop.hub.logs import note, start_logging
from rhi_desktop.hub.metrics import Metrics, names
from rhi_desktop.hub.migrate import Schema
from rhi_desktop.hub.openapi import document
from rhi_desktop.hub.operating import require_current
from rhi_desktop.hub.refusing import HubProblem
from rhi_desktop.hub.watching import Watched, watching_routes

GRACE: Final = 30
"""How many seconds requests that have begun may still take when the hub is stopped."""
_HEAD: Final = 16 * 1024
_AT_ONCE: Final = 400
_ANSWERS_WITHIN: Final = 30
_ENDS: Final = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Serving:
    """One process of the hub; it is handed to each of them, where it makes the application.

    `counters` are shared with the others; None where there are none.
    """

    settings: Settings
    scripts: Path
    counters: SharedCounters | None = None

    def __call__(self) -> ASGIApp:
        """Make the application. Raises HubProblem."""
        start_logging()
        described = msgspec.json.encode(document())
        metrics_of = sorted(msgspec.json.decode(described)["paths"])
        samples = names(metrics_of)
        counters = self.counters.join(samples) if self.counters else Counters.alone(samples)
        metrics = Metrics(counters, frozenset(metrics_of))
        engine = open_database(self.settings.database)
        app = watched_app(self.settings, engine, Schema(engine, self.scripts), metrics)
        gc.collect()
        gc.freeze()  # what is loaded stays: the collector need not look through it again under load
        return app


def watched_app(
    settings: Settings, engine: Engine, schema: Schema, metrics: Metrics, *, clock: Callable[[], float] = time.time
) -> ASGIApp:
    """Return the application over a database; `clock` tells Unix seconds. Raises HubProblem where it holds no hub."""
    hub = Hub.over(engine, clock)
    metrics.watch(engine)
    pace = Pace(
        Buckets(settings.device_rate, settings.device_burst, time.monotonic),
        Buckets(settings.stranger_rate, settings.stranger_burst, time.monotonic),
    )
    middleware = [Middleware(Watched, metrics=metrics), Middleware(Limited, pace=pace), Middleware(Patient)]
    more = watching_routes(metrics, schema.is_current, msgspec.json.encode(document()), settings.watchers)
    return make_app(hub, middleware=middleware, more=more)


def serve(settings: Settings, scripts: Path) -> int:
    """Take requests until the process is told to end; return 0, or 1 where that was not by request.

    Raises HubProblem where it cannot begin.
    """
    settings.require_private_wire()
    _require_certificate(settings)
    _require_hub(settings, scripts)
    start_logging()
    with _listening(settings) as listener:
        host, port = listener.getsockname()[:2]
        note("serving", host=host, port=port, processes=settings.processes, tls=bool(settings.certificate))
        if settings.processes > 1:
            return _serve_together(settings, scripts, listener)
        for end in _ENDS:  # uvicorn ends in good order and raises the signal again: by then it is of no more use
            signal.signal(end, _ended)
        server = uvicorn.Server(_uvicorn_config(settings, Serving(settings, scripts)))
        server.run(sockets=[listener])
        return 0 if server.started else 1


def _serve_together(settings: Settings, scripts: Path, listener: socket.socket) -> int:
    with tempfile.TemporaryDirectory(prefix="rhi-hub-") as folder:
        counters = SharedCounters(Path(folder) / "counters", settings.processes + 1)  # one more while one is replaced
        together = Multiprocess(_uvicorn_config(settings, Serving(settings, scripts, counters)), [listener])
        together.run()
    return 0 if all(one.exitcode in {0, -signal.SIGTERM} for one in together.processes) else 1


def _uvicorn_config(settings: Settings, app: Serving) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=True,
        workers=settings.processes,
        lifespan="off",
        log_config=None,
        log_level=logging.INFO,
        http="h11",
        ws="none",
        access_log=False,
        server_header=False,
        proxy_headers=settings.behind_proxy,
        forwarded_allow_ips=list(settings.proxies),
        ssl_certfile=settings.certificate or None,
        ssl_keyfile=settings.certificate_key or None,
        limit_concurrency=_AT_ONCE,
        h11_max_incomplete_event_size=_HEAD,
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=_ANSWERS_WITHIN,
    )


def _listening(settings: Settings) -> socket.socket:
    host, port = settings.place
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as problem:
        raise HubProblem(f"The hub cannot listen at {settings.listen}: {problem.strerror}.") from None
    # asyncio sends at once (TCP_NODELAY) only where a socket says that it speaks TCP; else each answer takes 40 ms more
    named = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=listener.detach())
    named.set_inheritable(True)
    return named


def _require_certificate(settings: Settings) -> None:
    if not settings.certificate:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.certificate, settings.certificate_key)
    except (OSError, ssl.SSLError):
        raise HubProblem(
            f"The certificate {settings.certificate} with the key {settings.certificate_key} cannot be used. "
            "Both must be PEM files that this user may read, and belong together."
        ) from None


def _require_hub(settings: Settings, scripts: Path) -> None:
    engine = open_database(settings.database)
    try:
        require_current(Schema(engine, scripts))
        Hub.over(engine, time.time)
    finally:
        engine.dispose()


def _ended(*_: object) -> None:
    """Let the process end by itself."""
