"""Valid domain values with defaults, about plainly invented children, and the changes that commit them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.answers import AnswerState, Entry
from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Draft, Interview, SavedAnswer
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.referral import Referral, Triage, TriageLevel
from rhi_desktop.domain.review import Review, Verdict

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
"""The instant at which invented days begin."""

DIGEST = "d" * 64


@dataclass
class Clock:
    """A clock that a test sets; every look moves it on by `step`."""

    now: datetime = NOON
    step: timedelta = field(default=timedelta(0))

    def __call__(self) -> datetime:
        """Return the time."""
        self.now += self.step
        return self.now


def new_id(now: datetime = NOON) -> str:
    """Return a fresh record id."""
    return new_record_id(now)


def a_child(**fields: Any) -> Child:
    """Return a child."""
    return Child(**{"name": "Robin Example", "reference": "RHI-0001", "born": "2012-03-04", **fields})


def an_episode(child: str, **fields: Any) -> Episode:
    """Return an episode that ended with a return on 24 November, 18:30."""
    times = {"missing_since": "2026-11-23T21:00Z", "returned": "2026-11-24T18:30Z"}
    return Episode(child=child, **{**times, **fields})


def a_referral(child: str, **fields: Any) -> Referral:
    """Return a referral about a return on 24 November, 18:30."""
    known = {"episodes": (), "received": "2026-11-25T09:00Z", "returned": "2026-11-24T18:30Z", "source": "Police"}
    return Referral(child=child, **{**known, **fields})


def a_triage(level: TriageLevel, **fields: Any) -> Triage:
    """Return a level as the rules had it at noon."""
    known = {"computed": level, "rules": (), "at": instant_text(NOON), "by": "Sam Invented"}
    return Triage(level=level, **{**known, **fields})


def an_attempt(child: str, referral: str, **fields: Any) -> Attempt:
    """Return a call that nobody answered, on 25 November, 10:00."""
    known = {"at": "2026-11-25T10:00Z", "method": "phone", "to": "child", "result": "no_reply"}
    return Attempt(child=child, referral=referral, **{**known, **fields})


def a_jotting(text: str = "I wanted some quiet.", **fields: Any) -> Jotting:
    """Return a jotting made at noon."""
    return Jotting(text=text, **{"id": new_id(), "at": instant_text(NOON), **fields})


def an_interview(referral: str, child: str, **fields: Any) -> Interview:
    """Return a submitted interview with one answer."""
    known = {
        "episodes": (),
        "question_set": new_id(),
        "digest": DIGEST,
        "started": instant_text(NOON),
        "submitted": instant_text(NOON),
        "answers": (SavedAnswer("/data/own_words", "I wanted some quiet.", AnswerState.ANSWERED),),
    }
    return Interview(referral=referral, child=child, **{**known, **fields})


def a_review(interview: str, of: Interview, **fields: Any) -> Review:
    """Return a review by which a version of an interview is sent back."""
    known = {
        "child": of.child, "referral": of.referral, "interview": interview, "version": of.version,
        "revision": DIGEST, "worker": of.worker, "reviewer": new_id(), "at": instant_text(NOON), "rubric": new_id(),
        "verdict": Verdict.RETURNED, "reasons": "Please look at the questions I marked.",
    }  # fmt: skip
    return Review(**{**known, **fields})


def an_action(child: str, interview: str, **fields: Any) -> Action:
    """Return an action out of an interview."""
    return Action(child=child, interview=interview, **{"what": "Ask school about lunch club", **fields})


def a_draft(referral: str, child: str, **fields: Any) -> Draft:
    """Return a draft that was begun and saved at noon."""
    known = {
        "interview": new_id(),
        "question_set": new_id(),
        "digest": DIGEST,
        "started": instant_text(NOON),
        "saved": instant_text(NOON),
    }
    return Draft(referral=referral, child=child, **{**known, **fields})


def answered(key: str, value: str = "") -> Entry:
    """Return an answered entry."""
    return Entry(key, value, AnswerState.ANSWERED)


_KINDS: dict[type, Kind] = {
    Child: Kind.CHILD,
    Episode: Kind.EPISODE,
    Referral: Kind.REFERRAL,
    Interview: Kind.INTERVIEW,
    Action: Kind.ACTION,
    Attempt: Kind.ATTEMPT,
    Review: Kind.REVIEW,
}


def a_change(value: Any, *parents: str, record: str = "", make_id: Callable[[], str] = new_id) -> Change:
    """Return the change that commits a domain value, under a fresh id where `record` is not given."""
    return Change(record or make_id(), _KINDS[type(value)], to_body(value), parents)
