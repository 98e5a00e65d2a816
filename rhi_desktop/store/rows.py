"""Many rows at once: asked for by their ids, or put in."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select

Row: TypeAlias = tuple[str | int | bytes, ...]


def among(column: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column holds one of the values. One statement serves for any number of them, in one parameter."""
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def unindexed(column: ColumnElement[str]) -> ColumnElement[str]:
    """Return a column whose index is not to be used: beside a list of ids SQLite otherwise reads all of a kind."""
    return column + ""


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows in the order of the table's columns, as fast as the driver takes them."""
    if rows:
        connection.exec_driver_sql(str(insert(table).compile(dialect=connection.dialect)), list(rows))


def in_order(table: Table, row: Mapping[str, str | int | bytes]) -> Row:
    """Return a row in the order of the table's columns."""
    return _columns(table)(row)


@cache
def _columns(table: Table) -> Callable[[Mapping[str, str | int | bytes]], Row]:
    return itemgetter(*table.c.keys())
