"""Where the folders that are not Python lie: `ui`, `db` and `resources`."""

from pathlib import Path
from typing import NamedTuple


class Assets(NamedTuple):
    """The three folders, in a checkout, an installed wheel or a frozen program."""

    ui: Path
    db: Path
    resources: Path


def find_assets(package: Path | None = None) -> Assets:
    """Locate the folders from the package's own place (`package` is its folder).

    A checkout has them beside the package; a wheel and a frozen program carry them in `_assets` inside it.
    The checkout comes first: an editable install leaves a stale copy of `_assets` elsewhere.
    Raises FileNotFoundError when the installation is incomplete.
    """
    inside = package or Path(__file__).resolve().parent.parent
    for root in (inside.parent, inside / "_assets"):
        found = Assets(root / "ui", root / "db", root / "resources")
        if (found.db / "client").is_dir() and found.resources.is_dir():
            return found
    message = f"the folders db and resources are missing beside {inside}"
    raise FileNotFoundError(message)
