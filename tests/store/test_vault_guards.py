"""What a workspace refuses: wrong keys, altered headers, damaged, newer and foreign files, two processes at once."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from rhi_desktop.domain.errors import (
    ForeignStore,
    HeaderRefused,
    KeyringUnavailable,
    NewerStore,
    StoreDamaged,
    TooSoon,
    WorkspaceInUse,
    WrongCode,
    WrongPassphrase,
)
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import AuditAct, Founding, KeyringState
from rhi_desktop.store.engine import UnsafeConnection, connect, make_store, open_engine
from rhi_desktop.store.keys import KeyRefused
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import a_change, a_child
from tests.store.workspaces import FOUNDING, PASSPHRASE, Computer

OTHER = "seven calm herons"


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "workspace")


def altered(computer: Computer, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the header beside the store, and the copy that is kept of it."""
    for name in ("header.json", "header.copy.json"):
        file = computer.folder / name
        header = json.loads(file.read_text())
        change(header)
        file.write_text(json.dumps(header))


def patient(computer: Computer) -> None:
    computer.clock.now += timedelta(minutes=2)
    computer.ticks += 120


def test_a_new_passphrase_opens_and_the_old_one_does_not(computer: Computer) -> None:
    computer.founded()
    before = (computer.folder / "store.db").read_bytes()[:16]
    computer.vault().change_passphrase(PASSPHRASE, OTHER)
    with pytest.raises(WrongPassphrase):
        computer.vault().unlock(PASSPHRASE)
    patient(computer)
    store = computer.vault().unlock(OTHER)
    assert AuditAct.PASSPHRASE_CHANGED in {entry.act for entry in store.entries()}
    store.close()
    assert (computer.folder / "store.db").read_bytes()[:16] == before


def test_the_recovery_code_opens_the_workspace_however_it_is_typed_and_sets_a_new_passphrase(
    computer: Computer,
) -> None:
    code = computer.founded()
    store = computer.vault().unlock(PASSPHRASE)
    record = store.commit([a_change(a_child())])[0]
    store.close()
    computer.place.kept.clear()
    with pytest.raises(KeyringUnavailable):
        computer.vault().unlock(PASSPHRASE)
    found = computer.vault().recover(code.replace("-", "  ").lower(), OTHER)
    assert found.get(Kind.CHILD, record.id).body["name"] == "Robin Example"
    found.close()
    computer.vault().unlock(OTHER).close()


def test_a_code_of_another_workspace_and_a_mistyped_one_open_nothing(computer: Computer, tmp_path: Path) -> None:
    code = computer.founded()
    other = Computer(tmp_path / "other").founded()
    with pytest.raises(WrongCode):
        computer.vault().recover(other, OTHER)
    patient(computer)
    with pytest.raises(WrongCode):
        computer.vault().recover(("B" if code[0] == "A" else "A") + code[1:], OTHER)


def test_a_new_sheet_replaces_the_old_one(computer: Computer) -> None:
    old = computer.founded()
    sheet = computer.vault().new_sheet(PASSPHRASE)
    with pytest.raises(WrongCode):
        computer.vault().recover(old, OTHER)
    patient(computer)
    computer.vault().recover(sheet.code, OTHER).close()


def test_delays_grow_are_kept_across_restarts_and_failures_reach_the_log(computer: Computer) -> None:
    computer.founded()
    waits = []
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            computer.vault().unlock(OTHER)
        waits.append(computer.vault().wait())
        with pytest.raises(TooSoon):
            computer.vault().unlock(PASSPHRASE)
        patient(computer)
    assert waits == [1, 2, 4, 8]
    computer.clock.now -= timedelta(days=3)
    assert 0 <= computer.vault().wait() <= 60
    computer.clock.now += timedelta(days=4)
    computer.ticks += 120
    store = computer.vault().unlock(PASSPHRASE)
    assert [entry.act for entry in store.entries()].count(AuditAct.UNLOCK_FAILED) == 4
    store.close()


def test_the_right_passphrase_with_another_computers_secret_opens_nothing(computer: Computer, tmp_path: Path) -> None:
    computer.founded()
    other = Computer(tmp_path / "copied")
    shutil.copytree(computer.folder, other.folder)
    with pytest.raises(KeyringUnavailable):
        other.vault().unlock(PASSPHRASE)
    other.place.kept = dict.fromkeys(computer.place.kept, "ab" * 32)
    with pytest.raises(WrongPassphrase):
        other.vault().unlock(PASSPHRASE)


def test_without_a_keyring_only_a_knowing_choice_founds_a_workspace(computer: Computer) -> None:
    computer.present = False
    assert computer.vault().keyring() is KeyringState.MISSING
    with pytest.raises(KeyringUnavailable):
        computer.vault().found(FOUNDING)
    assert not computer.vault().exists()
    computer.founded(Founding(PASSPHRASE, "Sam Invented", passphrase_only=True))
    computer.vault().unlock(PASSPHRASE).close()


def test_a_keyring_that_forgets_or_is_locked_is_said_so(computer: Computer) -> None:
    computer.place.forgetful = True
    with pytest.raises(KeyringUnavailable, match="did not keep"):
        computer.vault().found(FOUNDING)
    computer.place.forgetful = False
    computer.founded()
    computer.locked = True
    assert computer.vault().keyring() is KeyringState.LOCKED
    with pytest.raises(KeyringUnavailable, match="locked"):
        computer.vault().unlock(PASSPHRASE)


