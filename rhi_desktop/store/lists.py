"""Pages of rows for screens: walks along indexes, never a sort of everything."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, func, select

from rhi_desktop.services.ports import ChildRow, WorklistFilter, WorklistRow, WorkState
from rhi_desktop.store import tables
from rhi_desktop.store.search_text import asked_words, prefix_range
from rhi_desktop.store.transactions import reading

_WORK = tables.referral_row.c
_CHILD = tables.child_row.c
_WORD = tables.search_word.c


class SqlLists:
    """The worklist and the list of children (`ports.Lists`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def worklist_count(self, filter_: WorklistFilter) -> int:
        """Return how many rows the worklist has."""
        counted = select(func.count()).select_from(tables.referral_row).where(*_conditions(filter_))
        with reading(self._engine) as connection:
            return connection.scalar(counted) or 0

    def worklist(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorklistRow, ...]:
        """Return a page in the order of `projection.place`."""
        with reading(self._engine) as connection:
            return tuple(map(_work_row, connection.execute(worklist_page(filter_, offset=offset, limit=limit))))

    def children(self, text: str, *, limit: int) -> tuple[ChildRow, ...]:
        """Return children by name whose names or reference hold words that begin as the words of `text`."""
        with reading(self._engine) as connection:
            return tuple(
                ChildRow(row.child, row.name, row.called, row.born, row.reference)
                for row in connection.execute(children_page(text, limit=limit))
            )


def worklist_page(filter_: WorklistFilter, *, offset: int, limit: int) -> "Select[Any]":
    """Return the query for a page of the worklist."""
    ordered = (
        select(tables.referral_row).where(*_conditions(filter_)).order_by(_WORK.section, _WORK.due, _WORK.referral)
    )
    return ordered.offset(offset).limit(limit)


def children_page(text: str, *, limit: int) -> "Select[Any]":
    """Return the query for a page of children."""
    return (
        select(tables.child_row)
        .where(*_named(_CHILD.child, text))
        .order_by(_CHILD.sort_name, _CHILD.child)
        .limit(limit)
    )


def _conditions(filter_: WorklistFilter) -> list[ColumnElement[bool]]:
    conditions = _named(_WORK.child, filter_.text)
    if filter_.states:
        conditions.append(_WORK.state.in_(sorted(filter_.states)))
    return conditions


def _named(child: ColumnElement[str], text: str) -> list[ColumnElement[bool]]:
    return [child.in_(select(_WORD.child).where(_between(word))) for word in asked_words(text)]


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
    )
