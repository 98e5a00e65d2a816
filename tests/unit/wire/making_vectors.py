"""Makes the vectors of `vectors/` from fixed keys: `python -m tests.unit.wire.making_vectors FOLDER`, an empty one.

The vectors are frozen: `test_vectors` holds what this makes against the files. What is sealed differs each time that
it is sealed, so the wrapped keys of the envelope are handed down from the files that are there.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from rhi_desktop.domain.records import Kind, Revision, revision_message
from rhi_desktop.sync.comparing import comparison_code
from rhi_desktop.sync.keys import public_of, root_of
from rhi_desktop.sync.statements import ROOT, Certificate, Epoch, Organisation, Revocation, sign
from rhi_desktop.wire import api, limits, merkle
from rhi_desktop.wire.envelope import CONTEXT, GENESIS, Header, envelope_id, header_hash, unsigned, wrap_info
from rhi_desktop.wire.invitation import PREFIX, InvitationText
from rhi_desktop.wire.requests import Claim, message

ORGANISATION: Final = "01935a5c-7e3d-7a10-8000-00000000000a"
DEVICE: Final = "01935a5c-7e3d-7a10-8000-00000000000d"
READER: Final = "01935a5c-7e3d-7a10-8000-00000000000e"
SIGNING: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HUB: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
READER_KEYS: Final = {"team": bytes(range(96)), READER: bytes(range(96, 192))}
"""Private sealing keys: ML-KEM seed (64 bytes), then X25519 (32 bytes)."""
CONTENT_KEY: Final = bytes(range(64, 96))
PLAINTEXT: Final = b"what is inside".ljust(limits.SMALLEST, b"\0")
MEMBER: Final = "01935a5c-7e3d-7a10-8000-00000000000b"
SHEET: Final = bytes(range(20))
TIME: Final = 1_795_694_400
LEAVES: Final = tuple(
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
"""The leaves of the Certificate Transparency project's own vectors."""
Made = dict[str, Any]


def public(key: Ed25519PrivateKey) -> str:
    """Return the public half in hex."""
    return key.public_key().public_bytes_raw().hex()


def header() -> Header:
    """Return the header of the envelope."""
    readers = ("team", READER)
    return Header(organisation=ORGANISATION, device=DEVICE, counter=1, previous=GENESIS, epoch=1, readers=readers)


def envelope(wraps: Mapping[str, str]) -> Made:
    """Return the vector of an envelope with these wrapped keys."""
    head = header()
    ciphertext = ChaCha20Poly1305(CONTENT_KEY).encrypt(bytes(12), PLAINTEXT, header_hash(head.to_bytes()))
    bare = unsigned(head, [bytes.fromhex(wraps[reader]) for reader in head.readers], ciphertext)
    content = bare + SIGNING.sign(CONTEXT + bare)
    return {
        "signing_private_key": SIGNING.private_bytes_raw().hex(),
        "signing_key": public(SIGNING),
        "reader_private_keys": {reader: key.hex() for reader, key in READER_KEYS.items()},
        "reader_keys": {reader: public_of(key) for reader, key in READER_KEYS.items()},
        "header": head.to_bytes().decode("ascii"),
        "header_hash": header_hash(head.to_bytes()).hex(),
        "wrap_info": {reader: wrap_info(head.to_bytes(), reader).hex() for reader in head.readers},
        "wraps": dict(wraps),
        "content_key": CONTENT_KEY.hex(),
        "plaintext": PLAINTEXT.rstrip(b"\0").decode("ascii"),
        "ciphertext_sha256": hashlib.sha256(ciphertext).hexdigest(),
        "envelope": content.hex(),
        "id": envelope_id(content),
    }


def request(method: str, path: str, body: bytes) -> Made:
    """Return the vector of one signed request."""
    bare = Claim(ORGANISATION, DEVICE, TIME, b"")
    signed = message(method, path, bare, body)
    claim = Claim(ORGANISATION, DEVICE, TIME, SIGNING.sign(signed))
    return {
        "method": method,
        "path": path,
        "body": body.hex(),
        "message": signed.decode("ascii"),
        "authorization": claim.header(),
    }


def requests() -> Made:
    """Return signed requests: one without a body, one with JSON."""
    pulling = api.encode(api.Pulling(after=0, size=0, root=GENESIS))
    return {
        "signing_key": public(SIGNING),
        "requests": [request("GET", "/v1/devices", b""), request("POST", "/v1/pull", pulling)],
    }


