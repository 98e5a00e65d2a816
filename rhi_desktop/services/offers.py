"""How far the offer of an interview has come, from its attempts and from what was submitted. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.clocks import Facts
from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.triage import in_care

AGREED, THINKING, SAID_NO = "agreed", "thinking", "said_no"
ANSWERS = frozenset({AGREED, THINKING, SAID_NO})
"""Results of an attempt by which somebody was spoken with and answered."""
OFFERED_TO = frozenset({"child", "parent", "carer"})
"""To whom an offer is an offer: the child, or an adult who answers for them."""
TOOK_PLACE = frozenset({"", "held", "partly"})
OUTCOMES = {
    "": "Submitted",
    "held": "Interview held",
    "partly": "Interview partly held",
    "declined_child": "Declined by child",
    "declined_adult": "Declined by parent or carer",
    "no_contact": "Nobody could be reached",
    "missing_again": "Missing again before it could be held",
    "elsewhere": "In hospital or custody",
    "moved": "Moved away, passed on",
    "covered": "Covered by another interview",
    "not_offered": "Not offered",
}
"""Outcomes of the shipped question set in a few words; others are said as “No interview was held”."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the offer stands, in a few words for a list. `waits` is true where the next step is to make the offer."""

    words: str
    waits: bool = False


def facts_of(
    episodes: Sequence[Episode], attempts: Iterable[Attempt], interviews: Sequence[Interview], held_in_draft: str = ""
) -> Facts:
    """Return what the clocks run by; `interviews` are those on the referral, newest first.

    `held_in_draft` is the start of an interview that is still being written up, as `Moment.text`: the talk counts,
    never its write-up.
    """
    made = list(attempts)
    held = [one.held for one in interviews if one.held] + ([held_in_draft] if held_in_draft else [])
    return Facts(
        found=_latest(episode.found for episode in episodes),
        returned=_latest(episode.returned for episode in episodes),
        contacted=_first(one.at for one in made if one.result in ANSWERS and one.to != "nobody"),
        offered=_first(one.at for one in made if one.result in ANSWERS and one.to in OFFERED_TO),
        arranged=_first(one.at for one in made if one.result == AGREED),
        held=_first(held),
        ended=_ended(interviews, made),
        in_care=any(in_care(episode) for episode in episodes),
    )


def later(attempt: str, submitted: str) -> bool:
    """Whether an attempt (`Moment.text`, or empty) was made after an interview was submitted (`instant_text`)."""
    return attempt > Moment.at(parse_instant(submitted)).text


def outcome_words(outcome: str) -> str:
    """Return how an offer ended, in a few words."""
    return OUTCOMES.get(outcome, "No interview was held")


def stage(attempts: int, last_result: str, label: str, meeting: str, now: Moment) -> Stage:
    """Say where an offer stands before anything is written; `label` is the label of the last result."""
    if meeting:
        agreed = Moment.parse(meeting)
        past = _order(agreed) < _order(now)
        return Stage(f"Meeting {'was ' if past else ''}{_short(agreed)}")
    if not attempts:
        return Stage("Not offered yet", waits=True)
    if last_result == AGREED:
        return Stage("Agreed to meet, no time yet")
    return Stage(f"{counted(attempts, 'attempt')}, {label[:1].lower()}{label[1:]}")


def _ended(interviews: Sequence[Interview], attempts: Sequence[Attempt]) -> bool:
    if not interviews or interviews[0].outcome in TOOK_PLACE:
        return False
    return not any(later(one.at, interviews[0].submitted) for one in attempts)


def _first(texts: Iterable[str]) -> Moment | None:
    return min((Moment.parse(text) for text in texts if text), key=_order, default=None)


def _latest(texts: Iterable[str]) -> Moment | None:
    return max((Moment.parse(text) for text in texts if text), key=_order, default=None)


def _order(moment: Moment) -> str:
    """Sort moments: a day alone comes before the instants of that day."""
    return moment.text if moment.instant is not None else moment.day.isoformat()


def _short(moment: Moment) -> str:
    local = moment.local
    day = f"{moment.day:%a} {moment.day.day} {moment.day:%b}"
    return f"{day}, {local:%H:%M}" if local else day
