"""Pages of rows for screens: walks along an index, or a sort of few; never a sort of everything."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, exists, func, select

from rhi_desktop.services.ports import ChildRow, WorklistFilter, WorklistRow, WorkState
from rhi_desktop.store import tables
from rhi_desktop.store.search_text import asked_words, prefix_range
from rhi_desktop.store.transactions import reading

_WORK = tables.referral_row.c
_CHILD = tables.child_row.c
_WORD = tables.search_word.c


_RARE = 1_000
"""Up to so many matches are fetched and sorted; with more, walking the list finds a page of them sooner."""


class SqlLists:
    """The worklist and the list of children (`ports.Lists`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def worklist_count(self, filter_: WorklistFilter) -> int:
        """Return how many rows the worklist has."""
        named = [_looked_up(_WORK.child, word) for word in asked_words(filter_.text)]
        counted = select(func.count()).select_from(tables.referral_row)
        counted = counted.where(*named, *_filtered(filter_, by_state=not named, by_level=not named))
        with reading(self._engine) as connection:
            return connection.scalar(counted) or 0

    def worklist(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorklistRow, ...]:
        """Return a page in the order of `worklist.place`, by priority first where the filter says so."""
        words = asked_words(filter_.text)
        with reading(self._engine) as connection:
            page = worklist_page(filter_, common=_common(connection, words)).offset(offset).limit(limit)
            return tuple(map(_work_row, connection.execute(page)))

    def children(self, text: str, *, limit: int) -> tuple[ChildRow, ...]:
        """Return children by name whose names or reference hold words that begin as the words of `text`."""
        page = children_page(text).limit(limit)
        with reading(self._engine) as connection:
            return tuple(
                ChildRow(row.child, row.name, row.called, row.born, row.reference) for row in connection.execute(page)
            )


def worklist_page(filter_: WorklistFilter, *, common: bool) -> "Select[Any]":
    """Return the query for the worklist; `common` where each of the words that are searched for has many matches."""
    named = _named(_WORK.child, asked_words(filter_.text), common=common)
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
    named = [_looked_up(_CHILD.child, word) for word in asked_words(text)]
    return select(tables.child_row).where(*named).order_by(_CHILD.sort_name, _CHILD.child)


def _common(connection: Connection, words: Sequence[str]) -> bool:
    """Whether even the rarest of the words has many matches."""
    return all(_counted(connection, word) == _RARE for word in words)


def _counted(connection: Connection, word: str) -> int | None:
    few = select(_WORD.child).where(_between(word)).limit(_RARE).subquery()
    return connection.scalar(select(func.count()).select_from(few))


def _filtered(filter_: WorklistFilter, *, by_state: bool, by_level: bool) -> list[ColumnElement[bool]]:
    """Filter by state and triage; where an index would cost a sort or many rows, hide its column from the planner."""
    chosen = ((_WORK.state, filter_.states, by_state), (_WORK.triage, filter_.triage, by_level))
    return [_shown(column, shown).in_(sorted(values)) for column, values, shown in chosen if values]


def _shown(column: ColumnElement[str], shown: bool) -> ColumnElement[str]:
    return column if shown else column + ""


def _named(child: ColumnElement[str], words: Sequence[str], *, common: bool) -> list[ColumnElement[bool]]:
    return [_walked(child, word) if common else _looked_up(child, word) for word in words]


def _looked_up(child: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Find the children by the word, then the rows by the child."""
    return child.in_(select(_WORD.child).where(_between(word)))


def _walked(child: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Ask of each row, in the order of the list, whether its child has the word."""
    return exists().where(_WORD.child == child, _between(word))


def _between(word: str) -> ColumnElement[bool]:
    first, last = prefix_range(word)
    return (_WORD.word >= first) & (_WORD.word < last)


def _work_row(row: "Row[Any]") -> WorklistRow:
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
