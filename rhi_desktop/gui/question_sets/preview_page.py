"""What a step would mean, to be read before it is taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE


class PreviewPage(QWidget):
    """Shows a page of words, and below it the step and the way back. `confirmed` or `left`."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._about = label("", "title"), label("", "muted")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("What it means")
        self.text.setMinimumHeight(80)
        self.confirm = QPushButton(autoDefault=False)
        self.confirm.setProperty("role", "primary")
        leave = QPushButton("Leave it as it is", autoDefault=False)
        leave.setProperty("role", "quiet")
        self.told = label("", "error")
        self.told.hide()
        self._lay_out(leave)
        self.confirm.clicked.connect(self.confirmed)
        leave.clicked.connect(self.left)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def show_words(self, title: str, about: str, html: str, step: str) -> None:
        """Show what a step would mean; `step` names it on the button."""
        self._title.setText(title)
        self._about.setText(about)
        self.text.setHtml(html)
        self.confirm.setText(step)
        self.tell("")
        self.text.setFocus()

    def tell(self, words: str) -> None:
        """Say why the step was not taken."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def clear(self) -> None:
        """Take the words off the screen: they may name children."""
        self.text.clear()

    def _lay_out(self, leave: QPushButton) -> None:
        foot = QWidget()
        foot.setProperty("role", "foot")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(SPACE[5], SPACE[1], SPACE[5], SPACE[1])
        buttons.setSpacing(SPACE[1])
        buttons.addWidget(self.confirm)
        buttons.addWidget(leave)
        buttons.addWidget(self.told, 1)
        buttons.addStretch(0)
        body = QVBoxLayout()
        body.setContentsMargins(SPACE[5], SPACE[3], SPACE[4], SPACE[2])
        body.setSpacing(SPACE[1])
        body.addWidget(self._title)
        body.addWidget(self._about)
        body.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(foot)
