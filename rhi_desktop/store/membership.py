"""The team that a store belongs to: its row, the directory's statements, the team's keys, who was invited."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.people import Role
from rhi_desktop.services.syncing.ports import Membership, RawStatement
from rhi_desktop.services.syncing.team import Standing
from rhi_desktop.store import team_tables

_TEAM = team_tables.team


def read(connection: Connection) -> Membership | None:
    """Return the team, None where the store belongs to none."""
    row = connection.execute(select(_TEAM)).mappings().one_or_none()
    if row is None:
        return None
    kept = {name: value for name, value in row.items() if name != "id"}
    return Membership(**{**kept, "standing": Standing(row["standing"]), "role": Role.of(row["role"])})


def keep(connection: Connection, membership: Membership) -> None:
    """Write the team's row."""
    values = {"id": 1, **asdict(membership), "role": membership.role.text}
    changed = {name: value for name, value in values.items() if name != "id"}
    connection.execute(insert(_TEAM).values(values).on_conflict_do_update(index_elements=["id"], set_=changed))


def change(connection: Connection, **values: str | int) -> None:
    """Change fields of the team's row."""
    connection.execute(update(_TEAM).values(values))


def read_statements(connection: Connection) -> tuple[RawStatement, ...]:
    """Return the statements in the order in which they came."""
    columns = team_tables.statement.c
    kept = select(columns.id, columns.signer, columns.content, columns.signature).order_by(columns.number)
    return tuple(RawStatement(*row) for row in connection.execute(kept))


def add_statements(connection: Connection, statements: Sequence[RawStatement]) -> None:
    """Keep statements that are new."""
    for one in statements:
        row = {"id": one.id, "signer": one.signer, "content": one.content, "signature": one.signature}
        connection.execute(insert(team_tables.statement).values(row).on_conflict_do_nothing())


def signing_keys(connection: Connection) -> dict[str, bytes]:
    """Return the public signing keys of all devices that were ever certified: the first certificate of each counts."""
    found: dict[str, bytes] = {}
    for one in read_statements(connection):
        said = msgspec.json.decode(one.content)
        if said["says"] == "certificate":
            found.setdefault(said["device"], bytes.fromhex(said["signing_key"]))
    return found


def read_keys(connection: Connection) -> dict[int, bytes]:
    """Return the team's private keys by epoch."""
    return {row.epoch: row.private for row in connection.execute(select(team_tables.team_key))}


def add_keys(connection: Connection, keys: Mapping[int, bytes]) -> None:
    """Keep keys of the team that are new."""
    for epoch, private in keys.items():
        kept = insert(team_tables.team_key).values(epoch=epoch, private=private)
        connection.execute(kept.on_conflict_do_nothing())


def invite(connection: Connection, code: str, name: str, role: Role, member: str, until: str) -> None:
    """Remember whom an invitation is for."""
    row = {"code": code, "name": name, "role": role.text, "member": member, "until": until}
    connection.execute(insert(team_tables.invited).values(row))


def invited(connection: Connection, code: str) -> tuple[str, Role, str] | None:
    """Return name, role and member of an invitation."""
    row = connection.execute(select(team_tables.invited).filter_by(code=code)).one_or_none()
    return (row.name, Role.of(row.role), row.member) if row is not None else None
