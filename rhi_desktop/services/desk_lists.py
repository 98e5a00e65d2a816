"""The coordinator's desk: what waits for a decision, what is closest to breach first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rhi_desktop.domain.deadline import Deadline, Urgency, deadline_of
from rhi_desktop.domain.moments import Moment
from rhi_desktop.services.desk_rows import DeskFilter, DeskRow, DeskStore, Group, Load, Risk, Step
from rhi_desktop.services.desk_words import WHY, since_words
from rhi_desktop.services.syncing.team import TeamMember
from rhi_desktop.services.worklists import WorkItem

STRANGER = "somebody who is not in the team"


class Decision(StrEnum):
    """The one thing that a coordinator does next with a row."""

    TELL = "tell"
    ALLOCATE = "allocate"
    REVIEW = "review"
    SIGN_OFF = "sign_off"
    CHOOSE = "choose"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the team with their load; `active` while one of their laptops may still send and receive.

    `takes` says that work can be given to them: they are active, and a role of theirs holds interviews.
    """

    member: str
    name: str
    active: bool
    takes: bool
    load: Load


@dataclass(frozen=True, slots=True)
class Overview:
    """How many rows each group has, everybody in the team with their load, by name, and which of them one is oneself.

    Without a team there is nobody.
    """

    counts: Mapping[Group, int]
    people: tuple[Person, ...] = ()
    own: str = ""

    @property
    def left(self) -> tuple[str, ...]:
        """The members who are in the team no more."""
        return tuple(one.member for one in self.people if not one.active)


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One row of the desk with its clock; `worker` is the name of whom it is with, empty for nobody.

    `gone` says that this is somebody who left, `team` that there is a team at all, `own` that the interview was written
    by whoever reads this: where there is a team somebody else reviews it.
    """

    row: DeskRow
    deadline: Deadline
    worker: str = ""
    gone: bool = False
    team: bool = False
    conflict: bool = False
    own: bool = False

    def status(self, now: datetime) -> str:
        """Say in one sentence what it waits for: “Due in 6 hours”, “Waiting for review since Tuesday”."""
        if self.row.step in (Step.CLOCK, Step.UNDATED):
            return self.deadline.sentence(now)
        since = since_words(self.row.since, now)
        if self.row.step is Step.RISK:
            return "Say who was told" if self.row.risk == Risk.TOLD else "Tell somebody today"
        if self.row.step is Step.REVIEW:
            again = "Back for review" if self.row.version > 1 else "Waiting for review"
            return f"{again} since {since}"
        said = {Step.SIGN_OFF: "Approved", Step.RETURNED: "Returned", Step.DONE: "Signed off"}[self.row.step]
        return f"{said} {since}"

    def urgency(self, now: datetime) -> Urgency:
        """Rank the row at `now`, for the shape and tone of its status."""
        if self.row.step in (Step.CLOCK, Step.UNDATED):
            return self.deadline.urgency(now)
        ranks = {Step.RISK: Urgency.OVERDUE, Step.REVIEW: Urgency.DUE, Step.RETURNED: Urgency.UNKNOWN}
        return ranks.get(self.row.step, Urgency.DONE)

    @property
    def holder(self) -> str:
        """Say with whom it is: “With Ash Specimen, who left”; nothing where there is no team."""
        if not self.team:
            return ""
        left = ", who left" if self.gone else ""
        return f"With {self.worker}{left}" if self.worker else "With nobody yet"

    def reason(self, now: datetime) -> str:
        """Say why it stands where it stands, and what is to be done."""
        if self.conflict:
            return "Two people changed something here at the same time. Please choose what is to stay."
        if self.row.step is Step.RISK:
            return f"{WHY[Risk(self.row.risk)]} It is open since {since_words(self.row.since, now)}."
        if self.decision is Decision.ALLOCATE:
            late = self.urgency(now) is Urgency.OVERDUE
            return f"{'The 72 hours are over. ' if late else ''}Please give it to somebody."
        return {
            Step.CLOCK: "The 72 hours run from the child’s return.",
            Step.UNDATED: "Without the time of return nobody can say when the 72 hours end.",
            Step.REVIEW: self._review,
            Step.SIGN_OFF: "The interview was approved. If nothing is left to be done, sign the work off.",
            Step.RETURNED: "The worker has it back from review.",
            Step.DONE: "The work on it is done.",
        }[self.row.step]

    @property
    def _review(self) -> str:
        if self.own:
            return "You wrote this interview: somebody else reviews it."
        if self.row.version > 1:
            return "There is a new version of it since the last review."
        return "Nobody has reviewed this interview yet."

    @property
    def decision(self) -> Decision:
        """What a coordinator does next."""
        if self.conflict:
            return Decision.CHOOSE
        if self.row.step is Step.RISK:
            return Decision.TELL
        to_hold = self.row.step in (Step.CLOCK, Step.UNDATED)
        if self.team and (self.gone or (to_hold and not self.row.worker)) and self.row.step is not Step.DONE:
            return Decision.ALLOCATE
        if self.row.step is Step.SIGN_OFF:
            return Decision.SIGN_OFF
        return Decision.REVIEW if self.row.step is Step.REVIEW and not self.own else Decision.OPEN

    def progress(self, now: datetime) -> str:
        """Say how far the offer or the interview has come."""
        return WorkItem(self.row.work, self.deadline).progress(now)


class DeskLists:
    """The rows of the desk. Calls read the store: give them to its lane."""

    def __init__(self, desk: DeskStore, clock: Callable[[], datetime]) -> None:
        self._desk = desk
        self._clock = clock

    def now(self) -> datetime:
        """Return the instant for which statuses are worded."""
        return self._clock()

    def overview(self, members: Sequence[TeamMember] = (), device: str = "") -> Overview:
        """Return the counts, and the load of each of these members; oneself is who has `device`."""
        left = [one.member for one in members if not one.active]
        state = self._desk.state(self._clock(), left)
        people = tuple(_person(one, state.loads.get(one.member, Load())) for one in members)
        own = (one.member for one in members if device in {each.device for each in one.devices})
        return Overview(state.counts, people, next(own, ""))

    def count(self, filter_: DeskFilter) -> int:
        """Return how many rows a filter leaves."""
        return self._desk.count(filter_)

    def page(self, filter_: DeskFilter, overview: Overview, *, offset: int, limit: int) -> tuple[DeskItem, ...]:
        """Return one page, what is closest to breach on top."""
        people = {one.member: one for one in overview.people}
        conflict = filter_.group is Group.CONFLICT
        rows = self._desk.page(filter_, offset=offset, limit=limit)
        return tuple(_item(row, people, overview.own, conflict=conflict) for row in rows)


def _person(member: TeamMember, load: Load) -> Person:
    return Person(member.member, member.name, member.active, member.takes_work, load)


def _item(row: DeskRow, people: Mapping[str, Person], own: str, *, conflict: bool) -> DeskItem:
    holder = people.get(row.worker)
    name = holder.name if holder is not None else STRANGER if row.worker else ""
    gone = holder is not None and not holder.active
    returned = Moment.parse(row.work.returned) if row.work.returned else None
    mine = bool(own) and row.writer == own
    return DeskItem(row, deadline_of(returned), name, gone, bool(people), conflict, mine)
