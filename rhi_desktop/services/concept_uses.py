"""What the program does with the concepts of a question set, and what a changed set no longer feeds."""

from dataclasses import dataclass

from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.plain_words import name_of

_ENDINGS = {
    ".own_words": "the child’s own words in the PDF, and the check that account and opinion are kept apart",
    ".helplines": "the numbers of the helplines, as the team keeps them",
}
_USES = {
    "offer.outcome": "how the offer ended, in the worklist, the record and the monthly scorecard",
    "offer": "the offer in the monthly scorecard",
    "interview.started": "the 72-hour clock and the monthly scorecard",
    "interview.ended": "the check of dates",
    "interview": "the setting of the interview in the record and in the preparation of the next one",
    "attempt": "the attempts on the referral",
    "decline": "the reasons for declining in the monthly scorecard, and the open door",
    "reason": "the reasons in the monthly scorecard and in patterns",
    "whereabouts": "the check of nights away, and patterns",
    "place": "the line of time, the question “heard of before?” and patterns of places",
    "associate": "the question “heard of before?” and patterns of people",
    "harm": "the prompt on immediate risk, and harm in patterns",
    "urgent": "the immediate risk: who has to be told today",
    "special": "the prompts on special concerns, such as trafficking or forced marriage",
    "indicator": "the signs of exploitation in the PDF and in patterns",
    "indicators": "the pages that keep harm, signs and vulnerabilities apart",
    "intelligence": "the matters for the police, one by one",
    "find": "what helps to find the child another time",
    "care": "what is owed to a child in care",
    "action": "the actions on the child’s record and their follow-up",
    "plan": "the child’s safety plan in the PDF, and what helped before in the next preparation",
    "voice": "the child’s voice in the PDF and in the next preparation",
    "sharing": "the child’s wishes about sharing, shown before anything is passed on",
    "share": "who gets the record",
    "carer": "the parent’s or carer’s voice in the PDF",
    "contact": "the talk with the parent or carer, and the check of dates",
    "analysis": "the worker’s analysis in the PDF, kept apart from the child’s account",
    "section": "the parts of the PDF",
    "return": "the return in the record",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """A concept that no question has any more: what it was asked as, and what it no longer feeds."""

    concept: str
    label: str
    feeds: str


def feeds(concept: str) -> str:
    """Return what a concept is used for, empty where the program itself does nothing with it."""
    for ending, use in _ENDINGS.items():
        if concept.endswith(ending):
            return use
    parts = concept.split(".")
    for length in range(len(parts), 0, -1):
        use = _USES.get(".".join(parts[:length]), "")
        if use:
            return use
    return ""


def lost(old: Form, new: Form) -> tuple[Loss, ...]:
    """Return the concepts of the old version that the new one lacks and that the program uses, in order of the form."""
    kept = {one.concept for one in new.walk()}
    gone = (one for one in old.walk() if one.concept and one.concept not in kept)
    return tuple(
        Loss(one.concept or "", name_of(one, old), feeds(one.concept or "")) for one in gone if _used(one.concept)
    )


def _used(concept: str | None) -> bool:
    return bool(feeds(concept or ""))
