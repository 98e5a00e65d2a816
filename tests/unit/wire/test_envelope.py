"""Envelopes: what was altered anywhere is no longer believed, and bytes of any kind are read without a surprise."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.wire import limits
from rhi_desktop.wire.envelope import CONTEXT, GENESIS, MAGIC, VERSION, Header, envelope_id, parse, unsigned
from rhi_desktop.wire.frames import Malformed, frame
from tests.unit.wire.envelopes import is_believed, is_signed, sender, valid

ENVELOPE = valid()
SENDER = sender()
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
ID = "01935a5c-7e3d-7a10-8000-0000000000"
READERS = st.lists(
    st.one_of(st.sampled_from(["team", "recovery"]), st.integers(0, 255).map(lambda number: f"{ID}{number:02x}")),
    min_size=1,
    max_size=limits.READERS,
    unique=True,
)
HEADERS = st.builds(
    Header,
    organisation=st.just(f"{ID}aa"),
    device=st.just(f"{ID}dd"),
    counter=st.integers(1, 2**53),
    previous=st.one_of(st.just(GENESIS), st.binary(min_size=32, max_size=32).map(bytes.hex)),
    epoch=st.integers(0, 2**53),
    readers=READERS.map(tuple),
)


def believed(content: bytes) -> bool:
    """Whether bytes are taken for an envelope of the sender."""
    try:
        return is_believed(content, SENDER)
    except Malformed:
        return False


def test_one_changed_byte_anywhere_is_not_believed() -> None:
    assert believed(ENVELOPE)
    changed = bytearray(ENVELOPE)
    for at, byte in enumerate(ENVELOPE):
        for flip in (0x01, 0x20, 0x80, 0xFF):
            changed[at] = byte ^ flip
            assert not believed(bytes(changed)), (at, flip)
        changed[at] = byte


def test_an_envelope_cut_at_any_byte_is_refused_when_it_is_read() -> None:
    for length in range(len(ENVELOPE)):
        with pytest.raises(Malformed, match="truncated"):
            parse(ENVELOPE[:length])


@given(at=st.integers(0, len(ENVELOPE)), put=st.binary(max_size=64), cut=st.integers(0, 64))
def test_bytes_put_in_or_taken_out_are_not_believed(at: int, put: bytes, cut: int) -> None:
    altered = ENVELOPE[:at] + put + ENVELOPE[at + cut :]
    assert believed(altered) == (altered == ENVELOPE)


@given(content=st.binary(max_size=300))
def test_bytes_of_any_kind_are_an_envelope_or_refused(content: bytes) -> None:
    for begun in (content, MAGIC + bytes([VERSION]) + content, MAGIC + bytes([VERSION]) + frame(content)):
        with pytest.raises(Malformed) as refused:
            parse(begun)
        assert refused.value.reason in {"malformed", "truncated", "too_large", "newer_version"}


@given(header=HEADERS, wrap=st.binary(max_size=40), power=st.integers(12, 14))
def test_what_is_sealed_is_read_back_in_its_parts(header: Header, wrap: bytes, power: int) -> None:
    wraps = tuple(wrap + bytes([number]) for number in range(len(header.readers)))
    ciphertext = bytes(2**power + limits.TAG)
    bare = unsigned(header, wraps, ciphertext)
    envelope = parse(bare + KEY.sign(CONTEXT + bare))
    assert (envelope.header, envelope.wraps, envelope.ciphertext) == (header, wraps, ciphertext)
    assert envelope.id == envelope_id(envelope.content)
    assert is_signed(envelope, KEY.public_key())
    assert [envelope.wrap_for(reader) for reader in header.readers] == list(wraps)


@given(header=HEADERS)
def test_each_header_is_written_in_one_way_alone(header: Header) -> None:
    content = header.to_bytes()
    assert msgspec.json.decode(content, type=Header).to_bytes() == content
    assert b" " not in content
    assert b"\n" not in content


def test_an_envelope_for_others_has_no_wrapped_key_for_this_reader() -> None:
    with pytest.raises(KeyError):
        parse(ENVELOPE).wrap_for("recovery")


def test_the_largest_envelope_that_the_parts_allow_fits_into_the_limit() -> None:
    header = Header(
        organisation=f"{ID}aa",
        device=f"{ID}dd",
        counter=2**53,
        previous="f" * 64,
        epoch=2**53,
        readers=tuple(f"{ID}{number:02x}" for number in range(limits.READERS)),
    )
    bare = unsigned(header, [bytes(limits.WRAP)] * limits.READERS, bytes(limits.LARGEST + limits.TAG))
    assert parse(bare + bytes(64)).header == header
    with pytest.raises(Malformed, match="too_large"):
        parse(bytes(limits.ENVELOPE + 1))


def test_parts_beyond_their_limits_are_refused() -> None:
    header, wraps = parse(ENVELOPE).header, parse(ENVELOPE).wraps
    for bare in (
        unsigned(header, [bytes(limits.WRAP + 1), wraps[1]], parse(ENVELOPE).ciphertext),
        unsigned(header, wraps, bytes(2 * limits.LARGEST + limits.TAG)),
        MAGIC + bytes([VERSION]) + frame(bytes(limits.HEADER + 1)),
    ):
        with pytest.raises(Malformed, match="too_large"):
            parse(bare + bytes(64))


def test_the_same_bytes_signed_for_another_purpose_are_no_envelope() -> None:
    bare = unsigned(parse(ENVELOPE).header, parse(ENVELOPE).wraps, parse(ENVELOPE).ciphertext)
    assert not is_signed(parse(bare + KEY.sign(bare)), KEY.public_key())
