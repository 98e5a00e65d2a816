"""Frames, signed requests, invitations, messages, limits and words."""

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.wire import api, limits
from rhi_desktop.wire.envelope import GENESIS
from rhi_desktop.wire.frames import Cursor, Malformed, framed, frames
from rhi_desktop.wire.invitation import LIMIT, PREFIX, InvitationText, new_code, read_invitation
from rhi_desktop.wire.requests import Claim, message, read_claim
from rhi_desktop.wire.words import WORDS

ORGANISATION = "01935a5c-7e3d-7a10-8000-00000000000a"
DEVICE = "01935a5c-7e3d-7a10-8000-00000000000d"
CLAIM = Claim(ORGANISATION, DEVICE, 1_795_694_400, b"s" * 64)
INVITATION = InvitationText(
    hub="https://hub.example", hub_key="ab" * 32, organisation=ORGANISATION, root_key="cd" * 32, code="A" * 26
)
parts = st.lists(st.binary(max_size=50), max_size=10)


@given(contents=parts)
def test_frames_are_read_as_they_were_written(contents: list[bytes]) -> None:
    assert list(frames(framed(contents), 50, 10)) == contents


@given(contents=parts.filter(bool), data=st.data())
def test_frames_that_are_cut_are_refused_unless_one_ended_there(contents: list[bytes], data: st.DataObject) -> None:
    whole = framed(contents)
    ends = {len(framed(contents[:count])) for count in range(len(contents) + 1)}
    length = data.draw(st.integers(0, len(whole)).filter(lambda length: length not in ends))
    with pytest.raises(Malformed, match="truncated"):
        list(frames(whole[:length], 50, 10))


def test_frames_beyond_the_limits_are_refused_before_they_are_read() -> None:
    with pytest.raises(Malformed, match="too_large"):
        Cursor(b"\xff\xff\xff\xff").frame(50)
    with pytest.raises(Malformed, match="too_many"):
        list(frames(framed([b"", b"", b""]), 50, 2))


def test_a_claim_is_read_as_it_was_written() -> None:
    assert read_claim(CLAIM.header()) == CLAIM


@pytest.mark.parametrize(
    "header",
    [
        "",
        "RHI1",
        CLAIM.header().replace("RHI1", "Bearer"),
        CLAIM.header().replace("RHI1", "rhi1"),
        CLAIM.header().replace(" ", "  "),
        CLAIM.header().replace(DEVICE, DEVICE.upper()),
        CLAIM.header().replace(DEVICE, "device"),
        CLAIM.header().replace(".1795694400.", ".01795694400."),
        CLAIM.header().replace(".1795694400.", ".-1795694400."),
        CLAIM.header().replace(".1795694400.", ".1e9."),
        CLAIM.header().replace(".1795694400.", ".²."),
        CLAIM.header().replace(".1795694400.", "." + "9" * 13 + "."),
        CLAIM.header() + "00",
        CLAIM.header()[:-2],
        CLAIM.header()[:-2] + "  ",
        CLAIM.header()[:-2] + "AB",
        CLAIM.header() + ".more",
        CLAIM.header() + "\n",
    ],
)
def test_a_claim_that_is_written_otherwise_is_refused(header: str) -> None:
    with pytest.raises(Malformed):
        read_claim(header)


@given(header=st.text(max_size=300))
def test_no_header_is_a_surprise(header: str) -> None:
    with pytest.raises(Malformed):
        read_claim(header)


def test_a_signature_holds_for_one_request_alone() -> None:
    signed = {
        message("POST", "/v1/push", CLAIM, b"body"),
        message("GET", "/v1/push", CLAIM, b"body"),
        message("POST", "/v1/pull", CLAIM, b"body"),
        message("POST", "/v1/push", CLAIM, b"other"),
        message("POST", "/v1/push", Claim(DEVICE, DEVICE, CLAIM.time, b""), b"body"),
        message("POST", "/v1/push", Claim(ORGANISATION, ORGANISATION, CLAIM.time, b""), b"body"),
        message("POST", "/v1/push", Claim(ORGANISATION, DEVICE, CLAIM.time + 1, b""), b"body"),
    }
    assert len(signed) == 7


