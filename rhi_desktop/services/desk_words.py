"""What the desk says of a row: pure functions from the row and the time to sentences."""

from datetime import datetime, timedelta
from typing import Final

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.services.desk_rows import Group, Load, Risk

GROUPS: Final = {
    Group.OPEN: "Everything open",
    Group.RISK: "Immediate risk, unanswered",
    Group.OVERDUE: "Overdue",
    Group.SOON: "Due within 24 hours",
    Group.UNALLOCATED: "With nobody yet",
    Group.REVIEW: "Waiting for review",
    Group.SIGN_OFF: "Approved, to sign off",
    Group.RETURNED: "Returned to the worker",
    Group.CONFLICT: "Changed by two people",
    Group.LEFT: "With somebody who left",
}
"""The groups in the order of the desk."""
EMPTY: Final = {
    Group.OPEN: "Nothing is open.\nWhat comes in, and what is submitted, will stand here.",
    Group.RISK: "No immediate risk is unanswered.",
    Group.OVERDUE: "Nothing is overdue.",
    Group.SOON: "Nothing is due within the next 24 hours.",
    Group.UNALLOCATED: "Every open referral is with somebody.",
    Group.REVIEW: "Nothing waits for a review.",
    Group.SIGN_OFF: "Nothing waits to be signed off.",
    Group.RETURNED: "No interview is back with its worker.",
    Group.CONFLICT: "No two people changed the same thing.",
    Group.LEFT: "Nothing is with somebody who left.",
}
WHY: Final = {
    Risk.UNDECIDED: "An answer says that the child is in danger or was harmed. Nothing on record says that somebody "
    "was told.",
    Risk.TOLD: "The interview says that somebody was told. The log of what was shared does not say whom and when.",
    Risk.REVIEWER: "A reviewer sent the interview back as urgent. Nothing on record says that somebody was told since.",
}
_WEEK = timedelta(days=6)


def since_words(instant: str, now: datetime) -> str:
    """Return since when something waits, as people say it at `now`: “today 10:41”, “Tuesday”, “12 Nov 2025”."""
    then, today = parse_instant(instant).astimezone(LONDON), now.astimezone(LONDON)
    days = (today.date() - then.date()).days
    if days <= 0:
        return f"today {then:%H:%M}"
    if days == 1:
        return f"yesterday {then:%H:%M}"
    if days <= _WEEK.days:
        return f"{then:%A}"
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then.day} {then:%b}{year}"


def load_words(load: Load) -> str:
    """Return what somebody has to do: “14 open, 2 overdue, 1 due within 24 hours, 1 returned”."""
    counts = ((load.overdue, "overdue"), (load.soon, "due within 24 hours"), (load.returned, "returned"))
    if not load.open:
        return "Nothing open"
    return ", ".join([f"{load.open:,} open", *(f"{count:,} {words}" for count, words in counts if count)])


def given_words(count: int, name: str, changed: int) -> str:
    """Return what became of giving referrals to somebody; those that had changed meanwhile were left as they are."""
    said = f"{counted(count, 'referral')} given to {name}." if count else ""
    if not changed:
        return said or f"Nothing was given: it is with {name} already."
    were, are = ("was", "it is") if changed == 1 else ("were", "they are")
    left = f"{counted(changed, 'referral')} {were} changed by somebody else meanwhile, and left as {are} now."
    return f"{said} {left} Look again.".strip()
