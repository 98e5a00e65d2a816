"""What is said about the exchange with the team: pure functions from its state to sentences."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.services.syncing.team import Fate, Progress, Refusal, Standing, SyncStatus, TeamMember

PENDING: Final = "Waiting for your coordinator to let this laptop into the team."
FORKED: Final = (
    "This workspace was copied or put back from a backup, so nothing more is sent from it; what is here can be read. "
    "Ask your coordinator for a new invitation, and use it in a new workspace."
)
REVOKED: Final = "This laptop was taken out of the team."
_NOT_YET: Final = "not yet received by a coordinator"
ROLES: Final = {
    Role.WORKER: "Worker",
    Role.COORDINATOR: "Coordinator",
    Role.REVIEWER: "Reviewer",
    Role.VIEWER: "Viewer",
    Role.ADMINISTRATOR: "Administrator",
}
FATES: Final = {
    Fate.WAITING: "Waiting to be sent",
    Fate.AT_HUB: f"At the hub, {_NOT_YET}",
    Fate.RECEIVED: "Received by the coordinator",
    Fate.REFUSED: "Refused",
    Fate.WITHDRAWN: "Withdrawn: it is not sent, and stays on this laptop",
}
_STANDING: Final = {
    Standing.ALONE: "",
    Standing.PENDING: PENDING,
    Standing.FORKED: FORKED,
    Standing.REVOKED: REVOKED,
}


def status_words(status: SyncStatus, now: datetime, *, offline: bool = False) -> str:
    """Return what waits and when something was last sent; nothing where this laptop belongs to no team.

    `offline` says that the hub could not be reached at the last attempt.
    """
    if status.standing is not Standing.ACTIVE:
        return _STANDING[status.standing]
    trouble = "Offline. " if offline else "The last attempt to send did not work. " if status.trouble else ""
    waits = waiting_words(status)
    if waits:
        last = f"last sent {when(status.last_sent, now)}" if status.last_sent else "nothing was sent so far"
        return f"{trouble}{waits} waiting, {last}."
    if not status.last_sent:
        return f"{trouble}Nothing waits to be sent."
    return f"{trouble}Everything sent. Last sent {when(status.last_sent, now)}."


def waiting_words(status: SyncStatus) -> str:
    """Return what waits to be sent: “3 interviews and 1 other change”; nothing where nothing does."""
    interviews = counted(status.interviews, "interview") if status.interviews else ""
    other = "other change" if status.interviews else "change"
    others = counted(status.others, other) if status.others else ""
    return " and ".join(part for part in (interviews, others) if part)


def progress_words(progress: Progress) -> str:
    """Return how far an exchange is: “Sending 2 of 3…”."""
    if not progress.total:
        return f"{progress.words}…"
    return f"{progress.words} {min(progress.done + 1, progress.total)} of {progress.total}…"


def attention_words(status: SyncStatus) -> str:
    """Return what a person has to look at: “2 refused, 1 alarm”; nothing where there is nothing."""
    counts = (
        (len(status.alarms), "alarm", "alarms"),
        (status.refused, "refused", "refused"),
        (status.conflicts, "changed by two people", "changed by two people"),
        (status.quarantined, "kept aside", "kept aside"),
    )
    return ", ".join(counted(count, one, more) for count, one, more in counts if count)


def short_attention_words(status: SyncStatus) -> str:
    """Return the same in few words where it is of several kinds: “3 things to look at”."""
    words = attention_words(status)
    count = len(status.alarms) + status.refused + status.conflicts + status.quarantined
    return f"{count} things to look at" if ", " in words else words


def fate_words(fate: Fate, refusals: Iterable[Refusal] = (), taken: str = "") -> str:
    """Return what became of something; `refusals` are those of that record, `taken` is since when the hub has it."""
    why = [refusal.why for refusal in refusals]
    if fate is Fate.REFUSED and why:
        return f"{FATES[fate]}: {why[-1]}"
    return f"At the hub since {taken}, {_NOT_YET}" if fate is Fate.AT_HUB and taken else FATES[fate]


def shut_out_words(members: Sequence[TeamMember], device: str) -> str:
    """Return what a laptop says that was taken out of the team: since when, what became of its work, whom to ask."""
    revoked = next((one.revoked for member in members for one in member.devices if one.device == device), "")
    names = [member.name for member in members if member.role.coordinates and member.active]
    since = f" on {Moment.at(parse_instant(revoked)).spoken_day}" if revoked else ""
    return (
        f"This laptop was taken out of the team{since}. What it had not sent by then was sent to your coordinator "
        f"to look at; nothing more is sent or received. Speak to {_either(names) or 'your coordinator'}."
    )


def when(instant: str, now: datetime) -> str:
    """Return an instant as people say it at `now`: “10:41”, “yesterday 16:20”, “Mon 23 Nov, 16:20”."""
    then, today = parse_instant(instant).astimezone(LONDON), now.astimezone(LONDON).date()
    if then.date() == today:
        return f"{then:%H:%M}"
    if then.date() == today - timedelta(days=1):
        return f"yesterday {then:%H:%M}"
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then:%a} {then.day} {then:%b}{year}, {then:%H:%M}"


def day_words(day: str, today: date) -> str:
    """Return an ISO day as people say it: “today”, “yesterday”, “23 Nov 2026”."""
    said = {today.isoformat(): "today", (today - timedelta(days=1)).isoformat(): "yesterday"}
    return said.get(day) or Moment.parse(day).spoken_day


def _either(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def role_words(role: Role) -> str:
    """Return what somebody is in the team: “Worker and reviewer”."""
    words = [said for one, said in ROLES.items() if one in role]
    if not words:
        return "No role that this program knows"
    first, *rest = [words[0], *(word.lower() for word in words[1:])]
    return f"{', '.join([first, *rest[:-1]])} and {rest[-1]}" if rest else first
