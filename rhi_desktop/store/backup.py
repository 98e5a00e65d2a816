"""Backups on this computer: encrypted under the same key, each opened and checked before it counts."""

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rhi_desktop.domain.errors import ForeignStore, StoreDamaged
from rhi_desktop.domain.moments import Moment
from rhi_desktop.runtime.paths import private_folder
from rhi_desktop.store.engine import connect, translated
from rhi_desktop.store.folder import Folder
from rhi_desktop.store.pages import page_problems
from rhi_desktop.store.private_files import make_private, sync_folder

NEWEST = 3
DAYS = 7
EVERY = timedelta(hours=20)
_NAME = "store-%Y%m%dT%H%M%S%fZ.db"


@dataclass(frozen=True, slots=True)
class Backups:
    """The generations in one folder: the newest three, and the last of each of the newest seven days."""

    folder: Path
    clock: Callable[[], datetime]

    def all(self) -> tuple[Path, ...]:
        """Return the backups, the newest first."""
        return tuple(sorted((path for path in self.folder.glob("store-*.db") if _made(path)), reverse=True))

    def due(self) -> bool:
        """Whether the newest is older than 20 hours, or of a day that has not come yet."""
        newest = next(iter(self.all()), None)
        return newest is None or not timedelta(0) <= self.clock() - _instant(newest) < EVERY

    def make(self, store: Path, key: bytes) -> Path:
        """Copy the store as it stands, also while it is open, check the copy, and let old generations go.

        Raises StoreDamaged when the copy does not pass, DiskFull; older backups then stay.
        """
        private_folder(self.folder)
        path = self.folder / self.clock().astimezone(UTC).strftime(_NAME)
        partial = path.with_suffix(".part")
        try:
            partial.unlink(missing_ok=True)
            make_private(partial)
            _copy(store, partial, key)
            _sync(partial)
            if page_problems(partial, key):
                raise StoreDamaged(
                    "The backup did not pass its checks, so it was not kept. Older backups are as they were."
                )
            _sync(partial)
            partial.replace(path)
        finally:
            for ending in ("", "-wal", "-shm"):
                partial.with_name(partial.name + ending).unlink(missing_ok=True)
        sync_folder(self.folder)
        self._prune()
        return path

    def renew(self, store: Path, key: bytes) -> None:
        """Make a backup under a new key, and only then let those under the old one go."""
        made = self.make(store, key)
        for path in self.all():
            if path != made:
                path.unlink()

    def restore(self, backup: Path, folder: Folder, key: bytes) -> None:
        """Put a backup in the store's place, after checking it; what was there is set aside, never deleted.

        Raises StoreDamaged, ForeignStore where the backup itself cannot be used.
        """
        if page_problems(backup, key):
            raise StoreDamaged("This backup is damaged too. Choose an older one.")
        partial = folder.store.with_suffix(".part")
        partial.unlink(missing_ok=True)
        make_private(partial)
        shutil.copyfile(backup, partial)
        _sync(partial)
        folder.set_aside(f"damaged-{self.clock():%Y%m%dT%H%M%SZ}")
        partial.replace(folder.store)
        sync_folder(folder.root)

    def restore_newest(self, folder: Folder, keys: Iterable[bytes]) -> datetime:
        """Restore the newest backup that one of the keys opens and that passes its checks; return when it was made.

        Raises StoreDamaged when there is none; the store then stays as it is.
        """
        for backup in self.all():
            for key in keys:
                try:
                    self.restore(backup, folder, key)
                except (StoreDamaged, ForeignStore):
                    continue
                return _instant(backup)
        raise StoreDamaged("No backup on this computer can be used. Keep the folder as it is, and ask your IT desk.")

    def words(self) -> str:
        """Say what can be salvaged."""
        newest = next(iter(self.all()), None)
        if newest is None:
            return "There is no backup on this computer. Keep the folder as it is, and ask your IT desk."
        when = Moment.at(_instant(newest)).spoken
        return (
            f"A checked backup of {when} is kept beside it: “rhi-desktop workspace restore” brings it back, "
            "and keeps the damaged store."
        )

    def _prune(self) -> None:
        backups = self.all()
        days: dict[object, Path] = {}
        for path in backups:
            days.setdefault(_instant(path).date(), path)
        kept = {*backups[:NEWEST], *list(days.values())[:DAYS]}
        for path in backups:
            if path not in kept:
                path.unlink()


def _copy(store: Path, target: Path, key: bytes) -> None:
    from sqlcipher3 import dbapi2

    connection = connect(store, key)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except dbapi2.Error as problem:
        raise translated(problem) from problem
    finally:
        connection.close()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _made(path: Path) -> bool:
    try:
        _instant(path)
    except ValueError:
        return False
    return True


def _instant(path: Path) -> datetime:
    return datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
