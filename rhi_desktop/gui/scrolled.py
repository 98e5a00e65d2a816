"""A page that scrolls where the window is small, its content no wider than is good to read."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rhi_desktop.gui.theme import COLUMN, SPACE


class Scrolled(QScrollArea):
    """Holds one widget, left aligned. What gets the keyboard is scrolled into sight."""

    def __init__(
        self, content: QWidget, *, column: int = COLUMN, centred: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas = QWidget()
        canvas.setProperty("role", "canvas")
        content.setMaximumWidth(column)
        across = QHBoxLayout()
        if centred:
            across.addStretch(1)
        across.addWidget(content, 100)
        across.addStretch(1)
        down = QVBoxLayout(canvas)
        down.setContentsMargins(SPACE[5], SPACE[4], SPACE[5], SPACE[4])
        if centred:
            down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)
        self.setWidget(canvas)
        content.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the page grow with its content."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._content.isAncestorOf(new):
            self.ensureWidgetVisible(new, SPACE[4], SPACE[4])
