"""The coordinator's desk: what waits for a decision, what is closest to breach on top, and the decision beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.desk.groups import Groups
from rhi_desktop.gui.desk.model import DeskModel
from rhi_desktop.gui.desk.pane import AT_ONCE, DecisionPane
from rhi_desktop.gui.desk.row import DeskRowDelegate
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.deciding import Deciding
from rhi_desktop.services.desk_lists import Decision, DeskItem, Overview
from rhi_desktop.services.desk_rows import DeskFilter
from rhi_desktop.services.desk_words import EMPTY, given_words
from rhi_desktop.services.ports import WorklistRow
from rhi_desktop.services.syncing.allocating import Given
from rhi_desktop.services.syncing.words import counted

MINUTE = 60_000
_TYPED = 150
_WIDE = 120
"""From so many letters on groups, list and decision stand side by side."""
_KEYS = " · Enter decides, Shift+Enter opens it, letters search"
_NOTHING_FOUND = "Nothing here matches.\nTry fewer letters, or another worker."
_TOO_MANY = f"Please choose at most {AT_ONCE} at once."


class DeskListView(QListView):
    """The rows. Letters typed on them go to the search."""

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand letters and figures on."""
        words = event.text()
        if words.isprintable() and words.strip() and event.modifiers() in (_PLAIN, Qt.KeyboardModifier.ShiftModifier):
            self.typed.emit(words)
            return
        super().keyPressEvent(event)


_PLAIN = Qt.KeyboardModifier.NoModifier


