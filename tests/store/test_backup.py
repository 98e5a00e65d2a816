"""Backups: checked before they count, and the way back to one."""

from datetime import timedelta
from pathlib import Path

import pytest

from rhi_desktop.domain.errors import StoreDamaged
from rhi_desktop.domain.records import Kind
from rhi_desktop.store.backup import NEWEST, Backups
from rhi_desktop.store.folder import Folder
from rhi_desktop.store.pages import page_problems
from tests.builders import Clock, a_change, a_child
from tests.store.engines import KEY, with_tables
from tests.store.workspaces import FOUNDING, PASSPHRASE, Computer

DEK = bytes.fromhex(KEY)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    file = tmp_path / "work" / "store.db"
    file.parent.mkdir()
    with_tables(file).dispose()
    return file


def test_a_backup_is_encrypted_sound_and_complete(store: Path, tmp_path: Path) -> None:
    backup = Backups(tmp_path / "backups", Clock()).make(store, DEK)
    assert page_problems(backup, DEK) == ()
    assert not backup.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_is_due_after_twenty_hours_and_when_the_clock_was_set_back(store: Path, tmp_path: Path) -> None:
    clock = Clock()
    backups = Backups(tmp_path / "backups", clock)
    assert backups.due()
    backups.make(store, DEK)
    assert not backups.due()
    clock.now += timedelta(hours=20)
    assert backups.due()
    clock.now -= timedelta(hours=30)
    assert backups.due()


def test_several_generations_are_kept_and_the_oldest_let_go(store: Path, tmp_path: Path) -> None:
    clock = Clock()
    backups = Backups(tmp_path / "backups", clock)
    for _ in range(12):
        backups.make(store, DEK)
        clock.now += timedelta(hours=24)
    kept = backups.all()
    assert NEWEST < len(kept) <= 10
    assert kept == tuple(sorted(kept, reverse=True))


def test_restoring_sets_the_damaged_store_aside_and_brings_the_backup_back(tmp_path: Path) -> None:
    computer = Computer(tmp_path / "workspace")
    store, _ = computer.vault().found(FOUNDING)
    record = store.commit([a_change(a_child())])[0]
    store.close()
    vault = computer.vault()
    vault.unlock(PASSPHRASE).close()
    folder = Folder(computer.folder)
    backups = Backups(folder.backups, computer.clock)
    opened = computer.vault()
    again = opened.unlock(PASSPHRASE)
    session = opened._session
    assert session is not None
    key = session.file.key
    backup = backups.make(folder.store, key)
    again.close()
    damaged = folder.store.read_bytes()[:16] + b"\0" * 8176
    folder.store.write_bytes(damaged)
    with pytest.raises(StoreDamaged, match="backup of"):
        computer.vault().unlock(PASSPHRASE)
    backups.restore(backup, folder, key)
    mended = computer.vault().unlock(PASSPHRASE)
    assert mended.get(Kind.CHILD, record.id).body["name"] == "Robin Example"
    mended.close()
    assert any(file.read_bytes() == damaged for file in computer.folder.rglob("*") if file.is_file())


def test_a_damaged_backup_is_not_restored(store: Path, tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups", Clock())
    backup = backups.make(store, DEK)
    content = bytearray(backup.read_bytes())
    content[5000] ^= 1
    backup.write_bytes(bytes(content))
    before = store.read_bytes()
    with pytest.raises(StoreDamaged):
        backups.restore(backup, Folder(store.parent), DEK)
    assert store.read_bytes() == before
