"""Devices that ask a hub: they sign their requests and make envelopes, by the protocol alone."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.wire import api, limits, requests
from rhi_desktop.wire.envelope import CONTEXT, GENESIS, TEAM, Header, envelope_id, unsigned
from rhi_desktop.wire.frames import framed, frames
from tests.builders import NOON

FOUNDING = "FOUNDINGCODE0000"
SEALING_KEY = "ab" * 1216


@dataclass
class Device:
    """One device; `client` reaches the hub, `time` is what its clock says (None: the hub's own)."""

    client: httpx.Client
    organisation: str
    id: str = field(default_factory=lambda: new_record_id(NOON))
    member: str = field(default_factory=lambda: new_record_id(NOON))
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    time: int = int(NOON.timestamp())
    counter: int = 0
    tip: str = GENESIS

    @property
    def signing_key(self) -> str:
        """The public key in hex."""
        return self.key.public_key().public_bytes_raw().hex()

    def ask(self, method: str, path: str, body: bytes = b"", content_type: str = api.JSON_TYPE) -> httpx.Response:
        """Send a signed request."""
        claim = requests.Claim(self.organisation, self.id, self.time, b"")
        signature = self.key.sign(requests.message(method, path, claim, body))
        signed = requests.Claim(self.organisation, self.id, self.time, signature)
        headers = {"Authorization": signed.header(), "Content-Type": content_type}
        return self.client.request(method, path, content=body, headers=headers)

    def send(self, path: str, message: msgspec.Struct) -> httpx.Response:
        """Send a message."""
        return self.ask("POST", path, api.encode(message))

    def found(self, root: Ed25519PrivateKey, code: str = FOUNDING) -> httpx.Response:
        """Found the organisation."""
        root_key = root.public_key().public_bytes_raw().hex()
        return self.send("/v1/organisations", api.Founding(
            code=code, organisation=self.organisation, root_key=root_key, device=self.id, signing_key=self.signing_key,
        ))  # fmt: skip

    def enrol(self, code: str) -> httpx.Response:
        """Ask to be let in."""
        return self.send("/v1/enrolments", api.Enrolment(
            code=code, organisation=self.organisation, device=self.id, member=self.member,
            signing_key=self.signing_key, sealing_key=SEALING_KEY,
        ))  # fmt: skip

    def envelope(self, readers: Sequence[str] = (TEAM,), size: int = limits.SMALLEST, **header: object) -> bytes:
        """Make the next envelope of this device's chain."""
        usual = Header(
            organisation=self.organisation, device=self.id, counter=self.counter + 1, previous=self.tip, epoch=1,
            readers=tuple(readers),
        )  # fmt: skip
        bare = unsigned(
            msgspec.structs.replace(usual, **header),
            [b"wrapped"] * len(readers),
            secrets.token_bytes(size + limits.TAG),
        )
        content = bare + self.key.sign(CONTEXT + bare)
        self.counter, self.tip = self.counter + 1, envelope_id(content)
        return content

    def push(self, *contents: bytes) -> api.Pushed:
        """Push envelopes."""
        answer = self.ask("POST", "/v1/push", framed(contents), api.FRAMES_TYPE)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=api.Pushed)

    def pull(self, after: int = 0, size: int = 0, root: str = GENESIS) -> tuple[api.Page, tuple[bytes, ...]]:
        """Pull one page."""
        answer = self.send("/v1/pull", api.Pulling(after=after, size=size, root=root))
        assert answer.status_code == 200, answer.text
        head, *contents = frames(answer.content, limits.REQUEST, 2000)
        return msgspec.json.decode(head, type=api.Page), tuple(contents)

    def pull_all(self) -> list[bytes]:
        """Pull page after page from the start."""
        found: list[bytes] = []
        after, more = 0, True
        while more:
            page, contents = self.pull(after)
            assert page.upto > after or not page.more
            found += contents
            after, more = page.upto, page.more
        return found


def reason(answer: httpx.Response) -> api.Reason:
    """Return why a request was refused."""
    return msgspec.json.decode(answer.content, type=api.Trouble).reason


def hashed(code: str) -> str:
    """Return the SHA-256 of a code."""
    return hashlib.sha256(code.encode("ascii")).hexdigest()


def let_in(coordinator: Device, newcomer: Device, code: str, *, team: bool = False) -> Device:
    """Invite, enrol and approve a device."""
    assert coordinator.send("/v1/invitations", api.Invitation(code=hashed(code), seconds=3600)).status_code == 201
    assert newcomer.enrol(code).status_code == 202
    approved = coordinator.send("/v1/devices/approve", api.Approval(device=newcomer.id, team=team))
    assert approved.status_code == 200
    return newcomer
