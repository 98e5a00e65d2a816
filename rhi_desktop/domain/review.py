"""A review: what somebody who answers for quality says of one version of an interview.

The rubric is domain reference, section 7. A review never changes the worker's words; it stands beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How far an interview meets one point of the rubric."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """What comes of a review. An urgent one goes back like a returned one, and somebody is to act today."""

    APPROVED = "approved"
    RETURNED = "returned"
    URGENT = "urgent"


class Tone(StrEnum):
    """What a comment is for: to be mended or answered, or praise."""

    ASK = "ask"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The mark for one point of the rubric, with a comment where there is one.

    `item` is the point's name in the rubric; `title` its words, so that the review can be read without it.
    """

    item: str
    mark: Mark
    title: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment. `key` is that of the question or the person's card that it is about, empty for the whole interview;

    `quote` the words of the answer that it points at, as they stood in the version reviewed, empty for all of it.
    """

    id: str
    text: str
    key: str = ""
    quote: str = ""
    tone: Tone = Tone.ASK


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review of version `version` of an interview, which is the revision `revision`.

    `worker` wrote the interview, `reviewer` reviews it; `alone` says that they are the same person, which only a
    workspace without a team allows. `at` is an instant (`records.instant_text`). `rubric` is the id of the question set
    record that the points come from. `reasons` are compulsory where it is returned. A second review, made blind, is a
    record of its own kind with the same fields and without comments for the worker.
    """

    child: str
    referral: str
    interview: str
    version: int
    revision: str
    worker: str
    reviewer: str
    at: str
    rubric: str
    verdict: Verdict
    reasons: str = ""
    scores: tuple[Score, ...] = ()
    comments: tuple[Comment, ...] = ()
    alone: bool = False


class ReviewState(StrEnum):
    """Where the newest version of an interview stands with its review."""

    WAITING = "waiting"
    RETURNED = "returned"
    URGENT = "urgent"
    APPROVED = "approved"


_STRICTEST = (Verdict.URGENT, Verdict.RETURNED, Verdict.APPROVED)


def state_of(verdicts: Iterable[str]) -> ReviewState:
    """Return where a version stands by the verdicts on it alone.

    Two reviewers may have given one each at the same time: the stricter holds until there is a new version.
    """
    given = set(verdicts)
    return next((ReviewState(one.value) for one in _STRICTEST if one in given), ReviewState.WAITING)
