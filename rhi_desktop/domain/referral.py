"""A referral: the request that a child be offered a return home interview."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One request, about one or several episodes of one child.

    `received` is `Moment.text`; `returned` repeats the latest return among the episodes, from which the
    72 hours run; `worker` is the member to whom it is allocated.
    """

    child: str
    episodes: tuple[str, ...]
    received: str
    source: str = ""
    notes: str = ""
    returned: str = ""
    worker: str = ""
