"""Cases for the figures (`services.figures.ports`): ranges of the rows that are kept of them (see `cases`)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, Engine, func, select, union

from rhi_desktop.domain.figures.case import Case
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import instant_text
from rhi_desktop.store import cases, tables
from rhi_desktop.store.duplicates import leading_on
from rhi_desktop.store.figure_tables import case_row
from rhi_desktop.store.rows import among
from rhi_desktop.store.transactions import reading

_CASE, _EPISODE = case_row.c, tables.episode_row.c
_REFERRAL, _INTERVIEW = tables.referral_row.c, tables.interview_row.c
_ATTEMPT, _REVIEW = tables.attempt_row.c, tables.review_row.c


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
            kept = [*connection.scalars(ended).all(), *connection.scalars(away).all()]
            return _read(connection, kept)

    def active_between(self, first: date, last: date) -> tuple[Case, ...]:
        """Return the episodes about which something happened on these days."""
        since, until = first.isoformat(), (last + timedelta(days=1)).isoformat()
        begin, end = _instants(first, last)
        about = union(
            select(_REFERRAL.referral).where(_REFERRAL.received >= _a_day_before(first), _REFERRAL.received < until),
            select(_ATTEMPT.referral).where(_ATTEMPT.at >= _a_day_before(first), _ATTEMPT.at < until),
            select(_INTERVIEW.referral).where(_INTERVIEW.held >= _a_day_before(first), _INTERVIEW.held < until),
            select(_INTERVIEW.referral).where(_INTERVIEW.submitted >= begin, _INTERVIEW.submitted < end),
            select(_INTERVIEW.referral).join(tables.review_row, _REVIEW.interview == _INTERVIEW.interview)
            .where(_REVIEW.at >= begin, _REVIEW.at < end),
        ).subquery()  # fmt: skip
        listed = func.json_each(_REFERRAL.episodes).table_valued("value")
        named = (
            select(listed.c.value)
            .select_from(tables.referral_row.join(about, about.c.referral == _REFERRAL.referral))
            .join(listed, listed.c.value != "")
        )
        began = select(_EPISODE.episode).where(_EPISODE.day >= since, _EPISODE.day < until)
        with reading(self._engine) as connection:
            chosen = connection.scalars(union(named, began)).all()  # looked up once, and then the cases
            return _read(connection, connection.scalars(select(_CASE.content).where(among(_CASE.episode, chosen))))


def _read(connection: Connection, kept: Iterable[bytes]) -> tuple[Case, ...]:
    """Return cases in the order of their days; a child who was put aside is the one that stays."""
    stays = leading_on(connection)
    found = [cases.read(content) for content in kept]
    told = (replace(one, child=stays[one.child]) if one.child in stays else one for one in found) if stays else found
    return tuple(sorted(told, key=lambda one: (one.began or date.min, one.called, one.episode)))


def _a_day_before(day: date) -> str:
    """Moments are kept in UTC: one on this London day may be of the day before there."""
    return (day - timedelta(days=1)).isoformat()


def _instants(first: date, last: date) -> tuple[str, str]:
    begin = datetime.combine(first, time(), LONDON)
    end = datetime.combine(last + timedelta(days=1), time(), LONDON)
    return instant_text(begin), instant_text(end)
