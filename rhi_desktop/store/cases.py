"""Cases: what is known of one episode, put together from the rows of several records and kept for the figures.

What belongs to an episode is found by its referral: where several ask about it, by the one with an interview that took
place, else by the first that came.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, and_, delete, func, select, true

from rhi_desktop.domain.figures.case import Case, Offer, Talk
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.review import Verdict
from rhi_desktop.services.offers import ANSWERS, OFFERED_TO
from rhi_desktop.store import tables
from rhi_desktop.store.figure_tables import case_row
from rhi_desktop.store.rows import Row as Kept
from rhi_desktop.store.rows import among, put
from rhi_desktop.store.standing import Standing

_EPISODE, _CHILD = tables.episode_row.c, tables.child_row.c
_REFERRAL, _INTERVIEW = tables.referral_row.c, tables.interview_row.c
_ATTEMPT, _REVIEW, _LINK = tables.attempt_row.c, tables.review_row.c, tables.link.c
_RECENT = 90
_AT_ONCE = 2_000
_ABOUT: Final = frozenset({Kind.EPISODE, Kind.REFERRAL, Kind.ATTEMPT, Kind.INTERVIEW, Kind.REVIEW})
"""The kinds, besides the child's own record, of which something stands in a case."""
_READER: Final = msgspec.msgpack.Decoder(Case)


def read(content: bytes) -> Case:
    """Return a case as it was kept."""
    return _READER.decode(content)


def children_of(connection: Connection, changed: Sequence[Standing]) -> frozenset[str]:
    """Return the children whose cases the records, as their rows now are, have a part in."""
    about = [one.record for one in changed if one.kind in _ABOUT]
    named = connection.scalars(select(_LINK.subject).where(among(_LINK.record, about))) if about else ()
    return frozenset({one.record for one in changed if one.kind is Kind.CHILD} | set(named))


def refresh(connection: Connection, children: Collection[str]) -> None:
    """Make the cases of these children anew from the rows of their records."""
    if children:
        connection.execute(delete(case_row).where(among(case_row.c.child, children)))
        put(connection, case_row, list(_rows(connection, among(_EPISODE.child, children))))


def make_anew(connection: Connection) -> None:
    """Make every case anew."""
    connection.execute(delete(case_row))
    every = list(connection.scalars(select(_EPISODE.child).distinct().order_by(_EPISODE.child)))
    for start in range(0, len(every), _AT_ONCE):
        put(connection, case_row, list(_rows(connection, among(_EPISODE.child, every[start : start + _AT_ONCE]))))


def agree(connection: Connection) -> bool:
    """Whether the cases are what the rows of the records say."""
    kept = {tuple(row) for row in connection.execute(select(case_row))}
    return kept == set(_rows(connection, true()))


def _rows(connection: Connection, where: Any) -> Iterator[Kept]:
    episodes = connection.execute(_episodes(where)).all()
    referrals = _referrals(connection, where)
    offers, talks = _offers(connection, where), _talks(connection, where)
    for row in episodes:
        case = _case(row, referrals.get(row.episode, ()), offers, talks)
        happened = case.happened or ("",)
        yield row.ended, row.day, case.episode, case.child, happened[0], happened[-1], msgspec.msgpack.encode(case)


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
        previous.label("previous"), recent.label("recent"), _EPISODE.ended,
    )  # fmt: skip
    joined = tables.episode_row.outerjoin(tables.child_row, _CHILD.child == _EPISODE.child)
    return select(*columns).select_from(joined).where(where)


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