def test_an_invitation_survives_what_mail_programs_do_to_it() -> None:
    text = INVITATION.to_text()
    assert " " not in text
    broken = "\r\n  ".join(text[at : at + 40] for at in range(0, len(text), 40))
    assert read_invitation(f"  {broken}\n") == INVITATION


def coded(**changes: object) -> str:
    """Return an invitation in which something is not as it should be."""
    return msgspec.structs.replace(INVITATION, **changes).to_text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        PREFIX,
        INVITATION.to_text().removeprefix(PREFIX),
        INVITATION.to_text()[:-1],
        INVITATION.to_text()[:-4],
        INVITATION.to_text() + "!",
        INVITATION.to_text() + "AAAA" * 600,
        PREFIX + "ü",
        coded(hub="ftp://hub.example"),
        coded(hub="https://hub.example/ there"),
        coded(hub="https://" + "h" * 300),
        coded(hub_key="AB" * 32),
        coded(organisation="us"),
        coded(root_key="cd" * 31),
        coded(code="a" * 26),
        coded(code="A" * 15),
        coded(member="somebody"),
    ],
)
def test_what_is_no_invitation_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_invitation(text)


def test_an_invitation_that_is_longer_than_any_is_not_read() -> None:
    padded = base64.urlsafe_b64encode(msgspec.json.encode(INVITATION) + b" " * LIMIT).decode("ascii").rstrip("=")
    with pytest.raises(Malformed):
        read_invitation(PREFIX + padded)


def test_an_invitation_may_name_the_member_whose_further_device_it_is_for() -> None:
    assert read_invitation(coded(member=DEVICE)).member == DEVICE


def test_codes_are_long_and_each_is_another() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(msgspec.convert(code, api.Code) and len(code) == 26 for code in codes)
    assert set("".join(codes)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_message_is_read_back_and_no_other_field_is_taken() -> None:
    pulling = api.Pulling(after=7, size=9, root=GENESIS)
    content = api.encode(pulling)
    assert content == b'{"after":7,"root":"' + GENESIS.encode() + b'","size":9}'
    assert msgspec.json.decode(content, type=api.Pulling) == pulling
    for wrong in (
        content.replace(b"{", b'{"more":1,'),
        content.replace(b'"after":7,', b""),
        content.replace(b"7", b"-7"),
        content.replace(b"7", b'"7"'),
        content.replace(b"0" * 64, b"0" * 64 + b"\\n"),
    ):
        with pytest.raises(msgspec.DecodeError):
            msgspec.json.decode(wrong, type=api.Pulling)


@pytest.mark.parametrize(
    ("kind", "field", "wrong"),
    [
        (api.Key, "AB" * 32, "capital letters"),
        (api.Key, "ab" * 33, "too long"),
        (api.SealingKey, "ab" * 1215, "too short"),
        (api.Signature, "ab" * 32, "too short"),
        (api.Code, "A" * 65, "too long"),
        (api.Code, "A" * 25 + "-", "another sign"),
        (api.Seconds, 59, "too short"),
        (api.Seconds, 30 * 24 * 3600 + 1, "too long"),
    ],
)
def test_a_field_that_is_not_as_it_should_be_is_refused(kind: object, field: object, wrong: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(field, kind)


@given(length=st.integers(0, limits.LARGEST))
def test_a_size_class_gives_away_no_more_than_a_power_of_two(length: int) -> None:
    size = limits.size_class(length)
    assert size >= length
    assert limits.is_size_class(size)
    assert size == limits.SMALLEST or size < 2 * length


def test_there_is_no_class_beyond_the_largest() -> None:
    with pytest.raises(ValueError, match="largest"):
        limits.size_class(limits.LARGEST + 1)
    for length in (0, 1, 2048, limits.SMALLEST - 1, limits.SMALLEST + 1, 3 * limits.SMALLEST, 2 * limits.LARGEST):
        assert not limits.is_size_class(length)


def test_the_largest_envelope_fits_into_a_request() -> None:
    assert limits.ENVELOPE + 4 <= limits.REQUEST


@pytest.mark.parametrize("reason", api.Reason)
def test_each_reason_is_said_in_whole_sentences(reason: api.Reason) -> None:
    sentence = WORDS[reason]
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert reason.value not in sentence.split() or "_" not in reason.value
