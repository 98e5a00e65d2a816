"""The 72-hour clock: when the interview is due, and how to say it.

DfE 2014, paragraph 32: the interview is carried out within 72 hours of the child's return. Hours are
elapsed hours; weekends and holidays count. Where only the date of return is known the end of the clock is
known to the day: it has surely passed after the end of the third day, and is never counted down in hours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.moments import LONDON, Moment

WINDOW = timedelta(hours=72)
SOON = timedelta(hours=24)
_HOUR = 3600


class Urgency(StrEnum):
    """How close the deadline is; shown in words and by shape, never by colour alone."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    DUE = "due"
    UNKNOWN = "unknown"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the interview is due. `latest` is the last instant at which it can still be in time.

    `exact` is false where only the date of return is known; both are None where nothing is recorded.
    """

    latest: datetime | None
    exact: bool

    def sentence(self, now: datetime) -> str:
        """Say the state of the clock in words: “Due in 6 hours”, “Return time not recorded”."""
        if self.latest is None:
            return "Return time not recorded"
        left = self.latest - now
        if not self.exact:
            return "Overdue" if left < timedelta(0) else f"Due by {_day(self.latest)}, return time not recorded"
        if left < timedelta(0):
            return f"Overdue by {_span(-left)}"
        return f"Due in {_span(left)}"

    def urgency(self, now: datetime) -> Urgency:
        """Rank the deadline at `now`; the exact moment of the deadline still counts as in time."""
        if self.latest is None:
            return Urgency.UNKNOWN
        if now > self.latest:
            return Urgency.OVERDUE
        return Urgency.DUE_SOON if self.latest - now <= SOON else Urgency.DUE


def deadline_of(returned: Moment | None) -> Deadline:
    """Return the deadline that follows from a return, by the rule in this module's head."""
    if returned is None:
        return Deadline(None, exact=False)
    if returned.instant is not None:
        return Deadline(returned.instant + WINDOW, exact=True)
    end_of_day = datetime.combine(returned.day + timedelta(days=1), datetime.min.time(), LONDON)
    return Deadline(end_of_day + WINDOW, exact=False)


def met(returned: Moment | None, held: Moment | None) -> bool | None:
    """Whether an interview was held in time; None where dates alone cannot tell.

    With two instants: held at most 72 elapsed hours after the return. With a date on either side: at most
    2 calendar days between them is in time, 3 cannot be told, 4 or more is late.
    """
    if returned is None or held is None:
        return None
    if returned.instant is not None and held.instant is not None:
        return held.instant <= returned.instant + WINDOW
    days = (held.day - returned.day).days
    if days <= 2:
        return True
    return None if days == 3 else False


def _day(at: datetime) -> str:
    local = at.astimezone(LONDON) - timedelta(microseconds=1)
    return f"{local:%a} {local.day} {local:%b}"


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if seconds < 60:
        return "less than a minute"
    if seconds < _HOUR:
        return counted(seconds // 60, "minute")
    if seconds < 48 * _HOUR:
        return counted(seconds // _HOUR, "hour")
    return counted(seconds // (24 * _HOUR), "day")
