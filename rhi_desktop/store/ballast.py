"""Room on the disk: a reserve to let go of when it is full, and a look at what is free before an interview."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from rhi_desktop.domain.errors import DiskFull
from rhi_desktop.store.private_files import make_private

SIZE = 16 * 1024 * 1024
"""Enough for thousands of saved answers."""

ENOUGH = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ballast:
    """A file that only takes room, beside the store."""

    path: Path
    size: int = SIZE
    enough: int = ENOUGH

    def ensure(self) -> None:
        """Take the reserve, where the disk has room to spare for it."""
        if self.path.exists() or shutil.disk_usage(self.path.parent).free < self.size + self.enough:
            return
        make_private(self.path)
        try:
            with self.path.open("r+b") as file:
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(file.fileno(), 0, self.size)
                else:
                    file.truncate(self.size)
        except OSError:
            self.release()

    def release(self) -> None:
        """Give the reserve back to the disk, so that what is being written can be saved."""
        self.path.unlink(missing_ok=True)

    def require_room(self, needed: int = 0) -> None:
        """Raise DiskFull where there is too little room to begin an interview, besides `needed` bytes."""
        if shutil.disk_usage(self.path.parent).free < self.enough + needed:
            raise DiskFull
