"""The line to the hub: one request out, one reply in, over HTTP/1.1, never waiting or reading without an end."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

from rhi_desktop.sync import tls, unreachable
from rhi_desktop.sync.hub import HubUnreachable
from rhi_desktop.sync.replies import Reply
from rhi_desktop.sync.watch import Watch

if TYPE_CHECKING:
    import httpx

_IDLE: Final = 4.0
"""For how many seconds an unused connection is kept: less than servers do."""


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many seconds to wait: to be connected, for the next bytes, and for a whole reply."""

    connect: float = 10
    read: float = 60
    whole: float = 600


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request: `path` from `/v1` on, and how many bytes a reply may have."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    limit: int


class Line:
    """Connects on the first request; httpx is loaded then, and not when the program starts.

    It may be used by several threads, one request after the other.
    """

    def __init__(
        self, url: str, patience: Patience, transport: "httpx.BaseTransport | None", trusted: Path | None
    ) -> None:
        self._base = address(url)
        self._patience = patience
        self._transport = transport
        self._trusted = trusted
        self._client: httpx.Client | None = None
        self._watch = Watch(patience.whole)
        self._free = Lock()

    def ask(self, outgoing: Outgoing) -> Reply:
        """Send a request and return the reply, whoever gave it. Raises HubUnreachable."""
        with self._free:
            return self._ask(outgoing)

    def _ask(self, outgoing: Outgoing) -> Reply:
        import httpx

        client = self._connected()
        try:
            with self._watch.over_one_request():
                reply = self._exchange(client, outgoing)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
            if not self._watch.passed:
                raise unreachable.unreachable(problem) from None
        else:
            if not self._watch.passed:
                return reply
        raise HubUnreachable(unreachable.SLOW_REPLY)

    def _exchange(self, client: "httpx.Client", outgoing: Outgoing) -> Reply:
        with client.stream(
            outgoing.method,
            self._base + outgoing.path,
            headers=outgoing.headers,
            content=outgoing.body,
            extensions={"trace": self._watch.trace},
        ) as response:
            return Reply(response.status_code, dict(response.headers), _body(response, outgoing.limit))

    def close(self) -> None:
        """Hang up."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> "httpx.Client":
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import httpx

        if self._client is None:
            try:
                self._client = httpx.Client(
                    transport=self._transport,
                    verify=tls.context(self._trusted) if self._base.startswith("https:") else tls.nobody(),
                    timeout=httpx.Timeout(self._patience.read, connect=self._patience.connect),
                    limits=httpx.Limits(max_connections=1, keepalive_expiry=_IDLE),
                    headers={"Accept-Encoding": "identity", "User-Agent": "rhi-desktop"},
                    cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                    follow_redirects=False,
                    trust_env=not is_loopback(urlsplit(self._base)),
                )
            except (ValueError, ImportError):
                raise HubUnreachable(unreachable.PROXY_SETTING) from None
        return self._client


def _body(response: "httpx.Response", limit: int) -> bytes:
    """Read the body as it comes. A compressed one was not asked for, and is taken for nothing."""
    if response.headers.get("content-encoding", "identity") != "identity":
        return b""
    content = bytearray()
    for part in response.iter_raw():
        content += part
        if len(content) > limit:
            raise HubUnreachable(unreachable.ENDLESS)
    return bytes(content)


def address(url: str) -> str:
    """Return a hub's address without a slash at its end. Raises HubUnreachable where the program does not go there.

    Without TLS only to this computer itself.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise HubUnreachable(unreachable.ADDRESS) from None
    plain = parts.scheme == "http" and is_loopback(parts)
    extra = parts.username is not None or parts.query or parts.fragment or "?" in url or "#" in url
    if not parts.hostname or extra or not (parts.scheme == "https" or plain):
        raise HubUnreachable(unreachable.ADDRESS)
    return url.rstrip("/")


def is_loopback(parts: SplitResult) -> bool:
    """Whether an address is this computer itself."""
    host = parts.hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
