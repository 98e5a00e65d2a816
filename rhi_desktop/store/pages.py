"""Whether the file itself is sound: every page authentic, every b-tree whole."""

from pathlib import Path
from typing import Any

from rhi_desktop.store.engine import connect

_MOST = 20


def page_problems(path: Path, key: bytes) -> tuple[str, ...]:
    """Return what is wrong with the pages of a store, nothing when it is sound.

    The checkpoint comes first: the page check reads the file alone and would take pages that are still in
    the write-ahead log for faults. Raises ForeignStore, StoreDamaged where it cannot be read at all.
    """
    connection = connect(path, key)
    try:
        return _problems(connection)
    finally:
        connection.close()


def _problems(connection: Any) -> tuple[str, ...]:
    from sqlcipher3 import dbapi2

    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        pages = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check").fetchmany(_MOST)]
        trees = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST})").fetchall() if row[0] != "ok"]
    except dbapi2.Error as problem:
        return (f"the file cannot be read through ({type(problem).__name__})",)
    return (*pages, *trees)
