"""From data keys to an engine over the workspace's store: the right key, the right schema, a copy before a change."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rhi_desktop.domain.errors import ForeignStore, StoreDamaged
from rhi_desktop.store.backup import Backups
from rhi_desktop.store.ballast import Ballast
from rhi_desktop.store.engine import READING, open_engine
from rhi_desktop.store.folder import Folder
from rhi_desktop.store.migrate import Migrations
from rhi_desktop.store.pages import page_problems

if TYPE_CHECKING:
    from sqlalchemy import Engine

SALT = 16
_PAGE = 4096


@dataclass(frozen=True, slots=True, repr=False)
class OpenedFile:
    """An opened, migrated store. `migrated_from` is the older revision it came from, or None."""

    engine: "Engine"
    path: Path
    key: bytes
    epoch: int
    backups: Backups
    ballast: Ballast
    migrated_from: str | None

    def serial(self) -> int:
        """Return the serial of the newest header that the store has seen."""
        with self.engine.connect().execution_options(**READING) as connection:
            return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def remember(self, serial: int) -> None:
        """Keep the serial of the header in the store, where it cannot be put back unseen."""
        if self.serial() != serial:
            with self.engine.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA user_version={int(serial)}")

    def problems(self) -> tuple[str, ...]:
        """See `pages.page_problems`."""
        return page_problems(self.path, self.key)

    def back_up(self) -> Path | None:
        """Make a checked backup where one is due; see `Backups`."""
        return self.backups.make(self.path, self.key) if self.backups.due() else None

    def salt(self) -> bytes:
        """Return the salt at the start of the file."""
        return _salt(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens stores with this program’s migrations (`scripts`), by the calendar and the machine’s own clock."""

    scripts: Path
    clock: Callable[[], datetime]
    ticks: Callable[[], float] = time.monotonic

    def open(self, folder: Folder, deks: dict[int, bytes], salt: bytes) -> OpenedFile:
        """Open the store with the newest key that fits; `salt` is what the file began with when it was last seen.

        Raises ForeignStore, StoreDamaged (with words on what can be salvaged), NewerStore, DiskFull.
        """
        backups = Backups(folder.backups, self.clock)
        ballast = Ballast(folder.ballast)
        try:
            engine, epoch = self._keyed(folder.store, deks, ballast)
        except ForeignStore:
            if not _damaged(folder.store, salt):
                raise
            raise _with_hope("The store in this folder is damaged.", backups) from None
        except StoreDamaged as problem:
            raise _with_hope(str(problem), backups) from None
        try:
            migrated_from = self._migrated(engine, folder, deks[epoch], backups)
        except BaseException:
            engine.dispose()
            raise
        ballast.ensure()
        return OpenedFile(engine, folder.store, deks[epoch], epoch, backups, ballast, migrated_from)

    def restore(self, folder: Folder, deks: dict[int, bytes]) -> datetime:
        """See `Backups.restore_newest`."""
        return Backups(folder.backups, self.clock).restore_newest(folder, deks.values())

    def _keyed(self, store: Path, deks: dict[int, bytes], ballast: Ballast) -> "tuple[Engine, int]":
        for epoch in sorted(deks, reverse=True):
            try:
                return open_engine(store, deks[epoch], ballast.release), epoch
            except ForeignStore:
                continue
        raise ForeignStore

    def _migrated(self, engine: "Engine", folder: Folder, key: bytes, backups: Backups) -> str | None:
        def check() -> None:
            if page_problems(folder.store, key):
                raise StoreDamaged("The store did not pass its checks after it was brought up to date.")

        kept: list[Path] = []
        try:
            return Migrations(self.scripts).upgrade(
                engine, lambda _: kept.append(backups.make(folder.store, key)), check
            )
        except StoreDamaged:
            engine.dispose()
            if kept:
                backups.restore(kept[0], folder, key)
            raise


def _with_hope(what: str, backups: Backups) -> StoreDamaged:
    return StoreDamaged(f"{what} {backups.words()}")


def _damaged(store: Path, salt: bytes) -> bool:
    """Whether a file that no key fits is what is left of ours, not the store of somebody else."""
    size = store.stat().st_size
    return size < _PAGE or size % _PAGE != 0 or (bool(salt) and _salt(store) == salt)


def _salt(store: Path) -> bytes:
    with store.open("rb") as file:
        return file.read(SALT)
