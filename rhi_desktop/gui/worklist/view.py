"""The worklist: what is to be done, the nearest deadline on top."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.gui.worklist.delegate import WorkRow
from rhi_desktop.gui.worklist.model import WorklistModel
from rhi_desktop.services.ports import WorklistFilter, WorkState
from rhi_desktop.services.worklists import WorkItem, Worklists

MINUTE = 60_000
_TYPED = 150
_STATES: tuple[tuple[str, frozenset[WorkState]], ...] = (
    ("Open work", frozenset({WorkState.NEW, WorkState.DRAFT, WorkState.RETURNED})),
    ("Not started", frozenset({WorkState.NEW})),
    ("Drafts", frozenset({WorkState.DRAFT})),
    ("Sent back", frozenset({WorkState.RETURNED})),
    ("Submitted", frozenset({WorkState.SUBMITTED})),
    ("Everything", frozenset()),
)
_LEVELS: tuple[tuple[str, frozenset[TriageLevel]], ...] = (
    ("Any level", frozenset()),
    ("Red", frozenset({TriageLevel.RED})),
    ("Red and amber", frozenset({TriageLevel.RED, TriageLevel.AMBER})),
    ("Amber", frozenset({TriageLevel.AMBER})),
    ("Green", frozenset({TriageLevel.GREEN})),
)
_ORDERS = ("Clock first", "Priority first")
_KEYS = " · Enter opens the referral, Shift+Enter the interview, Ctrl+Enter the child"
_EMPTY = "Nothing is waiting.\nTake a referral to begin."
_NOTHING_FOUND = "Nothing here matches.\nTry fewer letters, or choose “Everything”."


class WorklistView(QWidget):
    """Referrals and the interviews on them. Enter opens one, Shift+Enter its interview, Ctrl+Enter the child."""

    child_chosen = Signal(str)
    referral_chosen = Signal(str)
    interview_requested = Signal(str)
    interview_opened = Signal(str)
    amendment_requested = Signal(str)
    referral_requested = Signal()
    import_requested = Signal()
    feedback_requested = Signal()

    def __init__(self, worklists: Worklists, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = WorklistModel(worklists, jobs, self)
        self._search = QLineEdit(placeholderText="Search names and references", clearButtonEnabled=True)
        self._search.setAccessibleName("Search the worklist")
        self._search.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._states = QComboBox()
        self._states.setAccessibleName("Which work is shown")
        self._states.addItems([words for words, _ in _STATES])
        self._levels = QComboBox()
        self._levels.setAccessibleName("Which triage levels are shown")
        self._levels.addItems([words for words, _ in _LEVELS])
        self._order = QComboBox()
        self._order.setAccessibleName("In which order")
        self._order.addItems(_ORDERS)
        self._take = QPushButton("Take a referral")
        self._take.setProperty("role", "primary")
        self._feedback = QPushButton("Feedback…")
        self._feedback.setToolTip("What reviews of your interviews said over time")
        self._import = QPushButton("Import…")
        self._import.setToolTip("Import notifications from a spreadsheet (Ctrl+I)")
        self._count = label("", "muted")
        self._empty = label("", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._list = QListView()
        self._list.setAccessibleName("Worklist")
        self.setFocusProxy(self._list)
        self._list.setModel(self._model)
        self._list.setItemDelegate(WorkRow(worklists.now, self._list))
        self._list.setUniformItemSizes(True)
        self._minute = QTimer(self, interval=MINUTE)
        self._chosen = ""
        self._pages = QStackedLayout()
        self._lay_out()
        self._join()

    @property
    def rows(self) -> int:
        """How many rows are listed."""
        return self._model.rowCount()

    def refresh(self) -> None:
        """Read anew."""
        self._model.read(
            WorklistFilter(
                self._search.text().strip(),
                _STATES[self._states.currentIndex()][1],
                _LEVELS[self._levels.currentIndex()][1],
                by_priority=self._order.currentIndex() == 1,
            )
        )

    def note(self, notes: Mapping[str, str]) -> None:
        """Say something more of rows, by the id of the referral or of the interview on it."""
        self._model.note(notes)

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self._search.setFocus()
        self._search.selectAll()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Worklist", "title"), 1)
        head.addWidget(self._feedback)
        head.addWidget(self._import)
        head.addWidget(self._take)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE[1])
        tools.addWidget(self._search, 1)
        for choice in (self._states, self._levels, self._order):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            tools.addWidget(choice)
        holder = QWidget()
        holder.setLayout(self._pages)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(holder, 1)
        column.addWidget(self._count)

    def _join(self) -> None:
        typed = QTimer(self, singleShot=True, interval=_TYPED)
        typed.timeout.connect(self.refresh)
        self._search.textChanged.connect(typed.start)
        self._search.returnPressed.connect(self._list.setFocus)
        for choice in (self._states, self._levels, self._order):
            choice.currentIndexChanged.connect(self.refresh)
        self._take.clicked.connect(self.referral_requested)
        self._feedback.clicked.connect(self.feedback_requested)
        self._import.clicked.connect(self.import_requested)
        self._list.activated.connect(self._open)
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.counted.connect(self._counted)
        self._model.failed.connect(self._count.setText)
        for keys, act in (
            ("Ctrl+N", self.referral_requested.emit),
            ("Ctrl+I", self.import_requested.emit),
            ("Ctrl+Return", self._open_child),
            ("Shift+Return", self._open_interview),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._take.setToolTip("Take a referral (Ctrl+N)")
        self._list.setToolTip(_KEYS.removeprefix(" · "))
        self._minute.timeout.connect(self._model.reword)
        self._minute.start()

    def _counted(self, count: int) -> None:
        narrowed = bool(self._search.text().strip() or self._states.currentIndex() or self._levels.currentIndex())
        self._empty.setText(_NOTHING_FOUND if narrowed else _EMPTY)
        self._pages.setCurrentWidget(self._list if count else self._empty)
        self._count.setText(f"{counted(count, 'referral')}{_KEYS if count else ''}")
        if count:
            self._list.setCurrentIndex(self._model.index(max(0, self._model.row_of(self._chosen))))

    def _remember(self) -> None:
        item = self._current()
        self._chosen = item.row.referral if item is not None else ""

    def _current(self) -> WorkItem | None:
        index = self._list.currentIndex()
        return self._model.item(index.row()) if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        item = self._model.item(index.row())
        if item is not None:
            self.referral_chosen.emit(item.row.referral)

    def _open_interview(self) -> None:
        item = self._current()
        if item is None:
            return
        if item.row.state is WorkState.RETURNED:
            self.amendment_requested.emit(item.row.interview)
        elif item.row.state is WorkState.SUBMITTED:
            self.interview_opened.emit(item.row.interview)
        else:
            self.interview_requested.emit(item.row.referral)

    def _open_child(self) -> None:
        item = self._current()
        if item is not None:
            self.child_chosen.emit(item.row.child)
