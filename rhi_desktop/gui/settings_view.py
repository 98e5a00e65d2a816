"""The settings: how the program looks, when it locks, and the keys of the workspace."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.access.change_passphrase import ChangePassphrase
from rhi_desktop.gui.access.new_sheet import NewSheet
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.runtime.settings import TEXT_PERCENTS, THEMES, Settings


class SettingsView(QWidget):
    """Emits `changed` with the new settings as soon as one is chosen; there is nothing to save.

    `asked` carries the name of a screen with something that the team keeps.
    """

    changed = Signal(object)
    asked = Signal(str)

    def __init__(self, parts: AccessParts, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        body = QWidget()
        form = parts.forms.fill(body, "settings")
        self._theme = form.child(QComboBox, "theme")
        self._text_size = form.child(QComboBox, "text_size")
        self._idle = form.child(QComboBox, "idle")
        self._said = form.label("said")
        self._show(settings)
        self._theme.currentIndexChanged.connect(self._tell)
        self._text_size.currentIndexChanged.connect(self._tell)
        self._idle.currentIndexChanged.connect(self._tell)
        form.child(QPushButton, "change_passphrase").clicked.connect(self.change_passphrase)
        form.child(QPushButton, "new_sheet").clicked.connect(self.new_sheet)
        form.child(QPushButton, "helplines").clicked.connect(lambda: self.asked.emit("helplines"))
        form.child(QPushButton, "rules").clicked.connect(lambda: self.asked.emit("rules"))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scrolled(body))
        say(self._said, "")

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        return Settings(
            theme=THEMES[self._theme.currentIndex()],
            text_percent=TEXT_PERCENTS[self._text_size.currentIndex()],
            idle_minutes=self._idle.currentIndex() + 1,
        )

    def change_passphrase(self) -> None:
        """Ask for a new passphrase in a window of its own."""
        changing = ChangePassphrase(self._parts)
        dialog = _dialog(self, changing)
        changing.closed.connect(dialog.close)
        changing.changed.connect(lambda: self._done(dialog, "The passphrase is changed."))
        dialog.open()

    def new_sheet(self) -> None:
        """Make a new recovery sheet in a window of its own."""
        renewing = NewSheet(self._parts)
        dialog = _dialog(self, renewing)
        renewing.closed.connect(dialog.close)
        dialog.open()

    def tell(self, words: str) -> None:
        """Say what happened to the settings."""
        say(self._said, words)

    def _show(self, settings: Settings) -> None:
        self._theme.setCurrentIndex(THEMES.index(settings.theme))
        self._text_size.setCurrentIndex(TEXT_PERCENTS.index(settings.text_percent))
        self._idle.setCurrentIndex(settings.idle_minutes - 1)

    def _tell(self) -> None:
        say(self._said, "")
        self.changed.emit(self.settings)

    def _done(self, dialog: QDialog, words: str) -> None:
        dialog.close()
        say(self._said, words)


def _dialog(parent: QWidget, content: QWidget) -> QDialog:
    dialog = QDialog(parent.window())
    dialog.setWindowTitle("RHI Desktop")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    around = QVBoxLayout(dialog)
    around.setContentsMargins(0, SPACE[1], 0, SPACE[1])
    around.addWidget(Scrolled(content))
    room = parent.window().size()
    dialog.resize(min(620, room.width()), min(680, room.height()))
    return dialog
