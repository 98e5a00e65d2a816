"""Organisations and their devices: founded, invited, let in, turned away, shut out, come back."""

import hashlib
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from rhi_desktop.hub import tables
from rhi_desktop.hub.asking import Asker, holds
from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.hub.refusing import Refused
from rhi_desktop.wire import api
from rhi_desktop.wire.api import DeviceState, Reason
from rhi_desktop.wire.envelope import GENESIS

WAITING: Final = 200
"""How many devices of an organisation may wait at once."""

_CODE = tables.code.c
_DEVICE = tables.device.c
_ENVELOPE = tables.envelope.c
_ORGANISATION = tables.organisation.c


class Admitting:
    """Changes who may ask. Each call is one transaction; each may be repeated, since replies are lost.

    What it decides by is locked first, so that of two requests at one moment the later is answered by the earlier's
    outcome.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def found(self, founding: api.Founding, now: int) -> None:
        """Begin an organisation with its first device. Raises Refused."""
        with writing(self._engine) as connection:
            good = _use(connection, founding.code, None, now)
            known = _organisation(connection, founding.organisation)
            if known is not None:
                self._require_founder(connection, founding, known)
                return
            if not good:
                raise Refused(Reason.WRONG_CODE)
            number = _begin(connection, founding)
            _add(connection, number, founding.device, founding.signing_key, state=DeviceState.ACTIVE, team=True)

    def recover(self, recovery: api.Recovery) -> None:
        """Let in a device that the organisation's root vouches for. Raises Refused."""
        with writing(self._engine) as connection:
            kept = select(_ORGANISATION.number, _ORGANISATION.root_key)
            row = connection.execute(kept.where(_ORGANISATION.id == recovery.organisation)).one_or_none()
            message = api.recovery_message(recovery.organisation, recovery.device, recovery.signing_key)
            if row is None or not holds(row.root_key, bytes.fromhex(recovery.signature), message):
                raise Refused(Reason.FORGED)
            _organisation(connection, recovery.organisation)
            known = _device(connection, row.number, recovery.device)
            if known is None:
                _add(connection, row.number, recovery.device, recovery.signing_key, state=DeviceState.ACTIVE, team=True,
                     recovered=True)  # fmt: skip
                return
            if known["signing_key"] != recovery.signing_key or known["state"] == DeviceState.REVOKED:
                raise Refused(Reason.TAKEN)
            _change(connection, row.number, recovery.device, state="active", team=True, recovered=True)

    def invite(self, asker: Asker, invitation: api.Invitation, now: int) -> None:
        """Let a code be good once; one that is out, or that a device came with, stays as it is."""
        asker.require_team()
        row = {"hash": invitation.code, "organisation": asker.organisation, "expires": now + invitation.seconds}
        used = (_DEVICE.organisation == asker.organisation) & (_DEVICE.code == invitation.code)
        with writing(self._engine) as connection:
            if connection.execute(select(_DEVICE.id).where(used).limit(1)).first() is None:
                with suppress(IntegrityError), connection.begin_nested():
                    connection.execute(insert(tables.code).values(row))

    def enrol(self, enrolment: api.Enrolment, now: int) -> None:
        """Let a device wait. Raises Refused."""
        with writing(self._engine) as connection:
            number = _organisation(connection, enrolment.organisation)
            if number is None:
                raise Refused(Reason.WRONG_CODE)
            known = _device(connection, number, enrolment.device)
            code = _hashed(enrolment.code)
            if known is not None:
                if (known["code"], known["signing_key"]) == (code, enrolment.signing_key):
                    return
                if known["state"] != DeviceState.PENDING or known["signing_key"] != enrolment.signing_key:
                    raise Refused(Reason.TAKEN)
            if not _use(connection, enrolment.code, number, now):
                raise Refused(Reason.WRONG_CODE)
            if known is not None:
                _remove(connection, number, enrolment.device)
            elif _count_waiting(connection, number) >= WAITING:
                raise Refused(Reason.TOO_MANY)
            _add(connection, number, enrolment.device, enrolment.signing_key, state=DeviceState.PENDING,
                 member=enrolment.member, sealing_key=enrolment.sealing_key, code=code)  # fmt: skip

    def waiting(self, asker: Asker) -> api.Enrolments:
        """Return who waits."""
        asker.require_team()
        kept = select(_DEVICE.id, _DEVICE.member, _DEVICE.signing_key, _DEVICE.sealing_key, _DEVICE.code)
        kept = kept.where(_DEVICE.organisation == asker.organisation, _DEVICE.state == DeviceState.PENDING.value)
        with reading(self._engine) as connection:
            rows = connection.execute(kept.order_by(_DEVICE.id)).all()
        return api.Enrolments(
            waiting=tuple(
                api.Waiting(device=row.id, member=row.member, signing_key=row.signing_key,
                            sealing_key=row.sealing_key, code=row.code)
                for row in rows
            )
        )  # fmt: skip

    def approve(self, asker: Asker, approval: api.Approval) -> api.Approved:
        """Let a device in."""
        asker.require_team()
        with writing(self._engine) as connection:
            known = _device(connection, asker.organisation, approval.device)
            if known is None or known["state"] == DeviceState.REVOKED:
                raise Refused(Reason.NOT_FOUND)
            _change(connection, asker.organisation, approval.device, state="active", team=approval.team)
            pruned = select(_ENVELOPE.position).where(
                _ENVELOPE.organisation == asker.organisation, _ENVELOPE.content.is_(None)
            )
            return api.Approved(pruned=approval.team and connection.execute(pruned.limit(1)).first() is not None)

    def decline(self, asker: Asker, device: str) -> None:
        """Turn away a device that waits; one that does not wait stays as it is."""
        asker.require_team()
        with writing(self._engine) as connection:
            known = _device(connection, asker.organisation, device)
            if known is not None and known["state"] == DeviceState.PENDING:
                _remove(connection, asker.organisation, device)

    def revoke(self, asker: Asker, revoking: api.Revoking) -> None:
        """Shut a device out; the first order that says so stays."""
        asker.require_team()
        with writing(self._engine) as connection:
            shut_out(connection, asker.organisation, revoking.device, bytes.fromhex(revoking.statement))

    def devices(self, asker: Asker) -> api.Devices:
        """Return all devices of the organisation."""
        asker.require_team()
        kept = select(_DEVICE.id, _DEVICE.state, _DEVICE.team, _DEVICE.seen, _DEVICE.held)
        with reading(self._engine) as connection:
            rows = connection.execute(kept.where(_DEVICE.organisation == asker.organisation).order_by(_DEVICE.id)).all()
        return api.Devices(
            devices=tuple(
                api.Seen(device=row.id, state=DeviceState(row.state), team=row.team, seen=row.seen, held=row.held)
                for row in rows
            )
        )

    def _require_founder(self, connection: Connection, founding: api.Founding, number: int) -> None:
        known = _device(connection, number, founding.device)
        if known is None or known["signing_key"] != founding.signing_key:
            raise Refused(Reason.TAKEN)


