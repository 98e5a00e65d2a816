"""Pages that scroll where the window is small: text no wider than is good to read, or a column that fills the page."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rhi_desktop.gui.theme import COLUMN, SPACE

_NEVER, _NO_FOCUS = 1, 0  # as numbers: loading the namespace Qt takes 13 ms, and the prompt is waited for


class Scrolled(QScrollArea):
    """Holds one widget, left aligned. What gets the keyboard is scrolled into sight."""

    def __init__(
        self, content: QWidget, *, column: int = COLUMN, centred: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._content = content
        self.setWidgetResizable(True)
        self.setProperty("horizontalScrollBarPolicy", _NEVER)
        self.setProperty("focusPolicy", _NO_FOCUS)
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
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._content.isAncestorOf(new):
            self.ensureWidgetVisible(new, SPACE[4], SPACE[4])


def scrolling(page: QWidget) -> QVBoxLayout:
    """Return the column of a page that scrolls where the window is small, and fills it otherwise."""
    content = QWidget()
    content.setProperty("role", "canvas")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setProperty("focusPolicy", _NO_FOCUS)
    area.setWidget(content)
    around = QVBoxLayout(page)
    around.setContentsMargins(0, SPACE[1], 0, 0)
    around.addWidget(area)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[1])
    return column
