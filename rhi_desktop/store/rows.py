"""Many rows at once: asked for by their ids, or put in."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, func, insert, select

Row: TypeAlias = tuple[str | int | bytes, ...]


def among(column: ColumnElement[str], values: Iterable[str] | BindParameter[str]) -> ColumnElement[bool]:
    """Whether a column holds one of the values. One statement serves for any number of them, in one parameter.

    A statement that is asked very often is put together once, with a parameter that `as_parameter` fills.
    """
    given = values if isinstance(values, BindParameter) else as_parameter(values)
    return column.in_(select(func.json_each(given).table_valued("value").c.value))


def as_parameter(values: Iterable[str]) -> str:
    """Return values for a parameter of `among`."""
    return json.dumps(list(values))


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
