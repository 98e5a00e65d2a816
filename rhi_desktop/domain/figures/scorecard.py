"""A scorecard: every figure of a view for a period, by group, with what stands behind each cell.

“No data” is never 0 %: a share of nothing has no percentage. Counts stand beside every percentage.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter

from rhi_desktop.domain.figures.case import Case, Judged, judge
from rhi_desktop.domain.figures.figures import Around, Figure, Period, Unit, View, figures_of
from rhi_desktop.domain.working_days import WorkingDays

NOT_RECORDED = ""
OFTEN = 3


class Dimension(StrEnum):
    """By what figures are broken down."""

    NONE = "none"
    CASE_STATUS = "case_status"
    PLACEMENT = "placement"
    AUTHORITY = "authority"
    ETHNICITY = "ethnicity"
    AGE = "age"
    SEX = "sex"
    KIND = "kind"


_GROUPS: Mapping[Dimension, Callable[[Case], str]] = {
    Dimension.NONE: lambda _: "",
    Dimension.CASE_STATUS: attrgetter("case_status"),
    Dimension.PLACEMENT: attrgetter("placement"),
    Dimension.AUTHORITY: attrgetter("responsible"),
    Dimension.ETHNICITY: attrgetter("ethnicity"),
    Dimension.AGE: lambda case: "" if case.age is None else str(case.age),
    Dimension.SEX: attrgetter("sex"),
    Dimension.KIND: attrgetter("kind"),
}
_EPISODE: Callable[[Judged], str] = attrgetter("case.episode")
_COUNTED: Mapping[Unit, Callable[[Judged], str]] = {
    Unit.EPISODES: _EPISODE,
    Unit.CHILDREN: attrgetter("case.child"),
    Unit.REFERRALS: attrgetter("case.referral"),
    Unit.INTERVIEWS: lambda one: one.talk.interview if one.talk is not None else "",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A count as a share of another figure (`of` is its name)."""

    of: str
    count: int
    total: int

    @property
    def part(self) -> Fraction | None:
        """The share, None of nothing."""
        return Fraction(self.count, self.total) if self.total else None

    @property
    def words(self) -> str:
        """The share as it is printed: “42 of 47, 89.4 %”, or “no data”."""
        part = self.part
        return "no data" if part is None else f"{self.count} of {self.total}, {percent(part)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure in one group. `ids` are what was counted: episodes, children, referrals or interviews.

    `episodes` are the episodes behind it, for the list that the figure opens.
    """

    figure: Figure
    group: str
    ids: frozenset[str]
    episodes: tuple[str, ...]
    shares: tuple[Share, ...] = ()

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The cells of a view for a period: for all (group empty), then by `dimension`.

    `groups` are the values that occur, in order, “not recorded” last. `still_away` counts episodes that began in the
    period and have no end on record: they are in no figure of the cohort view.
    """

    period: Period
    view: View
    dimension: Dimension
    groups: tuple[str, ...]
    cells: Mapping[tuple[str, str | None], Cell]
    still_away: int = 0
    cases: Mapping[str, Case] = field(default_factory=dict)

    def whole(self, figure: str) -> Cell:
        """Return a figure for all."""
        return self.cells[figure, None]

    def cell(self, figure: str, group: str) -> Cell:
        """Return a figure in a group."""
        return self.cells[figure, group]

    def parts(self, figure: str) -> "Parts":
        """Say whether the groups of a figure make up the whole."""
        whole = self.whole(figure).count
        parts = sum(self.cell(figure, group).count for group in self.groups) if self.groups else whole
        unknown = self.cells[figure, NOT_RECORDED].count if NOT_RECORDED in self.groups else 0
        return Parts(parts, whole, unknown)


@dataclass(frozen=True, slots=True)
class Parts:
    """The sum of the groups beside the whole. Children may be in several groups: then the sum is larger."""

    parts: int
    whole: int
    not_recorded: int = 0

    @property
    def agree(self) -> bool:
        """Whether they are the same."""
        return self.parts == self.whole


def percent(part: Fraction) -> str:
    """Return a share in per cent with one decimal, rounded half up: “89.4 %”.

    Only all is “100 %” and only none “0 %”: what rounds to either says 99.9 or 0.1.
    """
    if part in {0, 1}:
        return f"{part * 100} %"
    tenths = min(max((part * 2000 + 1) // 2, 1), 999)
    return f"{tenths // 10}.{tenths % 10} %"


def scorecard(cases: Iterable[Case], period: Period, view: View, dimension: Dimension, days: WorkingDays) -> Scorecard:
    """Compute every figure of a view. `cases` are all that may have a part in it."""
    every = [judge(case, days) for case in cases]
    cohort = [one for one in every if period.holds(one.ended)] if view is View.COHORT else every
    still = sum(one.ended is None and period.holds(one.case.began) for one in every) if view is View.COHORT else 0
    often = Counter(one.case.child for one in cohort)
    around = Around(period, frozenset(child for child, count in often.items() if count >= OFTEN))
    found: dict[tuple[str, str | None], Cell] = {}
    chosen = {figure.name: [one for one in cohort if figure.holds(one, around)] for figure in figures_of(view)}
    inside = cohort if view is View.COHORT else _in_any(chosen.values())
    for figure in figures_of(view):
        found[figure.name, None] = _cell(figure, "", chosen[figure.name])
    group_of = {one.case.episode: _GROUPS[dimension](one.case) for one in inside}
    groups = _ordered(set(group_of.values())) if dimension is not Dimension.NONE else ()
    for figure in figures_of(view):
        by_group: dict[str, list[Judged]] = {group: [] for group in groups}
        for one in chosen[figure.name] if groups else ():
            by_group[group_of[one.case.episode]].append(one)
        for group, some in by_group.items():
            found[figure.name, group] = _cell(figure, group, some)
    shared = {at: _shared(cell, at[1], found) for at, cell in found.items()}
    return Scorecard(period, view, dimension, groups, shared, still, {one.case.episode: one.case for one in inside})


def _cell(figure: Figure, group: str, some: list[Judged]) -> Cell:
    counted = _COUNTED[figure.unit]
    ids = frozenset(map(counted, some))
    return Cell(figure, group, ids - {""} if "" in ids else ids, tuple(map(_EPISODE, some)))


def _in_any(chosen: Iterable[Iterable[Judged]]) -> list[Judged]:
    """Return what is in a figure at least, each once."""
    return list({one.case.episode: one for some in chosen for one in some}.values())


def _shared(cell: Cell, group: str | None, found: Mapping[tuple[str, str | None], Cell]) -> Cell:
    shares = tuple(Share(of, cell.count, found[of, group].count) for of in cell.figure.of)
    return Cell(cell.figure, cell.group, cell.ids, cell.episodes, shares)


def _ordered(groups: set[str]) -> tuple[str, ...]:
    known = sorted(groups - {NOT_RECORDED}, key=lambda one: (int(one) if one.isdigit() else -1, one))
    return (*known, NOT_RECORDED) if NOT_RECORDED in groups else tuple(known)
