"""What the coordinator's desk asks of the store: one row for each referral, by the decision that it waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from rhi_desktop.services.ports import WorklistRow


class Step(IntEnum):
    """What a referral waits for, in the order of the desk: each waits for one thing at a time.

    `RISK`: an answer, or a reviewer, says that somebody is to be told today, and nothing says that they were.
    `CLOCK` and `UNDATED`: the interview is still to be offered and held, with a return time and without one. `REVIEW`:
    the newest version waits for a verdict. `SIGN_OFF`: it was approved. `RETURNED`: the worker has it back.
    `DONE`: somebody said that the work is done.
    """

    RISK = 0
    CLOCK = 1
    UNDATED = 2
    REVIEW = 3
    SIGN_OFF = 4
    RETURNED = 5
    DONE = 6


class Risk(StrEnum):
    """Why a risk counts as unanswered.

    `UNDECIDED`: an answer raised it, and the interview says of nobody that they were told. `TOLD`: the interview says
    that somebody was told, and the log of disclosures does not. `REVIEWER`: a reviewer sent it back as urgent, and
    nobody was told since.
    """

    UNDECIDED = "undecided"
    TOLD = "told"
    REVIEWER = "reviewer"


class Group(StrEnum):
    """What the desk can be narrowed to. A referral may be in several: unallocated and overdue."""

    OPEN = "open"
    RISK = "risk"
    OVERDUE = "overdue"
    SOON = "soon"
    UNALLOCATED = "unallocated"
    REVIEW = "review"
    SIGN_OFF = "sign_off"
    RETURNED = "returned"
    CONFLICT = "conflict"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What the desk shows at `now`: a group, words that must occur in names or references, one worker's (empty: all).

    `left` are the members who are in the team no more, for the group of what is still with them.
    """

    now: datetime
    group: Group = Group.OPEN
    text: str = ""
    worker: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One referral on the desk, as it stood at `head`.

    `worker` is a member or empty; `interview` the newest that was submitted, `version` which version of it. `since` is
    the instant from which the step waits, empty where a deadline says it. `risk` is of `Risk` or empty. `writer` is the
    member who wrote the interview, which need not be whom the referral is with.
    """

    work: WorklistRow
    head: str
    step: Step
    worker: str
    interview: str
    version: int
    since: str
    risk: str = ""
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has to do: cases that are not signed off, of which to be offered and held, late, due in a day.

    `returned` counts interviews that they have back from review.
    """

    open: int = 0
    to_hold: int = 0
    overdue: int = 0
    soon: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class DeskState:
    """How many rows each group has, and the load of each member; what is with nobody is under the empty id."""

    counts: Mapping[Group, int] = field(default_factory=dict)
    loads: Mapping[str, Load] = field(default_factory=dict)


class DeskStore(Protocol):
    """Reads of the desk, fast at 100,000 interviews."""

    def state(self, now: datetime, left: Sequence[str]) -> DeskState:
        """Return the counts and the loads in one read."""
        ...

    def count(self, filter_: DeskFilter) -> int:
        """Return how many rows a filter leaves."""
        ...

    def page(self, filter_: DeskFilter, *, offset: int, limit: int) -> tuple[DeskRow, ...]:
        """Return rows: by step, within it what is closest to breach or has waited longest on top."""
        ...
