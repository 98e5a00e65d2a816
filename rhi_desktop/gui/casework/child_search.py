"""Finding a child: a search field and those who match."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.ports import ChildRow
from rhi_desktop.services.worklists import Worklists

_TYPED = 150
_CHILD = Qt.ItemDataRole.UserRole


class ChildSearch(QWidget):
    """Searches names and references while one types. `chosen` carries the child's id and name."""

    chosen = Signal(str, str)

    def __init__(self, worklists: Worklists, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worklists = worklists
        self._jobs = jobs
        self._asked = 0
        self.field = QLineEdit(placeholderText="Name or reference", clearButtonEnabled=True)
        self.field.setAccessibleName("Search children")
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.list = QListWidget()
        self.list.setAccessibleName("Children found")
        self._said = label("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        self.setFocusProxy(self.field)
        typed = QTimer(self, singleShot=True, interval=_TYPED)
        typed.timeout.connect(self.search)
        self.field.textChanged.connect(typed.start)
        self.field.returnPressed.connect(self._to_list)
        self.list.itemActivated.connect(self._chosen)
        self.list.itemClicked.connect(self._chosen)

    def search(self) -> None:
        """Look for what is typed; with nothing typed, show all by name."""
        self._asked += 1
        asked, text = self._asked, self.field.text().strip()
        self._jobs.store(lambda: self._worklists.children(text), lambda result: self._found(asked, result))

    def _found(self, asked: int, result: Result[tuple[ChildRow, ...]]) -> None:
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._said.setText(str(result.error))
            return
        if asked != self._asked:
            return
        self.list.clear()
        for row in result.value:
            item = QListWidgetItem(child_words(row), self.list)
            item.setData(_CHILD, row)
        count = len(result.value)
        self._said.setText("No child found." if not count else f"{count} found" if count < 50 else "The first 50")

    def _to_list(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _chosen(self, item: QListWidgetItem) -> None:
        row: ChildRow = item.data(_CHILD)
        self.chosen.emit(row.child, row.name)


def child_words(row: ChildRow) -> str:
    """Return a child in one line: name, what they are called, reference, date of birth."""
    known = f" (known as {row.called})" if row.called != row.name else ""
    born = f"born {Moment.parse(row.born).spoken[4:]}" if row.born else "date of birth not recorded"
    return " · ".join(part for part in (f"{row.name}{known}", row.reference, born) if part)
