"""The one window: what stands before the workspace, then the desk, and a cover over both. No rule, no query, no job."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from rhi_desktop.gui.cover import Cover

TITLE = "RHI Desktop"


class MainWindow(QWidget):
    """Shows one content at a time. Emits what was asked for; the session does it."""

    lock_asked = Signal()
    close_asked = Signal()
    painted = Signal()

    def __init__(self, banner: str = "") -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setProperty("role", "page")
        self._may_close = False
        self._was_painted = False
        self._cover: Cover | None = None
        self._banner = QLabel(self, wordWrap=True)
        self._banner.setProperty("role", "banner")
        self._stack = QStackedWidget(self)
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._content)
        self._on("Ctrl+.", self.toggle_cover)
        self._on("Ctrl+L", self.lock_asked.emit)
        self._on("F1", self.show_keys)
        self.set_banner(banner)

    @property
    def cover(self) -> "Cover":
        """The cover over the window; made when it is first asked for."""
        if self._cover is None:
            from rhi_desktop.gui.cover import Cover

            self._cover = Cover(self, self._content)
        return self._cover

    def toggle_cover(self) -> None:
        """Hide the screen, or show it again."""
        self.cover.toggle()

    def set_banner(self, words: str) -> None:
        """Show words above every screen, or none."""
        self._banner.setText(words)
        self._banner.setVisible(bool(words))

    def show_content(self, content: QWidget) -> None:
        """Show this content; what was there before is gone for good."""
        before = self._stack.currentWidget()
        self._stack.addWidget(content)
        self._stack.setCurrentWidget(content)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def show_keys(self) -> None:
        """Show the list of keys."""
        if self._cover is None or not self._cover.on:
            from rhi_desktop.gui.keys_view import KeysView

            KeysView(self).show()

    def let_close(self) -> None:
        """Close, now that nothing is left to be saved."""
        self._may_close = True
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first: the session saves and closes the store, then lets the window go."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_asked.emit()

    def _on(self, keys: str, action: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(action)
