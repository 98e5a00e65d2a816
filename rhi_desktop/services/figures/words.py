"""Scorecards, what stands behind a cell, and the panel list in words and as tables."""

from collections.abc import Iterable, Mapping
from datetime import date

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.figures.case import Case
from rhi_desktop.domain.figures.figures import FIGURES, Figure, Period, Unit, View, figures_of
from rhi_desktop.domain.figures.publishing import SMALL, Shown, published
from rhi_desktop.domain.figures.scorecard import Dimension, Parts, Scorecard
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.scorecard import ClosedMonth
from rhi_desktop.services.figures.panel import Listed
from rhi_desktop.services.tables import Table

VIEWS = {View.COHORT: "Cohort view", View.ACTIVITY: "Activity view"}
ABOUT = {
    View.COHORT: "What became of the episodes that ended in this period, whenever it was done.",
    View.ACTIVITY: "What was done in this period, whatever episode it belongs to.",
}
DIMENSIONS = {
    Dimension.NONE: "Not broken down",
    Dimension.CASE_STATUS: "By case status",
    Dimension.PLACEMENT: "By placement",
    Dimension.AUTHORITY: "By responsible authority",
    Dimension.ETHNICITY: "By ethnicity",
    Dimension.AGE: "By age",
    Dimension.SEX: "By sex",
    Dimension.KIND: "Missing or away",
}
_LISTS = {
    Dimension.CASE_STATUS: "case_status",
    Dimension.PLACEMENT: "placement",
    Dimension.ETHNICITY: "ethnicity",
    Dimension.SEX: "sex",
    Dimension.KIND: "episode_kind",
}
NOT_RECORDED, HELD_BACK = "Not recorded", "held back"
PROVISIONAL = "Provisional: later records can change these figures until the month is closed."
_SUPPRESSED = f"Numbers below {SMALL} are held back, and with them what they could be worked out from."


def day(of: date) -> str:
    """Return a day: “25 Nov 2026”."""
    return f"{of.day} {of:%b %Y}"


def period_words(period: Period) -> str:
    """Return a period: “November 2026”, or its two days."""
    whole = period.first.day == 1 and (period.last.year, period.last.month) == (period.first.year, period.first.month)
    if whole and (period.last.toordinal() - period.first.toordinal()) >= 27:
        return f"{period.first:%B %Y}"
    return f"{day(period.first)} to {day(period.last)}"


def group_words(group: str, dimension: Dimension, lists: CodeLists) -> str:
    """Return what a group is called."""
    if not group:
        return NOT_RECORDED
    return lists[_LISTS[dimension]].label(group) if dimension in _LISTS else group


def of_words(figure: Figure, at: int = 0) -> str:
    """Say what a figure is a share of: “of completed”."""
    return f"of {FIGURES[figure.of[at]].title.lower()}" if len(figure.of) > at else ""


def counted_units(count: int, unit: Unit) -> str:
    """Return a count with its noun: “1 child”, “3 children”."""
    one = {Unit.EPISODES: "episode", Unit.CHILDREN: "child", Unit.REFERRALS: "referral", Unit.INTERVIEWS: "interview"}
    return counted(count, one[unit], unit.value)


def cell_words(shown: Shown) -> str:
    """Return a cell: its count, and its main share."""
    if shown.count is None:
        return HELD_BACK
    share = shown.words[0] if shown.words else ""
    return f"{shown.count}  ({share.partition(', ')[2] or share})" if share else str(shown.count)


def shown_cells(card: Scorecard, *, publish: bool) -> Mapping[tuple[str, str | None], Shown]:
    """Return the cells as they may be shown."""
    return published(card, SMALL if publish else 0)


def parts_words(parts: Parts) -> str:
    """Say whether the groups make up the whole; empty where there are none to say it of."""
    if parts.agree:
        known = parts.whole - parts.not_recorded
        return f"In groups: {known} of {parts.whole}, {parts.not_recorded} not recorded." if parts.not_recorded else ""
    return f"The groups add up to {parts.parts}, not {parts.whole}: a child can be in more than one."


