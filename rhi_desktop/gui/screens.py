"""Makes the screens of the desk and joins their signals. The one place that knows them all."""

from collections.abc import Callable

from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.open_desk import OpenDesk
from rhi_desktop.gui.settings_view import SettingsView
from rhi_desktop.runtime.settings import Settings


def make_desk_view(
    _desk: OpenDesk, parts: AccessParts, settings: Settings, changed: Callable[[Settings], str]
) -> DeskView:
    """Return the desk with all its screens, the worklist in front."""
    view = DeskView()
    settings_view = SettingsView(parts, settings)
    settings_view.changed.connect(lambda chosen: settings_view.tell(changed(chosen)))
    view.add("settings", settings_view)
    view.turn_to("settings")
    return view
