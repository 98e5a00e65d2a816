"""The times that a body states: what is filed, counted and sorted by them must be able to read them."""

from collections.abc import Iterator
from typing import Final

from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Body, Json, Kind, parse_instant

INSTANTS: Final = {
    Kind.INTERVIEW: ("started", "submitted"),
    Kind.REFERRAL: ("signed_off", "transfers.at", "triage.at", "dealt.at"),
    Kind.REVIEW: ("at",),
    Kind.SECOND_REVIEW: ("at",),
    Kind.SCORECARD: ("at",),
    Kind.SURVEY: ("at",),
    Kind.DRAW: ("at",),
    Kind.DUPLICATE: ("at", "undone"),
}
"""The fields, by kind, that hold an instant (`records.instant_text`) or nothing; after the dot, those of its parts."""
MOMENTS: Final = {
    Kind.EPISODE: ("missing_since", "found", "returned"),
    Kind.REFERRAL: ("received", "returned", "arrangement.at"),
    Kind.ATTEMPT: ("at",),
    Kind.INTERVIEW: ("held",),
    Kind.SHARING: ("at",),
}
"""The fields, by kind, that hold a moment (`Moment.text`) or nothing."""


def times_can_be_read(kind: Kind, body: Body) -> bool:
    """Whether each time that a body states is one."""
    try:
        for path in INSTANTS.get(kind, ()):
            for text in _at(body, path):
                parse_instant(text)
        for path in MOMENTS.get(kind, ()):
            for text in _at(body, path):
                Moment.parse(text)
    except (TypeError, ValueError):
        return False
    return True


def _at(body: Body, path: str) -> Iterator[str]:
    """Yield the texts at a path; what is no text and not nothing raises TypeError."""
    name, _, rest = path.partition(".")
    value = body.get(name)
    if not value:
        return
    if not rest:
        yield _text(value)
        return
    for part in value if isinstance(value, list) else [value]:
        if not isinstance(part, dict):
            raise TypeError("this has no parts")
        yield from _at(part, rest)


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("this is no text")
    return value
