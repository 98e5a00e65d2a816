"""Replies of any kind: an answer, a refusal, or a sentence; never a surprise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.sync import replies
from rhi_desktop.sync.hub import HubRefused, HubUnreachable
from rhi_desktop.sync.replies import Reply
from rhi_desktop.wire import api
from rhi_desktop.wire.frames import framed
from tests.unit.sync.asking import ENVELOPES, PAGE

WHOLE = framed((api.encode(PAGE), *ENVELOPES))
TIMES = st.sampled_from(["", "1795694400", "soon", "²", "9" * 13])
KINDS = st.sampled_from([api.JSON_TYPE, api.FRAMES_TYPE, "application/json; charset=utf-8", "text/html", ""])
HEADERS = st.fixed_dictionaries({"rhi-time": TIMES, "content-type": KINDS, "retry-after": st.text(max_size=9)})


def frames_of(content: bytes) -> Reply:
    """Return a reply of the hub with frames."""
    return Reply(200, {"content-type": api.FRAMES_TYPE, "rhi-time": "1"}, content)


@given(status=st.integers(100, 599), headers=HEADERS, content=st.binary(max_size=99))
def test_a_reply_of_any_kind_is_the_hubs_or_it_is_told_what_it_is(
    status: int, headers: dict[str, str], content: bytes
) -> None:
    try:
        replies.check(Reply(status, headers, content), 200)
    except (HubRefused, HubUnreachable):
        believed = False
    else:
        believed = True
    assert believed == (status == 200 and headers["rhi-time"] == "1795694400")


@given(content=st.binary(max_size=200), after=st.integers(0, 9))
def test_bytes_of_any_kind_are_no_page(content: bytes, after: int) -> None:
    for begun in (content, framed([content]), framed([api.encode(PAGE)]) + content):
        with pytest.raises(HubUnreachable):
            replies.page(frames_of(begun), after)


@given(at=st.integers(0, len(WHOLE) - 1), put=st.binary(max_size=9), cut=st.integers(0, 9))
def test_a_page_that_was_altered_is_read_in_its_parts_or_refused(at: int, put: bytes, cut: int) -> None:
    try:
        page, envelopes = replies.page(frames_of(WHOLE[:at] + put + WHOLE[at + cut :]), 0)
    except HubUnreachable:
        return
    assert len(page.placed) == len(envelopes)


@given(content=st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_message(content: bytes) -> None:
    reply = Reply(200, {"content-type": api.JSON_TYPE, "rhi-time": "1"}, content)
    with pytest.raises(HubUnreachable):
        replies.message(reply, api.About)
