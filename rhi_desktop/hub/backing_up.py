"""A copy of the hub's database in one file, read again before it counts as made. It holds the hub's key: 0600."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from rhi_desktop.hub.checking import check
from rhi_desktop.hub.engine import open_database
from rhi_desktop.hub.refusing import HubProblem

_PRIVATE: Final = 0o600


def back_up(engine: Engine, file: Path) -> None:
    """Write a copy as of one instant, while the hub may serve. Raises HubProblem, also where the file is there."""
    with _whole_or_not_at_all(file) as partial:
        if engine.dialect.name == "sqlite":
            _copy_sqlite(engine, partial)
        else:
            _dump_postgresql(engine, partial)


def _copy_sqlite(engine: Engine, partial: Path) -> None:
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(partial),))
    except sqlite3.Error as problem:
        raise HubProblem(f"The copy could not be written: {problem}.") from None
    finally:
        connection.close()
    copy = open_database(f"sqlite:///{partial}")
    try:
        problems = check(copy).problems
    except DBAPIError:
        problems = ["It cannot be read."]
    finally:
        copy.dispose()
    if problems:
        raise HubProblem(f"The copy is not whole, so it was not kept: {problems[0]} Run “rhi-hub check”.")


def _dump_postgresql(engine: Engine, partial: Path) -> None:
    address = engine.url._replace(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": str(engine.url.password)} if engine.url.password else {}
    _run("pg_dump", ["--format=custom", "--no-owner", f"--file={partial}", f"--dbname={address}"], secret)
    _run("pg_restore", [f"--file={os.devnull}", str(partial)], {})  # reads all of it, restores nothing


def _run(program: str, arguments: list[str], secret: dict[str, str]) -> None:
    found = shutil.which(program)
    if found is None:
        raise HubProblem(f"{program} is not installed. On Debian: apt-get install -y postgresql-client.")
    told = subprocess.run(  # noqa: S603 - the program is PostgreSQL's own, the arguments are the operator's
        [found, *arguments], env={**os.environ, **secret}, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if told.returncode:
        says = told.stderr.decode(errors="replace").strip().splitlines() or ["nothing"]
        raise HubProblem(f"{program} did not succeed, so no copy was kept. It says: {says[-1]}")


@contextmanager
def _whole_or_not_at_all(file: Path) -> Iterator[Path]:
    """Yield a file beside the one that is wanted, and put it there once it is whole and on the disk."""
    if file.exists():
        raise HubProblem(f"{file} is there already. Choose another name; a backup is never written over.")
    partial = file.with_name(file.name + ".part")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
        yield partial
        _sync(partial)
        partial.rename(file)
        _sync(file.parent)
    except OSError as problem:
        raise HubProblem(f"{file} cannot be written: {problem.strerror}.") from None
    finally:
        partial.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
