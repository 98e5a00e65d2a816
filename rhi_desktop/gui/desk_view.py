"""The desk: the strip at the left and one screen at a time."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from rhi_desktop.gui.rail import STOPS, Rail

NARROW = 900


@runtime_checkable
class Searchable(Protocol):
    """A screen with a search field."""

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        ...


@runtime_checkable
class Refreshing(Protocol):
    """A screen that shows what may have changed meanwhile."""

    def refresh(self) -> None:
        """Read anew."""
        ...


@runtime_checkable
class Saving(Protocol):
    """A screen that may hold something that is not on the disk yet."""

    def when_saved(self, done: Callable[[], None]) -> None:
        """Save everything, then call `done`; never, where it cannot be saved."""
        ...


@runtime_checkable
class Holding(Protocol):
    """A screen that may show what would be lost for good, such as a recovery sheet that is not on paper yet."""

    @property
    def holds(self) -> bool:
        """Whether it shows such a thing now."""
        ...


class DeskView(QWidget):
    """Shows screens by name. `asked` carries the name of an entry that is no screen, such as “lock”.

    `shown` carries the name of a screen once it is there, and when something new may be told on it.

    Screens added as `deep` are reached from another one and left by Esc; an interview takes the room of the
    strip where the window is narrow.
    """

    asked = Signal(str)
    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rail = Rail(self)
        self._stack = QStackedWidget(self)
        self._notice = Notice(self)
        self._screens: dict[str, QWidget] = {}
        self._deep: set[str] = set()
        self._makers: dict[str, Callable[[], object]] = {}
        self._came_from = ["worklist"]
        self._after: list[Saving] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        self._above = right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._notice)
        right.addWidget(self._stack, 1)
        row.addLayout(right, 1)
        self._rail.chosen.connect(self._choose)
        for stop in STOPS:
            if stop.place:
                self._on(stop.keys, stop.name)
        search = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        search.activated.connect(self.search)

    @property
    def current(self) -> str:
        """The name of the screen that is shown."""
        shown = self._stack.currentWidget()
        return next((name for name, screen in self._screens.items() if screen is shown), "")

    def add(self, name: str, screen: QWidget, *, deep: bool = False) -> None:
        """Add a screen."""
        self._screens[name] = screen
        self._stack.addWidget(screen)
        if deep:
            self._deep.add(name)

    def add_later(self, name: str, make: Callable[[], object]) -> None:
        """Make the screen `name` when it is first turned to; `make` adds it."""
        self._makers[name] = make

    def leave_out(self, name: str, *, out: bool = True) -> None:
        """Leave a place out of the strip that there is not for this member, or have it there again."""
        self._rail.leave_out(name, out=out)

    def add_above(self, widget: QWidget) -> None:
        """Put a widget above all screens."""
        self._above.insertWidget(0, widget)

    def add_below(self, widget: QWidget, waits: Saving) -> None:
        """Put a widget below all screens; `waits` has something to end once everything is saved."""
        self._above.addWidget(widget)
        self._after.append(waits)

    def refresh(self) -> None:
        """Let the list that is shown read anew; a page that somebody is reading or writing is left alone."""
        shown = self._stack.currentWidget()
        if isinstance(shown, Refreshing) and self.current not in self._deep:
            shown.refresh()
        self.shown.emit(self.current)

    @property
    def holds(self) -> bool:
        """Whether a screen shows what would be lost if the program were locked."""
        return any(isinstance(screen, Holding) and screen.holds for screen in self._screens.values())

    def knows(self, name: str) -> bool:
        """Whether there is a screen of this name."""
        return name in self._screens or name in self._makers

    def tell(self, words: str) -> None:
        """Say something above the screen, until it is read or another screen comes."""
        self._notice.say(words)

    def when_saved(self, done: Callable[[], None]) -> None:
        """Call `done` once nothing on any screen waits to be saved."""
        waiting = [screen for screen in self._screens.values() if isinstance(screen, Saving)]
        _one_after_another([*waiting, *self._after], done)

    def turn_to(self, name: str) -> None:
        """Show a screen; from a deep one Esc leads back to where one was."""
        if name not in self._screens:
            self._makers[name]()
        before = self.current
        if name not in self._deep:
            self._came_from = [name]
        elif before and before != name and before not in self._came_from:
            self._came_from.append(before)
        self._show(name)

    def back(self) -> None:
        """Go back to the screen before."""
        if self.current in self._deep:
            name = self._came_from.pop() if len(self._came_from) > 1 else self._came_from[0]
            self._show(name)

    def search(self) -> None:
        """Put the keyboard into the search of this screen, or of the worklist."""
        if not isinstance(self._stack.currentWidget(), Searchable) and self.current not in self._deep:
            self.turn_to("worklist")
        shown = self._stack.currentWidget()
        if isinstance(shown, Searchable):
            shown.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a deep screen on Esc, unless it has taken the key itself."""
        if event.key() == Qt.Key.Key_Escape and self.current in self._deep:
            self.back()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the screen, not into the strip."""
        super().showEvent(event)
        shown = self._stack.currentWidget()
        if shown is not None:
            _focus_first(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the strip's room to an interview on a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, name: str) -> None:
        screen = self._screens[name]
        self._notice.hide()
        self._stack.setCurrentWidget(screen)
        self._rail.mark(name if name not in self._deep else self._came_from[0])
        self._fit()
        if isinstance(screen, Refreshing):
            screen.refresh()
        _focus_first(screen)
        self.shown.emit(name)

    def _choose(self, name: str) -> None:
        if self.knows(name):
            self.turn_to(name)
        else:
            self.asked.emit(name)

    def _fit(self) -> None:
        self._rail.setVisible(self.width() >= NARROW or self.current != "interview")

    def _on(self, keys: str, name: str) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: self._choose(name))


class Notice(QFrame):
    """A sentence above the screen, with a button that puts it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._words = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        close = QPushButton("Close", self, autoDefault=False)
        close.setProperty("role", "quiet")
        close.setAccessibleName("Close this notice")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(close)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence."""
        self._words.setText(words)
        self.show()


def _one_after_another(screens: Sequence[Saving], done: Callable[[], None]) -> None:
    if not screens:
        done()
        return
    screens[0].when_saved(lambda: _one_after_another(screens[1:], done))


def _focus_first(screen: QWidget) -> None:
    """Put the keyboard where the screen wants it (its focus proxy), else into its first field."""
    if screen.focusProxy() is not None:
        screen.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    inside = screen.findChildren(QWidget)
    if any(widget.hasFocus() for widget in inside):
        return
    for widget in inside:
        if _takes_tab(widget) and widget.isEnabled() and widget.isVisibleTo(screen):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _takes_tab(widget: QWidget) -> bool:
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
