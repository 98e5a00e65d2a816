"""What whoever runs the hub does to it from its own computer: set it up, invite, look at the devices, shut one out."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, delete, select

from rhi_desktop.hub import tables
from rhi_desktop.hub.admitting import new_code, shut_out
from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.hub.hub import make_key, read_key
from rhi_desktop.hub.migrate import Schema
from rhi_desktop.hub.refusing import HubProblem
from rhi_desktop.wire.api import DeviceState
from rhi_desktop.wire.invitation import InvitationText
from rhi_desktop.wire.invitation import new_code as fresh_code

VALID: Final = dt.timedelta(days=7)
"""How long a code holds."""

_CODE = tables.code.c
_DEVICE = tables.device.c
_ORGANISATION = tables.organisation.c


@dataclass(frozen=True, slots=True)
class Listed:
    """A device as `rhi-hub devices` shows it; `behind` is how many positions of the log it has yet to hold."""

    organisation: str
    device: str
    state: str
    team: bool
    seen: str
    behind: int


class Operating:
    """The commands over one database. `now` is the present instant."""

    def __init__(self, engine: Engine, now: dt.datetime) -> None:
        self._engine = engine
        self._now = int(now.timestamp())

    def init(self, schema: Schema) -> str:
        """Bring the database up to date, make the hub's key, and return the code to found the first organisation.

        Empty where there is an organisation, or such a code out already: only its hash is kept.
        """
        schema.upgrade()
        make_key(self._engine)
        with writing(self._engine) as connection:
            self._forget_expired(connection)
            founded = connection.execute(select(_ORGANISATION.number).limit(1)).first()
            out = connection.execute(select(_CODE.hash).where(_CODE.organisation.is_(None)).limit(1)).first()
            return "" if founded or out else self._code(connection, None)

    def fingerprint(self) -> str:
        """Return the hub's public key, to be compared by people: SHA-256, in groups of four. Raises HubProblem."""
        digest = hashlib.sha256(read_key(self._engine).public_key().public_bytes_raw()).hexdigest()[:40]
        return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))

    def founding_code(self) -> str:
        """Return a new code to found a further organisation. Raises HubProblem."""
        read_key(self._engine)
        with writing(self._engine) as connection:
            self._forget_expired(connection)
            return self._code(connection, None)

    def enrolment_code(self, organisation: str, address: str) -> tuple[str, str]:
        """Return a new code to ask to be let into an organisation, and the text that invites with it.

        The text is empty without the hub's public `address`. Raises HubProblem for an organisation that is not here.
        """
        key = read_key(self._engine).public_key().public_bytes_raw().hex()
        with writing(self._engine) as connection:
            self._forget_expired(connection)
            row = connection.execute(
                select(_ORGANISATION.number, _ORGANISATION.root_key).where(_ORGANISATION.id == organisation)
            ).one_or_none()
            if row is None:
                raise HubProblem("There is no such organisation here. “rhi-hub devices” lists those that there are.")
            code = self._code(connection, row.number)
        if not address:
            return code, ""
        invitation = InvitationText(
            hub=address, hub_key=key, organisation=organisation, root_key=row.root_key, code=code
        )
        return code, invitation.to_text()

    def devices(self) -> list[Listed]:
        """Return all devices of all organisations."""
        read_key(self._engine)
        asked = select(
            _ORGANISATION.id.label("organisation"), _ORGANISATION.size, _DEVICE.id, _DEVICE.state, _DEVICE.team,
            _DEVICE.seen, _DEVICE.held,
        ).join_from(tables.device, tables.organisation)  # fmt: skip
        with reading(self._engine) as connection:
            rows = connection.execute(asked.order_by(_ORGANISATION.number, _DEVICE.id)).all()
        return [
            Listed(row.organisation, row.id, row.state, row.team, row.seen or "never", row.size - row.held)
            for row in rows
        ]

    def revoke(self, device: str, organisation: str = "") -> bool:
        """Shut a device out; return whether it was not so already. Raises HubProblem where it is not one device."""
        wanted: ColumnElement[bool] = _DEVICE.id == device
        if organisation:
            wanted &= _ORGANISATION.id == organisation
        with writing(self._engine) as connection:
            asked = select(_DEVICE.organisation, _DEVICE.state).join_from(tables.device, tables.organisation)
            found = connection.execute(asked.where(wanted)).all()
            if not found:
                raise HubProblem("There is no such device here. “rhi-hub devices” lists those that there are.")
            if len(found) > 1:
                raise HubProblem("Several organisations have a device of this name: say which with --organisation.")
            if found[0].state == DeviceState.REVOKED:
                return False
            shut_out(connection, found[0].organisation, device, b"")
            return True

    def _code(self, connection: Connection, organisation: int | None) -> str:
        code = fresh_code()
        new_code(connection, code, organisation, self._now + int(VALID.total_seconds()))
        return code

    def _forget_expired(self, connection: Connection) -> None:
        connection.execute(delete(tables.code).where(_CODE.expires <= self._now))


def require_current(schema: Schema) -> None:
    """Raise HubProblem where the database is not at this program's version."""
    if not schema.is_current():
        raise HubProblem("The database is not at this program's version. Run “rhi-hub init”, then try again.")
