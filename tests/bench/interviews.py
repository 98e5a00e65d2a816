"""Interviews of 250 answers, as long as people write them, and how large one is when it is sealed."""

import random
from collections.abc import Iterator

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.interview import Interview, SavedAnswer
from rhi_desktop.domain.records import GENESIS, SCHEMA, Kind, Revision, revision_message
from rhi_desktop.sync.payload import Mark, Payload, RevisionItem, pack
from tests.builders import NOON, an_interview, new_id

ANSWERS = 250
_WORDS = [
    "quiet",
    "friends",
    "station",
    "because",
    "evening",
    "school",
    "brother",
    "kitchen",
    "window",
    "never",
    "asked",
    "about",
    "wanted",
    "leave",
    "argument",
    "phone",
    "message",
    "older",
    "somebody",
    "waited",
    "outside",
    "train",
    "money",
    "clothes",
    "tired",
    "angry",
    "frightened",
    "nobody",
    "listened",
    "always",
    "bedroom",
    "worker",
    "placement",
    "moved",
    "sister",
    "weekend",
    "police",
    "found",
    "walked",
    "raining",
    "music",
    "laughed",
    "people",
    "knew",
    "before",
    "after",
    "sometimes",
]


def some_interview(referral: str, child: str, seed: int) -> Interview:
    """Return an invented interview of 250 answers; no two are alike."""
    chance = random.Random(seed)  # noqa: S311 -- invented words, no secrets
    return an_interview(referral, child, answers=tuple(_answers(chance)))


def sealed_size() -> int:
    """Return how many bytes of a sealed interview the hub sees: its size class."""
    body = to_body(some_interview(new_id(), new_id(), 1))
    revision = Revision(new_id(), Kind.INTERVIEW, (), new_id(), new_id(), 1, GENESIS, NOON, SCHEMA, body)
    content = revision.canonical()
    item = RevisionItem(content=content, signature=bytes(len(revision_message(b"")) and 64))
    mark = Mark(reader="team", number=1, previous=GENESIS)
    return len(pack(Payload(device=new_id(), counter=1, at="", marks=(mark,), items=(item,))))


def _answers(chance: random.Random) -> Iterator[SavedAnswer]:
    for number in range(ANSWERS):
        length = 40 if number % 10 == 0 else chance.randint(1, 6)
        words = " ".join(chance.choice(_WORDS) for _ in range(length))
        yield SavedAnswer(f"/data/section_{number // 25}/question_{number}", words, AnswerState.ANSWERED)
