"""What the composition root gives to the windows: how to reach what is slow to load, and what is known at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rhi_desktop.runtime.assets import Assets

if TYPE_CHECKING:
    from rhi_desktop.gui.access.asked import Access
    from rhi_desktop.gui.open_desk import OpenDesk
    from rhi_desktop.services.ports import RecoverySheet, Store


@dataclass(frozen=True, slots=True)
class Opening:
    """`founded`: whether there is a workspace, looked up without loading the store.

    `access`, `desk` and `sheet_pdf` import what they need when they are called, on the store's lane or in the
    pool: never before the first paint. `banner` and `hint` belong to a practice workspace: what is shown above
    every screen, and at the prompt. `write` puts a file where the person says. `painted` is called once the
    prompt is on the screen.
    """

    assets: Assets
    settings_file: Path
    clock: Callable[[], datetime]
    founded: bool
    access: "Callable[[], Access]"
    desk: "Callable[[Store], OpenDesk]"
    sheet_pdf: "Callable[[RecoverySheet], bytes]"
    write: Callable[[Path, bytes], None]
    banner: str = ""
    hint: str = ""
    painted: Callable[[], None] = field(default=lambda: None)
