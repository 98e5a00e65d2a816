"""The figures of a service: a scorecard for a period, and months that were closed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.figures.figures import FIGURES, Figure, Period, View
from rhi_desktop.domain.figures.scorecard import Dimension, Scorecard, scorecard
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import named_record_id
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.scorecard import ClosedMonth, KeptFigure
from rhi_desktop.services.figures.ports import FigureStore
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Audit, Records
from rhi_desktop.services.rulebook import Rulebook


class MonthNotOver(RhiError):
    """A month is closed once it has ended, not before."""

    def __init__(self) -> None:
        super().__init__("This month is not over yet. Its figures are provisional until it can be closed.")


class MonthClosed(RhiError):
    """Somebody closed the month already."""

    def __init__(self) -> None:
        super().__init__(
            "This month was closed already. Its figures stay; the difference to today is shown beside them."
        )


class FigureRecords(Records, Audit, Protocol):
    """Records and cases of one store, and whose it is."""

    @property
    def member(self) -> str:
        """The id of the member record of whose store it is."""
        ...

    @property
    def figures(self) -> FigureStore:
        """What figures are made from."""
        ...


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a closed month beside the same one today.

    `now` is None where the program makes that figure no more; `redefined` says that it counts something else since.
    """

    figure: str
    title: str
    then: KeptFigure
    now: int | None
    redefined: bool

    @property
    def differs(self) -> bool:
        """Whether it is another number today."""
        return self.now != self.then.count


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed month with what has changed since."""

    month: ClosedMonth
    differences: tuple[Difference, ...]


class Figures:
    """Makes scorecards. Calls read the store: give them to its lane."""

    def __init__(self, records: FigureRecords, rulebook: Rulebook, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._rulebook = rulebook
        self._clock = clock

    def today(self) -> date:
        """Return today on a London clock."""
        return self._clock().astimezone(LONDON).date()

    def scorecard(self, period: Period, view: View, dimension: Dimension = Dimension.NONE) -> Scorecard:
        """Return every figure of a view for a period."""
        store = self._records.figures
        read = store.ended_between if view is View.COHORT else store.active_between
        days = self._rulebook.days(self._rulebook.rules())
        return scorecard(read(period.first, period.last), period, view, dimension, days)

    def closed(self, period: Period, view: View) -> Closed | None:
        """Return the closed month that a period is, with what has changed; None where it is not closed, or no month."""
        month = month_of(period)
        kept = self._kept(month, view) if month else None
        if kept is None:
            return None
        return Closed(kept.value, differences(kept.value, self.scorecard(period, view)))

    def months(self) -> tuple[ClosedMonth, ...]:
        """Return the months that were closed, the newest first."""
        every = (filed(one, ClosedMonth).value for one in self._records.every(Kind.SCORECARD))
        return tuple(sorted(every, key=lambda one: (one.month, one.view), reverse=True))

    def close(self, period: Period, view: View) -> Filed[ClosedMonth]:
        """Keep the figures of a month as they are now. Raises MonthNotOver, MonthClosed, ValueError for no month."""
        month = month_of(period)
        if not month:
            raise ValueError("only a month is closed")
        if self.today() <= period.last:
            raise MonthNotOver
        if self._kept(month, view) is not None:
            raise MonthClosed
        card = self.scorecard(period, view)
        made = ClosedMonth(
            month=month, view=view.value, at=instant_text(self._clock()), by=self._records.member,
            figures=tuple(_kept_figures(card)),
        )  # fmt: skip
        change = Change(named_record_id(Kind.SCORECARD, f"{month} {view.value}"), Kind.SCORECARD, to_body(made))
        return filed(self._records.commit([change])[0], ClosedMonth)

    def _kept(self, month: str, view: View) -> Filed[ClosedMonth] | None:
        every = (filed(one, ClosedMonth) for one in self._records.every(Kind.SCORECARD))
        return next((one for one in every if (one.value.month, one.value.view) == (month, view.value)), None)


def differences(kept: ClosedMonth, now: Scorecard, figures: Mapping[str, Figure] = FIGURES) -> tuple[Difference, ...]:
    """Hold the figures of a closed month against those of today."""
    found = []
    for then in kept.figures:
        figure = figures.get(then.figure)
        count = now.whole(then.figure).count if figure is not None and figure.view is now.view else None
        title = figure.title if figure is not None else then.figure
        redefined = figure is None or figure.version != then.version
        found.append(Difference(then.figure, title, then, count, redefined))
    return tuple(found)


def month(first: date) -> Period:
    """Return the month in which a day is."""
    begin = first.replace(day=1)
    return Period(begin, _next_month(begin) - timedelta(days=1))


def month_of(period: Period) -> str:
    """Return `2026-11` for a period that is a whole month, else nothing."""
    return f"{period.first:%Y-%m}" if month(period.first) == period else ""


def _next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _kept_figures(card: Scorecard) -> Iterable[KeptFigure]:
    for (name, group), cell in card.cells.items():
        if group is None:
            total = cell.shares[0].total if cell.shares else None
            yield KeptFigure(figure=name, count=cell.count, of=total, version=cell.figure.version)
