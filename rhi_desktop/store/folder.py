"""What lies in a workspace folder. Nothing in a file name concerns a person."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rhi_desktop.domain.errors import HeaderRefused, WorkspaceMissing
from rhi_desktop.runtime.paths import private_folder
from rhi_desktop.store.header import LIMIT, Header, read_header
from rhi_desktop.store.private_files import replace_private


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one workspace."""

    root: Path

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.root / "store.db"

    @property
    def header(self) -> Path:
        """The header; its twin is read where the header itself cannot be."""
        return self.root / "header.json"

    @property
    def twin(self) -> Path:
        """The second copy of the header."""
        return self.root / "header.copy.json"

    @property
    def attempts(self) -> Path:
        """Failed attempts."""
        return self.root / "attempts.json"

    @property
    def lock(self) -> Path:
        """The file on which the process that has the workspace open holds a lock."""
        return self.root / "lock"

    @property
    def ballast(self) -> Path:
        """Space in reserve for the day the disk is full."""
        return self.root / "ballast"

    @property
    def backups(self) -> Path:
        """The folder of backups."""
        return self.root / "backups"

    def exists(self) -> bool:
        """Whether a workspace has been founded here."""
        return self.header.is_file() or self.twin.is_file()

    def make(self) -> None:
        """Make the folder, or close it to others (0700)."""
        private_folder(self.root)

    def set_unfinished_aside(self, now: datetime) -> None:
        """Move away the store of a founding that did not finish: nothing opens it, but nothing is deleted."""
        self.set_aside(f"unfinished-{now:%Y%m%dT%H%M%SZ}")

    def set_aside(self, word: str) -> None:
        """Rename the store and what belongs to it, so that another can take its place."""
        place = self.root / f"{word}-{secrets.token_hex(3)}.db"
        for ending in ("", "-wal", "-shm"):
            path = self.store.with_name(self.store.name + ending)
            if path.exists():
                path.rename(place.with_name(place.name + ending))

    def read_header(self) -> Header:
        """Return the header. Raises WorkspaceMissing, HeaderRefused, NewerStore."""
        refused: HeaderRefused | None = None
        for path in (self.header, self.twin):
            try:
                with path.open("rb") as file:
                    return read_header(file.read(LIMIT + 1))
            except FileNotFoundError:
                continue
            except HeaderRefused as problem:
                refused = refused or problem
        raise refused or WorkspaceMissing

    def write_header(self, header: Header) -> None:
        """Replace the header, then its twin."""
        content = header.to_bytes()
        replace_private(self.header, content)
        replace_private(self.twin, content)

    def mend_header(self, header: Header) -> None:
        """Write the header where it or its twin is not what was read and checked."""
        content = header.to_bytes()
        for path in (self.header, self.twin):
            if not path.is_file() or path.read_bytes() != content:
                replace_private(path, content)
