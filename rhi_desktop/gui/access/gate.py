"""The way to the keys: made on the store's lane after the first paint, because its libraries take time to load."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from rhi_desktop.gui.jobs import Jobs, Result

if TYPE_CHECKING:
    from rhi_desktop.services.ports import Founding, KeyringState, RecoverySheet, Store

T = TypeVar("T")


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


class Gate:
    """Runs calls on `Access` in the store's lane. The first one makes it."""

    def __init__(self, make: Callable[[], Access], jobs: Jobs) -> None:
        self._make = make
        self._jobs = jobs
        self._access: Access | None = None

    def ask(self, call: Callable[[Access], T], done: Callable[[Result[T]], None]) -> None:
        """Run `call` off the GUI thread; then call `done` on it."""
        self._jobs.store(lambda: call(self._ready()), done)

    def _ready(self) -> Access:
        if self._access is None:
            self._access = self._make()
        return self._access
