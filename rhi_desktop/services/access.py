"""Getting in: the passphrase policy in front of the vault."""

import secrets
from collections.abc import Callable, Sequence

from rhi_desktop.domain.errors import WeakPassphrase
from rhi_desktop.domain.passphrase import PassphrasePolicy
from rhi_desktop.services.ports import Founding, KeyringState, RecoverySheet, Store, Vault

SUGGESTED = 6


class Access:
    """What the windows and the command line ask for keys. `policy` and `words` are read when they are first used."""

    def __init__(
        self, vault: Vault, policy: Callable[[], PassphrasePolicy], words: Callable[[], Sequence[str]]
    ) -> None:
        self._vault = vault
        self._policy = policy
        self._words = words

    def exists(self) -> bool:
        """Whether the workspace has been founded."""
        return self._vault.exists()

    def keyring(self) -> KeyringState:
        """Look at the keyring without asking anything of the person."""
        return self._vault.keyring()

    def judge(self, passphrase: str) -> str | None:
        """Return what is wrong with a new passphrase, in a sentence, or None when it is good."""
        return self._policy().judge(passphrase)

    def suggest(self) -> str:
        """Return six words drawn at random, with spaces: 77 bits from a list of 7,776."""
        words = self._words()
        return " ".join(secrets.choice(words) for _ in range(SUGGESTED))

    def found(self, founding: Founding) -> tuple[Store, RecoverySheet]:
        """See `Vault.found`. Raises WeakPassphrase besides."""
        self._require(founding.passphrase, alone=founding.passphrase_only)
        return self._vault.found(founding)

    def unlock(self, passphrase: str) -> Store:
        """See `Vault.unlock`."""
        return self._vault.unlock(passphrase)

    def recover(self, code: str, new: str) -> Store:
        """See `Vault.recover`. Raises WeakPassphrase besides."""
        self._require(new, alone=self._vault.passphrase_only())
        return self._vault.recover(code, new)

    def change_passphrase(self, old: str, new: str) -> None:
        """See `Vault.change_passphrase`. Raises WeakPassphrase besides."""
        self._require(new, alone=self._vault.passphrase_only())
        self._vault.change_passphrase(old, new)

    def new_sheet(self, passphrase: str) -> RecoverySheet:
        """See `Vault.new_sheet`."""
        return self._vault.new_sheet(passphrase)

    def wait(self) -> float:
        """Seconds until the next attempt is allowed."""
        return self._vault.wait()

    def _require(self, passphrase: str, *, alone: bool) -> None:
        problem = self._policy().judge(passphrase, alone=alone)
        if problem is not None:
            raise WeakPassphrase(problem)
