"""Sharing: what was told to whom, and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """One disclosure about a child. `at` is `Moment.text`.

    `recipient` is a code of the list `recipient` (social care, police, ...), `who` the person's name and role;
    `what` is “urgent”, “record” or “intelligence”. `interview` is empty where nothing was submitted yet: urgent
    information does not wait for it.
    """

    child: str
    referral: str
    at: str
    recipient: str
    what: str
    who: str = ""
    by: str = ""
    interview: str = ""
    notes: str = ""
