"""What the screens of supervision say."""

from datetime import date

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.review import Mark
from rhi_desktop.services.supervising import Behind, Feedback, PointOverTime, Supervised

TITLE, OWN_TITLE = "Supervision", "Your feedback"
ABOUT = "What reviews said over time, one worker at a time, and what was talked about. Nobody is ranked or compared."
OWN_ABOUT = "What reviews of your interviews said over time. You and those who review see it; nobody is ranked."
NOBODY = "Nobody here writes interviews yet."
NO_REVIEWS = "No review in this time."
NO_PRAISE = "Nothing was marked as praise in this time."
NOTHING_RECURS = "No point was partly met or not met more than once."
MARKS = {Mark.PARTLY: "Partly met", Mark.NOT_MET: "Not met"}


def day(on: date) -> str:
    """Say a day: “Tue 24 Nov 2026”."""
    return f"{on:%a} {on.day} {on:%b %Y}"


def due(one: Supervised, today: date) -> str:
    """Say when the next talk is due."""
    if one.due is None or one.last is None:
        return "No talk on record yet"
    late = (today - one.due).days
    if late > 0:
        return f"Overdue by {counted(late, 'day')}: it was due {day(one.due)}"
    return f"Next talk due {day(one.due)}"


def reviews(found: Feedback) -> str:
    """Say how many reviews there were, and what came of them."""
    if not found.reviews:
        return NO_REVIEWS
    return f"{counted(found.reviews, 'review')}: {found.approved} approved, {found.returned} sent back."


def counts(point: PointOverTime) -> str:
    """Say how often a point was open, with how often it was looked at."""
    parts = [f"partly met {point.partly}" if point.partly else "", f"not met {point.not_met}" if point.not_met else ""]
    return f"{', '.join(one for one in parts if one).capitalize()}, of {counted(point.asked, 'review')}"


def behind(one: Behind) -> str:
    """Say which interview it was, and what was said."""
    mark = f"{MARKS[one.mark]} · " if one.mark in MARKS else ""
    said = f": {one.words}" if one.words and one.mark is not None else ""
    return f"{mark}{one.called}, {day(one.on)}{said}"
