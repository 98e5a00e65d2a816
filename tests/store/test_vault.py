"""Founding, unlocking, changing the passphrase and recovering, on real files."""

from pathlib import Path

import pytest

from rhi_desktop.domain.errors import WorkspaceExists, WorkspaceMissing, WrongPassphrase
from rhi_desktop.domain.records import Kind
from tests.builders import a_change, a_child
from tests.store.workspaces import FOUNDING, PASSPHRASE, Computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer without a workspace."""
    return Computer(tmp_path / "workspace")


def test_what_was_written_is_there_after_the_next_unlock(computer: Computer) -> None:
    store, _ = computer.vault().found(FOUNDING)
    record = store.commit([a_change(a_child())])[0]
    store.close()
    again = computer.vault().unlock(PASSPHRASE)
    assert again.get(Kind.CHILD, record.id).body["name"] == "Robin Example"
    again.close()


def test_a_founded_workspace_is_not_founded_again(computer: Computer) -> None:
    computer.founded()
    with pytest.raises(WorkspaceExists):
        computer.vault().found(FOUNDING)


def test_an_empty_folder_holds_no_workspace(computer: Computer) -> None:
    assert not computer.vault().exists()
    with pytest.raises(WorkspaceMissing):
        computer.vault().unlock(PASSPHRASE)
    assert not computer.folder.exists()


def test_a_wrong_passphrase_is_refused_and_lets_the_right_one_in_later(computer: Computer) -> None:
    computer.founded()
    with pytest.raises(WrongPassphrase):
        computer.vault().unlock("three quiet badgers")
    computer.clock.now += computer.clock.step
    assert computer.vault().wait() > 0
