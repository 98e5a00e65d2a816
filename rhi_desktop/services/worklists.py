"""What is to be done, in the order of the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rhi_desktop.domain.deadline import Deadline, Urgency, deadline_of
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.services.ports import ChildRow, Lists, WorklistFilter, WorklistRow, WorkState


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One row of the worklist with its clock."""

    row: WorklistRow
    deadline: Deadline

    def urgency(self, now: datetime) -> Urgency:
        """Rank the row at `now`; submitted work is done."""
        return Urgency.DONE if self.row.state is WorkState.SUBMITTED else self.deadline.urgency(now)

    def status(self, now: datetime) -> str:
        """Say in one sentence where the work stands: “Due in 6 hours”, “Submitted Tue 24 Nov”."""
        if self.row.state is WorkState.SUBMITTED:
            return f"Submitted {_day(parse_instant(self.row.submitted))}"
        return self.deadline.sentence(now)

    @property
    def progress(self) -> str:
        """Say how far the interview has come: “Not started”, “Draft saved 10:41”, “Submitted”."""
        if self.row.state is WorkState.NEW:
            return "Not started"
        if self.row.state is WorkState.SUBMITTED:
            return "Submitted"
        return f"Draft saved {parse_instant(self.row.saved).astimezone(LONDON):%a %H:%M}"


class Worklists:
    """The worklist and the list of children. Calls read the store: give them to its lane."""

    def __init__(self, lists: Lists, clock: Callable[[], datetime]) -> None:
        self._lists = lists
        self._clock = clock

    def now(self) -> datetime:
        """Return the instant for which statuses are worded."""
        return self._clock()

    def count(self, filter_: WorklistFilter) -> int:
        """Return how many rows the worklist has."""
        return self._lists.worklist_count(filter_)

    def page(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorkItem, ...]:
        """Return one page of the worklist, most urgent first."""
        rows = self._lists.worklist(filter_, offset=offset, limit=limit)
        return tuple(WorkItem(row, deadline_of(_moment(row.returned))) for row in rows)

    def children(self, text: str, *, limit: int = 50) -> tuple[ChildRow, ...]:
        """Return children whose names or reference hold all words of `text`."""
        return self._lists.children(text, limit=limit)


def _moment(text: str) -> Moment | None:
    return Moment.parse(text) if text else None


def _day(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b}"
