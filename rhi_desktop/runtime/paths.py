"""Where the program keeps its files on this computer."""

from dataclasses import dataclass
from pathlib import Path

_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one person on one computer; nothing in them outside `workspace` concerns a child."""

    workspace: Path
    settings: Path
    logs: Path


def user_paths() -> Paths:
    """Return this person's folders as the operating system has them. Makes none."""
    from platformdirs import PlatformDirs

    folders = PlatformDirs("rhi-desktop", appauthor=False, roaming=False)
    return Paths(
        workspace=Path(folders.user_data_path) / "workspace",
        settings=Path(folders.user_config_path) / "settings.toml",
        logs=Path(folders.user_log_path),
    )


def private_folder(path: Path) -> Path:
    """Make a folder that this person alone may enter (0700), or make it so if it is there already."""
    path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    path.chmod(_PRIVATE)
    return path
