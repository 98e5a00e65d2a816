"""Pages of rows for screens: walks along an index, or a sort of few; never a sort of everything."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, func, select

from rhi_desktop.services.ports import ChildRow, WorklistFilter, WorklistRow, WorkState
from rhi_desktop.store import finding, tables
from rhi_desktop.store.duplicates import are_shown
from rhi_desktop.store.search_text import asked_words
from rhi_desktop.store.transactions import reading

_WORK = tables.referral_row.c
_CHILD = tables.child_row.c


class SqlLists:
    """The worklist and the list of children (`ports.Lists`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def worklist_count(self, filter_: WorklistFilter) -> int:
        """Return how many rows the worklist has."""
        named = [finding.looked_up(_WORK.child, word) for word in asked_words(filter_.text)]
        counted = select(func.count()).select_from(tables.referral_row)
        counted = counted.where(*named, *_filtered(filter_, by_state=not named, by_level=not named))
        with reading(self._engine) as connection:
            return connection.scalar(counted) or 0

    def worklist(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorklistRow, ...]:
        """Return a page in the order of `worklist.place`, by priority first where the filter says so."""
        words = asked_words(filter_.text)
        with reading(self._engine) as connection:
            page = worklist_page(filter_, common=finding.common(connection, words)).offset(offset).limit(limit)
            return tuple(map(work_row, connection.execute(page)))

    def children(self, text: str, *, limit: int) -> tuple[ChildRow, ...]:
        """Return children by name whose names or reference hold words that begin as the words of `text`."""
        page = children_page(text).limit(limit)
        with reading(self._engine) as connection:
            return tuple(
                ChildRow(row.child, row.name, row.called, row.born, row.reference) for row in connection.execute(page)
            )


def worklist_page(filter_: WorklistFilter, *, common: bool) -> "Select[Any]":
    """Return the query for the worklist; `common` where each of the words that are searched for has many matches."""
    named = finding.named(_WORK.child, asked_words(filter_.text), walk=common)
    walked, one_level = common or not named, len(filter_.triage) == 1
    # of two indexes that of the state is shorter while the work is open, that of the level once it is submitted
    by_state = walked and len(filter_.states) == 1 and not (one_level and WorkState.SUBMITTED in filter_.states)
    by_level = walked and one_level and not by_state
    chosen = select(tables.referral_row).where(*named, *_filtered(filter_, by_state=by_state, by_level=by_level))
    levels = [_WORK.priority] if filter_.by_priority and not one_level else []  # in one level the clock alone decides
    return chosen.order_by(*levels, _WORK.section, _WORK.due, _WORK.referral)


def children_page(text: str) -> "Select[Any]":
    """Return the query for the children by name.

    Matches are always looked up: one name's children stand together, so a walk by name may be long before it.
    """
    named = [finding.looked_up(_CHILD.child, word) for word in asked_words(text)]
    return select(tables.child_row).where(are_shown(_CHILD.child), *named).order_by(_CHILD.sort_name, _CHILD.child)


def _filtered(filter_: WorklistFilter, *, by_state: bool, by_level: bool) -> list[ColumnElement[bool]]:
    """Filter by state and triage; where an index would cost a sort or many rows, hide its column from the planner."""
    chosen = ((_WORK.state, filter_.states, by_state), (_WORK.triage, filter_.triage, by_level))
    return [_shown(column, shown).in_(sorted(values)) for column, values, shown in chosen if values]


def _shown(column: ColumnElement[str], shown: bool) -> ColumnElement[str]:
    return column if shown else column + ""


def work_row(row: "Row[Any]") -> WorklistRow:
    """Return a row of the worklist."""
    return WorklistRow(
        referral=row.referral,
        child=row.child,
        called=row.called,
        reference=row.reference,
        alerts=tuple(json.loads(row.alerts)),
        returned=row.returned,
        received=row.received,
        state=WorkState(row.state),
        interview=row.interview,
        saved=row.saved,
        submitted=row.submitted,
        outcome=row.outcome,
        triage=row.triage,
        attempts=row.attempts,
        last_result=row.last_result,
        meeting=row.meeting,
    )
