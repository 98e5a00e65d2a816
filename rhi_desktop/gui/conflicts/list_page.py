"""The records that two people changed, one card each."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.conflicts import wording
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.conflicts import Waiting


class ListPage(QWidget):
    """Shows what waits for somebody to choose. `chosen` carries the id of a record."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = label("", "notice")
        self.buttons: tuple[QPushButton, ...] = ()
        self._shown: list[QWidget] = []
        self._back = button("Back", "link", self.left.emit)
        self._about = label("", "body")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE[2])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(wording.TITLE, "title"))
        column.addWidget(self.told)
        column.addWidget(self._about)
        column.addLayout(self._cards)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
        self.told.hide()

    def show_waiting(self, waiting: Iterable[Waiting]) -> None:
        """Lay out what waits, and put the keyboard on the first."""
        for shown in self._shown:
            self._cards.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown, buttons = [], []
        for one in waiting:
            choose = button("Choose…", "", partial(self.chosen.emit, one.record), named=_named(one))
            lines = [(wording.heading(one), "section"), (wording.below_heading(one), "body")]
            self._shown.append(card([*lines, (wording.happened(one), "muted")], [choose]))
            self._cards.addWidget(self._shown[-1])
            buttons.append(choose)
        self.buttons = tuple(buttons)
        self._about.setText(wording.ABOUT if buttons else wording.EMPTY)
        (buttons[0] if buttons else self._back).setFocus()

    def tell(self, words: str) -> None:
        """Say something above the list; nothing, where there is nothing to say."""
        self.told.setText(words)
        self.told.setVisible(bool(words))


def _named(waiting: Waiting) -> str:
    return f"Choose: {wording.heading(waiting)}, {waiting.title}"
