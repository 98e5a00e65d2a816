"""One field that was changed differently: its values side by side, one of which is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.conflicts import Field, Said
from rhi_desktop.services.record_words import HIDDEN

_SIDE_BY_SIDE = 240
"""The width that a value needs at least to stand beside another."""


class ValueCard(QFrame):
    """A value with who wrote it and when. A click anywhere on it chooses it."""

    def __init__(self, said: Said, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._said = said
        self._heading = heading
        self.choose = QRadioButton("Keep this")
        self.words = label("", "body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.choose)
        column.addWidget(self.words)
        for line in said.by:
            column.addWidget(label(line, "caption"))
        column.addStretch(1)
        self._show(HIDDEN if said.kept_back else said.words)

    @property
    def revision(self) -> str:
        """How the value is chosen."""
        return self._said.revision

    def show_kept_back(self) -> None:
        """Show the words, whatever they say."""
        self._show(self._said.words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose.setFocus()
            self.choose.setChecked(True)
        super().mousePressEvent(event)

    def _show(self, words: str) -> None:
        self.words.setText(words)
        self.choose.setAccessibleName(f"{self._heading}: keep “{words}”, by {'; '.join(self._said.by)}")


class FieldChoice(QWidget):
    """A heading and the values, side by side where there is room. Nothing is chosen at first."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = field.path
        self.cards = tuple(ValueCard(said, field.label) for said in field.said)
        self._group = QButtonGroup(self)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(SPACE[2])
        for one in self.cards:
            self._group.addButton(one.choose)
            self._row.addWidget(one, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(label(field.label, "section"))
        column.addLayout(self._row)

    @property
    def chosen(self) -> str:
        """The revision whose value was chosen, empty where none was."""
        return next((one.revision for one in self.cards if one.choose.isChecked()), "")

    def choose(self, revision: str) -> None:
        """Choose the value of a revision, where it is among them."""
        for one in self.cards:
            if one.revision == revision:
                one.choose.setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the values below each other where they would be too narrow."""
        super().resizeEvent(event)
        wide = self.width() >= len(self.cards) * _SIDE_BY_SIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
