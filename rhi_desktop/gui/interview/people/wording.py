"""How a suggestion is worded: as a perhaps, with what it rests on."""

from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.services.recognising import Heard

BY = {
    MentionKind.PHONE: "same phone",
    MentionKind.HANDLE: "same name online",
    MentionKind.VEHICLE: "same vehicle",
    MentionKind.NAME: "same name",
}
_LONGEST = 60


def perhaps(heard: Heard, *, child: str) -> str:
    """Say who was heard of: “Dazza” in an interview of Kim, 3 Nov 2026 (same phone). `child` is this one's id."""
    names = ", ".join(f"“{_short(name)}”" for name in heard.names) or "Somebody"
    whose = "this child’s interview" if heard.child == child else f"an interview of {_short(heard.called)}"
    at = parse_instant(heard.submitted).astimezone(LONDON)
    reasons = ", ".join(BY[kind] for kind in heard.by if kind in BY)
    return f"Perhaps heard of before: {names} in {whose}, {at.day} {at:%b %Y} ({reasons})"


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"
