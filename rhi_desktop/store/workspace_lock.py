"""One process per workspace, by a lock that the operating system drops when the process ends, however it ends."""

import os
import sys
from pathlib import Path

from rhi_desktop.domain.errors import WorkspaceInUse


class WorkspaceLock:
    """The right to use a workspace; held from construction to `release`. Raises WorkspaceInUse."""

    def __init__(self, path: Path) -> None:
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _lock(self._handle)
        except OSError:
            self.release()
            raise WorkspaceInUse from None

    def close(self) -> None:
        """The same as `release`."""
        self.release()

    def release(self) -> None:
        """Let another process in. Harmless when done twice."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
