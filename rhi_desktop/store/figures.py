"""Cases for the figures (`services.figures.ports`): ranges along an index, put together in memory.

What belongs to an episode is found by its referral: where several ask about it, by the one with an interview that took
place, else by the first that came.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, func, or_, select, union

from rhi_desktop.domain.figures.case import Case, Offer, Talk
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import Kind, instant_text
from rhi_desktop.domain.review import Verdict
from rhi_desktop.services.offers import ANSWERS, OFFERED_TO
from rhi_desktop.store import tables
from rhi_desktop.store.duplicates import leading_on
from rhi_desktop.store.rows import among
from rhi_desktop.store.transactions import reading

_EPISODE, _CHILD = tables.episode_row.c, tables.child_row.c
_REFERRAL, _INTERVIEW = tables.referral_row.c, tables.interview_row.c
_ATTEMPT, _REVIEW, _LINK = tables.attempt_row.c, tables.review_row.c, tables.link.c
_RECENT = 90


class SqlFigures:
    """Reads cases."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ended_between(self, first: date, last: date) -> tuple[Case, ...]:
        """Return the episodes that ended on these days, and those that began then and have no end on record."""
        since, until = first.isoformat(), last.isoformat()
        away = and_(_EPISODE.ended == "", _EPISODE.day.between(since, until))
        with reading(self._engine) as connection:
            return _cases(connection, or_(_EPISODE.ended.between(since, until), away))

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
            chosen = connection.scalars(union(named, began)).all()  # looked up once, not for each part of the cases
            return _cases(connection, among(_EPISODE.episode, chosen))


def _cases(connection: Connection, where: Any) -> tuple[Case, ...]:
    rows = connection.execute(_episodes(where)).all()
    referrals = _referrals(connection, where)
    offers, talks = _offers(connection, where), _talks(connection, where)
    stays = leading_on(connection)
    cases = (_case(row, referrals.get(row.episode, ()), offers, talks) for row in rows)
    return tuple(replace(one, child=stays[one.child]) if one.child in stays else one for one in cases)


def _episodes(where: Any) -> "Select[Any]":
    before, window = tables.episode_row.alias(), tables.episode_row.alias()
    previous = (
        select(func.max(before.c.day))
        .where(before.c.child == _EPISODE.child, before.c.day < _EPISODE.day, before.c.day != "")
        .scalar_subquery()
    )
    first = func.date(_EPISODE.day, f"-{_RECENT} days")
    recent = (
        select(func.count())
        .where(window.c.child == _EPISODE.child, window.c.day >= first, window.c.day <= _EPISODE.day)
        .scalar_subquery()
    )
    columns = (
        _EPISODE.episode, _EPISODE.child, func.coalesce(_CHILD.called, "").label("called"), _EPISODE.kind,
        _EPISODE.day, _EPISODE.missing_since, _EPISODE.found, _EPISODE.returned, _EPISODE.case_status,
        _EPISODE.placement, _EPISODE.responsible, _EPISODE.host, func.coalesce(_CHILD.sex, "").label("sex"),
        func.coalesce(_CHILD.ethnicity, "").label("ethnicity"), func.coalesce(_CHILD.born, "").label("born"),
        previous.label("previous"), recent.label("recent"),
    )  # fmt: skip
    joined = tables.episode_row.outerjoin(tables.child_row, _CHILD.child == _EPISODE.child)
    return select(*columns).select_from(joined).where(where).order_by(_EPISODE.day, _CHILD.called, _EPISODE.episode)


def _linked(columns: Iterable[Any], where: Any) -> "Select[Any]":
    """Select from the referrals that name the chosen episodes."""
    named = and_(_LINK.subject == _EPISODE.episode, _LINK.kind == Kind.REFERRAL)
    joined = tables.episode_row.join(tables.link, named).join(tables.referral_row, _REFERRAL.referral == _LINK.record)
    return select(*columns).select_from(joined).where(where)


