"""The coordinator's desk: what waits for a decision, what is closest to breach on top, and the decision beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.counted import counted
from rhi_desktop.gui.desk.acts import Acts, sentence
from rhi_desktop.gui.desk.groups import Groups
from rhi_desktop.gui.desk.pane import AT_ONCE, DecisionPane
from rhi_desktop.gui.desk.rows import DeskRows
from rhi_desktop.gui.desk.tools import Tools
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.deciding import Deciding
from rhi_desktop.services.desk_lists import Decision, DeskItem, Overview
from rhi_desktop.services.desk_rows import DeskFilter
from rhi_desktop.services.desk_words import EMPTY

MINUTE = 60_000
_WIDE = 120
"""From so many letters on groups, list and decision stand side by side."""
_KEYS = " · Enter decides, Shift+Enter opens it, letters search"
_NOTHING_FOUND = "Nothing here matches.\nTry fewer letters, or another worker."
_TOO_MANY = f"Please choose at most {AT_ONCE} at once."
_FILLED_IN = (Decision.ALLOCATE, Decision.TELL, Decision.SIGN_OFF)


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
        self._deciding_now = self._seen = False
        self._acts = Acts(deciding, jobs, self)
        self.groups = Groups(self)
        self.tools = Tools(self.groups.choice)
        self.list = DeskRows(deciding.lists, jobs)
        self.pane = DecisionPane(recipients, deciding.now)
        self.told, self.empty, self._count = label("", "notice"), label("", "muted"), label("", "muted")
        self.minute = QTimer(self, interval=MINUTE)
        self.setFocusProxy(self.list)
        self._lay_out()
        self._join_list()
        self._join_pane()
        self._fit()

    def refresh(self) -> None:
        """Read the counts anew, and the list; not while somebody is deciding, who would lose what they chose."""
        self._jobs.store(self._deciding.overview, partial(self._looked, anew=False))

    def tell(self, words: str) -> None:
        """Say something above the list."""
        say(self.told, words)

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.tools.search.setFocus()
        self.tools.search.selectAll()

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

    def begin(self) -> None:
        """Go to the decision on what is chosen."""
        self._deciding_now = self.pane.decision in _FILLED_IN
        self._fit()
        self.pane.begin()

    def _read_anew(self) -> None:
        self._jobs.store(self._deciding.overview, partial(self._looked, anew=True))

    @property
    def _in_use(self) -> bool:
        """Whether several rows are chosen, or the keyboard is in the decision."""
        focus = QApplication.focusWidget()
        return self.list.several > 1 or (focus is not None and self.pane.isAncestorOf(focus))

    def _looked(self, result: Result[Overview], *, anew: bool) -> None:
        if isinstance(result, Err):
            say(self.told, sentence(result.error))
            return
        self._overview = result.value
        self.groups.show_counts(result.value.counts, team=bool(result.value.people))
        self.tools.show_people(result.value.people)
        if anew or not self._in_use:
            self._read()

    def _read(self) -> None:
        now, left = self._deciding.now(), self._overview.left
        filter_ = DeskFilter(now, self.groups.current, self.tools.text, self.tools.worker, left)
        self.list.rows.read(filter_, self._overview)

    def _turn(self) -> None:
        say(self.told, "")
        self.list.begin_at_top()
        self._read()

    def _counted(self, count: int) -> None:
        self._seen = True
        narrowed = bool(self.tools.text or self.tools.worker)
        self.empty.setText(_NOTHING_FOUND if narrowed else EMPTY[self.groups.current])
        self._count.setText(f"{counted(count, 'referral')}{_KEYS}" if count else "")
        if count:
            self.list.choose_again()
        had = self.list.hasFocus()
        self._fit()
        if had and not count:
            (self.groups.list if self.groups.list.isVisible() else self.tools.search).setFocus()
        self._choose()

    def _choose(self) -> None:
        """Show the decision on what is chosen."""
        too_many = self.list.several > AT_ONCE
        items = [] if too_many else self.list.chosen()
        self.pane.show_items(items, self._overview, self._deciding.now(), self.list.rows.rowCount())
        if too_many:
            self.pane.tell(_TOO_MANY)

    def _leave_pane(self) -> None:
        self._deciding_now = False
        self.pane.end_giving()
        self._fit()
        self.list.setFocus()

    def _decide(self, item: DeskItem) -> None:
        work = item.row.work
        if item.decision is Decision.REVIEW:
            self.review_requested.emit(item.row.interview)
        elif item.decision is Decision.CHOOSE:
            self.conflict_requested.emit(work.child)
        elif item.decision is Decision.SIGN_OFF:
            self._acts.sign_off(item)
        else:
            self.referral_chosen.emit(work.referral)

    def _give(self) -> None:
        give = self.pane.give
        self._acts.give(self.pane.items, give.member, give.name, give.reason.text().strip())

    def _note(self) -> None:
        (item,) = self.pane.items
        self._acts.note(item, self.pane.tell_form.told())

    def _did(self, words: str) -> None:
        say(self.told, words)
        self._leave_pane()
        self._read_anew()

    def _refused(self, words: str) -> None:
        """Say what was refused beside the decision, and show the row as it is now."""
        self.pane.tell(words)
        self._read_anew()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        wide = self.width() >= _WIDE * metrics.averageCharWidth()
        count = self.list.rows.rowCount()
        alone = not wide and self._deciding_now and count > 0
        self.groups.list.setFixedWidth(self.groups.width(metrics))
        self.groups.list.setVisible(wide)
        self.groups.choice.setVisible(not wide)
        self._title.setVisible(wide)
        self._middle.setVisible(not alone)
        self.list.setVisible(count > 0 or not self._seen)
        self.empty.setVisible(count == 0 and self._seen)
        self.pane.setVisible(count > 0 and (wide or alone))
        self.pane.back.setVisible(alone)

    def _lay_out(self) -> None:
        self._title = label("Desk", "title")
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[2])
        middle.setSpacing(SPACE[1])
        for widget in (self._title, self.tools, self.told):
            middle.addWidget(widget)
        middle.addWidget(self.list, 1)
        middle.addWidget(self.empty, 1)
        middle.addWidget(self._count)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.groups.list)
        row.addWidget(self._middle, 3)
        row.addWidget(self.pane, 2)
        self.told.hide()

    def _join_list(self) -> None:
        self.tools.changed.connect(self._read)
        self.tools.search.returnPressed.connect(self.list.setFocus)
        self.groups.list.turned.connect(self._turn)
        self.list.typed.connect(self.tools.type)
        self.list.activated.connect(lambda _index: self.begin())
        self.list.choice_changed.connect(self._choose)
        self.list.rows.counted.connect(self._counted)
        self.list.rows.failed.connect(partial(say, self.told))
        self._on("Shift+Return", lambda: self._open(child=False))
        self._on("Ctrl+Return", lambda: self._open(child=True))
        self.minute.timeout.connect(lambda: self.refresh() if self.isVisible() else None)
        self.minute.start()

    def _join_pane(self) -> None:
        self.pane.given.connect(self._give)
        self.pane.told.connect(self._note)
        self.pane.decided.connect(self._decide)
        self.pane.left.connect(self._leave_pane)
        self.pane.all_asked.connect(self.list.selectAll)
        self.pane.referral_asked.connect(self.referral_chosen)
        self.pane.reading_asked.connect(self.interview_opened)
        self.pane.child_asked.connect(self.child_chosen)
        self._acts.did.connect(self._did)
        self._acts.refused.connect(self._refused)

    def _on(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    def _open(self, *, child: bool) -> None:
        item = self.list.current
        if item is not None and child:
            self.child_chosen.emit(item.row.work.child)
        elif item is not None:
            self.referral_chosen.emit(item.row.work.referral)
