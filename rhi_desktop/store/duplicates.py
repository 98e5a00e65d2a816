"""Which records of a child are one: up to the record that stays, and down to those that were put aside."""

from sqlalchemy import ColumnElement, Connection, select

from rhi_desktop.store.duplicate_tables import duplicate_row
from rhi_desktop.store.rows import among

_ROW = duplicate_row.c


def stays(connection: Connection, child: str) -> str:
    """Return the record that stays of a child's: their own where none was put aside.

    Two people may have led one record on to two others: then each of these leads on to the oldest.
    """
    return min(family(connection, child))


def family(connection: Connection, child: str) -> frozenset[str]:
    """Return the records that are one child, this one among them."""
    found, new = {child}, {child}
    while new:
        beside = select(_ROW.child, _ROW.other).where(among(_ROW.child, new) | among(_ROW.other, new))
        new = {one for row in connection.execute(beside) for one in row} - found
        found |= new
    return frozenset(found)


def leading_on(connection: Connection) -> dict[str, str]:
    """Return every record that was put aside with the one that stays."""
    return {one: stays(connection, one) for one in connection.scalars(select(_ROW.other).distinct()).all()}


def are_shown(child: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a child's record was not put aside."""
    return child.not_in(select(_ROW.other))
