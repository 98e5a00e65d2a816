"""What interviews and episodes have in common (`services.pattern.ports`): read along an index of the period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, case, exists, func, select

from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.network import Evidence, Shared
from rhi_desktop.domain.records import instant_text, parse_instant
from rhi_desktop.services.offers import TOOK_PLACE
from rhi_desktop.services.pattern.ports import Gone, MonthCount, ReasonCount
from rhi_desktop.store import pattern_tables, tables
from rhi_desktop.store.duplicates import leading_on
from rhi_desktop.store.rows import among
from rhi_desktop.store.transactions import reading

_MENTION, _EPISODE, _INTERVIEW = tables.mention.c, tables.episode_row.c, tables.interview_row.c
_REASON = pattern_tables.reason_row.c


class SqlPatterns:
    """Reads what interviews share."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def shared(self, first: date, last: date) -> tuple[Shared, ...]:
        """Return what is named with two children or more."""
        begin = instant_text(datetime.combine(first, time(), LONDON))
        end = instant_text(datetime.combine(last + timedelta(days=1), time(), LONDON))
        inside = (_MENTION.submitted >= begin, _MENTION.submitted < end)
        columns = (_MENTION.kind, _MENTION.key, _MENTION.text, _MENTION.child, _MENTION.interview, _MENTION.submitted)
        with reading(self._engine) as connection:
            some = _of_several_children(connection.execute(select(*columns).where(*inside)).all())
            called = _called(connection, {row[3] for rows in some.values() for row in rows})
        days = {submitted: _day(submitted) for submitted in {row[5] for rows in some.values() for row in rows}}
        return tuple(
            Shared(MentionKind(kind), key, tuple(_evidence(row, called, days) for row in rows))
            for (kind, key), rows in some.items()
        )

    def with_alerts(self, children: Iterable[str]) -> tuple[str, ...]:
        """Return those of the children of whom an alert is recorded."""
        child = tables.child_row.c
        asked = select(child.child).where(among(child.child, sorted(children)), child.alerts.not_in(["", "[]"]))
        with reading(self._engine) as connection:
            return tuple(connection.scalars(asked))

    def put_aside(self) -> Mapping[str, tuple[str, str]]:
        """Return the records of children that were put aside, each with the one that stays and what it is called."""
        child = tables.child_row.c
        with reading(self._engine) as connection:
            stays = leading_on(connection)
            asked = select(child.child, child.called).where(among(child.child, set(stays.values())))
            called = {row.child: row.called for row in connection.execute(asked)} if stays else {}
        return {other: (one, called.get(one, "")) for other, one in stays.items()}

    def gone(self, first: date, last: date) -> tuple[Gone, ...]:
        """Return the episodes that began on these days."""
        columns = (
            _EPISODE.episode, _EPISODE.child, _EPISODE.day, _EPISODE.missing_from, _EPISODE.postcode,
            _EPISODE.found_at, _EPISODE.found_postcode,
        )  # fmt: skip
        asked = select(*columns).where(_EPISODE.day.between(first.isoformat(), last.isoformat()))
        with reading(self._engine) as connection:
            return tuple(Gone(*row) for row in connection.execute(asked.order_by(_EPISODE.day, _EPISODE.episode)))

    def reasons(self, first: date, last: date) -> tuple[ReasonCount, ...]:
        """Return the reasons given, by the months of these days."""
        months = _REASON.month.between(f"{first:%Y-%m}", f"{last:%Y-%m}")
        grouped = (_REASON.month, _REASON.concept, _REASON.value)
        asked = select(*grouped, func.count()).where(months).group_by(*grouped)
        with reading(self._engine) as connection:
            return tuple(ReasonCount(*row) for row in connection.execute(asked))

    def held(self, first: date, last: date) -> tuple[MonthCount, ...]:
        """Return how many interviews took place, by the months of these days."""
        month = func.substr(_INTERVIEW.held, 1, 7)
        given = exists().where(_REASON.interview == _INTERVIEW.interview)
        known = _INTERVIEW.exploitation != ""
        inside = month.between(f"{first:%Y-%m}", f"{last:%Y-%m}")
        began, ended = f"{first:%Y-%m}", f"{last:%Y-%m}~"
        asked = (
            select(
                month,
                func.count(),
                func.sum(case((given, 1), else_=0)),
                func.sum(case((known, 0), else_=1)),
            )
            .where(_INTERVIEW.held >= began, _INTERVIEW.held < ended, inside)
            .where(_INTERVIEW.outcome.in_(sorted(TOOK_PLACE)))
            .group_by(month)
            .order_by(month)
        )
        with reading(self._engine) as connection:
            return tuple(MonthCount(*row) for row in connection.execute(asked))


def _of_several_children(rows: Iterable[Sequence[Any]]) -> dict[tuple[str, str], list[Sequence[Any]]]:
    """Return the mentions of what is named with two children or more; each begins with its kind and key."""
    named: dict[tuple[str, str], list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        named[row[0], row[1]].append(row)
    return {what: some for what, some in named.items() if len({row[3] for row in some}) > 1}


def _day(submitted: str) -> str:
    return parse_instant(submitted).astimezone(LONDON).date().isoformat()


def _evidence(row: Sequence[Any], called: Mapping[str, str], days: Mapping[str, str]) -> Evidence:
    _, _, text, child, interview, submitted = row
    return Evidence(child, called.get(child, ""), interview, days[submitted], text)


def _called(connection: Connection, children: set[str]) -> dict[str, str]:
    """Return what children are called."""
    child = tables.child_row.c
    asked = select(child.child, child.called).where(among(child.child, sorted(children)))
    return {one: called or "" for one, called in connection.execute(asked).all()}
