"""Changing the data key: one key opens the store at every moment, whatever ends the process."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhi_desktop.domain.errors import ForeignStore, WrongCode, WrongPassphrase
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.store.engine import connect
from rhi_desktop.store.folder import Folder
from rhi_desktop.store.slots import Keys, Secrets, open_user_slot
from tests.builders import a_change, a_child
from tests.store.workspaces import CHEAP, FOUNDING, PASSPHRASE, Computer

ROOT = Path(__file__).parents[2]
ALONE = replace(FOUNDING, passphrase_only=True)
_ROTATION = """
import sys
from pathlib import Path
from tests.store.workspaces import PASSPHRASE, Computer
Computer(Path(sys.argv[1])).vault().rotate(PASSPHRASE, sys.argv[2])
"""


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer without a workspace."""
    return Computer(tmp_path / "workspace")


def worked(computer: Computer) -> tuple[str, str]:
    """Found a workspace with a child in it and a backup; return the child's record and the recovery code."""
    vault = computer.vault()
    store, sheet = vault.found(ALONE)
    record = store.commit([a_change(a_child())])[0].id
    assert vault._session is not None
    vault._session.file.back_up()
    store.close()
    return record, sheet.code


def keys(computer: Computer) -> Keys:
    """Return the data keys in the header."""
    return open_user_slot(Folder(computer.folder).read_header(), Secrets(PASSPHRASE), CHEAP)


def name_after(computer: Computer, record: str) -> object:
    """Unlock and return the child's name."""
    store = computer.vault().unlock(PASSPHRASE)
    name = store.get(Kind.CHILD, record).body["name"]
    store.close()
    return name


def wait(computer: Computer) -> None:
    """Let the delay after a failure go by."""
    computer.clock.now += timedelta(minutes=2)
    computer.ticks += 120


def test_a_new_key_opens_the_store_and_the_old_one_opens_nothing(computer: Computer) -> None:
    record, code = worked(computer)
    (old,) = keys(computer).values()
    computer.vault().rotate(PASSPHRASE, code)
    (new,) = keys(computer).values()
    assert new != old
    for path in (Folder(computer.folder).store, *Folder(computer.folder).backups.iterdir()):
        with pytest.raises(ForeignStore):
            connect(path, old)
        connect(path, new).close()
    assert name_after(computer, record) == "Robin Example"
    store = computer.vault().recover(code, "four loud herons sing")
    assert AuditAct.KEY_CHANGED in {entry.act for entry in store.entries()}
    store.close()


def test_without_passphrase_and_sheet_the_key_stays(computer: Computer, tmp_path: Path) -> None:
    record, code = worked(computer)
    other = Computer(tmp_path / "other").founded(ALONE)
    before = keys(computer)
    with pytest.raises(WrongCode):
        computer.vault().rotate(PASSPHRASE, other)
    wait(computer)
    with pytest.raises(WrongPassphrase):
        computer.vault().rotate("three quiet badgers", code)
    assert keys(computer) == before
    wait(computer)
    assert name_after(computer, record) == "Robin Example"


@pytest.mark.skipif(
    shutil.which("strace") is None and not os.environ.get("CI"), reason="needs strace (Linux): apt-get install strace"
)
@pytest.mark.parametrize("write", [1, 30, 90, 130, 170])
def test_a_change_that_is_killed_while_it_writes_leaves_one_key_that_opens(computer: Computer, write: int) -> None:
    record, code = worked(computer)
    tracer = [
        "strace",
        "-f",
        "-o",
        os.devnull,
        "-e",
        "trace=pwrite64",
        "-e",
        f"inject=pwrite64:signal=KILL:when={write}",
    ]
    killed = subprocess.run(
        [*tracer, sys.executable, "-c", _ROTATION, str(computer.folder), code], cwd=ROOT, check=False, timeout=100
    )
    assert killed.returncode != 0
    wait(computer)
    assert name_after(computer, record) == "Robin Example"
    assert len(keys(computer)) == 1
    computer.vault().recover(code, "four loud herons sing").close()
