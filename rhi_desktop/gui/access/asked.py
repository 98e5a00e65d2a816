"""What the windows of access ask for: a Protocol that `services.access.Access` fulfils."""

from typing import Protocol

from rhi_desktop.services.ports import Founding, KeyringState, RecoverySheet, Store


class Access(Protocol):
    """What the windows of access ask of `services.access.Access`."""

    def keyring(self) -> KeyringState:
        """Look at the keyring."""
        ...

    def judge(self, passphrase: str) -> str | None:
        """Return what is wrong with a passphrase, in a sentence, or None."""
        ...

    def suggest(self) -> str:
        """Return six words, made by chance."""
        ...

    def found(self, founding: Founding) -> tuple[Store, RecoverySheet]:
        """Make the workspace."""
        ...

    def unlock(self, passphrase: str) -> Store:
        """Open the workspace."""
        ...

    def recover(self, code: str, new: str) -> Store:
        """Open the workspace with the recovery code, and set a new passphrase."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Set a new passphrase."""
        ...

    def new_sheet(self, passphrase: str) -> RecoverySheet:
        """Replace the recovery code."""
        ...

    def wait(self) -> float:
        """Return the seconds until the next attempt is allowed."""
        ...
