"""The vectors that a second client is written against: frozen, and true."""

import hashlib
import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from rhi_desktop.domain.records import read_revision
from rhi_desktop.services.syncing.ports import OwnKeys
from rhi_desktop.sync.directory import Directory
from rhi_desktop.sync.keys import opener, root_of, signed_by, unseal
from rhi_desktop.sync.orders import read_order
from rhi_desktop.sync.payload import pack, unpack
from rhi_desktop.sync.statements import from_bytes
from rhi_desktop.wire import limits
from rhi_desktop.wire.envelope import GENESIS, header_hash, parse, wrap_info
from rhi_desktop.wire.frames import Malformed, frame
from rhi_desktop.wire.invitation import read_invitation
from rhi_desktop.wire.merkle import is_consistent
from rhi_desktop.wire.requests import message, read_claim
from tests.unit.wire.envelopes import VECTORS, is_believed, sender, valid, vectors
from tests.unit.wire.making_vectors import made, write

MALFORMED = vectors("malformed")
FROZEN = ("envelope", "requests", "statements", "invitation", "directory", "revision", "log")


@pytest.mark.parametrize("name", FROZEN)
def test_the_program_still_makes_what_was_frozen(name: str) -> None:
    assert made(vectors("envelope")["wraps"])[name] == vectors(name)


def test_each_file_of_vectors_is_held_by_a_test() -> None:
    assert {file.stem for file in VECTORS.iterdir()} == {*FROZEN, "malformed", "order", "payload"}
    assert set(made(vectors("envelope")["wraps"])) == set(FROZEN)


def test_making_vectors_overwrites_nothing(tmp_path: Path) -> None:
    wraps = vectors("envelope")["wraps"]
    write(tmp_path / "new", wraps)
    assert json.loads((tmp_path / "new" / "log.json").read_text()) == vectors("log")
    before = VECTORS.joinpath("log.json").read_bytes()
    with pytest.raises(FileExistsError, match="frozen"):
        write(VECTORS, wraps)
    assert VECTORS.joinpath("log.json").read_bytes() == before


def test_the_envelope_reads_as_it_is_described() -> None:
    described = vectors("envelope")
    envelope = parse(valid())
    assert envelope.id == described["id"]
    assert envelope.header_bytes.decode("ascii") == described["header"]
    assert (envelope.header.counter, envelope.header.previous, envelope.header.epoch) == (1, GENESIS, 1)
    assert is_believed(valid(), sender())


@pytest.mark.parametrize("number", [0, 1])
def test_each_reader_opens_the_envelope_with_its_private_key(number: int) -> None:
    described = vectors("envelope")
    envelope = parse(valid())
    reader = envelope.header.readers[number]
    key = opener(bytes.fromhex(described["reader_private_keys"][reader]))
    content_key = unseal(envelope.wrap_for(reader), key, wrap_info(envelope.header_bytes, reader))
    assert content_key.hex() == described["content_key"]
    opened = ChaCha20Poly1305(content_key).decrypt(bytes(12), envelope.ciphertext, header_hash(envelope.header_bytes))
    assert opened.rstrip(b"\0").decode("ascii") == described["plaintext"]


@pytest.mark.parametrize("sample", MALFORMED, ids=[one["name"] for one in MALFORMED])
def test_each_malformed_sample_gives_its_reason(sample: dict[str, Any]) -> None:
    envelope, at = valid(), sample["at"]
    altered = envelope[:at] + bytes.fromhex(sample["put"]) + envelope[at + sample["cut"] :]
    with pytest.raises(Malformed) as refused:
        parse(altered)
    assert refused.value.reason == sample["reason"]


def test_the_signed_requests_hold() -> None:
    for one in vectors("requests")["requests"]:
        claim = read_claim(one["authorization"])
        signed = message(one["method"], one["path"], claim, bytes.fromhex(one["body"]))
        assert signed.decode("ascii") == one["message"]
        assert signed_by(vectors("requests")["signing_key"], claim.signature, signed)


