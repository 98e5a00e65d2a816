"""The two kinds of transaction: one that may write and takes the write lock as it begins, and one that only reads.

What the disk or another process does to them is told in words; nothing of a transaction that failed is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from rhi_desktop.domain.errors import DiskFull, RhiError, StoreDamaged, WorkspaceInUse

# SQLite's primary result codes (https://sqlite.org/rescode.html)
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_MUCH: Final = -64 * 1024
"""`PRAGMA cache_size` in KiB."""
_PRIMARY: Final = 0xFF
_LOST: Final = frozenset({_IOERR, _CANTOPEN, _CORRUPT, _NOTADB})


class DiskFailed(RhiError):
    """The disk did not take or give what was asked; one failure does not mean that the store is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "The disk did not answer as it should, so nothing was saved just now. What you wrote is still on the "
            "screen: try again. If it fails again, write down what is on the screen and tell your IT desk."
        )


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Everything inside is one durable transaction; an exception takes all of it back.

    Raises DiskFull, DiskFailed, WorkspaceInUse, StoreDamaged.
    """
    with _told_in_words(), engine.connect() as connection, _given_up_when_lost(connection), connection.begin():
        yield connection


@contextmanager
def writing_much(engine: Engine) -> Iterator[Connection]:
    """As `writing`, with memory for the pages of a large transaction: each is then encrypted and written once."""
    with writing(engine) as connection:
        usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        connection.exec_driver_sql(f"PRAGMA cache_size={_MUCH}")
        try:
            yield connection
        finally:
            if not connection.invalidated:
                connection.exec_driver_sql(f"PRAGMA cache_size={int(usual)}")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A consistent view that waits for no writer. Raises as `writing`."""
    with (
        _told_in_words(),
        engine.connect().execution_options(rhi_reading=True) as connection,
        _given_up_when_lost(connection),
    ):
        yield connection


@contextmanager
def _given_up_when_lost(connection: Connection) -> Iterator[None]:
    """After a failure of the disk the next transaction opens the file anew."""
    try:
        yield
    except DBAPIError as problem:
        if _code(problem) in _LOST:
            connection.invalidate()
        raise


@contextmanager
def _told_in_words() -> Iterator[None]:
    try:
        yield
    except DBAPIError as problem:
        known = _in_words(_code(problem))
        if known is None:
            raise
        raise known from problem


def _in_words(code: int) -> RhiError | None:
    if code == _FULL:
        return DiskFull()
    if code in {_IOERR, _CANTOPEN, _READONLY}:
        return DiskFailed()
    if code in {_BUSY, _LOCKED}:
        return WorkspaceInUse()
    if code in {_CORRUPT, _NOTADB}:
        return StoreDamaged(
            "Part of the store cannot be read. Close the program and open it again; if that does not help, "
            "restore a backup."
        )
    return None


def _code(problem: DBAPIError) -> int:
    return int(getattr(problem.orig, "sqlite_errorcode", 0)) & _PRIMARY