def statements() -> Made:
    """Return what the hub and the root sign of the log and of a recovery."""
    root = merkle.EMPTY.hex()
    head = api.head_message(ORGANISATION, 0, root)
    recovery = api.recovery_message(ORGANISATION, DEVICE, public(SIGNING))
    return {
        "hub_key": public(HUB),
        "head": {
            "organisation": ORGANISATION,
            "size": 0,
            "root": root,
            "message": head.decode("ascii"),
            "signature": HUB.sign(head).hex(),
        },
        "recovery": {
            "organisation": ORGANISATION,
            "device": DEVICE,
            "signing_key": public(SIGNING),
            "root_key": public(HUB),
            "message": recovery.decode("ascii"),
            "signature": HUB.sign(recovery).hex(),
        },
    }


def invitation() -> Made:
    """Return an invitation as text, and what is in it."""
    text = InvitationText(
        hub="https://hub.example",
        hub_key=public(HUB),
        organisation=ORGANISATION,
        root_key=public(SIGNING),
        code="0123456789ABCDEFGHJKMNPQRS",
    ).to_text()
    coded = text.removeprefix(PREFIX)
    return {"text": text, "json": base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("ascii")}


def directory() -> Made:
    """Return a founding's statements, a worker's certificate and its revocation, and what a sheet's code gives."""
    root, at = root_of(SHEET), "2026-11-26T12:00:00.000000Z"
    keys = {"signing_key": public(SIGNING), "sealing_key": public_of(READER_KEYS[READER])}
    first = Certificate(
        organisation=ORGANISATION, at=at, device=DEVICE, member=MEMBER, name="Ann Bell", role="coordinator", **keys
    )
    team_key = public_of(READER_KEYS["team"])
    spoken = [
        sign(
            Organisation(
                organisation=ORGANISATION, at=at, root_key=root.signing_public, recovery_key=root.sealing_public
            ),
            ROOT,
            root.sign,
        ),
        sign(first, ROOT, root.sign),
        sign(Epoch(organisation=ORGANISATION, at=at, number=1, public_key=team_key), DEVICE, SIGNING.sign),
        sign(Revocation(organisation=ORGANISATION, at=at, device=READER, last=3), DEVICE, SIGNING.sign),
    ]
    return {
        "sheet": SHEET.hex(),
        "root_key": root.signing_public,
        "recovery_key": root.sealing_public,
        "comparison_code": comparison_code(root.signing_public, device=DEVICE, member=MEMBER, **keys),
        "statements": [
            {"id": one.id, "signer": one.signer, "statement": one.content.decode(), "frames": one.to_bytes().hex()}
            for one in spoken
        ],
    }


def revision() -> Made:
    """Return a signed revision."""
    made = Revision(
        record=READER,
        kind=Kind.CHILD,
        parents=(),
        author=MEMBER,
        device=DEVICE,
        counter=1,
        previous=GENESIS,
        at=datetime(2026, 11, 26, 12, tzinfo=UTC),
        schema=1,
        body={"family_name": "Ødegård", "notes": "“quoted”\n\\ \u007f"},
    )
    content = made.canonical()
    return {
        "signing_key": public(SIGNING),
        "content": content.decode("utf-8"),
        "signature": SIGNING.sign(revision_message(content)).hex(),
        "id": made.id,
    }


def log() -> Made:
    """Return roots and proofs over the Certificate Transparency project's leaves."""

    def complete(start: int, end: int) -> bytes:
        return merkle.folded([merkle.leaf(one) for one in LEAVES[start:end]])

    pairs = ((1, 8), (2, 5), (3, 7), (4, 8), (6, 8), (7, 8))
    return {
        "leaves": [leaf.hex() for leaf in LEAVES],
        "roots": [merkle.root(size, complete).hex() for size in range(len(LEAVES) + 1)],
        "consistency": [
            {"old": old, "new": new, "proof": [one.hex() for one in merkle.consistency(old, new, complete)]}
            for old, new in pairs
        ],
    }


def made(wraps: Mapping[str, str]) -> dict[str, Made]:
    """Return all vectors by the names of their files."""
    return {
        "envelope": envelope(wraps),
        "requests": requests(),
        "statements": statements(),
        "invitation": invitation(),
        "directory": directory(),
        "revision": revision(),
        "log": log(),
    }


def write(folder: Path, wraps: Mapping[str, str]) -> None:
    """Write all vectors into an empty folder. FileExistsError where something is in it: nothing is overwritten."""
    folder.mkdir(exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError("The folder is not empty: vectors are frozen. Name an empty folder and compare.")
    for name, content in made(wraps).items():
        (folder / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    frozen = json.loads((Path(__file__).parent / "vectors" / "envelope.json").read_text(encoding="utf-8"))
    write(Path(sys.argv[1]), frozen["wraps"])
