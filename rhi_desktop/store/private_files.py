"""Small files that this person alone may read (0600), replaced whole or not at all."""

import os
import secrets
from pathlib import Path

_PRIVATE = 0o600
_NO_INHERIT = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def make_private(path: Path) -> None:
    """Create an empty file with mode 0600 whatever the umask. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_INHERIT, _PRIVATE))


def replace_private(path: Path, content: bytes) -> None:
    """Put `content` at `path` durably: written beside it, synced, renamed, the folder synced."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_INHERIT, _PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable; Windows does that by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
