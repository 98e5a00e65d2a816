"""Which records of a child are one: up to the record that stays, and down to those that were put aside."""

from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from rhi_desktop.store.duplicate_tables import duplicate_row

_ROW = duplicate_row.c
_FAMILY: Final = """
WITH RECURSIVE one(child) AS (
    VALUES (?)
    UNION SELECT duplicate_row.other FROM one JOIN duplicate_row ON duplicate_row.child = one.child
    UNION SELECT duplicate_row.child FROM one JOIN duplicate_row ON duplicate_row.other = one.child
)
SELECT child FROM one
"""
"""As text, because it is asked of every child of an exchange: it takes longer to put together than to run."""


def stays(connection: Connection, child: str) -> str:
    """Return the record that stays of a child's: their own where none was put aside.

    Two people may have led one record on to two others: then each of these leads on to the oldest.
    """
    return min(family(connection, child))


def family(connection: Connection, child: str) -> frozenset[str]:
    """Return the records that are one child, this one among them."""
    return frozenset(row[0] for row in connection.exec_driver_sql(_FAMILY, (child,)))


def leading_on(connection: Connection) -> dict[str, str]:
    """Return every record that was put aside with the one that stays."""
    return {one: stays(connection, one) for one in connection.scalars(select(_ROW.other).distinct()).all()}


def are_shown(child: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a child's record was not put aside."""
    return child.not_in(select(_ROW.other))
