"""Searching submitted interviews: a line to type into, and beneath it where it stands."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListView, QStackedLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.searching import terms_of
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.search.delegate import FoundRow
from rhi_desktop.gui.search.model import FOUND, FoundModel
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.search_rows import MOST_FOUND
from rhi_desktop.services.searching import Found, Searching

_TYPED = 150
_HINT = "Search what interviews say, and names and references"
_ABOUT = (
    "Every submitted interview on this laptop is searched: answers, jottings, and whose it is.\n"
    "Of several words an interview has to hold all. Words in quotation marks have to stand side by side."
)
_NOTHING = "No interview holds all of that.\nTry fewer words, or only how a word begins."
_KEYS = " · Enter opens the interview, Ctrl+Enter the child"


class SearchView(QWidget):
    """Interviews by their words, the last submitted first. Enter opens one, Ctrl+Enter its child."""

    interview_opened = Signal(str)
    child_chosen = Signal(str)

    def __init__(self, searching: Searching, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FoundModel(searching, jobs, self)
        self._search = QLineEdit(placeholderText=_HINT, clearButtonEnabled=True)
        self._search.setAccessibleName("Search interviews")
        self._search.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.setFocusProxy(self._search)
        self._list = QListView()
        self._list.setAccessibleName("Interviews found")
        self._list.setModel(self._model)
        self._list.setItemDelegate(FoundRow(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setToolTip(_KEYS.removeprefix(" · "))
        self._count = label("", "muted")
        self._empty = label(_ABOUT, "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout()
        self._lay_out()
        self._join()

    @property
    def rows(self) -> int:
        """How many interviews are listed."""
        return self._model.rowCount()

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self._search.setFocus()
        self._search.selectAll()

    def refresh(self) -> None:
        """Search again: something may have come in."""
        self._model.read(self._search.text())

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setLayout(self._pages)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(label("Search interviews", "title"))
        column.addWidget(self._search)
        column.addWidget(holder, 1)
        column.addWidget(self._count)

    def _join(self) -> None:
        typed = QTimer(self, singleShot=True, interval=_TYPED)
        typed.timeout.connect(self.refresh)
        self._search.textChanged.connect(typed.start)
        self._search.returnPressed.connect(self._list.setFocus)
        self._list.activated.connect(self._open)
        self._model.counted.connect(self._counted)
        self._model.failed.connect(self._count.setText)
        child = QShortcut(QKeySequence("Ctrl+Return"), self)
        child.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        child.activated.connect(self._open_child)

    def _counted(self, count: int) -> None:
        self._empty.setText(_NOTHING if terms_of(self._search.text()) else _ABOUT)
        self._pages.setCurrentWidget(self._list if count else self._empty)
        self._count.setText(f"{_counted(count)}{_KEYS}" if count else "")
        if count:
            self._list.setCurrentIndex(self._model.index(0))

    def _open(self, index: QModelIndex) -> None:
        found: Found | None = index.data(FOUND)
        if found is not None:
            self.interview_opened.emit(found.row.interview)

    def _open_child(self) -> None:
        found: Found | None = self._list.currentIndex().data(FOUND)
        if found is not None:
            self.child_chosen.emit(found.row.child)


def _counted(count: int) -> str:
    if count >= MOST_FOUND:
        return f"The newest {MOST_FOUND:,} interviews; type another word to find fewer"
    return counted(count, "interview")
