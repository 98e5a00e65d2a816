"""What narrows the desk: words, and one worker."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.desk_lists import Person

_TYPED = 150


class Tools(QWidget):
    """A search field and a choice of worker, beside the choice of a group. `changed` some moments after typing."""

    changed = Signal()

    def __init__(self, groups: QComboBox) -> None:
        super().__init__()
        self.search = QLineEdit(placeholderText="Search names and references", clearButtonEnabled=True)
        self.search.setAccessibleName("Search the desk")
        self.search.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.workers = QComboBox()
        self.workers.setAccessibleName("Whose work is shown")
        self.workers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        row.addWidget(groups)
        row.addWidget(self.search, 1)
        row.addWidget(self.workers)
        typed = QTimer(self, singleShot=True, interval=_TYPED)
        typed.timeout.connect(self.changed)
        self.search.textChanged.connect(typed.start)
        self.workers.currentIndexChanged.connect(self.changed)

    @property
    def text(self) -> str:
        """The words that are searched for."""
        return self.search.text().strip()

    @property
    def worker(self) -> str:
        """The member whose work is shown, empty for everybody's."""
        return str(self.workers.currentData() or "")

    def show_people(self, people: Sequence[Person]) -> None:
        """Offer everybody; there is no choice without a team."""
        chosen = self.workers.currentData()
        self.workers.blockSignals(True)
        self.workers.clear()
        self.workers.addItem("Everybody", "")
        for one in people:
            self.workers.addItem(one.name if one.active else f"{one.name}, who left", one.member)
        self.workers.setCurrentIndex(max(0, self.workers.findData(chosen)))
        self.workers.setVisible(bool(people))
        self.workers.blockSignals(False)

    def type(self, words: str) -> None:
        """Go on with letters that were typed elsewhere."""
        self.search.setFocus()
        self.search.insert(words)
