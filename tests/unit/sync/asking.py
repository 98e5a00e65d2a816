"""A device that asks, and what an honest hub would answer it."""

import time

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.sync.hub import Signer
from rhi_desktop.wire import api
from rhi_desktop.wire.envelope import GENESIS, envelope_id
from rhi_desktop.wire.frames import framed
from tests.raw_server import http

ORGANISATION = "01900000-0000-7000-8000-000000000001"
DEVICE = "01900000-0000-7000-8000-000000000002"
MEMBER = "01900000-0000-7000-8000-000000000003"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
SIGNER = Signer(ORGANISATION, DEVICE, KEY.sign)

LIMITS = api.Limits(envelope=1, request=1, pushed=1, readers=1)
ABOUT = http(200, api.encode(api.About(protocol=1, key="ab" * 32, time=1, limits=LIMITS)))
ENVELOPES = (b"one", b"another")
PULLING = api.Pulling(after=0, size=0, root=GENESIS)
PAGE = api.Page(
    head=api.Head(size=9, root="ab" * 32, signature="cd" * 64),
    proof=(),
    placed=(api.Placed(position=2), api.Placed(position=7, quarantined=True)),
    upto=9,
    more=False,
    left=0,
    counter=0,
    tip=GENESIS,
)
PUSHED = api.Pushed(
    answers=tuple(api.Answer(id=envelope_id(content), outcome=api.Outcome.ACCEPTED) for content in ENVELOPES),
    counter=2,
    tip="ab" * 32,
)


def answered(status: int, message: msgspec.Struct, **more: str) -> bytes:
    """Return the hub's reply with a message."""
    return http(status, api.encode(message), **more)


def refusal(status: int, reason: api.Reason, shift: int = 0, **more: str) -> bytes:
    """Return a refusal by a hub whose clock is `shift` seconds ahead."""
    trouble = api.encode(api.Trouble(reason=reason, says="No."))
    return http(status, trouble, RHI_Time=str(int(time.time()) + shift), **more)


def paged(*envelopes: bytes, **more: str) -> bytes:
    """Return the hub's reply with a page."""
    return http(200, framed((api.encode(PAGE), *envelopes)), api.FRAMES_TYPE, **more)
