"""The one window: what stands before the workspace, then the desk, and a cover over both. No rule, no query, no job."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from rhi_desktop.gui.cover import Cover
from rhi_desktop.gui.keys_view import KeysView

TITLE = "RHI Desktop"


class MainWindow(QWidget):
    """Shows one content at a time. Emits what was asked for; the session does it."""

    lock_asked = Signal()
    close_asked = Signal()

    def __init__(self, banner: str = "") -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._may_close = False
        self._banner = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._banner.setProperty("role", "banner")
        self._stack = QStackedWidget(self)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(content)
        self.cover = Cover(self, content)
        self._on("Ctrl+.", self.cover.toggle)
        self._on("Ctrl+L", self.lock_asked.emit)
        self._on("F1", self.show_keys)
        self.set_banner(banner)

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
        if not self.cover.on:
            KeysView(self).show()

    def let_close(self) -> None:
        """Close, now that nothing is left to be saved."""
        self._may_close = True
        self.close()

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
