"""The passphrase policy: length and what is guessed first; no rules about kinds of characters."""

import pytest

from rhi_desktop.domain.errors import WeakPassphrase
from rhi_desktop.domain.passphrase import PassphrasePolicy
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.access import Access
from rhi_desktop.services.ports import Founding
from tests.store.workspaces import Computer


def words(name: str) -> list[str]:
    return (find_assets().resources / "wordlists" / name).read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module")
def policy() -> PassphrasePolicy:
    return PassphrasePolicy(frozenset(words("common_passphrases.txt")))


@pytest.mark.parametrize(
    "good", ["three quiet otters", "Żółta łódka płynie", "aaaa bbbb cccc dd 9", "x" * 3 + "quiet river at noon"]
)
def test_any_long_uncommon_words_are_good(good: str, policy: PassphrasePolicy) -> None:
    assert policy.judge(good) is None


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "short",
        "eleven char",
        "passwordpassword",
        "Password Password",
        "p4ssw0rdp4ssw0rd",
        "aaaaaaaaaaaa",
        "qwertyuiopqwerty",
        "123456789012",
        "x" * 129,
    ],
)
def test_short_common_and_patterned_ones_are_refused_with_a_reason(bad: str, policy: PassphrasePolicy) -> None:
    said = policy.judge(bad)
    assert said
    assert said.endswith((".", "count."))


def test_alone_a_passphrase_must_be_longer(policy: PassphrasePolicy) -> None:
    assert policy.judge("three quiet otters") is None
    assert policy.judge("three quiet otters", alone=True)


def test_suggestions_are_six_different_words_and_good_enough_to_stand_alone(
    policy: PassphrasePolicy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    computer = Computer(tmp_path_factory.mktemp("workspace"))
    access = Access(computer.vault(), lambda: policy, lambda: [word for word in words("passphrase_words.txt") if word])
    made = {access.suggest() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one.split(" ")) == 6 and policy.judge(one, alone=True) is None for one in made)


def test_a_weak_passphrase_founds_nothing(policy: PassphrasePolicy, tmp_path_factory: pytest.TempPathFactory) -> None:
    computer = Computer(tmp_path_factory.mktemp("parent") / "workspace")
    access = Access(computer.vault(), lambda: policy, list)
    with pytest.raises(WeakPassphrase):
        access.found(Founding("passwordpassword", "Sam Invented"))
    assert not access.exists()
