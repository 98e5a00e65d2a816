"""Need to know: who reads a record besides the coordinators, who read all of them.

A case is everything about one child. It goes to the workers to whom a referral of that child is allocated, until
`KEEP_DAYS` after it was signed off; a worker's laptop that is none of theirs lets go of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from rhi_desktop.domain.records import Body, Kind, parse_instant

PERSONAL: Final = ("intake.columns.",)
"""How the names of settings begin that are one person's own."""

CASE: Final = frozenset(
    {
        Kind.CHILD, Kind.EPISODE, Kind.REFERRAL, Kind.INTERVIEW, Kind.ACTION, Kind.ATTEMPT, Kind.SHARING, Kind.REVIEW,
        Kind.DUPLICATE,
    }
)  # fmt: skip
"""The kinds of record that are about one child and go to those who work on the case."""

TEAM_ALONE: Final = frozenset(
    {Kind.SECOND_REVIEW, Kind.SUPERVISION, Kind.PLACE, Kind.SCORECARD, Kind.SURVEY, Kind.DRAW}
)
"""The kinds of record that nobody reads but those who hold the team's keys."""


KEEP_DAYS: Final = 28
"""For how many days after its sign-off a worker's laptop keeps a case."""


class Reach(StrEnum):
    """How far a record goes."""

    NOWHERE = "nowhere"
    TEAM = "team"
    CASE = "case"
    EVERYBODY = "everybody"


def reach(kind: Kind, body: Body, *, rules: bool) -> Reach:
    """Return how far a record goes; what holds for a whole team comes from those alone who keep its `rules`."""
    if kind in CASE:
        return Reach.CASE
    if kind in TEAM_ALONE:
        return Reach.TEAM
    if kind is Kind.MEMBER:
        return Reach.EVERYBODY
    return Reach.EVERYBODY if rules and is_shared(kind, body) else Reach.NOWHERE


def is_shared(kind: Kind, body: Body) -> bool:
    """Whether a record holds for the whole team: its rules and lists, and questions of its own."""
    if kind is Kind.QUESTION_SET:
        return bool(body.get("local"))
    return kind is Kind.SETTING and not _personal(body)


def child_of(record: str, kind: Kind, body: Body) -> str:
    """Return the child that a record of a case is about, empty where it names none."""
    return record if kind is Kind.CHILD else str(body.get("child") or "")


def children_of(record: str, kind: Kind, body: Body) -> frozenset[str]:
    """Return the children that a record of a case is about: two where it says that they are one."""
    other = str(body.get("other") or "") if kind is Kind.DUPLICATE else ""
    return frozenset({child_of(record, kind, body), other} - {""})


@dataclass(frozen=True, slots=True)
class Allocation:
    """What a referral says about who works on it; `signed_off` is an instant or empty."""

    worker: str
    signed_off: str = ""

    @classmethod
    def of(cls, body: Body) -> "Allocation":
        """Read it from a referral's body."""
        return cls(str(body.get("worker") or ""), str(body.get("signed_off") or ""))

    def holds(self, worker: str, now: datetime, days: int) -> bool:
        """Whether the worker still needs the case: until `days` after the sign-off."""
        if self.worker != worker:
            return False
        return not self.signed_off or now < parse_instant(self.signed_off) + timedelta(days=days)


def workers(allocations: Iterable[Allocation], now: datetime) -> frozenset[str]:
    """Return the members to whom what is new about a case goes: those who still need it."""
    return frozenset(one.worker for one in allocations if one.worker and one.holds(one.worker, now, KEEP_DAYS))


def _personal(body: Body) -> bool:
    return str(body.get("name") or "").startswith(PERSONAL)
