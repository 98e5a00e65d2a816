"""An old page put back into the encrypted file reads clean: its MAC is good. The chains notice."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.store.check import verify
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral, an_interview
from tests.store.engines import encrypted, with_tables

PAGE = 4096


def live_on(store: SqlStore, times: int) -> None:
    """Put children with referrals and interviews on record, and look at them."""
    for number in range(times):
        child = a_change(a_child(name=f"Robin Example {number}"))
        referral = a_change(a_referral(child.record))
        store.commit([child, referral, a_change(an_interview(referral.record, child.record))])
        store.note(AuditAct.CHILD_OPENED, child.record)


def settle(engine: Engine) -> None:
    """Write everything into the main file and let go of it."""
    connection = engine.raw_connection()
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    engine.dispose()


def swapped(old: bytes, new: bytes, page: int) -> bytes:
    """Return the new file with one page as it was."""
    at = page * PAGE
    return new[:at] + old[at : at + PAGE] + new[at + PAGE :]


def sound(path: Path) -> bool:
    """Whether the check finds nothing wrong with the file."""
    try:
        engine = encrypted(path)
        found = verify(engine)
    except (DatabaseError, RhiError):  # it cannot even be opened
        return False
    engine.dispose()
    return found == ()


def test_every_old_page_that_is_put_back_is_found(tmp_path: Path) -> None:
    path, mixed = tmp_path / "store.db", tmp_path / "mixed.db"
    engine = with_tables(path)
    store = SqlStore.found(engine, "Sam Invented", Clock())
    live_on(store, 4)
    settle(engine)
    old = path.read_bytes()
    live_on(SqlStore.open(engine, Clock()), 1)
    settle(engine)
    new = path.read_bytes()
    changed = [n for n in range(len(old) // PAGE) if old[n * PAGE : (n + 1) * PAGE] != new[n * PAGE : (n + 1) * PAGE]]
    assert len(changed) > 10
    unnoticed = []
    for page in changed:
        mixed.write_bytes(swapped(old, new, page))
        if sound(mixed):
            unnoticed.append(page)
        mixed.with_name("mixed.db-wal").unlink(missing_ok=True)
        mixed.with_name("mixed.db-shm").unlink(missing_ok=True)
    assert unnoticed == []
    mixed.write_bytes(new)
    assert sound(mixed)


def test_a_whole_file_put_back_is_not_found_here(tmp_path: Path) -> None:
    path, kept = tmp_path / "store.db", tmp_path / "kept.db"
    engine = with_tables(path)
    store = SqlStore.found(engine, "Sam Invented", Clock())
    live_on(store, 1)
    settle(engine)
    shutil.copy(path, kept)
    live_on(SqlStore.open(engine, Clock()), 1)
    settle(engine)
    shutil.copy(kept, path)
    assert sound(path)


def test_a_truncated_file_is_not_called_sound(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    engine = with_tables(path)
    live_on(SqlStore.found(engine, "Sam Invented", Clock()), 3)
    settle(engine)
    whole = path.read_bytes()
    for length in (len(whole) - PAGE, len(whole) // 2, PAGE):
        path.write_bytes(whole[:length])
        assert not sound(path)


@pytest.mark.parametrize("byte", [20, 5_000, -100])
def test_a_flipped_byte_is_not_called_sound(tmp_path: Path, byte: int) -> None:
    path = tmp_path / "store.db"
    engine = with_tables(path)
    live_on(SqlStore.found(engine, "Sam Invented", Clock()), 3)
    settle(engine)
    content = bytearray(path.read_bytes())
    content[byte] ^= 1
    path.write_bytes(content)
    assert not sound(path)
