"""Records and revisions: the spine of the store (architecture, section 3).

A record is one child, episode, interview and so on. Every committed change to it is a revision: a complete
body with its parents, author and device, chained to the device's previous revision. The bytes that
`canonical` returns are what is hashed and signed; anything that changes them changes the format.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeAlias, cast

import msgspec

from rhi_desktop.domain.errors import RhiError

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Body: TypeAlias = Mapping[str, Json]

SCHEMA = 1
GENESIS = "0" * 64
"""What a device's first revision names as its previous one."""


class Kind(StrEnum):
    """What a record is about."""

    CHILD = "child"
    EPISODE = "episode"
    REFERRAL = "referral"
    INTERVIEW = "interview"
    ACTION = "action"
    ATTEMPT = "attempt"
    SHARING = "sharing"
    REVIEW = "review"
    SECOND_REVIEW = "second_review"
    SUPERVISION = "supervision"
    PLACE = "place"
    SCORECARD = "scorecard"
    SURVEY = "survey"
    DRAW = "draw"
    DUPLICATE = "duplicate"
    MEMBER = "member"
    QUESTION_SET = "question_set"
    SETTING = "setting"


class RecordChanged(RhiError):
    """The record was changed by somebody else since it was opened; nothing was saved over it."""

    def __init__(self) -> None:
        super().__init__(
            "This was changed elsewhere while you had it open. Open it again to see the change, then save."
        )


class RecordMissing(RhiError):
    """No record of that kind has that id."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"This {kind.value.replace('_', ' ')} is not in the store. It may have been removed.")


@dataclass(frozen=True, slots=True)
class Change:
    """What a service wants committed: the complete new body, and what it was made from.

    `parents` is empty for a new record; for an edit it holds the `Record.head` that was seen. Where a person has chosen
    between several revisions it holds the id of each: an edit made from them otherwise leaves the choice open.
    """

    record: str
    kind: Kind
    body: Body
    parents: tuple[str, ...] = ()

    @property
    def replaced(self) -> tuple[str, ...]:
        """The ids of the revisions that it replaces, in order."""
        return tuple(sorted(one for token in self.parents for one in heads_of(token)))


@dataclass(frozen=True, slots=True)
class Revision:
    """One committed change, exactly as it is hashed and signed.

    `counter` is the device's own count from 1 and `previous` the id of the device's previous revision
    (`GENESIS` for the first): together they let every reader notice a skipped, repeated or rewritten one.
    """

    record: str
    kind: Kind
    parents: tuple[str, ...]
    author: str
    device: str
    counter: int
    previous: str
    at: datetime
    schema: int
    body: Body

    def canonical(self) -> bytes:
        """Return the canonical JSON: sorted keys, no spaces, UTF-8, whole numbers only, time in UTC."""
        return canonical_json(
            {
                "record": self.record,
                "kind": self.kind.value,
                "parents": list(self.parents),
                "author": self.author,
                "device": self.device,
                "counter": self.counter,
                "previous": self.previous,
                "at": instant_text(self.at),
                "schema": self.schema,
                "body": dict(self.body),
            }
        )

    @property
    def id(self) -> str:
        """The SHA-256 of the canonical bytes, in hex."""
        return hashlib.sha256(self.canonical()).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands now: the body of its newest revision, and who made that when.

    `head` is that revision's id; where several devices changed the record at once, it names all of their revisions
    (`heads_of`) and `body` is what comes of them together (`merging`). `revisions` counts how many there are.
    """

    id: str
    kind: Kind
    head: str
    at: datetime
    author: str
    revisions: int
    body: Body


def token_of(heads: Iterable[str]) -> str:
    """Return what stands for the revisions of a record that no other replaces: one id as it is, several joined."""
    return "+".join(sorted(heads))


def heads_of(token: str) -> tuple[str, ...]:
    """Return the ids that `token_of` joined."""
    return tuple(token.split("+"))


def canonical_json(value: Json) -> bytes:
    """Return one and only one byte string for a JSON value without fractions.

    Raises TypeError for floats and ValueError for text that UTF-8 cannot hold (lone surrogates).
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("fractions have more than one spelling; store them as text")
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            if item.__class__ is not str:
                _refuse_floats(item)


def instant_text(at: datetime) -> str:
    """Return an aware instant as `2026-11-25T10:41:07.123456Z`; it sorts as text."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> datetime:
    """Return the aware UTC instant that `instant_text` wrote. ValueError for anything else."""
    if len(text) != len("2026-11-25T10:41:07.123456Z") or (text[10], text[19], text[26]) != ("T", ".", "Z"):
        raise ValueError("this is no instant")
    return datetime.fromisoformat(text)


def read_revision(content: bytes) -> Revision:
    """Read the canonical bytes of a revision.

    Raises msgspec.DecodeError, KeyError, TypeError or ValueError for what is none.
    """
    raw: Mapping[str, Any] = msgspec.json.decode(content)
    return Revision(
        record=raw["record"],
        kind=Kind(raw["kind"]),
        parents=tuple(raw["parents"]),
        author=raw["author"],
        device=raw["device"],
        counter=raw["counter"],
        previous=raw["previous"],
        at=parse_instant(raw["at"]),
        schema=raw["schema"],
        body=cast("dict[str, Json]", raw["body"]),
    )


def revision_message(content: bytes) -> bytes:
    """Return what a device signs of a revision."""
    return b"rhi/revision/v1\n" + content
