"""Letting go of envelopes that every reader holds, whose ids stay as leaves of the tree, and of codes that ran out."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists, func, literal, or_, select, update

from rhi_desktop.hub import tables
from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.wire.api import DeviceState
from rhi_desktop.wire.envelope import RECOVERY, TEAM

BATCH: Final = 500
"""How many envelopes go in one transaction: an organisation's writers wait for no more than that."""

_DEVICE = tables.device.c
_DELIVERY = tables.delivery.c
_ENVELOPE = tables.envelope.c
_ORGANISATION = tables.organisation.c


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many envelopes went, and how many bytes they had."""

    envelopes: int
    size: int


def prune(engine: Engine, today: dt.date, keep_days: int) -> Pruned:
    """Let go of what came `keep_days` ago or earlier and is held by all who are to have it. Raises Refused.

    What is for the team must be held by every device that has the team's keys now; what is for the recovery stays.
    A device that was shut out is waited for no longer. Codes that ran out before today go as well.
    """
    last_day = (today - dt.timedelta(days=keep_days)).isoformat()
    with reading(engine) as connection:
        numbers = list(connection.scalars(select(_ORGANISATION.number)))
    envelopes = size = 0
    for number in numbers:
        more = True
        while more:
            with writing(engine) as connection:
                gone = _prune_some(connection, number, last_day)
            envelopes, size = envelopes + gone.envelopes, size + gone.size
            more = gone.envelopes == BATCH
    _forget_codes(engine, today)
    return Pruned(envelopes, size)


def _forget_codes(engine: Engine, today: dt.date) -> None:
    midnight = int(dt.datetime.combine(today, dt.time(), dt.UTC).timestamp())
    with writing(engine) as connection:
        connection.execute(delete(tables.code).where(tables.code.c.expires <= midnight))


def _prune_some(connection: Connection, number: int, last_day: str) -> Pruned:
    _lock(connection, number)
    held_by_team = connection.scalar(
        select(func.min(_DEVICE.held)).where(
            _DEVICE.organisation == number, _DEVICE.state == DeviceState.ACTIVE.value, _DEVICE.team.is_(True)
        )
    )
    asked = select(_ENVELOPE.position, _ENVELOPE.size).where(
        _ENVELOPE.organisation == number,
        _ENVELOPE.content.is_not(None),
        _ENVELOPE.day <= last_day,
        ~_awaited(held_by_team or 0),
    )
    rows = connection.execute(asked.order_by(_ENVELOPE.position).limit(BATCH)).all()
    positions = [row.position for row in rows]
    if positions:
        of_log = (_ENVELOPE.organisation == number) & _ENVELOPE.position.in_(positions)
        connection.execute(update(tables.envelope).where(of_log).values(content=None))
        due = (_DELIVERY.organisation == number) & _DELIVERY.position.in_(positions)
        connection.execute(delete(tables.delivery).where(due))
    return Pruned(len(rows), sum(row.size for row in rows))


def _lock(connection: Connection, number: int) -> None:
    """Keep writers out, and approvals: whoever is let into the team is told rightly whether anything has gone."""
    own = select(_ORGANISATION.number).where(_ORGANISATION.number == number)
    connection.execute(own.with_for_update())
    devices = select(_DEVICE.id).where(_DEVICE.organisation == number).order_by(_DEVICE.id)
    connection.execute(devices.with_for_update())


def _awaited(held_by_team: int) -> ColumnElement[bool]:
    """Whether a reader of the envelope has yet to say that it holds it."""
    joined = tables.delivery.outerjoin(
        tables.device, and_(_DEVICE.organisation == _DELIVERY.organisation, _DEVICE.id == _DELIVERY.reader)
    )
    reader = or_(
        _DELIVERY.reader == RECOVERY,
        and_(_DELIVERY.reader == TEAM, _DELIVERY.position > held_by_team),
        and_(
            _DELIVERY.reader.not_in([TEAM, RECOVERY]),
            or_(
                _DEVICE.id.is_(None),
                and_(_DEVICE.state != DeviceState.REVOKED.value, _DEVICE.held < _DELIVERY.position),
            ),
        ),
    )
    of_envelope = and_(_DELIVERY.organisation == _ENVELOPE.organisation, _DELIVERY.position == _ENVELOPE.position)
    return exists(select(literal(1)).select_from(joined).where(of_envelope, reader))