def _referrals(connection: Connection, where: Any) -> dict[str, "list[Row[Any]]"]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    columns = (_EPISODE.episode, _REFERRAL.referral, _REFERRAL.received, _REFERRAL.triage)
    for row in connection.execute(_linked(columns, where)).all():
        found[row.episode].append(row)
    return found


def _offers(connection: Connection, where: Any) -> dict[str, tuple[Offer, ...]]:
    columns = (_ATTEMPT.attempt, _REFERRAL.referral, _ATTEMPT.at, _ATTEMPT.result)
    answered = and_(_ATTEMPT.result.in_(sorted(ANSWERS)), _ATTEMPT.to.in_(sorted(OFFERED_TO)))
    asked = _linked(columns, where).join(tables.attempt_row, _ATTEMPT.referral == _REFERRAL.referral).where(answered)
    asked = asked.order_by(_ATTEMPT.created)
    found: dict[str, dict[str, Offer]] = defaultdict(dict)
    for row in connection.execute(asked).all():
        found[row.referral][row.attempt] = Offer(at=row.at, result=row.result)
    return {referral: tuple(some.values()) for referral, some in found.items()}


def _talks(connection: Connection, where: Any) -> dict[str, tuple[Talk, ...]]:
    approved = (
        select(func.min(_REVIEW.at))
        .where(_REVIEW.interview == _INTERVIEW.interview, _REVIEW.version == _INTERVIEW.version)
        .where(_REVIEW.verdict == Verdict.APPROVED.value)
        .scalar_subquery()
    )
    columns = (
        _REFERRAL.referral, _INTERVIEW.interview, _INTERVIEW.outcome, _INTERVIEW.held, _INTERVIEW.submitted,
        _INTERVIEW.declined, _INTERVIEW.exploitation, approved.label("approved"),
    )  # fmt: skip
    asked = _linked(columns, where).join(tables.interview_row, _INTERVIEW.referral == _REFERRAL.referral)
    found: dict[str, dict[str, Talk]] = defaultdict(dict)
    for row in connection.execute(asked).all():
        found[row.referral][row.interview] = Talk(
            interview=row.interview,
            outcome=row.outcome,
            held=row.held,
            submitted=row.submitted,
            approved=row.approved or "",
            declined=tuple(row.declined.split()),
            exploitation={"yes": True, "no": False}.get(row.exploitation),
        )
    return {referral: tuple(some.values()) for referral, some in found.items()}


def _case(
    row: "Row[Any]",
    referrals: "Sequence[Row[Any]]",
    offers: dict[str, tuple[Offer, ...]],
    talks: dict[str, tuple[Talk, ...]],
) -> Case:
    def order(one: "Row[Any]") -> tuple[bool, str, str]:
        return not any(talk.took_place for talk in talks.get(one.referral, ())), one.received, one.referral

    chosen = min(referrals, key=order, default=None)
    referral = chosen.referral if chosen is not None else ""
    return Case(
        episode=row.episode, child=row.child, called=row.called, kind=row.kind, began=_day(row.day),
        missing_since=row.missing_since, found=row.found, returned=row.returned, case_status=row.case_status,
        placement=row.placement, responsible=row.responsible, host=row.host, sex=row.sex, ethnicity=row.ethnicity,
        born=_day(row.born), previous=_day(row.previous or ""), recent=row.recent, referral=referral,
        received=chosen.received if chosen is not None else "", triage=chosen.triage if chosen is not None else "",
        offers=offers.get(referral, ()), talks=talks.get(referral, ()),
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _a_day_before(day: date) -> str:
    """Moments are kept in UTC: one on this London day may be of the day before there."""
    return (day - timedelta(days=1)).isoformat()


def _instants(first: date, last: date) -> tuple[str, str]:
    begin = datetime.combine(first, time(), LONDON)
    end = datetime.combine(last + timedelta(days=1), time(), LONDON)
    return instant_text(begin), instant_text(end)
