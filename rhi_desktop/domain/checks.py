"""What is wrong with the facts of a case, in words, before they are put on record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment

OLDEST = 25
"""Care leavers are offered interviews up to 25 (Children and Social Work Act 2017, section 3)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: the field's name and a sentence."""

    field: str
    sentence: str


def child_problems(child: Child, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with a child's facts."""
    found = []
    if not child.name.strip():
        found.append(Problem("name", "Please give a name. If it is not known, write what the child is called."))
    if child.born:
        born = date.fromisoformat(child.born)
        if born > today:
            found.append(Problem("born", "This date of birth is still to come. Please check the year."))
        elif _years(born, today) > OLDEST:
            found.append(Problem("born", f"This makes the child older than {OLDEST}. Please check the year."))
    return tuple(found)


def episode_problems(episode: Episode, now: datetime) -> tuple[Problem, ...]:
    """Return what is wrong with the times of an episode. The order is: missing, found, returned."""
    found = []
    times = (("missing_since", episode.missing_since), ("found", episode.found), ("returned", episode.returned))
    known = [(field, Moment.parse(text)) for field, text in times if text]
    for field, moment in known:
        if _later(moment, Moment.at(now + timedelta(minutes=5))):
            found.append(Problem(field, "This is still to come. Please check the date and the time."))
    for (_, earlier), (field, later) in pairwise(known):
        if _later(earlier, later):
            found.append(Problem(field, "This is before the time above it. Please check both."))
    return tuple(found)


def clock_times(day: date, hour: int, minute: int) -> tuple[Moment, ...]:
    """Return the instants at which a London clock showed a time: none in the hour that spring skips, two in autumn."""
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
    moments = [Moment.at(local.replace(fold=fold)) for fold in (0, 1)]
    shown = [one for one in moments if one.local is not None and (one.local.hour, one.local.minute) == (hour, minute)]
    return tuple(dict.fromkeys(shown))


def local_moment(day: date, hour: int, minute: int) -> Moment | None:
    """Return the moment of a time on the London clock, None where the clock skipped it in spring.

    Of an hour that the clock shows twice in autumn the first is meant: the deadline is then the earlier one.
    """
    return next(iter(clock_times(day, hour, minute)), None)


def age(child: Child, today: date) -> int | None:
    """Return a child's age in whole years, None where the date of birth is not known."""
    return _years(date.fromisoformat(child.born), today) if child.born else None


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _later(one: Moment, other: Moment) -> bool:
    if one.instant is not None and other.instant is not None:
        return one.instant > other.instant
    return one.day > other.day
