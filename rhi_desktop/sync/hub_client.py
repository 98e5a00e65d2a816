"""The hub over HTTP, asked as one device."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rhi_desktop.sync import replies
from rhi_desktop.sync.clock import HubClock
from rhi_desktop.sync.hub import HubRefused, Signer
from rhi_desktop.sync.line import Line, Outgoing, Patience
from rhi_desktop.wire import api, limits
from rhi_desktop.wire.frames import framed
from rhi_desktop.wire.requests import Claim, message

if TYPE_CHECKING:
    import httpx


class HttpHub:
    """One hub at `url`, asked as `signer`'s device. Every call raises HubUnreachable and HubRefused.

    Nothing is tried twice but for one thing: where the hub finds the clocks apart, once more with the hub's time.
    `trusted` is the hub's own certificate, where no authority vouches for it.
    """

    def __init__(
        self,
        url: str,
        signer: Signer,
        *,
        transport: "httpx.BaseTransport | None" = None,
        trusted: Path | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._line = Line(url, patience or Patience(), transport, trusted)
        self._signer = signer
        self._clock = HubClock()

    def close(self) -> None:
        """Hang up. A later call connects anew."""
        self._line.close()

    def about(self) -> api.About:
        """Return who the hub is."""
        return replies.message(self._once("GET", "/v1", b"", 200, signed=False), api.About)

    def found(self, founding: api.Founding) -> None:
        """Begin an organisation."""
        self._post("/v1/organisations", founding, 201)

    def recover(self, recovery: api.Recovery) -> None:
        """Come in by the root's word."""
        self._post("/v1/recoveries", recovery, 201)

    def invite(self, invitation: api.Invitation) -> None:
        """Let a code be good for one enrolment."""
        self._post("/v1/invitations", invitation, 201)

    def enrol(self, enrolment: api.Enrolment) -> None:
        """Ask to be let in."""
        self._post("/v1/enrolments", enrolment, 202)

    def waiting(self) -> tuple[api.Waiting, ...]:
        """Return who asks to be let in."""
        return replies.message(self._ask("GET", "/v1/enrolments", b"", 200), api.Enrolments).waiting

    def approve(self, device: str, *, team: bool) -> api.Approved:
        """Let a device in."""
        reply = self._post("/v1/devices/approve", api.Approval(device=device, team=team), 200)
        return replies.message(reply, api.Approved)

    def decline(self, device: str) -> None:
        """Turn a device away."""
        self._post("/v1/devices/decline", api.DeviceNamed(device=device), 204)

    def revoke(self, device: str, statement: bytes) -> None:
        """Shut a device out."""
        self._post("/v1/devices/revoke", api.Revoking(device=device, statement=statement.hex()), 204)

    def devices(self) -> tuple[api.Seen, ...]:
        """Return all devices of the organisation."""
        return replies.message(self._ask("GET", "/v1/devices", b"", 200), api.Devices).devices

    def push(self, envelopes: Sequence[bytes]) -> api.Pushed:
        """Send envelopes, within the hub's limits."""
        return replies.pushed(self._ask("POST", "/v1/push", framed(envelopes), 200), envelopes)

    def pull(self, pulling: api.Pulling) -> tuple[api.Page, tuple[bytes, ...]]:
        """Return the next page of what is for this device."""
        return replies.page(self._post("/v1/pull", pulling, 200), pulling.after)

    def _post(self, path: str, asked: msgspec.Struct, status: int) -> replies.Reply:
        return self._ask("POST", path, api.encode(asked), status)

    def _ask(self, method: str, path: str, body: bytes, status: int) -> replies.Reply:
        try:
            return self._once(method, path, body, status, signed=True)
        except HubRefused as refused:
            if refused.reason is not api.Reason.CLOCK:
                raise
        return self._once(method, path, body, status, signed=True)

    def _once(self, method: str, path: str, body: bytes, status: int, *, signed: bool) -> replies.Reply:
        headers = {"Content-Type": api.FRAMES_TYPE if path == "/v1/push" else api.JSON_TYPE} if body else {}
        if signed:
            headers["Authorization"] = self._authorisation(method, path, body)
        limit = replies.FRAMES_LIMIT if path == "/v1/pull" else limits.ANSWER
        reply = self._line.ask(Outgoing(method, path, headers, body, limit))
        self._clock.hear(reply.time)
        replies.check(reply, status)
        return reply

    def _authorisation(self, method: str, path: str, body: bytes) -> str:
        bare = Claim(self._signer.organisation, self._signer.device, self._clock.time(), b"")
        return Claim(
            bare.organisation, bare.device, bare.time, self._signer.sign(message(method, path, bare, body))
        ).header()
