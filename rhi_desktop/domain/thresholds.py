"""Thresholds of local and national guidance: counts in rolling windows that raise a prompt to do something.

Windows end with the newest episode that a referral is about, their first day included; episodes count by the day on
which they began (domain reference 5.8), or by their end where that is all that is known. Every number is a setting.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.working_days import WorkingDays

Known = tuple[str, Episode]
"""An episode with its record's id."""
FromAddress = Callable[[Episode, date, date], int]
"""How many episodes of any child began where this one did, between two days, both included."""


class Counts(StrEnum):
    """What a threshold counts."""

    EPISODES = "episodes"
    AWAY = "away"
    FROM_ADDRESS = "from_address"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """At `count` or more (hours: at more than `count`) within `days`, `then` is to be done. No days: all on record.

    `months` is used instead of days where the source counts in months. `within` is how many working days there are
    to do it, 0 where the source does not say.
    """

    name: str
    counts: Counts
    count: int
    days: int = 0
    months: int = 0
    then: str
    source: str
    within: int = 0
    on: bool = True

    def first_day(self, last: date) -> date:
        """Return the first day of the window that ends with `last`."""
        if self.months:
            return _months_before(last, self.months)
        return last - timedelta(days=self.days) if self.days else date.min

    @property
    def window(self) -> str:
        """The window in words: “in 30 days”, “on record”."""
        if self.months:
            return f"in {self.months} months"
        return f"in {self.days} days" if self.days else "on record"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A threshold that was reached with episode `about`: what was counted, and by when something is to be done."""

    threshold: Threshold
    about: str
    sentence: str
    due: date | None = None


THRESHOLDS = (
    Threshold(
        name="repeat",
        counts=Counts.EPISODES,
        count=2,
        then="Hold a discussion with the child or family; review earlier actions.",
        source="Department for Education 2014, paragraph 46",
    ),
    Threshold(
        name="strategy_30",
        counts=Counts.EPISODES,
        count=3,
        days=30,
        then="Hold a strategy meeting.",
        source="Derbyshire return interview guidance",
    ),
    Threshold(
        name="away_90",
        counts=Counts.AWAY,
        count=3,
        days=90,
        then="Refer to children’s social care and the police safeguarding team.",
        source="West Midlands Police policy (reports of absence)",
    ),
    Threshold(
        name="exploitation_3_months",
        counts=Counts.EPISODES,
        count=3,
        months=3,
        then="Discuss at the multi-agency exploitation meeting.",
        source="West Midlands child sexual exploitation framework",
    ),
    Threshold(
        name="address_30",
        counts=Counts.FROM_ADDRESS,
        count=5,
        days=30,
        then="Tell the safeguarding team about this address.",
        source="West Midlands Police policy (reports from one place)",
    ),
    Threshold(
        name="long",
        counts=Counts.HOURS,
        count=72,
        then="Hold a missing person’s strategy meeting.",
        source="Birmingham children’s social care procedures",
        within=5,
    ),
)


def prompts(
    thresholds: Iterable[Threshold],
    episodes: Sequence[Known],
    about: frozenset[str],
    from_address: FromAddress,
    days: WorkingDays,
    now: datetime,
) -> tuple[Prompt, ...]:
    """Return the prompts that the episodes `about` raise among all `episodes` of their child."""
    dated = [(day, one) for one in episodes if (day := day_of(one[1])) is not None]
    own = [(day, one) for day, one in dated if one[0] in about]
    if not own:
        return ()
    last, newest = max(own, key=lambda pair: (pair[0], pair[1][1].missing_since))
    found: list[Prompt] = []
    for threshold in thresholds:
        if not threshold.on:
            continue
        if threshold.counts is Counts.HOURS:
            found.extend(_long(threshold, [one for _, one in own], days, now))
            continue
        first = threshold.first_day(last)
        if threshold.counts is Counts.FROM_ADDRESS:
            counted = from_address(newest[1], first, last)
        else:
            counted = sum(first <= day <= last and _counts(threshold, one[1]) for day, one in dated)
        if counted >= threshold.count and _counts(threshold, newest[1]):
            found.append(Prompt(threshold, newest[0], f"{_words(threshold, counted)}."))
    return tuple(found)


def day_of(episode: Episode) -> date | None:
    """Return the day by which an episode is counted, None where it has no date at all."""
    first = next((text for text in (episode.missing_since, episode.found, episode.returned) if text), "")
    return Moment.parse(first).day if first else None


def _counts(threshold: Threshold, episode: Episode) -> bool:
    return threshold.counts is not Counts.AWAY or episode.kind == "away"


def _words(threshold: Threshold, counted: int) -> str:
    what = {
        Counts.EPISODES: "episodes",
        Counts.AWAY: "times away without authorisation",
        Counts.FROM_ADDRESS: "episodes from this address",
    }[threshold.counts]
    return f"{counted} {what} {threshold.window}"


def _long(threshold: Threshold, own: Sequence[Known], days: WorkingDays, now: datetime) -> Iterable[Prompt]:
    """Yield a prompt for each episode that lasted longer than the limit, or may have where only dates are known."""
    limit = timedelta(hours=threshold.count)
    for record, episode in own:
        since = Moment.parse(episode.missing_since) if episode.missing_since else None
        if since is None:
            continue
        ended = next((text for text in (episode.found, episode.returned) if text), "")
        end = Moment.parse(ended) if ended else Moment.at(now)
        if since.instant is not None and end.instant is not None:
            longest, sure = end.instant - since.instant, True
        else:
            gap = (end.day - since.day).days
            longest, sure = timedelta(days=gap + 1), timedelta(days=gap - 1) >= limit
        if longest > limit:
            reached = Moment.at((since.instant or datetime.combine(since.day, time(0), LONDON)) + limit)
            due = days.after(reached.day, threshold.within) if threshold.within else None
            lasted = "Missing for" if sure else "May have been missing for"
            yield Prompt(threshold, record, f"{lasted} more than {threshold.count} hours.", due)


def _months_before(day: date, months: int) -> date:
    """Return the same day so many months before, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