class CoordinatorView(QWidget):
    """The desk. Enter carries out the decision on the chosen row; several rows can be given at once."""

    child_chosen = Signal(str)
    referral_chosen = Signal(str)
    interview_opened = Signal(str)
    review_requested = Signal(str)
    conflict_requested = Signal(str)

    def __init__(self, deciding: Deciding, recipients: CodeList, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deciding, self._jobs = deciding, jobs
        self._overview = Overview({})
        self._kept = ("", 0)
        self._deciding_now = self._seen = self._turning = False
        self.model = DeskModel(deciding.lists, jobs, self)
        self.groups = Groups(self)
        self.search = QLineEdit(placeholderText="Search names and references", clearButtonEnabled=True)
        self.search.setAccessibleName("Search the desk")
        self.search.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.workers = QComboBox()
        self.workers.setAccessibleName("Whose work is shown")
        self.workers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.list = DeskListView()
        self.list.setAccessibleName("The desk")
        self.list.setModel(self.model)
        self.list.setItemDelegate(DeskRowDelegate(deciding.now, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane = DecisionPane(recipients, deciding.now)
        self.told, self._empty, self._count = label("", "notice"), label("", "muted"), label("", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._minute = QTimer(self, interval=MINUTE)
        self.setFocusProxy(self.list)
        self._lay_out()
        self._join()
        self._fit()

    def refresh(self) -> None:
        """Read the counts anew, and the list; not while somebody is deciding, who would lose what they chose."""
        self._jobs.store(self._deciding.overview, partial(self._looked, anew=False))

    def _read_anew(self) -> None:
        self._jobs.store(self._deciding.overview, partial(self._looked, anew=True))

    @property
    def _in_use(self) -> bool:
        """Whether several rows are chosen, or the keyboard is in the decision."""
        focus = QApplication.focusWidget()
        several = len(self.list.selectionModel().selectedRows()) > 1
        return several or (focus is not None and self.pane.isAncestorOf(focus))

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self._leave_pane()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show groups, list and decision side by side where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _looked(self, result: Result[Overview], *, anew: bool) -> None:
        if isinstance(result, Err):
            say(self.told, _sentence(result.error))
            return
        self._overview = result.value
        self.groups.show_counts(result.value.counts, team=bool(result.value.people))
        self._show_workers()
        if anew or not self._in_use:
            self._read()

    def _show_workers(self) -> None:
        chosen = self.workers.currentData()
        self.workers.blockSignals(True)
        self.workers.clear()
        self.workers.addItem("Everybody", "")
        for one in self._overview.people:
            gone = "" if one.active else ", who left"
            self.workers.addItem(f"{one.name}{gone}", one.member)
        self.workers.setCurrentIndex(max(0, self.workers.findData(chosen)))
        self.workers.setVisible(bool(self._overview.people))
        self.workers.blockSignals(False)

    def _read(self) -> None:
        filter_ = DeskFilter(
            self._deciding.now(),
            self.groups.current,
            self.search.text().strip(),
            str(self.workers.currentData() or ""),
            self._overview.left,
        )
        self.model.read(filter_, self._overview)

    def _counted(self, count: int) -> None:
        self._seen, self._turning = True, False
        narrowed = bool(self.search.text().strip() or self.workers.currentData())
        self._empty.setText(_NOTHING_FOUND if narrowed else EMPTY[self.groups.current])
        self._count.setText(f"{counted(count, 'referral')}{_KEYS}" if count else "")
        if count:
            referral, before = self._kept
            row = self.model.row_of(referral)
            at = self.model.index(row if row >= 0 else min(before, count - 1))
            self.list.setCurrentIndex(at)
        had = self.list.hasFocus()
        self._fit()
        if had and not count:
            (self.groups.list if self.groups.list.isVisible() else self.search).setFocus()
        self._choose()

    def _remember(self) -> None:
        index = self.list.currentIndex()
        item = self.model.fetched(index.row()) if index.isValid() else None
        row = 0 if self._turning else max(0, index.row())
        self._kept = (item.row.work.referral if item is not None else "", row)

    def _choose(self) -> None:
        """Show the decision on what is chosen."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        if len(rows) > AT_ONCE:
            self._show_items([])
            self.pane.tell(_TOO_MANY)
            return
        items = [item for row in rows if (item := self.model.fetched(row)) is not None]
        self._show_items(items if len(items) == len(rows) else [])

    def _show_items(self, items: list[DeskItem]) -> None:
        self.pane.show_items(items, self._overview, self._deciding.now(), self.model.rowCount())

    def _ask(self, ask: Callable[[WorklistRow], None]) -> None:
        index = self.list.currentIndex()
        item = self.model.fetched(index.row()) if index.isValid() else None
        if item is not None:
            ask(item.row.work)

    def _begin(self) -> None:
        self._deciding_now = self.pane.decision in (Decision.ALLOCATE, Decision.TELL, Decision.SIGN_OFF)
        self._fit()
        self.pane.begin()

    def _leave_pane(self) -> None:
        self._deciding_now = False
        self._fit()
        self.list.setFocus()

    def _decide(self, item: DeskItem) -> None:
        work = item.row.work
        if item.decision is Decision.REVIEW:
            self.review_requested.emit(item.row.interview)
        elif item.decision is Decision.CHOOSE:
            self.conflict_requested.emit(work.child)
        elif item.decision is Decision.SIGN_OFF:
            done = f"The work on {work.called} is signed off."
            self._jobs.store(partial(self._deciding.sign_off, item), partial(self._done, done))
        else:
            self.referral_chosen.emit(work.referral)

    def _give(self) -> None:
        give = self.pane.give
        job = partial(self._deciding.give, self.pane.items, give.member, give.reason.text().strip())
        self._jobs.store(job, partial(self._given, give.name))

    def _given(self, name: str, result: Result[Given]) -> None:
        if isinstance(result, Err):
            self._done("", result)
            return
        self._did(given_words(result.value.count, name, len(result.value.changed)))

    def _tell_of_telling(self) -> None:
        (item,) = self.pane.items
        job = partial(self._deciding.told, item, self.pane.tell_form.told())
        self._jobs.store(job, partial(self._done, f"Who was told about {item.row.work.called} is on record."))

    def _done(self, words: str, result: Result[object]) -> None:
        """Say what was done and show what is next; what was refused is said beside the decision, and shown anew."""
        if isinstance(result, Err):
            self.pane.tell(_sentence(result.error))
            self._read_anew()
        else:
            self._did(words)

    def _did(self, words: str) -> None:
        say(self.told, words)
        self._leave_pane()
        self._read_anew()

    def _typed(self, words: str) -> None:
        self.search.setFocus()
        self.search.insert(words)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        wide = self.width() >= _WIDE * metrics.averageCharWidth()
        self.groups.list.setFixedWidth(self.groups.width(metrics))
        some = self.model.rowCount() > 0 or not self._seen
        pane_alone = not wide and self._deciding_now and some
        self.groups.list.setVisible(wide)
        self.groups.choice.setVisible(not wide)
        self._title.setVisible(wide)
        self._middle.setVisible(not pane_alone)
        self.list.setVisible(some)
        self._empty.setVisible(not some)
        self.pane.setVisible(self.model.rowCount() > 0 and (wide or pane_alone))
        self.pane.back.setVisible(pane_alone)

    def _lay_out(self) -> None:
        self._title = label("Desk", "title")
        tools = QHBoxLayout()
        tools.setSpacing(SPACE[1])
        tools.addWidget(self.groups.choice)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.workers)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        middle.setSpacing(SPACE[1])
        middle.addWidget(self._title)
        middle.addLayout(tools)
        middle.addWidget(self.told)
        middle.addWidget(self.list, 1)
        middle.addWidget(self._empty, 1)
        middle.addWidget(self._count)
        middle.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[2])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.groups.list)
        row.addWidget(self._middle, 3)
        row.addWidget(self.pane, 2)
        self.told.hide()

    def _join(self) -> None:
        typed = QTimer(self, singleShot=True, interval=_TYPED)
        typed.timeout.connect(self._read)
        self.search.textChanged.connect(typed.start)
        self.search.returnPressed.connect(self.list.setFocus)
        self.workers.currentIndexChanged.connect(self._read)
        self.groups.list.turned.connect(self._turned)
        self.list.typed.connect(self._typed)
        self.list.activated.connect(lambda _index: self._begin())
        self.list.selectionModel().selectionChanged.connect(lambda _new, _old: self._choose())
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.dataChanged.connect(lambda _first, _last: self._choose())
        self.model.counted.connect(self._counted)
        self.model.failed.connect(partial(say, self.told))
        self.pane.given.connect(self._give)
        self.pane.told.connect(self._tell_of_telling)
        self.pane.decided.connect(self._decide)
        self.pane.left.connect(self._leave_pane)
        self.pane.all_asked.connect(self.list.selectAll)
        self.pane.referral_asked.connect(self.referral_chosen)
        self.pane.reading_asked.connect(self.interview_opened)
        self.pane.child_asked.connect(self.child_chosen)
        for keys, ask in (
            ("Shift+Return", lambda work: self.referral_chosen.emit(work.referral)),
            ("Ctrl+Return", lambda work: self.child_chosen.emit(work.child)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._ask, ask))
        self._minute.timeout.connect(lambda: self.refresh() if self.isVisible() else None)
        self._minute.start()

    def _turned(self) -> None:
        say(self.told, "")
        self._turning = True
        self._read()


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
