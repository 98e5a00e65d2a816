"""The unlock prompt: the first thing a worker sees. Built in code, because loading a form takes 25 ms more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Ok, Result
from rhi_desktop.gui.theme import SPACE

if TYPE_CHECKING:
    from rhi_desktop.gui.access.asked import Access
    from rhi_desktop.gui.access.countdown import Countdown
    from rhi_desktop.gui.access.gate import Gate
    from rhi_desktop.services.ports import Store

UNLOCK, OPENING, AGAIN = "Unlock", "Opening…", "Try again"
PROMISE = "Everything that you write is kept encrypted on this computer. Your passphrase opens it."
WAITING = "Opening the workspace. This takes about a second, on purpose: it slows down anybody who guesses."


class UnlockView(QWidget):
    """Asks for the passphrase; `unlocked` carries the store."""

    unlocked = Signal(object)
    recover_asked = Signal()

    def __init__(self, gate: Gate, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self._passphrase = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password, maxLength=128)
        self._passphrase.setAccessibleName("Passphrase")
        self._show = QCheckBox("&Show the passphrase", self)
        self._unlock = _button(UNLOCK, "primary", self)
        self._recover = _button("Use the &recovery sheet", "quiet", self)
        self._problem, self._waiting = _label("", "error", self), _label("", "body", self)
        self._hint, self._hint_words = QFrame(self), _label("", "body", self)
        self._trouble = QFrame(self)
        self._trouble_title, self._trouble_words = _label("", "section", self), _label("", "body", self)
        self._lay_out()
        self._clock = clock
        self._countdown: Countdown | None = None
        self._busy = False
        self._tried = ""
        self._show.toggled.connect(self._reveal)
        self._passphrase.returnPressed.connect(self.attempt)
        self._passphrase.textEdited.connect(self._typing)
        self._unlock.clicked.connect(self.attempt)
        self._recover.clicked.connect(self.recover_asked)

    def _lay_out(self) -> None:
        name = _label("&Passphrase", "field", self)
        name.setBuddy(self._passphrase)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE[1])
        buttons.addWidget(self._unlock)
        buttons.addWidget(self._recover)
        buttons.addStretch(1)
        showing = QHBoxLayout()
        showing.addWidget(self._show)
        showing.addStretch(1)
        _frame(self._hint, self._hint_words)
        _frame(self._trouble, self._trouble_title, self._trouble_words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(_label("Unlock your workspace", "display", self))
        column.addWidget(_label(PROMISE, "muted", self))
        column.addSpacing(SPACE[2])
        column.addWidget(name)
        column.addWidget(self._passphrase)
        column.addLayout(showing)
        for widget in (self._problem, self._waiting, self._hint, self._trouble):
            widget.hide()
            column.addWidget(widget)
        column.addSpacing(SPACE[1])
        column.addLayout(buttons)

    def hint(self, words: str) -> None:
        """Show a hint above the button, such as the passphrase of a practice workspace."""
        self._hint_words.setText(words)
        self._hint.setVisible(bool(words))

    @property
    def trouble(self) -> str:
        """What stands in the way of opening the workspace, as it is shown; empty where nothing does."""
        return "" if self._trouble.isHidden() else f"{self._trouble_title.text()}. {self._trouble_words.text()}"

    def attempt(self) -> None:
        """Try what is typed."""
        if self._busy or (self._countdown is not None and self._countdown.running):
            return
        typed = self._passphrase.text() or self._tried
        if not typed:
            self._passphrase.setFocus()
            return
        self.try_passphrase(typed)

    def try_passphrase(self, typed: str) -> None:
        """Try a passphrase."""
        self._set_busy(busy=True)
        self._tried = typed
        say(self._problem, "")
        self._trouble.hide()
        self._gate.ask(lambda access: access.unlock(typed), self._tried_it)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is needed."""
        super().showEvent(event)
        self._passphrase.setFocus()

    def look_at_wait(self) -> None:
        """Ask whether attempts must wait, as after a restart."""
        self._gate.ask(_wait, self._waited)

    def look(self) -> None:
        """Look at the clock: how long is there to wait?"""
        if self._countdown is not None:
            self._countdown.tick()

    def _tried_it(self, result: Result[Store]) -> None:
        self._set_busy(busy=False)
        if isinstance(result, Ok):
            self._forget()
            self.unlocked.emit(result.value)
            return
        from rhi_desktop.domain.errors import TooSoon, WrongPassphrase
        from rhi_desktop.gui.access.wording import trouble

        error = result.error
        if isinstance(error, WrongPassphrase):
            self._refused(str(error))
        elif isinstance(error, TooSoon):
            self._count_down(error.seconds)
        else:
            title, words = trouble(error)
            self._trouble_title.setText(title)
            self._trouble_words.setText(words)
            self._trouble.show()
            self._unlock.setText(AGAIN)
            self._unlock.setFocus()
            return
        self._passphrase.setFocus()

    def _refused(self, words: str) -> None:
        self._forget()
        say(self._problem, words)
        self._passphrase.setAccessibleDescription(words)
        self.look_at_wait()

    def _waited(self, result: Result[float]) -> None:
        if isinstance(result, Err) or result.value <= 0:
            return
        self._count_down(result.value)

    def _count_down(self, seconds: float) -> None:
        if self._countdown is None:
            from rhi_desktop.gui.access.countdown import Countdown

            self._countdown = Countdown(self._clock, self)
            self._countdown.ticked.connect(self._tick)
        self._countdown.start(seconds)

    def _tick(self, words: str) -> None:
        say(self._waiting, words)
        self._unlock.setEnabled(not words)
        if not words:
            self._passphrase.setFocus()

    def _typing(self) -> None:
        self._tried = ""
        say(self._problem, "")
        self._passphrase.setAccessibleDescription("")

    def _reveal(self, shown: bool) -> None:
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._passphrase.setReadOnly(busy)
        self._unlock.setEnabled(not busy)
        self._unlock.setText(OPENING if busy else UNLOCK)
        self._recover.setEnabled(not busy)
        say(self._waiting, WAITING if busy else "")

    def _forget(self) -> None:
        self._tried = ""
        self._passphrase.clear()
        self._show.setChecked(False)


def _label(words: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent, wordWrap=True)
    label.setProperty("role", role)
    return label


def _button(words: str, role: str, parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent, autoDefault=False)
    button.setProperty("role", role)
    return button


def _frame(frame: QFrame, *labels: QLabel) -> None:
    frame.setProperty("role", "notice")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[0])
    for label in labels:
        column.addWidget(label)


def _wait(access: Access) -> float:
    return access.wait()
