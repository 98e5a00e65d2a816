"""What is to be done, in the order of the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.deadline import Deadline, Urgency, deadline_of
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.services.offers import outcome_words, stage
from rhi_desktop.services.ports import ChildRow, Lists, WorklistFilter, WorklistRow, WorkState


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One row of the worklist with its clock; `result` words what the last attempt came to.

    `note` is what else is to be said of it, such as that it could not be sent.
    """

    row: WorklistRow
    deadline: Deadline
    result: str = ""
    note: str = ""

    def urgency(self, now: datetime) -> Urgency:
        """Rank the row at `now`; submitted work is done."""
        if self.row.state is WorkState.RETURNED:
            return Urgency.DUE_SOON
        return Urgency.DONE if self.row.state is WorkState.SUBMITTED else self.deadline.urgency(now)

    def status(self, now: datetime) -> str:
        """Say in one sentence where the work stands: “Due in 6 hours”, “Submitted Tue 24 Nov”."""
        if self.row.state is WorkState.SUBMITTED:
            return f"Submitted {_day(parse_instant(self.row.submitted))}"
        if self.row.state is WorkState.RETURNED:
            return f"Sent back {_day(parse_instant(self.row.saved))}"
        return self.deadline.sentence(now)

    @property
    def level(self) -> TriageLevel | None:
        """The triage level that somebody decided on, None where nobody has."""
        return TriageLevel(self.row.triage) if self.row.triage else None

    def progress(self, now: datetime) -> str:
        """Say how far the offer or the interview has come: “2 attempts, no answer”, “Draft saved 10:41”."""
        return " · ".join(part for part in (self._progress(now), self.note) if part)

    def _progress(self, now: datetime) -> str:
        if self.row.state is WorkState.NEW:
            return stage(self.row.attempts, self.row.last_result, self.result, self.row.meeting, Moment.at(now)).words
        if self.row.state is WorkState.SUBMITTED:
            return outcome_words(self.row.outcome)
        if self.row.state is WorkState.RETURNED:
            return "Comments to answer"
        return f"Draft saved {parse_instant(self.row.saved).astimezone(LONDON):%a %H:%M}"


class Worklists:
    """The worklist and the list of children. Calls read the store: give them to its lane."""

    def __init__(self, lists: Lists, clock: Callable[[], datetime], results: CodeList) -> None:
        self._lists = lists
        self._clock = clock
        self._results = results

    def now(self) -> datetime:
        """Return the instant for which statuses are worded."""
        return self._clock()

    def count(self, filter_: WorklistFilter) -> int:
        """Return how many rows the worklist has."""
        return self._lists.worklist_count(filter_)

    def page(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorkItem, ...]:
        """Return one page of the worklist, most urgent first."""
        rows = self._lists.worklist(filter_, offset=offset, limit=limit)
        label = self._results.label
        return tuple(WorkItem(row, deadline_of(_moment(row.returned)), label(row.last_result)) for row in rows)

    def children(self, text: str, *, limit: int = 50) -> tuple[ChildRow, ...]:
        """Return children whose names or reference hold all words of `text`."""
        return self._lists.children(text, limit=limit)


def _moment(text: str) -> Moment | None:
    return Moment.parse(text) if text else None


def _day(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b}"
