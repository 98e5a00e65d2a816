"""An open desk over a store in memory, with the shell's own screens."""

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QWidget

from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.open_desk import OpenDesk
from rhi_desktop.gui.settings_view import SettingsView
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.ports import Audit
from tests.gui.fakes import FakeStore


class FakeDesk:
    """A desk with nothing on it but its log."""

    def __init__(self, store: FakeStore, barred: str = "") -> None:
        self._store = store
        self._barred = barred

    @property
    def banner(self) -> str:
        """No practice workspace."""
        return ""

    @property
    def barred(self) -> str:
        """Whether it was taken out of a team."""
        return self._barred

    @property
    def audit(self) -> Audit:
        """The store keeps the log."""
        return cast("Audit", self._store)


class Unsaved(QWidget):
    """A screen that may be told that its words cannot be saved."""

    def __init__(self) -> None:
        super().__init__()
        self.stuck = False

    def when_saved(self, done: Callable[[], None]) -> None:
        """Call `done`, unless the disk takes nothing."""
        if not self.stuck:
            done()


def desk_view(_desk: OpenDesk, parts: AccessParts, settings: Settings, changed: Callable[[Settings], str]) -> DeskView:
    """Return a desk with an empty worklist and the settings."""
    view = DeskView()
    settings_view = SettingsView(parts, settings)
    settings_view.changed.connect(lambda chosen: settings_view.tell(changed(chosen)))
    view.add("worklist", Unsaved())
    view.add("settings", settings_view)
    view.turn_to("worklist")
    return view
