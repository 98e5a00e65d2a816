"""The figures of the scorecard: what each counts, of what, and where its definition comes from.

Two views that are never mixed (domain reference 5.6). The **cohort view** follows the episodes that ended in the
period, whatever became of them and whenever. The **activity view** counts what was done in the period, whatever
episode it belongs to. A change to what a figure counts raises its version: closed months remember which one they were
made by.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from rhi_desktop.domain.figures.case import Case, Judged
from rhi_desktop.domain.moments import LONDON

_DAY = len("2026-11-25")
QUARTER = timedelta(days=91)
"""What counts as the last three months before an episode."""


class View(StrEnum):
    """Which question the figures answer."""

    COHORT = "cohort"
    ACTIVITY = "activity"


class Unit(StrEnum):
    """What is counted: each once."""

    EPISODES = "episodes"
    CHILDREN = "children"
    REFERRALS = "referrals"
    INTERVIEWS = "interviews"


@dataclass(frozen=True)
class Period:
    """From one day to another, both included, on a London clock. Its ends as texts are worked out once."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a day is in it."""
        return day is not None and self.first <= day <= self.last

    def has(self, text: str) -> bool:
        """Whether a moment (`Moment.text`) is in it; an empty one is not."""
        if len(text) == _DAY:
            begin, end = self._days
            return begin <= text <= end
        return text != "yes" and self.has_instant(text)

    def has_instant(self, text: str) -> bool:
        """Whether an instant (`records.instant_text`) is in it; an empty one is not."""
        begin, end = self._instants
        return begin <= text < end

    @cached_property
    def _days(self) -> tuple[str, str]:
        return self.first.isoformat(), self.last.isoformat()

    @cached_property
    def _instants(self) -> tuple[str, str]:
        """The minutes in which it begins and in which it is over, in UTC; what is later sorts later."""
        begin, end = (datetime.combine(day, time(), LONDON) for day in (self.first, self.last + timedelta(days=1)))
        return f"{begin.astimezone(UTC):%Y-%m-%dT%H:%M}", f"{end.astimezone(UTC):%Y-%m-%dT%H:%M}"


@dataclass(frozen=True, slots=True)
class Around:
    """What a figure may ask besides the case: the period, and the children with 3 or more."""

    period: Period
    often: frozenset[str] = frozenset()


