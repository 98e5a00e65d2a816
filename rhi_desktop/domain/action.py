"""An action that came out of an interview: what, who, by when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something somebody is to do for the child. `due` and `ended` are ISO dates or empty.

    `kind` is a code of the list `action`; `status` is “open”, “done” or “dropped”, and `outcome` says what came of it.
    """

    child: str
    interview: str
    what: str
    who: str = ""
    due: str = ""
    kind: str = ""
    status: str = "open"
    outcome: str = ""
    ended: str = ""
