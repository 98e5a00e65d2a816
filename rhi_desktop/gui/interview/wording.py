"""The words of the interview window: one place, so that a thing is called the same everywhere."""

import unicodedata
from datetime import datetime

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.moments import LONDON

STATES = {
    AnswerState.ANSWERED: "Answered",
    AnswerState.DECLINED: "Declined to say",
    AnswerState.NOT_KNOWN: "Not known",
    AnswerState.NOT_ASKED: "Not asked",
}


def clock(at: datetime) -> str:
    """Return the time of day on a London clock: 10:41."""
    return f"{at.astimezone(LONDON):%H:%M}"


def day(at: datetime) -> str:
    """Return the day in words: Tuesday 24 November."""
    local = at.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B}"


def progress(done: int, total: int) -> str:
    """Say how much of a section is done; declined and not known are done, not asked is not."""
    if total == 0:
        return "Nothing to answer"
    if done == 0:
        return "Not started"
    return f"All {total} done" if done == total else f"{done} of {total} done"


def to_look_at(count: int) -> str:
    """Say how many answers need a look."""
    return "1 to look at" if count == 1 else f"{count} to look at"


def recovered(at: datetime) -> str:
    """Say truly what a recovered draft holds."""
    return (
        f"The program ended before you left this interview. This is the draft as it was saved at {clock(at)} "
        f"on {day(at)}: every answer saved up to then is here."
    )


def newer(version: str) -> str:
    """Say that other questions are in use than those of this interview."""
    return (
        f"Version {version} of the questions is in use now. This interview stays on the questions it was begun on, "
        "unless you move it: see Questions (Ctrl+3)."
    )


def sentence(error: Exception) -> str:
    """Return what can be said of an error; only our own are worded for people."""
    return str(error) if isinstance(error, RhiError) else "Something went wrong in the program."


def reads_from_right(text: str) -> bool:
    """Whether a text begins in a script that is read from right to left."""
    first = next((one for one in text if one.isalpha()), "")
    return unicodedata.bidirectional(first) in {"R", "AL"} if first else False


def jottings_open(count: int) -> str:
    """Say how many jottings have not found their place."""
    if not count:
        return "All jottings used"
    return "1 jotting not used yet" if count == 1 else f"{count} jottings not used yet"
