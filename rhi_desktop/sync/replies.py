"""Reading what came back: an answer of the hub, its refusal, or something that is not the hub's at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from rhi_desktop.sync import unreachable
from rhi_desktop.sync.hub import HubRefused, HubUnreachable
from rhi_desktop.wire import api, limits
from rhi_desktop.wire.envelope import envelope_id
from rhi_desktop.wire.frames import Malformed, frames
from rhi_desktop.wire.requests import TIME_HEADER

MessageT = TypeVar("MessageT", bound=msgspec.Struct)

_PER_PAGE = limits.PAGE // limits.SMALLEST + 1
SIGN_IN = 511
"""The status with which an honest network says that it wants somebody to sign in."""
FRAMES_LIMIT = limits.CONTROL + limits.PAGE + limits.ENVELOPE + 4 * (_PER_PAGE + 1)
"""How long the frames of a page may be."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: `headers` by their names in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def kind(self) -> str:
        """The type of the content, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def time(self) -> str:
        """The hub's time as it says it, or nothing: whoever does not say it is no hub."""
        said = self.headers.get(TIME_HEADER.lower(), "")
        return said if said.isascii() and said.isdigit() and len(said) <= 12 else ""


def check(reply: Reply, status: int) -> None:
    """Make sure that the hub answered, and with this status. Raises HubUnreachable and HubRefused."""
    if not reply.time:
        raise _not_the_hub(reply.status)
    if reply.status == status:
        return
    if reply.status < 400 or reply.kind != api.JSON_TYPE:
        raise HubUnreachable(unreachable.FAULTY if reply.status >= 500 else unreachable.UNREADABLE)
    trouble = _decoded(reply.content, api.Trouble)
    try:
        statement = bytes.fromhex(trouble.statement)
    except ValueError:
        raise HubUnreachable(unreachable.UNREADABLE) from None
    raise HubRefused(trouble.reason, statement, _wait(reply))


def message(reply: Reply, kind: type[MessageT]) -> MessageT:
    """Read the JSON of an answer. Raises HubUnreachable where it is not what it should be."""
    if reply.kind != api.JSON_TYPE:
        raise HubUnreachable(unreachable.UNREADABLE)
    return _decoded(reply.content, kind)


def pushed(reply: Reply, envelopes: Sequence[bytes]) -> api.Pushed:
    """Read what became of these envelopes: one answer for each, in their order."""
    answer = message(reply, api.Pushed)
    if [one.id for one in answer.answers] != [envelope_id(content) for content in envelopes]:
        raise HubUnreachable(unreachable.UNREADABLE)
    return answer


def page(reply: Reply, after: int) -> tuple[api.Page, tuple[bytes, ...]]:
    """Read a page and as many envelopes as it places. Where there is more, it leads on from `after`."""
    if reply.kind != api.FRAMES_TYPE:
        raise HubUnreachable(unreachable.UNREADABLE)
    try:
        head, *envelopes = frames(reply.content, limits.ENVELOPE, _PER_PAGE + 1)
    except (Malformed, ValueError):
        raise HubUnreachable(unreachable.UNREADABLE) from None
    found = _decoded(head, api.Page)
    if len(found.placed) != len(envelopes) or (found.more and found.upto <= after):
        raise HubUnreachable(unreachable.UNREADABLE)
    return found, tuple(envelopes)


def _not_the_hub(status: int) -> HubUnreachable:
    sentences = {
        407: unreachable.PROXY,
        413: unreachable.TOO_LARGE_BETWEEN,
        502: unreachable.NOT_RUNNING,
        503: unreachable.NOT_RUNNING,
        504: unreachable.NOT_RUNNING,
    }
    if status in sentences:
        return HubUnreachable(sentences[status])
    return HubUnreachable(unreachable.FAULTY) if 500 <= status != SIGN_IN else unreachable.captive()


def _decoded(content: bytes, kind: type[MessageT]) -> MessageT:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise HubUnreachable(unreachable.UNREADABLE) from None


def _wait(reply: Reply) -> float:
    said = reply.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() and len(said) <= 9 else 0.0
