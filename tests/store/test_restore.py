"""Bringing a backup back: the newest that passes its checks, with the damaged store kept."""

from datetime import timedelta
from pathlib import Path

import pytest

from rhi_desktop.domain.errors import StoreDamaged, WrongPassphrase
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.store.folder import Folder
from tests.builders import a_change, a_child
from tests.store.workspaces import FOUNDING, PASSPHRASE, Computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer without a workspace."""
    return Computer(tmp_path / "workspace")


def worked(computer: Computer, days: int) -> str:
    """Found a workspace, keep a child in it, and back it up on each of so many days; return the child's record."""
    vault = computer.vault()
    store, _ = vault.found(FOUNDING)
    record = store.commit([a_change(a_child())])[0].id
    for _ in range(days):
        computer.clock.now += timedelta(days=1)
        assert vault._session is not None
        assert vault._session.file.back_up() is not None
    store.close()
    return record


def damage(path: Path) -> bytes:
    """Overwrite a page in the middle, and return what the file then holds."""
    content = bytearray(path.read_bytes())
    content[:4096] = content[:16] + b"\0" * 4080
    path.write_bytes(bytes(content))
    return bytes(content)


def test_the_newest_sound_backup_comes_back_and_the_damaged_store_is_kept(computer: Computer) -> None:
    record = worked(computer, days=3)
    folder = Folder(computer.folder)
    newest, sound, _ = sorted(folder.backups.iterdir(), reverse=True)
    damage(newest)
    damaged = damage(folder.store)
    with pytest.raises(StoreDamaged, match="workspace restore"):
        computer.vault().unlock(PASSPHRASE)
    made = computer.vault().restore(PASSPHRASE)
    assert f"{made:%Y%m%dT%H%M%S}" in sound.name
    store = computer.vault().unlock(PASSPHRASE)
    assert store.get(Kind.CHILD, record).body["name"] == "Robin Example"
    assert AuditAct.RESTORED in {entry.act for entry in store.entries()}
    store.close()
    assert any(path.read_bytes() == damaged for path in computer.folder.glob("damaged-*.db"))


def test_a_restored_store_that_is_damaged_again_is_known_as_ours(computer: Computer) -> None:
    worked(computer, days=1)
    computer.vault().restore(PASSPHRASE)
    damage(Folder(computer.folder).store)
    with pytest.raises(StoreDamaged):
        computer.vault().unlock(PASSPHRASE)


def test_without_a_usable_backup_nothing_is_moved(computer: Computer) -> None:
    computer.founded()
    before = damage(Folder(computer.folder).store)
    with pytest.raises(StoreDamaged, match="No backup"):
        computer.vault().restore(PASSPHRASE)
    assert Folder(computer.folder).store.read_bytes() == before


def test_only_who_may_open_the_workspace_may_restore_it(computer: Computer) -> None:
    worked(computer, days=1)
    before = Folder(computer.folder).store.read_bytes()
    with pytest.raises(WrongPassphrase):
        computer.vault().restore("three quiet badgers")
    assert Folder(computer.folder).store.read_bytes() == before