def standing_words(closed: ClosedMonth | None, names: Mapping[str, str]) -> str:
    """Say whether figures are provisional, or who closed the month when."""
    if closed is None:
        return PROVISIONAL
    at = parse_instant(closed.at).astimezone(LONDON).date()
    return f"Closed on {day(at)} by {names.get(closed.by, 'a colleague')}. Later records do not change what was closed."


def scorecard_table(card: Scorecard, lists: CodeLists, standing: str, *, publish: bool) -> Table:
    """Return a scorecard as a table, with counts beside every percentage and the definitions below."""
    shown = shown_cells(card, publish=publish)
    groups: list[str | None] = [None, *card.groups]
    heads = ["All", *(group_words(group, card.dimension, lists) for group in card.groups)]
    columns, rows = ["Figure"], []
    for head in heads:
        columns += [head, f"{head}: share"]
    for figure in figures_of(card.view):
        row: list[str | int] = [figure.title]
        for group in groups:
            one = shown[figure.name, group]
            row += [HELD_BACK if one.count is None else one.count, _share(figure, one)]
        rows.append(tuple(row))
    notes = [*([_SUPPRESSED] if publish else []), *_still(card), *_sums(card)]
    notes += [f"{one.title}: {one.definition} {one.source}." for one in figures_of(card.view)]
    title = f"Scorecard, {period_words(card.period)}"
    about = f"{VIEWS[card.view]}. {ABOUT[card.view]} {standing}"
    name = f"Scorecard {card.period.first} {card.view.value}"
    shares = frozenset(range(2, len(columns), 2))
    return Table(title, name, tuple(columns), tuple(rows), tuple(notes), about, fuller=shares)


def behind_table(title: str, cases: Iterable[Case]) -> Table:
    """Return the list behind a figure."""
    rows = tuple(behind_row(case) for case in cases)
    return Table(title, "Episodes behind a figure", BEHIND, rows)


BEHIND = ("Child", "Missing since", "Returned", "Interview")


def behind_row(case: Case) -> tuple[str, str, str, str]:
    """Return an episode as a row: who, from when, until when, and what became of the interview."""
    held = next((talk for talk in case.talks if talk.took_place), None)
    became = "Not referred" if not case.referral else "None yet"
    if held is not None:
        became = f"Held {moment(held.held)}" if held.held else "Held"
    elif case.talks:
        became = "Declined or not held"
    return case.called, moment(case.missing_since), moment(case.returned or case.found), became


def moment(text: str) -> str:
    """Return a moment in words, or that it is not recorded."""
    return Moment.parse(text).spoken if text else "not recorded"


def panel_table(listed: Iterable[Listed], last: date, lists: CodeLists) -> Table:
    """Return the panel list of the week that ends with `last`."""
    rows = tuple(
        (
            one.called,
            "not known" if one.age is None else one.age,
            lists["case_status"].label(one.case_status) or NOT_RECORDED,
            len(one.episodes),
            "; ".join(f"{reason.words} ({reason.source})" for reason in one.reasons),
        )
        for one in listed
    )
    note = "Reasons are not added up: the panel decides. Order: most reasons first, then by name."
    columns = ("Child", "Age", "Case status", "Episodes", "Why")
    title = f"High-risk panel list, week to {day(last)}"
    return Table(title, f"Panel list {last}", columns, rows, (note,))


def _share(figure: Figure, one: Shown) -> str:
    if not figure.of:
        return ""
    if one.count is None or not one.words:
        return "held back"
    return f"{one.words[0]} {of_words(figure)}"


def _still(card: Scorecard) -> list[str]:
    if not card.still_away:
        return []
    count = "One episode" if card.still_away == 1 else f"{card.still_away} episodes"
    return [f"{count} that began in this period have no end on record and are in no figure."]


def _sums(card: Scorecard) -> list[str]:
    found = ((figure.title, parts_words(card.parts(figure.name))) for figure in figures_of(card.view))
    return [f"{title}: {words}" for title, words in found if words and card.groups]
