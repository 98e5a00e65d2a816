"""A hub in this process with everything around it that `rhi-hub serve` puts there."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import msgspec
from sqlalchemy import Engine

from rhi_desktop.hub.config import Settings
from rhi_desktop.hub.counters import Counters
from rhi_desktop.hub.metrics import Metrics, names
from rhi_desktop.hub.migrate import Schema
from rhi_desktop.hub.openapi import document
from rhi_desktop.hub.serving import watched_app
from rhi_desktop.runtime.assets import find_assets
from tests.builders import NOON
from tests.hub.in_process import CLIENT, in_process

ADDRESS = "https://hub.example"


def metrics() -> Metrics:
    """Counts of this process alone."""
    routes = sorted(document()["paths"])
    return Metrics(Counters.alone(names(routes)), frozenset(routes))


@contextmanager
def watched(engine: Engine, counted: Metrics, **settings: object) -> Iterator[httpx.Client]:
    """Serve a database; settings are those of `hub.toml`. It is always noon."""
    given = {"watchers": (CLIENT[0],), "stranger_rate": 1e6, "stranger_burst": 10**6, "device_burst": 10**6, **settings}
    app = watched_app(
        msgspec.convert(given, Settings),
        engine,
        Schema(engine, find_assets().db / "hub"),
        counted,
        clock=NOON.timestamp,
    )
    with in_process(app) as transport, httpx.Client(transport=transport, base_url=ADDRESS) as client:
        yield client
