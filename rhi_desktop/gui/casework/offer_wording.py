"""How an offer is said: attempts, triage levels and clocks in words, each with the tone of its chip."""

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.clocks import State
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.referral import Arrangement, TriageLevel

LEVELS = {
    TriageLevel.RED: "Red: look at this first",
    TriageLevel.AMBER: "Amber: more information is needed",
    TriageLevel.GREEN: "Green: the offer as usual",
}
STATES = {
    State.MET: "Met",
    State.NOT_MET: "Not met",
    State.RUNNING: "Running",
    State.INDETERMINATE: "Cannot be told",
    State.NOT_STARTED: "Not started",
    State.ENDED: "Ended",
}
STATE_TONES = {
    State.MET: "good",
    State.NOT_MET: "warning",
    State.RUNNING: "info",
    State.INDETERMINATE: "neutral",
    State.NOT_STARTED: "neutral",
    State.ENDED: "neutral",
}
ALWAYS = "The offer is made whatever the level: triage only says which referral is looked at first."


def attempt_words(attempt: Attempt, lists: CodeLists) -> str:
    """Return an attempt in one line: when, how, to whom, and what came of it."""
    parts = [
        Moment.parse(attempt.at).spoken,
        lists["contact_method"].label(attempt.method),
        lists["contact_person"].label(attempt.to),
        lists["attempt_result"].label(attempt.result),
    ]
    return " · ".join(part for part in parts if part)


def refusal_words(attempt: Attempt, lists: CodeLists) -> str:
    """Return why the answer was no, whose answer it was, and whether the door was left open; empty where it was not."""
    if not attempt.reason:
        return ""
    words = lists["decline_reason"].label(attempt.reason)
    if attempt.declined_by:
        words += f". The answer was given by: {lists['contact_person'].label(attempt.declined_by).lower()}"
    door = "The child knows that they can change their mind" if attempt.door_open else "The open door is not told yet"
    return f"{words}. {door}."


def meeting_words(agreed: Arrangement, lists: CodeLists) -> list[str]:
    """Return the lines of what was agreed, nothing where nothing was."""
    place = lists["meeting_place"].label(agreed.place)
    chosen = ", chosen by the child" if agreed.place and agreed.place_chosen_by_child else ""
    asked = lists["asked_by"].label(agreed.present_asked_by).lower()
    present = f"Also there: {agreed.present}" + (f", at the request of: {asked}" if asked else "")
    lines = [
        Moment.parse(agreed.at).spoken if agreed.at else "",
        place + chosen,
        f"The child would like to talk with {agreed.person_chosen}" if agreed.person_chosen else "",
        f"Interpreter: {agreed.interpreter}" if agreed.interpreter else "",
        f"Advocate: {lists['advocate'].label(agreed.advocate).lower()}" if agreed.advocate else "",
        present if agreed.present else "",
        agreed.notes,
    ]
    return [line for line in lines if line]
