"""Everything that the database of a hub gives away: its files or its dumps as bytes, its rows, its columns."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import MetaData, create_engine, inspect
from sqlalchemy.engine import make_url

from tests.hub.postgres import find_binaries


@dataclass(frozen=True)
class Dump:
    """A database as a thief has it. `raw` holds whole files and dumps; `rows` every row by table."""

    raw: bytes = field(repr=False)
    columns: frozenset[str]
    rows: dict[str, list[dict[str, Any]]] = field(repr=False)

    def values(self) -> Iterator[tuple[str, Any]]:
        """Yield each value with its `table.column`."""
        for table, rows in self.rows.items():
            for row in rows:
                yield from ((f"{table}.{column}", value) for column, value in row.items())


def dump(url: str) -> Dump:
    """Read everything there is, whether the program knows of it or not."""
    engine = create_engine(url)
    try:
        tables = inspect(engine).get_table_names()
        metadata = MetaData()
        metadata.reflect(engine)
        with engine.connect() as connection:
            rows = {
                table: [dict(row) for row in connection.execute(metadata.tables[table].select()).mappings()]
                for table in tables
            }
        columns = frozenset(f"{name}.{column.name}" for name in tables for column in metadata.tables[name].columns)
    finally:
        engine.dispose()
    parts = _sqlite_files(url) if url.startswith("sqlite") else _postgresql_dumps(url, tables)
    return Dump(b"\n".join(parts) + repr(rows).encode(), columns, rows)


def _sqlite_files(url: str) -> list[bytes]:
    """Return the database's file and all that lies beside it under its name."""
    file = Path(make_url(url).database or "")
    return [path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*"))]


def _postgresql_dumps(url: str, tables: list[str]) -> list[bytes]:
    """Return what `pg_dump` writes, and the tables in their binary form."""
    address = url.replace("+psycopg", "")
    command = [str(find_binaries() / "pg_dump"), f"--dbname={address}"]
    parts = [subprocess.run(command, check=True, capture_output=True).stdout]
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)'.encode()) as copied:
                parts.append(b"".join(copied))
    return parts
