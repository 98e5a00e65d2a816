"""What is wrong with the facts of a case, in words, before they are put on record.

A problem has to be mended first. A remark is something to look at again: notifications overlap in reality, and people
of 19 are care leavers, so what a remark says may well be right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.durations import bounds, end_of
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.nhs_number import is_nhs_number
from rhi_desktop.domain.postcodes import is_postcode

OLDEST = 25
"""Care leavers are offered interviews up to 25 (Children and Social Work Act 2017, section 3)."""

ADULT = 18
_NOT_NHS = "This is not an NHS number: it has ten digits, and the last one checks the others. Please compare them."
_NO_REASON = "Please say why it differs from what the times say."
_NO_START = "When it began is not recorded. The hours and the yearly return of children in care need it."
_NOT_A_POSTCODE = "This does not look like a postcode. It is kept as it is."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend or to look at: the field's name and a sentence."""

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
    if child.nhs_number and not is_nhs_number(child.nhs_number):
        found.append(Problem("nhs_number", _NOT_NHS))
    return tuple(found)


def child_remarks(child: Child, today: date) -> tuple[Problem, ...]:
    """Return what may be right and is worth another look."""
    found = []
    years = age(child, today)
    if years is not None and ADULT <= years <= OLDEST:
        found.append(
            Problem("born", f"This makes them {years}. Are they a care leaver? If not, please check the year.")
        )
    if child.postcode and not is_postcode(child.postcode):
        found.append(Problem("postcode", _NOT_A_POSTCODE))
    return tuple(found)


def episode_problems(episode: Episode, now: datetime, born: str = "") -> tuple[Problem, ...]:
    """Return what is wrong with the facts of an episode. The order of its times is: missing, found, returned.

    `born` is the child's date of birth, where it is known.
    """
    found = []
    known = _times(episode)
    for field, moment in known:
        if _later(moment, Moment.at(now + timedelta(minutes=5))):
            found.append(Problem(field, "This is still to come. Please check the date and the time."))
        if born and moment.day < date.fromisoformat(born):
            found.append(Problem(field, "This is before the child was born. Please check the year."))
    for (_, earlier), (field, later) in pairwise(known):
        if _later(earlier, later):
            found.append(Problem(field, "This is before the time above it. Please check both."))
    if episode.minutes is not None and not episode.minutes_reason.strip():
        found.append(Problem("minutes_reason", _NO_REASON))
    if episode.overnight and not episode.overnight_reason.strip():
        found.append(Problem("overnight_reason", _NO_REASON))
    return tuple(found)


def episode_remarks(episode: Episode, born: str = "", others: Iterable[Episode] = ()) -> tuple[Problem, ...]:
    """Return what may be right and is worth another look; `others` are the child's other episodes.

    The rules of the yearly return (SSDA903 564, 574, 580) are said here and held where the return is made.
    """
    found = []
    known = _times(episode)
    if known and not episode.missing_since:
        found.append(Problem("missing_since", _NO_START))
    elif episode.missing_since and born:
        years = _years(date.fromisoformat(born), known[0][1].day)
        if years >= ADULT:
            found.append(Problem("missing_since", f"They were {years} then. Please check the day and the year."))
    found += [
        Problem(field, _NOT_A_POSTCODE)
        for field in ("missing_from_postcode", "found_postcode")
        if (text := getattr(episode, field)) and not is_postcode(text)
    ]
    twin = next((other for other in others if _overlap(episode, other)), None)
    if twin is not None:
        since = Moment.parse(twin.missing_since).spoken
        found.append(Problem("missing_since", f"Another episode began {since} and overlaps this one. Are they one?"))
    return tuple(found)


def _times(episode: Episode) -> list[tuple[str, Moment]]:
    times = (("missing_since", episode.missing_since), ("found", episode.found), ("returned", episode.returned))
    return [(field, Moment.parse(text)) for field, text in times if text]


def _overlap(one: Episode, other: Episode) -> bool:
    """Whether two episodes overlap for sure, or began at the same moment. One without an end goes on."""
    if not one.missing_since or not other.missing_since:
        return False
    if one.missing_since == other.missing_since:
        return True
    first, second = (bounds(Moment.parse(each.missing_since))[1] for each in (one, other))
    return first < _ended(other) and second < _ended(one)


def _ended(episode: Episode) -> datetime:
    end = end_of(episode)
    return bounds(end[1])[0] if end is not None else datetime.max.replace(tzinfo=UTC)


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