def test_what_the_hub_and_the_root_sign_holds() -> None:
    described = vectors("statements")
    for key, one in ((described["hub_key"], described["head"]), (described["hub_key"], described["recovery"])):
        assert signed_by(key, bytes.fromhex(one["signature"]), one["message"].encode("ascii"))


def test_the_invitation_reads_as_it_is_described() -> None:
    described = vectors("invitation")
    assert json.loads(described["json"])["code"] == read_invitation(described["text"]).code


def test_the_statements_hold_and_make_the_directory_that_they_say() -> None:
    described = vectors("directory")
    signed = [from_bytes(bytes.fromhex(one["frames"])) for one in described["statements"]]
    assert [(one.id, one.signer) for one in signed] == [(one["id"], one["signer"]) for one in described["statements"]]
    for order in (signed, signed[::-1]):
        directory = Directory(json.loads(signed[0].content)["organisation"], described["root_key"], order)
        assert len(directory.statements) == 4
        assert directory.recovery_key == described["recovery_key"]
        assert [one.certificate.name for one in directory.keepers()] == ["Ann Bell"]
        assert directory.epoch == 1
    sheet = root_of(bytes.fromhex(described["sheet"]))
    assert (sheet.signing_public, sheet.sealing_public) == (described["root_key"], described["recovery_key"])


def test_the_order_opens_to_its_statements_for_its_device_alone() -> None:
    described = vectors("order")
    order, organisation, device = bytes.fromhex(described["order"]), described["organisation"], described["device"]
    own = OwnKeys(member="", device=device, signing=b"", sealing=bytes.fromhex(described["sealing_private"]))
    opened = [(one.id, one.signer, one.to_bytes().hex()) for one in read_order(order, organisation, own)]
    assert opened == [(one["id"], one["signer"], one["frames"]) for one in described["statements"]]
    info = f"rhi/order/v1\n{organisation}\n{device}".encode()
    plain = unseal(order, opener(own.sealing), info)
    content = b"".join(frame(bytes.fromhex(one["frames"])) for one in described["statements"])
    assert plain == frame(content).ljust(4096, b"\0")
    for strange in (replace(own, device=organisation), replace(own, sealing=bytes(96))):
        with pytest.raises(Malformed):
            read_order(order, organisation, strange)


def test_the_revision_holds() -> None:
    described = vectors("revision")
    content = described["content"].encode("utf-8")
    assert read_revision(content).canonical() == content
    assert hashlib.sha256(content).hexdigest() == described["id"]
    signature = bytes.fromhex(described["signature"])
    assert signed_by(described["signing_key"], signature, b"rhi/revision/v1\n" + content)


def test_the_payload_reads_as_it_is_described_with_any_messagepack_and_zlib() -> None:
    described = vectors("payload")
    plaintext = bytes.fromhex(described["plaintext"])
    told = described["payload"]
    assert as_told(unpack(plaintext.ljust(limits.SMALLEST, b"\0"))) == told
    assert len(plaintext) == 4 + int.from_bytes(plaintext[:4], "big")
    assert as_told(msgspec.msgpack.decode(zlib.decompress(plaintext[4:]))) == told
    assert as_told(unpack(pack(unpack(plaintext)))) == told


def as_told(value: object) -> object:
    """Return a payload as JSON has it: bytes in hex, the numbers of epochs as text."""
    plain = msgspec.to_builtins(value, builtin_types=(bytes,))
    if isinstance(plain, dict):
        return {str(key): as_told(one) for key, one in plain.items()}
    if isinstance(plain, list | tuple):
        return [as_told(one) for one in plain]
    return plain.hex() if isinstance(plain, bytes) else plain


def test_the_proofs_of_the_log_hold() -> None:
    described = vectors("log")
    roots = [bytes.fromhex(one) for one in described["roots"]]
    for one in described["consistency"]:
        old, new = one["old"], one["new"]
        assert is_consistent(old, roots[old], new, roots[new], [bytes.fromhex(part) for part in one["proof"]])
