"""A team of two laptops with encrypted stores at a hub on loopback, for what is measured of their exchange."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from rhi_desktop.sync.hub import Signer
from rhi_desktop.sync.hub_client import HttpHub
from tests.bench.hub import code_of
from tests.builders import Clock
from tests.hub.served import Served
from tests.syncing.laptops import Laptop, let_in


@dataclass
class Line(httpx.BaseTransport):
    """The line to the hub: counts requests and the bytes of their bodies and answers, and how long each took."""

    bytes: int = 0
    seconds: list[float] = field(default_factory=list)
    _wire: httpx.HTTPTransport = field(default_factory=httpx.HTTPTransport)

    def hub(self, url: str, signer: Signer) -> HttpHub:
        """Return the hub at the other end."""
        return HttpHub(url, signer, transport=self)

    def clear(self) -> None:
        """Begin to count anew."""
        self.bytes = 0
        self.seconds.clear()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on."""
        began = time.perf_counter()
        answer = self._wire.handle_request(request)
        self.seconds.append(time.perf_counter() - began)
        self.bytes += int(request.headers.get("content-length", 0)) + int(answer.headers.get("content-length", 0))
        return answer


def coordinator_and_worker(hub: Served, folder: Path, line: Line) -> tuple[Laptop, Laptop]:
    """Found a team and let a worker in; both reach the hub over `line`."""
    clock = Clock(datetime.now(UTC), timedelta(milliseconds=1))
    ann = Laptop("Ann Invented", folder / "ann.db", line.hub, clock)
    ann.link.found(hub.url, code_of(0))
    ann.exchange()
    kim = Laptop("Kim Sample", folder / "kim.db", line.hub, clock)
    let_in(ann, kim)
    return ann, kim
