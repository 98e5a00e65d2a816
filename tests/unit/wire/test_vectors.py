"""The vectors that a second client is written against: frozen, and true."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from rhi_desktop.sync.keys import opener, signed_by, unseal
from rhi_desktop.wire.envelope import GENESIS, header_hash, parse, wrap_info
from rhi_desktop.wire.frames import Malformed
from rhi_desktop.wire.invitation import read_invitation
from rhi_desktop.wire.merkle import is_consistent
from rhi_desktop.wire.requests import message, read_claim
from tests.unit.wire.envelopes import VECTORS, is_believed, sender, valid, vectors
from tests.unit.wire.making_vectors import made, write

MALFORMED = vectors("malformed")
FROZEN = ("envelope", "requests", "statements", "invitation", "log")


@pytest.mark.parametrize("name", FROZEN)
def test_the_program_still_makes_what_was_frozen(name: str) -> None:
    assert made(vectors("envelope")["wraps"])[name] == vectors(name)


def test_each_file_of_vectors_is_held_by_a_test() -> None:
    assert {file.stem for file in VECTORS.iterdir()} == {*FROZEN, "malformed"}
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


def test_the_proofs_of_the_log_hold() -> None:
    described = vectors("log")
    roots = [bytes.fromhex(one) for one in described["roots"]]
    for one in described["consistency"]:
        old, new = one["old"], one["new"]
        assert is_consistent(old, roots[old], new, roots[new], [bytes.fromhex(part) for part in one["proof"]])
