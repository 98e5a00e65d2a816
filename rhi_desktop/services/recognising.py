"""Have we heard of them before? People of earlier interviews in this store who may be the one that a card describes.

What comes back is a suggestion for the worker to judge. Nothing is linked, merged or kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.domain.recognising import key_of
from rhi_desktop.services.lookups import Lookups, MentionRow

_NAMES = (MentionKind.NAME, MentionKind.NICKNAME)
_STRENGTH = (MentionKind.PHONE, MentionKind.HANDLE, MentionKind.VEHICLE, *_NAMES)
"""The first tells most: a number belongs to one person, a nickname to many."""
_KIN = (
    "mum",
    "mom",
    "mam",
    "dad",
    "mother",
    "father",
    "nan",
    "nana",
    "gran",
    "grandma",
    "grandad",
    "sister",
    "brother",
)
_KIN_TOO = ("aunt", "auntie", "uncle", "cousin", "boyfriend", "girlfriend", "mate", "mates", "friend", "friends")
_OTHERS = ("staff", "carer", "teacher", "socialworker", "keyworker", "police", "boy", "girl", "man", "woman")
_ANYBODY = frozenset(f"{my}{one}" for my in ("", "my") for one in (*_KIN, *_KIN_TOO, *_OTHERS))


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody in an earlier interview. `names` are those on that card, `by` is what is the same, the surest first.

    `called` is the name of that interview's child, `submitted` an instant (`records.instant_text`).
    """

    interview: str
    child: str
    called: str
    submitted: str
    names: tuple[str, ...]
    by: tuple[MentionKind, ...]


class Recognising:
    """Asks this store alone: what other laptops hold stays there. Calls read the store: give them to its lane."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    def heard(self, mentions: Sequence[Mention], *, besides: str = "", most: int = 5) -> tuple[Heard, ...]:
        """Return who was mentioned alike before, the surest first, then the newest; not in the interview `besides`."""
        asked = marks(mentions)
        rows = self._lookups.mentions(asked, besides=besides) if asked else ()
        cards: dict[tuple[str, str], list[MentionRow]] = {}
        for row in rows:
            cards.setdefault((row.interview, row.card), []).append(row)
        found = sorted(cards.values(), key=_strength)
        return tuple(self._heard(alike) for alike in found[:most])

    def _heard(self, alike: list[MentionRow]) -> Heard:
        row = alike[0]
        by = sorted({_ranked(one.kind) for one in alike}, key=_STRENGTH.index)
        names = tuple(one.text for one in alike if one.kind in _NAMES) or self._names(row)
        return Heard(row.interview, row.child, row.called, row.submitted, tuple(dict.fromkeys(names)), tuple(by))

    def _names(self, row: MentionRow) -> tuple[str, ...]:
        """Return what the person is called on a card that was found by something else."""
        others = self._lookups.mentions_of(row.child) if row.card else ()
        card = (row.interview, row.card)
        return tuple(one.text for one in others if (one.interview, one.card) == card and one.kind in _NAMES)


def marks(mentions: Sequence[Mention]) -> tuple[tuple[MentionKind, str], ...]:
    """Return by what the mentions can be recognised. A name may be a nickname elsewhere; “Mum” recognises nobody."""
    found: dict[tuple[MentionKind, str], None] = {}
    for mention in (one for one in mentions if one.kind in _STRENGTH):
        kinds = _NAMES if mention.kind in _NAMES else (mention.kind,)
        for kind in kinds:
            key = key_of(kind, mention.text)
            if key and not (kind in _NAMES and key in _ANYBODY):
                found[(kind, key)] = None
    return tuple(found)


def _ranked(kind: MentionKind) -> MentionKind:
    return MentionKind.NAME if kind in _NAMES else kind


def _strength(alike: list[MentionRow]) -> int:
    return min(_STRENGTH.index(_ranked(row.kind)) for row in alike)
