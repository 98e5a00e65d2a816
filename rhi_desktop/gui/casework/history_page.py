"""Every version of a record, the newest on top."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.cards import card
from rhi_desktop.gui.casework.changes import Step
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE


class HistoryPage(QWidget):
    """Shows what each revision changed. Nothing can be changed here."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def show_history(self, heading: str, steps: Iterable[Step]) -> None:
        """Lay out what each revision changed, in the order in which it is given."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        back = QPushButton("Back to the child")
        back.setProperty("role", "link")
        back.clicked.connect(self.left)
        column.addWidget(back)
        column.addWidget(label(heading, "title"))
        for step in steps:
            column.addWidget(card([(step.heading, "section"), *((line, "body") for line in step.lines)], []))
        if self._shown is not None:
            self._whole.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Scrolled(content)
        self._whole.addWidget(self._shown)
        back.setFocus()
