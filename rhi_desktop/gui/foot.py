"""The foot of a form: what to do with it, and above that what is wrong with it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE


class Foot(QFrame):
    """Buttons in a row, the first of them the primary one. What is wrong is worded over the whole width."""

    def __init__(self, *buttons: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._error = label("", "error")
        self._error.hide()
        across = QHBoxLayout()
        for button in buttons:
            button.setProperty("role", "quiet" if across.count() else "primary")
            across.addWidget(button)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[5], SPACE[1], SPACE[5], SPACE[1])
        column.setSpacing(SPACE[0])
        column.addWidget(self._error)
        column.addLayout(across)

    def tell(self, words: str) -> None:
        """Word what is wrong; nothing, where all is well."""
        say(self._error, words, "error")

    def wait(self, words: str) -> None:
        """Say what is being waited for; nothing, where nothing is."""
        say(self._error, words, "muted")
