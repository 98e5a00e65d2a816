"""The hub's log of sealed envelopes, and the devices that may ask for them.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("hub", sa.Column("number", sa.Integer, nullable=False), _bytes("key"), _key("hub", "number"))
    op.create_table(
        "organisation",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        _text("id"),
        _text("root_key"),
        _big("size"),
        _bytes("frontier"),
        _key("organisation", "number"),
        sa.UniqueConstraint("id", name="uq_organisation_id"),
    )
    op.create_table(
        "code",
        _text("hash"),
        sa.Column("organisation", sa.Integer),
        _big("expires"),
        _key("code", "hash"),
        _refers("code"),
    )
    op.create_table(
        "device",
        _number("organisation"),
        *(_text(name) for name in ("id", "member", "signing_key", "sealing_key", "code", "state")),
        _flag("team"),
        _flag("recovered"),
        _big("counter"),
        _text("tip"),
        _big("held"),
        _text("seen"),
        _bytes("statement"),
        _key("device", "organisation", "id"),
        _refers("device"),
    )
    _log()


def _log() -> None:
    op.create_table(
        "envelope",
        _number("organisation"),
        _big("position"),
        _bytes("id"),
        _text("device"),
        _flag("quarantined"),
        _text("day"),
        _number("size"),
        sa.Column("content", sa.LargeBinary),
        _key("envelope", "organisation", "position"),
        sa.UniqueConstraint("organisation", "id", name="uq_envelope_organisation_id"),
        _refers("envelope"),
    )
    if op.get_bind().dialect.name == "postgresql":  # what is encrypted cannot be compressed: do not try
        op.execute("ALTER TABLE envelope ALTER COLUMN content SET STORAGE EXTERNAL")
    op.create_table(
        "delivery",
        _number("organisation"),
        _text("reader"),
        _big("position"),
        _key("delivery", "organisation", "reader", "position"),
        _refers("delivery"),
    )
    op.create_index("ix_delivery_organisation_position", "delivery", ["organisation", "position"])
    op.create_table(
        "tile",
        _number("organisation"),
        _number("level"),
        _big("number"),
        _bytes("root"),
        _key("tile", "organisation", "level", "number"),
        _refers("tile"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _refers(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation"], ["organisation.number"], name=f"fk_{table}_organisation_organisation"
    )
