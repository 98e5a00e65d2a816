"""The workspace in memory that the windows are tried on behaves as the real one: the same tests over both."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from rhi_desktop.domain.errors import (
    KeyringUnavailable,
    TooSoon,
    WeakPassphrase,
    WorkspaceExists,
    WorkspaceMissing,
    WrongCode,
    WrongPassphrase,
)
from rhi_desktop.domain.passphrase import PassphrasePolicy
from rhi_desktop.gui.access.asked import Access as Asked
from rhi_desktop.gui.access.wording import groups
from rhi_desktop.services.access import Access
from rhi_desktop.services.ports import Founding, KeyringState, Store
from tests.gui.fakes import FakeAccess
from tests.store.workspaces import Computer

FIRST, SECOND, WRONG = "six otters walk home", "nine herons fly south", "not one of the two"
WORDS = [f"word{number}" for number in range(2_000)]


class Place(Protocol):
    """A computer with a workspace on it, or with room for one."""

    access: Asked

    def lose_keyring(self) -> None:
        """Take the keyring away."""
        ...

    def pass_time(self) -> None:
        """Let the wait after a failure be over."""
        ...


class RealPlace:
    """Real files and keys, made cheaply."""

    def __init__(self, folder: Path) -> None:
        self._computer = Computer(folder / "workspace")
        policy = PassphrasePolicy(frozenset())
        self.access: Asked = Access(self._computer.vault(), lambda: policy, lambda: WORDS)

    def lose_keyring(self) -> None:
        """Take the keyring away."""
        self._computer.present = False

    def pass_time(self) -> None:
        """Let the wait be over, as it is kept across restarts: the machine's own clock cannot be moved."""
        (self._computer.folder / "attempts.json").unlink(missing_ok=True)


class FakePlace:
    """The workspace in memory."""

    def __init__(self) -> None:
        self._fake = FakeAccess(waits_after_failure=1.0)
        self.access: Asked = self._fake

    def lose_keyring(self) -> None:
        """Take the keyring away."""
        self._fake.keyring_state = KeyringState.MISSING

    def pass_time(self) -> None:
        """Let the wait be over."""
        self._fake.waits = 0.0


@pytest.fixture(params=["real", "fake"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return RealPlace(tmp_path) if request.param == "real" else FakePlace()


def opens(call: Callable[[], Store]) -> bool:
    call().close()
    return True


def found(place: Place, passphrase: str = FIRST, *, alone: bool = False) -> str:
    store, sheet = place.access.found(Founding(passphrase, "Sam Invented", passphrase_only=alone))
    store.close()
    return sheet.code


def test_what_was_founded_opens_with_its_passphrase(place: Place) -> None:
    found(place)
    assert opens(lambda: place.access.unlock(FIRST))


def test_a_wrong_passphrase_opens_nothing_and_makes_one_wait(place: Place) -> None:
    found(place)
    with pytest.raises(WrongPassphrase):
        place.access.unlock(WRONG)
    assert place.access.wait() > 0
    with pytest.raises(TooSoon) as refused:
        place.access.unlock(FIRST)
    assert refused.value.seconds > 0
    place.pass_time()
    assert place.access.wait() == 0
    assert opens(lambda: place.access.unlock(FIRST))


def test_a_weak_passphrase_makes_no_workspace(place: Place) -> None:
    assert place.access.judge("short") is not None
    with pytest.raises(WeakPassphrase):
        found(place, "short")
    with pytest.raises(WorkspaceMissing):
        place.access.unlock("short")


def test_a_good_passphrase_is_found_good(place: Place) -> None:
    assert place.access.judge(FIRST) is None


def test_a_suggestion_is_six_words_and_good(place: Place) -> None:
    suggested = place.access.suggest()
    assert len(suggested.split()) == 6
    assert place.access.judge(suggested) is None
    assert place.access.suggest() != suggested


def test_a_workspace_is_founded_once(place: Place) -> None:
    found(place)
    with pytest.raises(WorkspaceExists):
        found(place, SECOND)


def test_without_a_keyring_only_a_knowing_choice_founds(place: Place) -> None:
    assert place.access.keyring() is KeyringState.READY
    place.lose_keyring()
    assert place.access.keyring() is KeyringState.MISSING
    with pytest.raises(KeyringUnavailable):
        found(place)
    found(place, f"{FIRST} {SECOND}", alone=True)
    assert opens(lambda: place.access.unlock(f"{FIRST} {SECOND}"))


def test_the_code_sets_a_new_passphrase_however_it_is_typed(place: Place) -> None:
    code = found(place)
    typed = " ".join(groups(code)).lower()
    assert opens(lambda: place.access.recover(typed, SECOND))
    assert opens(lambda: place.access.unlock(SECOND))
    with pytest.raises(WrongPassphrase):
        place.access.unlock(FIRST)


def test_a_code_of_eight_groups_is_shown(place: Place) -> None:
    assert [len(group) for group in groups(found(place))] == [5] * 8


def test_a_wrong_code_opens_nothing(place: Place) -> None:
    found(place)
    with pytest.raises(WrongCode):
        place.access.recover("00000", SECOND)
    place.pass_time()
    assert opens(lambda: place.access.unlock(FIRST))


def test_the_passphrase_is_changed_by_who_knows_it(place: Place) -> None:
    found(place)
    place.access.change_passphrase(FIRST, SECOND)
    assert opens(lambda: place.access.unlock(SECOND))
    with pytest.raises(WrongPassphrase):
        place.access.change_passphrase(FIRST, WRONG)
    place.pass_time()
    assert opens(lambda: place.access.unlock(SECOND))


def test_a_new_sheet_makes_the_old_one_worthless(place: Place) -> None:
    old = found(place)
    new = place.access.new_sheet(FIRST).code
    with pytest.raises(WrongCode):
        place.access.recover(old, SECOND)
    place.pass_time()
    assert opens(lambda: place.access.recover(new, SECOND))
