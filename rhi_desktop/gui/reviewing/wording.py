"""What the screens of reviewing say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.review import Mark, Verdict
from rhi_desktop.services.offers import outcome_words
from rhi_desktop.services.reviewing.ports import WaitingRow

TITLE = "Reviews"
ABOUT = "What waits for a review. The most doubtful come first, as far as a program can tell; then the longest waiting."
EMPTY = "Nothing waits for a review. Well done."
LOOKING = "Looking…"
MARKS: Final = {Mark.MET: "Met", Mark.PARTLY: "Partly", Mark.NOT_MET: "Not met", Mark.NOT_APPLICABLE: "N/A"}
NAMED: Final = {**MARKS, Mark.NOT_APPLICABLE: "Not applicable"}
GIVEN: Final = {
    Verdict.APPROVED: "Approved. This version stays as it is.",
    Verdict.RETURNED: "Sent back. It opens on the worker’s laptop at your first comment.",
    Verdict.URGENT: "Sent back as urgent. Speak to the worker today: the laptop may be offline.",
}
SIGNED_OFF = "Approved. The referral is signed off: the work on it is done."
VERDICTS: Final = {Verdict.APPROVED: "approved", Verdict.RETURNED: "sent back", Verdict.URGENT: "sent back as urgent"}
OWN = "You wrote this interview yourself. The review says so: there is nobody else in this workspace."
NOT_OWN = "You wrote this interview yourself. Somebody else reviews it."
CHANGED_RUBRIC = "The rubric has changed since you began. Your marks are kept; new points have none yet."
BLIND = "A second review: what the first reviewer found is not shown, so that the two can be compared."
KEPT_SECOND = "Give it as a second review"


def since(row: WaitingRow, now: datetime) -> str:
    """Say how long an interview has waited: “Waiting since Tue 24 Nov”."""
    at = parse_instant(row.submitted).astimezone(LONDON)
    if at.date() == now.astimezone(LONDON).date():
        return f"Submitted today, {at:%H:%M}"
    return f"Waiting since {at:%a} {at.day} {at:%b}"


def line(row: WaitingRow, names: Mapping[str, str]) -> str:
    """Say what a waiting interview is: who wrote it, which version, how the offer ended."""
    who = names.get(row.worker, "")
    parts = (f"by {who}" if who else "", f"version {row.version}" if row.version > 1 else "", ended(row.outcome))
    return " · ".join(part for part in parts if part)


def ended(outcome: str) -> str:
    """Say how the offer ended."""
    return outcome_words(outcome)


def lost(points: tuple[str, ...]) -> str:
    """Say which marks have no point any more."""
    return f"No longer in the rubric: {', '.join(points)}." if points else ""
