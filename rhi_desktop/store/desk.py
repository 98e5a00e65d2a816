"""The coordinator's desk in the store (`services.desk_rows`): every filter is a range of one index."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Row, Select, case, func, select, union

from rhi_desktop.domain.deadline import SOON
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.desk_rows import DeskFilter, DeskRow, DeskState, Group, Load, Step
from rhi_desktop.store import finding, tables
from rhi_desktop.store.lists import work_row
from rhi_desktop.store.rows import among
from rhi_desktop.store.search_text import asked_words
from rhi_desktop.store.transactions import reading

_ROW = tables.referral_row.c
_ORDER: Final = (_ROW.step, _ROW.breach, _ROW.referral)
_STEPS: Final = {
    Group.RISK: Step.RISK,
    Group.OVERDUE: Step.CLOCK,
    Group.SOON: Step.CLOCK,
    Group.REVIEW: Step.REVIEW,
    Group.SIGN_OFF: Step.SIGN_OFF,
    Group.RETURNED: Step.RETURNED,
}
_MANY: Final = 20_000
"""With more matches of a word than this the desk is walked for a page of them."""
_TO_HOLD: Final = frozenset({Step.CLOCK, Step.UNDATED})


class SqlDesk:
    """The desk in the store (`desk_rows.DeskStore`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def state(self, now: datetime, left: Sequence[str]) -> DeskState:
        """Return the counts and the loads; what two people changed is looked up besides."""
        conflicts = select(func.count()).select_from(tables.referral_row).where(_conflicting())
        with reading(self._engine) as connection:
            rows = connection.execute(state_query(now)).all()
            return _state(rows, frozenset(left), connection.scalar(conflicts) or 0)

    def count(self, filter_: DeskFilter) -> int:
        """Return how many rows a filter leaves."""
        words = asked_words(filter_.text)
        counted = select(func.count()).select_from(tables.referral_row).where(*_chosen(filter_, shown=not words))
        named = finding.named(_ROW.child, words, walk=False)
        with reading(self._engine) as connection:
            return connection.scalar(counted.where(*named)) or 0

    def page(self, filter_: DeskFilter, *, offset: int, limit: int) -> tuple[DeskRow, ...]:
        """Return a page in the order of the desk."""
        words = asked_words(filter_.text)
        with reading(self._engine) as connection:
            chosen = desk_page(filter_, common=finding.common(connection, words, _MANY))
            page = rows_of(chosen.offset(offset).limit(limit))
            return tuple(map(_desk_row, connection.execute(page)))


def state_query(now: datetime) -> "Select[Any]":
    """Return the query for how many rows stand where: by worker and step, how many late and due soon."""
    late, soon = _late(now), _soon(now)
    columns = (
        _ROW.worker,
        _ROW.step,
        func.count().label("rows"),
        func.sum(case((late, 1), else_=0)).label("late"),
        func.sum(case((soon, 1), else_=0)).label("soon"),
    )
    return select(*columns).where(_ROW.step < Step.DONE).group_by(_ROW.worker, _ROW.step)


def desk_page(filter_: DeskFilter, *, common: bool) -> "Select[Any]":
    """Return the query for the desk, ids alone: what is skipped on the way to a page is read from an index.

    `common` where each of the words that are searched for has many matches.
    """
    words = asked_words(filter_.text)
    named = finding.named(_ROW.child, words, walk=common)
    return select(_ROW.referral).where(*_chosen(filter_, shown=common or not words), *named).order_by(*_ORDER)


def rows_of(page: "Select[Any]") -> "Select[Any]":
    """Return the query for the rows of a page, with the head of each referral and who wrote the interview."""
    ids, record, interview = page.subquery(), tables.record, tables.interview_row
    rows = ids.join(tables.referral_row, _ROW.referral == ids.c.referral)
    rows = rows.outerjoin(record, record.c.id == _ROW.referral)
    rows = rows.outerjoin(interview, interview.c.interview == _ROW.latest)
    columns = (tables.referral_row, record.c.token, interview.c.worker.label("writer"))
    return select(*columns).select_from(rows).order_by(*_ORDER)


def _chosen(filter_: DeskFilter, *, shown: bool) -> list[ColumnElement[bool]]:
    """Return what a filter asks; where few rows are looked up by a name, the columns are hidden from the planner."""
    step, worker = (_ROW.step, _ROW.worker) if shown else (_ROW.step + 0, _ROW.worker + "")
    asked = _asked(filter_, step, worker)
    return [*asked, worker == filter_.worker] if filter_.worker else asked


def _asked(filter_: DeskFilter, step: ColumnElement[int], worker: ColumnElement[str]) -> list[ColumnElement[bool]]:
    if filter_.group is Group.OPEN:
        return [step < Step.DONE]
    if filter_.group is Group.UNALLOCATED:
        return [worker == "", step.between(Step.CLOCK, Step.UNDATED)]
    if filter_.group is Group.LEFT:
        return [among(worker, filter_.left), step < Step.DONE]
    if filter_.group is Group.CONFLICT:
        return [_conflicting()]
    when = {Group.OVERDUE: _late, Group.SOON: _soon}.get(filter_.group)
    return [step == _STEPS[filter_.group], *([when(filter_.now)] if when else [])]


def _late(now: datetime) -> ColumnElement[bool]:
    """Whether the deadline has passed, by `deadline.Deadline.urgency`: its very instant is still in time."""
    return _ROW.breach < ceil(now.timestamp())


def _soon(now: datetime) -> ColumnElement[bool]:
    return _ROW.breach.between(ceil(now.timestamp()), int((now + SOON).timestamp()))


def _conflicting() -> ColumnElement[bool]:
    """Whether two people changed the referral, what it is about, or what names it: of the few records that clash."""
    record, link = tables.record.c, tables.link.c
    clashing = select(record.id).where(record.clashes > 0)
    about = select(link.record).where(link.subject.in_(clashing), link.kind == Kind.REFERRAL)
    naming = select(link.subject).where(link.record.in_(clashing))
    return _ROW.referral.in_(union(clashing, about, naming))


def _state(rows: "Sequence[Row[Any]]", left: frozenset[str], conflicts: int) -> DeskState:
    loads: dict[str, Load] = {}
    counts = dict.fromkeys(Group, 0)
    counts[Group.CONFLICT] = conflicts
    by_step = {step: group for group, step in _STEPS.items() if step is not Step.CLOCK}
    for row in rows:
        worker, step, count, late, soon = row.worker, Step(row.step), row.rows, row.late, row.soon
        counts[Group.OPEN] += count
        counts[Group.LEFT] += count if worker in left else 0
        if step in by_step:
            counts[by_step[step]] += count
        if step in _TO_HOLD and not worker:
            counts[Group.UNALLOCATED] += count
        if step is Step.CLOCK:
            counts[Group.OVERDUE] += late
            counts[Group.SOON] += soon
        loads[worker] = _added(loads.get(worker, Load()), step, count, late, soon)
    return DeskState(counts, loads)


def _added(load: Load, step: Step, count: int, late: int, soon: int) -> Load:
    clock = step is Step.CLOCK
    return Load(
        load.open + count,
        load.to_hold + (count if step in _TO_HOLD else 0),
        load.overdue + (late if clock else 0),
        load.soon + (soon if clock else 0),
        load.returned + (count if step is Step.RETURNED else 0),
    )


def _desk_row(row: "Row[Any]") -> DeskRow:
    return DeskRow(
        work=work_row(row),
        head=row.token,
        step=Step(row.step),
        worker=row.worker,
        interview=row.latest,
        version=row.version,
        since=row.since,
        risk=row.risk,
        writer=row.writer or "",
    )
