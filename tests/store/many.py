"""Filling a store with many interviews at once, for lists and for the bench."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from sqlalchemy import Engine

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.interview import Mention, MentionKind, SavedAnswer
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Change, instant_text
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.services.ports import WorklistFilter, WorkState
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import (
    NOON,
    Clock,
    a_change,
    a_child,
    a_draft,
    a_referral,
    a_triage,
    an_attempt,
    an_episode,
    an_interview,
    answered,
)

_FIRST = ("Robin", "Sasha", "Łucja", "Đào", "Émile", "Zoë", "Alex", "Kit", "محمد", "Noor", "Wren", "Ollie")
_LAST = ("Example", "Invented", "Sample", "Żółć", "Nguyễn", "Placeholder", "Specimen", "O'Madeup")
_ANSWERS = tuple(
    SavedAnswer(f"/data/section/question_{n}", "Words in an answer.", AnswerState.ANSWERED) for n in range(60)
)
_LEVELS = (None, *(a_triage(level) for level in TriageLevel))
_BATCH = 2_000


def fill(engine: Engine, count: int, *, drafts: int = 20) -> SqlStore:
    """Found a store in an empty, migrated file and populate it."""
    store = SqlStore.found(engine, "Sam Invented", Clock())
    populate(store, count, drafts=drafts)
    return store


def populate(store: SqlStore, count: int, *, drafts: int = 20) -> None:
    """Add `count` children to a founded store, each with episode and referral, one in three with an attempt.

    Four of five referrals have a submitted interview of 60 answers; `drafts` have an interview being written.
    """
    changes = _changes(count)
    while some := list(islice(changes, _BATCH)):
        store.commit_all(some)
    _begin_drafts(store, drafts)


def _changes(count: int) -> Iterator[Change]:
    for number in range(count):
        back = NOON - timedelta(hours=number % 900, minutes=number % 60)
        returned = "" if number % 50 == 49 else Moment.at(back).text
        name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"
        child = a_change(a_child(name=name, reference=f"RHI-{number:05}"))
        episode = a_change(an_episode(child.record, returned=returned))
        about = {"episodes": (episode.record,), "returned": returned, "triage": _LEVELS[number % len(_LEVELS)]}
        referral = a_change(a_referral(child.record, **about))
        yield from (child, episode, referral)
        if number % 3 == 0:
            yield a_change(an_attempt(child.record, referral.record))
        if number % 5:
            known = {
                "answers": _ANSWERS,
                "submitted": instant_text(back + timedelta(hours=30)),
                "mentions": _mentioned(number),
            }
            yield a_change(an_interview(referral.record, child.record, **known))


def _mentioned(number: int) -> tuple[Mention, ...]:
    """Eight mentions; each name comes again in one of fifty interviews, each phone in one of five hundred."""
    card = f"/data/people/person{{{number % 3}}}"
    return (
        Mention(MentionKind.NAME, f"Invented Friend {number % 50}", card),
        Mention(MentionKind.NICKNAME, f"Nick {number % 50}", card),
        Mention(MentionKind.PHONE, f"07700 900{number % 500:03}", card),
        Mention(MentionKind.HANDLE, f"@invented_{number % 500}", card),
        Mention(MentionKind.VEHICLE, f"AB{number % 90 + 10} XYZ", card),
        Mention(MentionKind.PLACE, f"Example Park {number % 40}"),
        Mention(MentionKind.PLACE, "Invented Retail Park"),
        Mention(MentionKind.POSTCODE, f"ZZ{number % 9 + 1} 9ZZ"),
    )


def _begin_drafts(store: SqlStore, count: int) -> None:
    answers = [answered(f"/data/section/question_{n}", "Words") for n in range(30)]
    for row in store.worklist(WorklistFilter(states=frozenset([WorkState.NEW])), offset=0, limit=count):
        store.begin(a_draft(row.referral, row.child), answers)
