"""Workspaces for tests: real files and real key derivation at a cheap cost, and a keyring in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.ports import Founding
from rhi_desktop.store.device_secret import DeviceSecrets, Keyring
from rhi_desktop.store.keys import Cost, KdfProfile
from rhi_desktop.store.opening import OpenedFile, Opener
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.vault import WorkspaceVault
from tests.builders import Clock

PASSPHRASE = "three quiet otters"
CHEAP = KdfProfile(floor=Cost(64, 1, 1), alone=Cost(128, 1, 1), ceiling=Cost(1024, 4, 4), seconds=0.0)
FOUNDING = Founding(PASSPHRASE, "Sam Invented")


@dataclass
class MemoryPlace:
    """A keyring that forgets when the test ends. `forgetful` ones forget at once."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    forgetful: bool = False

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        if not self.forgetful:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        self.kept.pop((service, username), None)


@dataclass
class Computer:
    """One computer with its keyring and clock, on which a workspace lies in a folder."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    place: MemoryPlace = field(default_factory=MemoryPlace)
    present: bool = True
    ticks: float = 0.0
    locked: bool = False
    scripts: Path = field(default_factory=lambda: find_assets().db / "client")
    profile: KdfProfile = CHEAP

    def keyring(self) -> Keyring | None:
        """Return the keyring as it now is."""
        return Keyring(self.place, lambda _: self.locked) if self.present else None

    def vault(self) -> WorkspaceVault:
        """Return the vault as a process that has just started sees it."""
        return WorkspaceVault(
            self.folder,
            self.open_store,
            Opener(self.scripts, self.clock, lambda: self.ticks),
            device_secrets=DeviceSecrets(self.keyring, patience=0),
            profile=self.profile,
        )

    def open_store(self, file: OpenedFile, *, founder: str, release: Callable[[], None]) -> SqlStore:
        """Return the records in the file, as bootstrap does."""
        if founder:
            return SqlStore.found(file.engine, founder, self.clock, release)
        return SqlStore.open(file.engine, self.clock, release)

    def founded(self, founding: Founding = FOUNDING) -> str:
        """Found the workspace, close it, and return the recovery code."""
        store, sheet = self.vault().found(founding)
        store.close()
        return sheet.code