Holds: TypeAlias = Callable[[Judged, Around], bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `of` names the figures that it is a share of, the main one first; none where it is a count alone."""

    name: str
    title: str
    definition: str
    source: str
    view: View
    unit: Unit
    holds: Holds
    of: tuple[str, ...] = ()
    version: int = 1


def _cohort(
    name: str, title: str, definition: str, source: str, holds: Holds, *of: str, unit: Unit = Unit.EPISODES
) -> Figure:
    return Figure(name, title, definition, source, View.COHORT, unit, holds, of)


def _activity(name: str, title: str, definition: str, source: str, holds: Holds, *of: str, unit: Unit) -> Figure:
    return Figure(name, title, definition, source, View.ACTIVITY, unit, holds, of)


_ROTHERHAM = "Rotherham 2015, monthly scorecard (domain reference 5.11)"
_FOI = "Missing People 2023-24, questions under the Freedom of Information Act (S04)"
_DFE = "Department for Education 2014, paragraph 32"
_WORKING = "Rotherham 2019: 3 working days"


def _all(_case: Judged, _around: Around) -> bool:
    return True


COHORT = (
    _cohort("episodes", "Episodes", "Times missing or away that ended in the period: the child came back, or was found "
            "where no return is recorded.", _ROTHERHAM, _all),
    _cohort("children", "Children", "Children with at least one of these episodes, each counted once.", _ROTHERHAM,
            _all,
            unit=Unit.CHILDREN),
    _cohort("looked_after_episodes", "Episodes of looked-after children", "Episodes at whose beginning the child was "
            "looked after, here or by another authority.", _ROTHERHAM, lambda c, _: c.case.looked_after, "episodes"),
    _cohort("looked_after_children", "Looked-after children", "Children with at least one of these.", _ROTHERHAM,
            lambda c, _: c.case.looked_after, "children", unit=Unit.CHILDREN),
    _cohort("three_or_more", "Children with 3 or more episodes", "Children of whom 3 or more episodes ended in the "
            "period.", "Rotherham 2019", lambda c, a: c.case.child in a.often, "children", unit=Unit.CHILDREN),
    _cohort("first_ever", "First episode ever", "Episodes before which none is on record for the child.",
            "Rotherham 2014", lambda c, _: c.case.previous is None and c.case.began is not None, "episodes"),
    _cohort("not_in_3_months", "None in the 3 months before", "Episodes whose last one before began more than 91 days "
            "earlier.", "Rotherham 2014", lambda c, _: _gap(c.case) is not None and not _recent(c.case), "episodes"),
    _cohort("in_3_months", "Another in the 3 months before", "Episodes whose last one before began at most 91 days "
            "earlier.", "Rotherham 2014", lambda c, _: _recent(c.case), "episodes"),
    _cohort("referred", "Referred", "Episodes for which an interview was asked for.", _ROTHERHAM,
            lambda c, _: bool(c.case.referral), "episodes"),
    _cohort("offered", "Offered", "Episodes after which the interview was put to the child, or to an adult who answers "
            "for them, and somebody answered. A message or a letter without a reply is no offer.", _FOI,
            lambda c, _: bool(c.offered), "episodes", "referred"),
    _cohort("accepted", "Accepted", "Episodes after which the offer was agreed to.", _FOI, lambda c, _: c.accepted,
            "offered"),
    _cohort("declined", "Declined", "Episodes after which the answer was no, by the child or an adult for them, and no "
            "interview took place. Waiting, or not being reached, is not declining.", _FOI, lambda c, _: c.declined,
            "offered"),
    _cohort("completed", "Completed", "Episodes that an interview which took place, whole or in part, was about. One "
            "interview may be about several.", _FOI, lambda c, _: c.talk is not None, "episodes", "offered"),
    _cohort("within_72_hours", "Within 72 hours", "Of the completed, those held at most 72 elapsed hours after the "
            "return; weekends count.", _DFE, lambda c, _: c.in_72_hours is True, "completed", "episodes"),
    _cohort("after_72_hours", "After 72 hours", "Of the completed, those held later.", _DFE,
            lambda c, _: c.talk is not None and c.in_72_hours is False, "completed"),
    _cohort("cannot_be_told", "72 hours cannot be told", "Of the completed, those whose return or interview is known "
            "by its day alone, three days apart, or not at all. They are in neither of the two above.",
            "Domain reference 5.2", lambda c, _: c.talk is not None and c.in_72_hours is None, "completed"),
    _cohort("within_3_working_days", "Within 3 working days", "Of the completed, those held by the end of the third "
            "working day after the day of return.", _WORKING, lambda c, _: c.in_working_days is True,
            "completed", "episodes"),
    _cohort("exploitation", "Exploitation suspected or known", "Of the completed, those in whose interview an "
            "indicator of exploitation is suspected or known. Indicators are never scored.",
            "Rotherham 2014: CSE medium or high",
            lambda c, _: c.talk is not None and c.talk.exploitation is True, "completed"),
)  # fmt: skip

ACTIVITY = (
    _activity("began", "Episodes that began", "Times missing or away that began in the period, by the first day known.",
              _ROTHERHAM, lambda c, a: a.period.holds(c.case.began), unit=Unit.EPISODES),
    _activity("children_began", "Children", "Children of whom an episode began in the period.", _ROTHERHAM,
              lambda c, a: a.period.holds(c.case.began), unit=Unit.CHILDREN),
    _activity("referrals", "Referrals received", "Requests for an interview that came in the period.", _ROTHERHAM,
              lambda c, a: a.period.has(c.case.received), unit=Unit.REFERRALS),
    _activity("offers", "First offers made", "Referrals on which the interview was first offered in the period.", _FOI,
              lambda c, a: bool(c.case.referral) and a.period.has(c.offered), unit=Unit.REFERRALS),
    _activity("refused", "Declined", "Referrals on which it was put on record in the period that the answer was no.",
              _FOI, lambda c, a: c.refusal is not None and a.period.has_instant(c.refusal.submitted),
              unit=Unit.REFERRALS),
    _activity("held", "Interviews held", "Interviews that took place in the period, each counted once, whenever the "
              "episode was.", _ROTHERHAM, lambda c, a: c.talk is not None and a.period.has(c.talk.held),
              unit=Unit.INTERVIEWS),
    _activity("held_within_72_hours", "Held within 72 hours", "Of the interviews held in the period, those at most 72 "
              "elapsed hours after the return.", _DFE,
              lambda c, a: c.talk is not None and a.period.has(c.talk.held) and c.in_72_hours is True, "held",
              unit=Unit.INTERVIEWS),
    _activity("held_within_3_working_days", "Held within 3 working days", "Of the interviews held in the period, those "
              "by the end of the third working day.", _WORKING, lambda c, a: c.talk is not None
              and a.period.has(c.talk.held) and c.in_working_days is True, "held", unit=Unit.INTERVIEWS),
    _activity("submitted", "Interviews submitted", "Interviews that took place and whose newest version was submitted "
              "in the period.", "Ours", lambda c, a: c.talk is not None and a.period.has_instant(c.talk.submitted),
              unit=Unit.INTERVIEWS),
    _activity("approved", "Interviews approved", "Interviews whose newest version a reviewer approved in the period.",
              "Ours", lambda c, a: c.talk is not None and a.period.has_instant(c.talk.approved), unit=Unit.INTERVIEWS),
)  # fmt: skip

FIGURES = {figure.name: figure for figure in (*COHORT, *ACTIVITY)}


def figures_of(view: View) -> tuple[Figure, ...]:
    """Return the figures of a view, in order."""
    return COHORT if view is View.COHORT else ACTIVITY


def _gap(case: Case) -> timedelta | None:
    if case.previous is None or case.began is None:
        return None
    return case.began - case.previous


def _recent(case: Case) -> bool:
    gap = _gap(case)
    return gap is not None and gap <= QUARTER
