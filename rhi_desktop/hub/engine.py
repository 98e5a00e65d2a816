"""The hub's database: PostgreSQL, or one SQLite file for a trial. What it does not take is told as a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from rhi_desktop.hub.refusing import HubProblem, Refused
from rhi_desktop.wire.api import Reason

CONNECTIONS: Final = 8
"""How many requests of one process use the database at once; further ones wait."""
_WAIT: Final = 20
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000")
_OPTIONS: Final = "-c lock_timeout=20000 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000"
_SQLITE_FULL: Final = 13
_DISK_FULL: Final = frozenset({"53100", "53000"})
"""PostgreSQL's codes for a disk, and other resources, that are full (appendix A of its manual, class 53)."""


def open_database(address: str) -> Engine:
    """Return an engine for `postgresql://…` or `sqlite:///path`. Raises HubProblem for any other."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise HubProblem(_ADDRESS) from None
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url.set(drivername="postgresql+psycopg"), pool_size=CONNECTIONS, max_overflow=0, pool_timeout=_WAIT,
            pool_pre_ping=True, connect_args={"options": _OPTIONS, "connect_timeout": 5}, hide_parameters=True,
        )  # fmt: skip
    if url.drivername != "sqlite" or not url.database:
        raise HubProblem(_ADDRESS)
    engine = create_engine(url, pool_size=CONNECTIONS, max_overflow=0, pool_timeout=_WAIT, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


_ADDRESS: Final = "The address of the database must begin with postgresql:// or sqlite:///, like sqlite:///hub.db."


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Everything inside is one durable transaction. Raises Refused: full, busy."""
    with _told(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes nothing. Raises as `writing`."""
    with _told(), engine.connect().execution_options(rhi_reading=True) as connection, connection.begin():
        yield connection


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except PoolTimeout:
        raise Refused(Reason.BUSY) from None
    except DBAPIError as problem:
        if _is_full(problem):
            raise Refused(Reason.FULL) from None
        if problem.connection_invalidated or isinstance(problem, OperationalError):
            raise Refused(Reason.BUSY) from None
        raise


def _is_full(problem: DBAPIError) -> bool:
    original = problem.orig
    code = getattr(original, "sqlite_errorcode", 0)
    return (isinstance(code, int) and code & 0xFF == _SQLITE_FULL) or getattr(original, "sqlstate", "") in _DISK_FULL


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("rhi_reading", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
