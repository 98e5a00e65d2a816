"""The high-risk panel list of a week: which children, and why. Reasons are never added up to a score."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from rhi_desktop.domain.figures.case import Case
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.services.figures.ports import FigureStore

OFTEN, LONG, VERY_LONG = 3, 24, 72
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a child is on the list, with the source of the rule. `episode` is the one that it comes of."""

    words: str
    source: str
    episode: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A child on the list, with the episodes of the week and the reasons."""

    child: str
    called: str
    age: int | None
    case_status: str
    episodes: tuple[Case, ...]
    reasons: tuple[Reason, ...]


class PanelStore(Protocol):
    """What the panel list reads."""

    @property
    def figures(self) -> FigureStore:
        """What figures are made from."""
        ...


class Panel:
    """Makes the list. Calls read the store: give them to its lane."""

    def __init__(self, store: PanelStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def week(self, last: date | None = None) -> tuple[Listed, ...]:
        """Return the children of the seven days up to `last` (today) for whom a reason holds, most reasons first."""
        end = last or self._clock().astimezone(LONDON).date()
        cases = self._store.figures.ended_between(end - _WEEK, end)
        by_child: dict[str, list[Case]] = {}
        for case in cases:
            by_child.setdefault(case.child, []).append(case)
        listed = (_listed(some) for some in by_child.values())
        return tuple(sorted((one for one in listed if one.reasons), key=_order))


def _listed(some: list[Case]) -> Listed:
    newest_first = sorted(some, key=lambda case: (case.began or date.min, case.episode), reverse=True)
    newest = newest_first[0]
    found: dict[str, Reason] = {}
    for case in newest_first:
        for reason in reasons(case):
            found.setdefault(reason.source, reason)
    return Listed(newest.child, newest.called, newest.age, newest.case_status, tuple(some), tuple(found.values()))


def _order(one: Listed) -> tuple[int, str]:
    return -len(one.reasons), one.called.casefold()


def reasons(case: Case) -> Iterator[Reason]:
    """Yield why an episode puts its child on the list."""
    for holds, words, source in _RULES:
        if holds(case):
            yield Reason(words.format(recent=case.recent), source, case.episode)


def _hours(case: Case) -> float:
    return case.hours or 0.0


_RULES: tuple[tuple[Callable[[Case], bool], str, str], ...] = (
    (lambda case: case.ended is None, "Still away", "Every source: the child has not come back"),
    (lambda case: case.triage == "red", "Triaged red", "Streetwise, triage"),
    (
        lambda case: any(talk.exploitation for talk in case.talks),
        "Exploitation suspected or known",
        "West Midlands framework: panel referral",
    ),
    (
        lambda case: case.recent >= OFTEN,
        "{recent} episodes in 90 days",
        "West Midlands Police: 3 in 90 days",
    ),
    (lambda case: _hours(case) > VERY_LONG, "Missing longer than 72 hours", "Birmingham: strategy meeting"),
    (lambda case: LONG < _hours(case) <= VERY_LONG, "Missing longer than 24 hours", "Streetwise, bands"),
    (
        lambda case: case.looked_after and not any(talk.took_place for talk in case.talks),
        "Looked after, and no interview yet",
        "Department for Education 2014, paragraph 31",
    ),
)
