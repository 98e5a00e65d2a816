"""Moments as texts (`Moment.text`): which of them can be the same, and which comes first."""

from datetime import datetime, time

from rhi_desktop.domain.moments import LONDON, Moment


def same_time(one: str, other: str) -> bool:
    """Whether two moments can be one: equal, or of one day where one of them has no time."""
    if one == other:
        return True
    first, second = Moment.parse(one), Moment.parse(other)
    return first.day == second.day and (first.instant is None or second.instant is None)


def before(one: str, other: str) -> bool:
    """Whether a moment is surely earlier than another."""
    return comes_before(Moment.parse(one), Moment.parse(other))


def comes_before(first: Moment, second: Moment) -> bool:
    """Whether a moment is surely earlier than another."""
    if first.instant is not None and second.instant is not None:
        return first.instant < second.instant
    return first.day < second.day


def order(text: str) -> tuple[float, str]:
    """Return what moments sort by; a day without a time sorts at its beginning."""
    moment = Moment.parse(text)
    instant = moment.instant or datetime.combine(moment.day, time(0), LONDON)
    return instant.timestamp(), text


def days_between(one: str, other: str) -> int:
    """Return the days from one moment's date to another's."""
    return (Moment.parse(other).day - Moment.parse(one).day).days


def finer(one: str, other: str) -> str:
    """Return the more exact of two moments that can be one."""
    return one if len(one) >= len(other) else other
