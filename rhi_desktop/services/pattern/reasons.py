"""Why children went, over time: what pushed, what pulled, what was neither, of the interviews in which it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.questions.definition import Question
from rhi_desktop.questions.session import Session
from rhi_desktop.services.pattern.ports import MonthCount, PatternStore, ReasonCount
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.tables import Table

SORTS = {"reason.push": "Push", "reason.pull": "Pull", "reason.neither": "Neither"}


@dataclass(frozen=True, slots=True)
class Reasons:
    """The months of a period with how many interviews were held, and the reasons with their counts by month."""

    period: Period
    months: tuple[MonthCount, ...]
    counts: tuple[ReasonCount, ...]
    labels: Mapping[tuple[str, str], str]

    def label(self, concept: str, value: str) -> str:
        """Return what a reason is called."""
        return self.labels.get((concept, value), value.replace("_", " "))

    def total(self, concept: str, month: str) -> int:
        """Return how often reasons of a sort were given in a month: an interview may give several."""
        return sum(one.interviews for one in self.counts if (one.concept, one.month) == (concept, month))

    def ranked(self) -> tuple[tuple[str, str, int], ...]:
        """Return each reason with how many interviews of the period gave it, the most frequent first."""
        found: dict[tuple[str, str], int] = {}
        for one in self.counts:
            found[one.concept, one.value] = found.get((one.concept, one.value), 0) + one.interviews
        every = ((concept, value, count) for (concept, value), count in found.items())
        return tuple(sorted(every, key=lambda one: (-one[2], one[0], one[1])))

    @property
    def held(self) -> int:
        """How many interviews took place."""
        return sum(one.interviews for one in self.months)

    @property
    def given(self) -> int:
        """In how many interviews reasons were given."""
        return sum(one.given for one in self.months)

    @property
    def words(self) -> str:
        """What the chart shows, for whoever does not look at it."""
        if not self.held:
            return "No interview was held in this period."
        unknown = sum(one.unknown for one in self.months)
        held = f"{counted(self.held, 'interview')} {'was' if self.held == 1 else 'were'} held"
        said = [f"{held}; in {self.given} of them reasons were given."]
        if unknown:
            said.append(f"{unknown} were written by an earlier program and are not counted.")
        said += [
            f"{self.label(concept, value)} ({SORTS[concept].lower()}): {count} of {self.given}."
            for concept, value, count in self.ranked()[:3]
        ]
        return " ".join(said)


class ReasonStore(Protocol):
    """What reasons are read from."""

    @property
    def patterns(self) -> PatternStore:
        """What interviews have in common."""
        ...


class ReasonsOverTime:
    """Reads reasons. Calls read the store: give them to its lane."""

    def __init__(self, store: ReasonStore, sets: QuestionSets, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._sets = sets
        self._clock = clock

    def read(self, period: Period) -> Reasons:
        """Return the reasons of the interviews that were held in a period."""
        patterns = self._store.patterns
        held = {one.month: one for one in patterns.held(period.first, period.last)}
        begun = _months(period, self._clock().date())
        months = tuple(held.get(one, MonthCount(one, 0, 0, 0)) for one in begun)
        return Reasons(period, months, patterns.reasons(period.first, period.last), self._labels())

    def _labels(self) -> dict[tuple[str, str], str]:
        form, _ = self._sets.newest()
        session = Session.start(form, clock=self._clock)
        found: dict[tuple[str, str], str] = {}
        for definition in form.walk():
            if isinstance(definition, Question) and (definition.concept or "") in SORTS:
                for choice in session.node(definition.path).choices:
                    found[definition.concept or "", choice.value] = choice.label
        return found


def _months(period: Period, today: date) -> tuple[str, ...]:
    """Return the months of a period that have begun, as `2026-11`."""
    last = min(period.last, max(today, period.first))
    count = (last.year - period.first.year) * 12 + last.month - period.first.month + 1
    every = (period.first.year * 12 + period.first.month - 1 + one for one in range(count))
    return tuple(f"{one // 12}-{one % 12 + 1:02}" for one in every)


def month_words(month: str) -> str:
    """Return a month as people write it: “Nov 2026” of `2026-11`."""
    return f"{date.fromisoformat(f'{month}-01'):%b %Y}"


def table(reasons: Reasons) -> Table:
    """Return the reasons by month as a table."""
    months = [one.month for one in reasons.months]
    by = {(one.concept, one.value, one.month): one.interviews for one in reasons.counts}
    rows: list[tuple[str | int, ...]] = [("Interviews held", "", *(one.interviews for one in reasons.months))]
    rows.append(("Reasons given", "", *(one.given for one in reasons.months)))
    for concept, value, _ in reasons.ranked():
        label = reasons.label(concept, value)
        rows.append((label, SORTS[concept], *(by.get((concept, value, month), 0) for month in months)))
    title = f"Reasons, {reasons.period.first} to {reasons.period.last}"
    note = "Each interview may give several reasons. Where reasons were not asked, it is among those held alone."
    return Table(
        title, f"Reasons {reasons.period.first}", ("Reason", "Sort", *map(month_words, months)), tuple(rows), (note,)
    )