@pytest.mark.parametrize("cheaper", [{"memory": 8}, {"passes": 0}, {"lanes": 0}])
def test_a_weakened_header_is_refused(computer: Computer, cheaper: dict[str, int]) -> None:
    computer.founded()

    def weaken(header: dict[str, Any]) -> None:
        known = set(cheaper) & set(header["user"])
        header["user"].update({name: cheaper[name] for name in known})
        header["user"]["salt"] = header["user"]["salt"] if known else "AAAA"

    altered(computer, weaken)
    with pytest.raises((HeaderRefused, WrongPassphrase, KeyRefused)):
        computer.vault().unlock(PASSPHRASE)


def test_every_altered_field_of_the_header_is_refused(computer: Computer) -> None:
    computer.founded()
    original = json.loads((computer.folder / "header.json").read_text())
    fields = [(part, name) for part in ("user", "recovery") for name in original[part]]
    assert len(fields) > 4
    for part, name in fields:

        def alter(header: dict[str, Any], part: str = part, name: str = name) -> None:
            header.clear()
            header.update(json.loads(json.dumps(original)))
            value = header[part][name]
            header[part][name] = value + 1 if type(value) is int else f"x{value}" if isinstance(value, str) else None

        altered(computer, alter)
        patient(computer)
        with pytest.raises((HeaderRefused, WrongPassphrase, KeyRefused, KeyringUnavailable)):
            computer.vault().unlock(PASSPHRASE).close()


def test_a_header_from_an_earlier_day_is_refused(computer: Computer) -> None:
    computer.founded()
    kept = (computer.folder / "header.json").read_bytes()
    computer.vault().change_passphrase(PASSPHRASE, OTHER)
    for name in ("header.json", "header.copy.json"):
        (computer.folder / name).write_bytes(kept)
    with pytest.raises(HeaderRefused):
        computer.vault().unlock(PASSPHRASE)


def test_a_truncated_a_damaged_and_a_missing_store_are_told_apart_from_a_wrong_key(computer: Computer) -> None:
    computer.founded()
    file = computer.folder / "store.db"
    whole = file.read_bytes()
    for damaged in (whole[:1000], whole[:16] + os.urandom(4080) + whole[4096:]):
        file.write_bytes(damaged)
        patient(computer)
        with pytest.raises(StoreDamaged):
            computer.vault().unlock(PASSPHRASE)
    file.unlink()
    patient(computer)
    with pytest.raises(StoreDamaged, match="missing"):
        computer.vault().unlock(PASSPHRASE)
    file.write_bytes(whole)
    patient(computer)
    computer.vault().unlock(PASSPHRASE).close()


def test_a_store_of_another_workspace_and_a_plain_file_are_foreign(computer: Computer, tmp_path: Path) -> None:
    computer.founded()
    other = Computer(tmp_path / "other")
    other.founded()
    file = computer.folder / "store.db"
    shutil.copy(other.folder / "store.db", file)
    with pytest.raises(ForeignStore):
        computer.vault().unlock(PASSPHRASE)
    file.unlink()
    plain = sqlcipher.connect(str(file))
    plain.execute("CREATE TABLE open_to_all (words)")
    plain.commit()
    plain.close()
    patient(computer)
    with pytest.raises(ForeignStore):
        computer.vault().unlock(PASSPHRASE)


def test_a_newer_store_is_refused_and_left_as_it_is(computer: Computer, tmp_path: Path) -> None:
    store, _ = computer.vault().found(FOUNDING)
    assert isinstance(store, SqlStore)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = (computer.folder / "store.db").read_bytes()
    with pytest.raises(NewerStore):
        computer.vault().unlock(PASSPHRASE)
    assert (computer.folder / "store.db").read_bytes() == before


def test_a_workspace_in_use_by_another_process_is_not_opened_twice(computer: Computer) -> None:
    computer.founded()
    hold = f"""
import sys
from pathlib import Path
from rhi_desktop.store.workspace_lock import WorkspaceLock
lock = WorkspaceLock(Path({str(computer.folder / "lock")!r}))
print("held", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceInUse):
            computer.vault().unlock(PASSPHRASE)
        other.communicate("")
    computer.vault().unlock(PASSPHRASE).close()


def test_only_the_owner_may_read_the_workspace(computer: Computer) -> None:
    computer.founded()
    assert stat.S_IMODE(computer.folder.stat().st_mode) == 0o700
    files = [path for path in computer.folder.rglob("*") if path.is_file()]
    assert len(files) >= 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_the_file_is_encrypted_from_its_first_byte(computer: Computer) -> None:
    store, _ = computer.vault().found(FOUNDING)
    store.commit([a_change(a_child(name="Zanzibar Canary"))])
    for file in computer.folder.glob("store.db*"):
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert b"Zanzibar" not in content
    store.close()


@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 33])
def test_a_key_of_the_wrong_length_is_never_handed_on(key: bytes, tmp_path: Path) -> None:
    with pytest.raises((ValueError, UnsafeConnection, KeyRefused)):
        connect(tmp_path / "store.db", key)
    assert not (tmp_path / "store.db").exists() or (tmp_path / "store.db").stat().st_size == 0


def test_an_engine_hides_what_was_written_in_its_errors(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    make_store(file, b"k" * 32)
    engine = open_engine(file, b"k" * 32)
    with engine.connect() as connection, pytest.raises(Exception, match="no such table") as told:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("Zanzibar Canary",))
    assert "Zanzibar" not in str(told.value)
    engine.dispose()
