"""An attempt: one try at offering the interview, with or without an answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try (domain reference 2.3). `at` is `Moment.text`; codes are those of the lists named in brackets.

    `method` [contact_method], `to` [contact_person], `result` [attempt_result]. Where the answer was no: `reason`
    [decline_reason], `declined_by` whose answer it was, `words` what was said; `door_open` whether the child was told
    that they can change their mind. `carer_information` is what a parent or carer told instead.
    """

    child: str
    referral: str
    at: str
    by: str = ""
    method: str = ""
    to: str = ""
    result: str = ""
    reason: str = ""
    declined_by: str = ""
    words: str = ""
    door_open: bool = False
    carer_information: str = ""
    notes: str = ""
