"""An action that came out of an interview: what, who, by when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something somebody is to do for the child. `due` is an ISO date or empty."""

    child: str
    interview: str
    what: str
    who: str = ""
    due: str = ""
    kind: str = ""
    status: str = "open"
    outcome: str = ""
