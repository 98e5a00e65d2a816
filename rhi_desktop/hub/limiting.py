"""How often the hub may be asked, and how long a request may take to arrive.

Each process counts for itself, in memory: with several of them a limit holds for each.
"""

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rhi_desktop.hub.app import trouble
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.wire.api import Reason
from rhi_desktop.wire.frames import Malformed
from rhi_desktop.wire.requests import read_claim

PART_SECONDS: Final = 30
"""How long the next part of a body may take."""
BODY_SECONDS: Final = 300
"""How long a whole body may take."""
_MOST: Final = 10_000
_NOT_KNOWN: Final = 401
_GRANTED: Final = 300


class Buckets:
    """A token bucket for each key: `burst` at once, `rate` a second in the long run. The oldest keys are forgotten."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one token and return 0, or return in how many seconds there will be one."""
        left = self._tokens(key)
        if left < 1:
            return (1 - left) / self._rate
        self._keep(key, left - 1)
        return 0

    def charge(self, key: str) -> None:
        """Take one token, though there may be none."""
        self._keep(key, max(self._tokens(key) - 1, 0))

    def _tokens(self, key: str) -> float:
        left, at = self._left.get(key, (self._burst, 0.0))
        return min(self._burst, left + (self._clock() - at) * self._rate)

    def _keep(self, key: str, left: float) -> None:
        self._left[key] = (left, self._clock())
        self._left.move_to_end(key)
        if len(self._left) > _MOST:
            self._left.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Pace:
    """The buckets of devices, and of network addresses for whoever is not known as a device."""

    devices: Buckets
    strangers: Buckets


class Limited:
    """Refuses what comes too fast.

    A device has its own bucket at each network address from which it has been recognised; everything else, and every
    claim that turns out wrong, is charged to the address. So nobody uses up another's tokens with a borrowed id.
    """

    def __init__(self, app: ASGIApp, pace: Pace) -> None:
        self._app = app
        self._pace = pace
        self._recognised: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        place = _place(scope)
        device = _device(scope, place)
        known = device in self._recognised
        wait = self._pace.devices.take(device) if known else self._pace.strangers.take(place)
        if wait:
            answer = trouble(Refused(Reason.TOO_FAST))
            answer.headers["Retry-After"] = str(math.ceil(wait))
            await answer(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and device:
                self._learn(device, place, message["status"], known=known)
            await send(message)

        await self._app(scope, receive, told)

    def _learn(self, device: str, place: str, status: int, *, known: bool) -> None:
        if status == _NOT_KNOWN and known:
            self._pace.strangers.charge(place)
        elif status < _GRANTED:  # others may have been answered before the signature was looked at
            self._recognised[device] = None
            self._recognised.move_to_end(device)
            if len(self._recognised) > _MOST:
                self._recognised.popitem(last=False)


class Patient:
    """Ends a request whose body trickles in: it is then cut short, as if the line had gone."""

    def __init__(self, app: ASGIApp, part: float = PART_SECONDS, whole: float = BODY_SECONDS) -> None:
        self._app = app
        self._part = part
        self._whole = whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a limit on how long its body is waited for."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        end = anyio.current_time() + self._whole
        arrived = False

        async def received() -> Message:
            nonlocal arrived
            if arrived:
                return await receive()
            message: Message = {"type": "http.disconnect"}
            with anyio.move_on_after(min(self._part, end - anyio.current_time())):
                message = await receive()
            arrived = not message.get("more_body", False)
            return message

        await self._app(scope, received, send)


def _place(scope: Scope) -> str:
    """Return the network address that asks; of an IPv6 one the network, since one computer has many."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host


def _device(scope: Scope, place: str) -> str:
    """Return which device says to be asking, and from where; empty for none."""
    try:
        claim = read_claim(Headers(scope=scope).get("authorization", ""))
    except Malformed:
        return ""
    return f"{claim.organisation}.{claim.device}@{place}"
