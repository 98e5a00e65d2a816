"""The hub's tables: who may ask, and sealed envelopes in one log for each organisation. Days are kept, no times.

`organisation.number` stands for an organisation in the other tables, so that their rows stay small.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _big(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _of_organisation() -> Column[int]:
    return Column("organisation", Integer, ForeignKey("organisation.number"), nullable=False)


hub: Final = Table("hub", metadata, Column("number", Integer, primary_key=True), _bytes("key"))
"""One row: the private Ed25519 key that signs the heads of the logs."""

code: Final = Table(
    "code",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("organisation", Integer, ForeignKey("organisation.number")),
    _big("expires"),
)
"""Single-use codes by their SHA-256: to found an organisation, or to be let into one. `expires` is in Unix seconds."""

organisation: Final = Table(
    "organisation",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    _text("root_key"),
    _big("size"),
    _bytes("frontier"),
)
"""An organisation with the end of its log: how many envelopes, and the roots of the largest complete subtrees."""

device: Final = Table(
    "device",
    metadata,
    _of_organisation(),
    _text("id"),
    _text("member"),
    _text("signing_key"),
    _text("sealing_key"),
    _text("code"),
    _text("state"),
    _flag("team"),
    _flag("recovered"),
    _big("counter"),
    _text("tip"),
    _big("held"),
    _text("seen"),
    _bytes("statement"),
    PrimaryKeyConstraint("organisation", "id"),
)
"""A device: its keys, the end of its chain, up to where it has pulled, the day of its last contact."""

envelope: Final = Table(
    "envelope",
    metadata,
    _of_organisation(),
    _big("position"),
    _bytes("id"),
    _text("device"),
    _flag("quarantined"),
    _text("day"),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary),
    PrimaryKeyConstraint("organisation", "position"),
    UniqueConstraint("organisation", "id"),
)
"""The log. `content` goes when all readers hold it; the id stays, as a leaf of the tree."""

delivery: Final = Table(
    "delivery",
    metadata,
    _of_organisation(),
    _text("reader"),
    _big("position"),
    PrimaryKeyConstraint("organisation", "reader", "position"),
    Index(None, "organisation", "position"),
)
"""For whom an envelope is: a device, “team” or “recovery”."""

tile: Final = Table(
    "tile",
    metadata,
    _of_organisation(),
    Column("level", Integer, nullable=False),
    _big("number"),
    _bytes("root"),
    PrimaryKeyConstraint("organisation", "level", "number"),
)
"""The roots of complete subtrees of 256 envelopes (level 1), of 256 of those (level 2), and so on."""