def shut_out(connection: Connection, organisation: int, device: str, statement: bytes) -> None:
    """Mark a device as revoked. Raises Refused where there is none."""
    known = _device(connection, organisation, device)
    if known is None:
        raise Refused(Reason.NOT_FOUND)
    if known["state"] != DeviceState.REVOKED or not known["statement"]:
        _change(connection, organisation, device, state="revoked", statement=statement)


def new_code(connection: Connection, code: str, organisation: int | None, expires: int) -> None:
    """Let a code be good once: to be let in, or without an organisation to found one."""
    row = {"hash": _hashed(code), "organisation": organisation, "expires": expires}
    connection.execute(insert(tables.code).values(row))


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode("ascii")).hexdigest()


def _use(connection: Connection, code: str, organisation: int | None, now: int) -> bool:
    """Use up a code; return whether it was good."""
    belongs = _CODE.organisation.is_(None) if organisation is None else _CODE.organisation == organisation
    good = delete(tables.code).where(_CODE.hash == _hashed(code), belongs, _CODE.expires > now)
    return connection.execute(good).rowcount == 1


def _begin(connection: Connection, founding: api.Founding) -> int:
    """Add an organisation. Raises Refused where another request has just done so, with a code of its own."""
    row = {"id": founding.organisation, "root_key": founding.root_key, "size": 0, "frontier": b""}
    try:
        made = connection.execute(insert(tables.organisation).values(row)).inserted_primary_key
    except IntegrityError:
        raise Refused(Reason.TAKEN) from None
    return int(made[0]) if made is not None else 0


def _organisation(connection: Connection, name: str) -> int | None:
    """Return its number, and keep out others who would let a device in until the transaction ends."""
    return connection.scalar(select(_ORGANISATION.number).where(_ORGANISATION.id == name).with_for_update())


def _device(connection: Connection, organisation: int, device: str) -> RowMapping | None:
    """Return a device, which stays as it is until the transaction ends."""
    kept = select(tables.device).where(_DEVICE.organisation == organisation, _DEVICE.id == device)
    return connection.execute(kept.with_for_update()).mappings().one_or_none()


def _count_waiting(connection: Connection, organisation: int) -> int:
    kept = select(_DEVICE.id).where(_DEVICE.organisation == organisation, _DEVICE.state == DeviceState.PENDING.value)
    return len(connection.execute(kept).all())


def _add(
    connection: Connection, organisation: int, device: str, signing_key: str, *, state: DeviceState, **more: Any
) -> None:
    blank = {"member": "", "sealing_key": "", "code": "", "team": False, "recovered": False, "counter": 0,
             "tip": GENESIS, "held": 0, "seen": "", "statement": b""}  # fmt: skip
    row = {
        **blank,
        "organisation": organisation,
        "id": device,
        "signing_key": signing_key,
        "state": state.value,
        **more,
    }
    connection.execute(insert(tables.device).values(row))


def _change(connection: Connection, organisation: int, device: str, **values: Any) -> None:
    own = (_DEVICE.organisation == organisation) & (_DEVICE.id == device)
    connection.execute(update(tables.device).where(own).values(values))


def _remove(connection: Connection, organisation: int, device: str) -> None:
    connection.execute(delete(tables.device).where(_DEVICE.organisation == organisation, _DEVICE.id == device))
