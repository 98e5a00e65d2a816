"""Cases for the figures (`services.figures.ports`): ranges of the rows that are kept of them (see `cases`)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from rhi_desktop.domain.figures.case import Case
from rhi_desktop.store import cases
from rhi_desktop.store.duplicates import leading_on
from rhi_desktop.store.figure_tables import case_row
from rhi_desktop.store.transactions import reading

_CASE = case_row.c
_DAY = timedelta(days=1)


class SqlFigures:
    """Reads cases."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ended_between(self, first: date, last: date) -> tuple[Case, ...]:
        """Return the episodes that ended on these days, and those that began then and have no end on record."""
        since, until = first.isoformat(), last.isoformat()
        ended = select(_CASE.content).where(_CASE.ended.between(since, until))
        away = select(_CASE.content).where(_CASE.ended == "", _CASE.day.between(since, until))
        with reading(self._engine) as connection:
            return _read(connection, [*connection.execute(ended).all(), *connection.execute(away).all()])

    def active_between(self, first: date, last: date) -> tuple[Case, ...]:
        """Return the episodes about which not all happened before these days, nor all after them."""
        since, until = (first - _DAY).isoformat(), (last + 2 * _DAY).isoformat()
        asked = select(_CASE.content).where(_CASE.last >= since, _CASE.first < until)
        with reading(self._engine) as connection:
            return _read(connection, connection.execute(asked).all())


def _read(connection: Connection, rows: "Sequence[Row[Any]]") -> tuple[Case, ...]:
    """Return cases in the order of their days; a child who was put aside is the one that stays."""
    stays = leading_on(connection)
    found = [cases.read(row.content) for row in rows]
    told = (replace(one, child=stays[one.child]) if one.child in stays else one for one in found) if stays else found
    return tuple(sorted(told, key=lambda one: (one.began or date.min, one.called, one.episode)))
