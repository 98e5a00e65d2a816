"""To whom: everybody in the team, with their load in sight; a reason where it is taken from somebody."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rhi_desktop.gui.fields import keep_private
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.desk_lists import DeskItem, Person
from rhi_desktop.services.desk_words import load_words

_MEMBER, _NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_LEFT = "{name} is in the team no more."
_SHOWN = 5
"""So many people are in sight before the list scrolls."""


class GiveChoice(QWidget):
    """A list of people; `chosen` when one is picked with Enter or a double click."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("Give to")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.reason = QLineEdit()
        keep_private(self.reason)
        self.reason.setAccessibleName("Why it is taken from whoever has it now")
        self._why = label("", "field", buddy=self.reason)
        self.wrong = label("", "error")
        self._asks = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(label("Give to", "section"))
        column.addWidget(self.list)
        column.addWidget(self._why)
        column.addWidget(self.reason)
        column.addWidget(self.wrong)
        self.wrong.hide()
        self.list.itemActivated.connect(lambda _item: self.picked.emit())
        self.reason.returnPressed.connect(self.picked)

    def show_people(self, people: Sequence[Person], items: Sequence[DeskItem], own: str) -> None:
        """Offer whoever takes work, but not who has all of it now; ask for a reason where it is taken away."""
        kept, before = self.member, self.reason.text()
        holders = {item.row.worker for item in items}
        self.list.clear()
        for one in people:
            if one.takes and (len(holders) > 1 or one.member not in holders):
                you = " (you)" if one.member == own else ""
                item = QListWidgetItem(f"{one.name}{you}\n{load_words(one.load)}")
                item.setData(_MEMBER, one.member)
                item.setData(_NAME, one.name)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.name}, {load_words(one.load)}")
                self.list.addItem(item)
                if one.member == kept:
                    self.list.setCurrentItem(item)
        taken = [item for item in items if item.row.worker not in ("", own)]
        self._asks = bool(taken)
        name = taken[0].worker if len({item.row.worker for item in taken}) == 1 else "those who have it"
        say(self._why, f"Why is it taken from {name}?" * bool(taken))
        self.reason.setVisible(bool(taken))
        gone = bool(taken) and all(item.gone for item in taken)
        self.reason.setText(before or (_LEFT.format(name=name) if gone else ""))
        say(self.wrong, "")
        row = self.list.sizeHintForRow(0) if self.list.count() else 0
        self.list.setMinimumHeight(min(self.list.count(), _SHOWN) * row + 2 * self.list.frameWidth() + SPACE[1])

    def clear(self) -> None:
        """Forget who was chosen and why."""
        self.list.clearSelection()
        self.reason.clear()

    @property
    def member(self) -> str:
        """The id of whom was chosen, empty where nobody was."""
        return next((str(item.data(_MEMBER)) for item in self.list.selectedItems()), "")

    @property
    def name(self) -> str:
        """The name of whom was chosen."""
        return next((str(item.data(_NAME)) for item in self.list.selectedItems()), "")

    def focus(self) -> None:
        """Put the keyboard on the first of them."""
        self.list.setFocus()
        if not self.list.selectedItems():
            self.list.setCurrentRow(0)

    def ready(self) -> bool:
        """Whether somebody was chosen, and a reason given where one is asked for; else say what is missing."""
        if not self.member:
            say(self.wrong, "Please choose somebody.")
            self.list.setFocus()
            return False
        if self._asks and not self.reason.text().strip():
            say(self.wrong, "Please say why, so that whoever has it now can read it.")
            self.reason.setFocus()
            return False
        say(self.wrong, "")
        return True
