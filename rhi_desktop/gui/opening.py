"""What the composition root gives to the windows: how to reach what is slow to load, and what is known at once."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rhi_desktop.runtime.assets import Assets

if TYPE_CHECKING:
    from rhi_desktop.gui.access.asked import Access
    from rhi_desktop.gui.access.parts import AccessParts
    from rhi_desktop.gui.desk_view import DeskView
    from rhi_desktop.gui.open_desk import OpenDesk
    from rhi_desktop.runtime.settings import Settings
    from rhi_desktop.services.ports import OnLane, RecoverySheet, Store

    MakeDeskView: TypeAlias = Callable[[OpenDesk, AccessParts, Settings, Callable[[Settings], str]], DeskView]


def _warm() -> None:
    import rhi_desktop.gui.screens  # noqa: F401 - loaded now, so that the desk need not wait for it


def _desk_view(
    desk: "OpenDesk", parts: "AccessParts", settings: "Settings", changed: "Callable[[Settings], str]"
) -> "DeskView":
    from rhi_desktop.gui.screens import make_desk_view
    from rhi_desktop.services.desk import Desk

    if not isinstance(desk, Desk):
        raise TypeError(desk)
    return make_desk_view(desk, parts, settings, changed)


def _nothing() -> None:
    """What happens once the prompt is painted, where nothing is to happen."""


class Opening(NamedTuple):
    """`founded`: whether there is a workspace, looked up without loading the store.

    `access`, `desk`, `desk_view` and `sheet_pdf` import what they need when they are called, never before the
    first paint; all but `desk_view` are called off the GUI thread. `write` puts a file where the person says.
    `banner` and `hint` belong to a practice workspace: what is shown above every screen, and at the prompt.
    `desk` is told how a job of the background gets onto the store's lane. `painted` is called once the prompt is on
    the screen, `warm` off the GUI thread while the passphrase is typed.
    """

    assets: Assets
    settings_file: Path
    clock: Callable[[], datetime]
    founded: bool
    access: "Callable[[], Access]"
    desk: "Callable[[Store, OnLane], OpenDesk]"
    sheet_pdf: "Callable[[RecoverySheet], bytes]"
    write: Callable[[Path, bytes], None]
    banner: str = ""
    hint: str = ""
    painted: Callable[[], None] = _nothing
    warm: Callable[[], None] = _warm
    desk_view: "MakeDeskView" = _desk_view
