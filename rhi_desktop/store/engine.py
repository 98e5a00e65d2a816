"""Opening the encrypted file: each step in its order, each one checked (security, “The store”).

SQLCipher does not fail safe: a connection without a key writes a file in clear, a key of the wrong length is
taken for a passphrase. So the key is checked before, and the file after.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhi_desktop.domain.errors import DiskFull, ForeignStore, RhiError, StoreDamaged
from rhi_desktop.store.keys import KEY
from rhi_desktop.store.private_files import make_private

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import ExceptionContext

APPLICATION = 0x52484931
"""`PRAGMA application_id` of our stores: “RHI1”."""

READING = {"rhi_reading": True}
"""Execution options of a connection that only reads: its transactions do not take the write lock."""

_PLAIN = b"SQLite format 3\x00"
_BUSY_MS = 10_000

_STEPS: tuple[tuple[str, object], ...] = (
    ("cipher_log_level=NONE", "NONE"),
    ("temp_store=MEMORY", 2),
    ("journal_mode=WAL", "wal"),
    ("synchronous=FULL", 2),
    ("fullfsync=ON", 1),
    ("checkpoint_fullfsync=ON", 1),
    ("foreign_keys=ON", 1),
    ("trusted_schema=OFF", 0),
    ("cell_size_check=ON", 1),
    (f"busy_timeout={_BUSY_MS}", _BUSY_MS),
)


class UnsafeConnection(RhiError):
    """A step of opening the store did not take; nothing was written."""

    def __init__(self, step: str) -> None:
        super().__init__(
            f"The encryption library of this computer refused a safety setting ({step}). Nothing was opened."
        )


def connect(path: Path, key: bytes) -> Any:
    """Return a keyed DB-API connection in autocommit mode, every setting read back.

    It caches no statements: cached ones use up the small memory that SQLite keeps ready, and whatever is taken from
    the system instead is locked and wiped by SQLCipher piece by piece, at several times the cost of a statement.

    Raises UnsafeConnection, and ForeignStore when the key does not fit the file.
    """
    from sqlcipher3 import dbapi2

    if len(key) != KEY:
        raise UnsafeConnection("key length")
    if _in_clear(path):
        raise ForeignStore
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=0)
    try:
        _secure(connection, path, key)
    except dbapi2.Error as problem:
        connection.close()
        raise translated(problem) from problem
    except BaseException:
        connection.close()
        raise
    return connection


def _secure(connection: Any, path: Path, key: bytes) -> None:
    _set(connection, "cipher_memory_security=ON", "1")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise UnsafeConnection("cipher_status")
    for step, expected in _STEPS:
        _set(connection, step, expected)
    if _in_clear(path):
        raise UnsafeConnection("file in clear")


def make_store(path: Path, key: bytes) -> None:
    """Make an empty encrypted file that only this person may read. Raises FileExistsError."""
    make_private(path)
    connection = connect(path, key)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION}")
    finally:
        connection.close()


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt a store that nobody has open anew, in one transaction. Raises as `connect`."""
    from sqlcipher3 import dbapi2

    if len(new) != KEY:
        raise UnsafeConnection("key length")
    connection = connect(path, old)
    try:
        connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    except dbapi2.Error as problem:
        raise translated(problem) from problem
    finally:
        connection.close()


def open_engine(path: Path, key: bytes, on_full: Callable[[], None] = lambda: None) -> "Engine":
    """Return an engine over an existing store.

    Transactions take the write lock as they begin, so that writers queue and never fail half-way; use the
    execution options `READING` to read beside a writer. `on_full` is called when the disk is full, before
    the error is raised.

    Raises ForeignStore when the key does not fit or the file is not one of ours, StoreDamaged.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool
    from sqlcipher3 import dbapi2

    if not path.is_file():
        raise StoreDamaged("The store file is missing from this folder. Put it back, or restore a backup.")
    check = connect(path, key)
    try:
        application = check.execute("PRAGMA application_id").fetchone()
    finally:
        check.close()
    if application != (APPLICATION,):
        raise ForeignStore

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: connect(path, key), poolclass=QueuePool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: "Connection") -> None:
        reading = connection.get_execution_options().get("rhi_reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    @event.listens_for(engine, "handle_error")
    def _explain(context: "ExceptionContext") -> None:
        if _code(context.original_exception) == dbapi2.SQLITE_FULL:
            on_full()

    return engine


def _set(connection: Any, step: str, expected: object) -> None:
    name, _, _ = step.partition("=")
    connection.execute(f"PRAGMA {step}")
    if connection.execute(f"PRAGMA {name}").fetchone() != (expected,):
        raise UnsafeConnection(name)


def _in_clear(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN


def _code(problem: BaseException | None) -> int:
    return getattr(problem, "sqlite_errorcode", 0) & 0xFF


def translated(problem: BaseException) -> RhiError:
    """Return what a DB-API error means to a person."""
    from sqlcipher3 import dbapi2

    code = _code(problem)
    if code == dbapi2.SQLITE_NOTADB:
        return ForeignStore()
    if code == dbapi2.SQLITE_FULL:
        return DiskFull()
    return StoreDamaged("The store could not be read. Try again; if it fails again, restore a backup.")
