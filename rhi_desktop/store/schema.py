"""What every table is made with: one set of tables, and rules that name their constraints."""

from typing import Final

from sqlalchemy import Column, MetaData, Text

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str) -> Column[str]:
    """Return a column of text that is never NULL."""
    return Column(name, Text, nullable=False)


def key(name: str) -> Column[str]:
    """Return a column of text that is part of the primary key."""
    return Column(name, Text, primary_key=True, nullable=False)
