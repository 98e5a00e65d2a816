"""Changing the passphrase of the open workspace."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from rhi_desktop.domain.errors import TooSoon, WeakPassphrase, WrongPassphrase
from rhi_desktop.gui.access.countdown import Countdown
from rhi_desktop.gui.access.new_passphrase import NewPassphrase
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.placing import place, tab_as_read
from rhi_desktop.gui.access.wording import sentence
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Result

OLD_MISSING = "Type the passphrase that you have now."
WAITING = "Changing the passphrase. This takes a few seconds."


class ChangePassphrase(QWidget):
    """Asks for the old and the new passphrase; `changed` when it is done, `closed` when it was not wanted."""

    changed = Signal()
    closed = Signal()

    def __init__(self, parts: AccessParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = parts.gate
        form = parts.forms.fill(self, "change_passphrase")
        self._old = form.child(QLineEdit, "old")
        self._old_problem = form.label("old_problem")
        self._problem = form.label("problem")
        self._waiting = form.label("waiting")
        self._change = form.child(QPushButton, "change")
        self._countdown = Countdown(parts.clock, self)
        self.passphrase = NewPassphrase(parts.forms, parts.gate)
        place(form, "passphrase_place", self.passphrase)
        tab_as_read(self)
        self._old.textEdited.connect(lambda _text: say(self._old_problem, ""))
        self._change.clicked.connect(self.attempt)
        self.passphrase.repeat.returnPressed.connect(self.attempt)
        self._countdown.ticked.connect(self._tick)
        form.child(QPushButton, "close").clicked.connect(self.closed)
        say(self._waiting, "")
        self.passphrase.suggest()
        self._old.setFocus()

    def attempt(self) -> None:
        """Check what is typed, then change the passphrase."""
        if not self._change.isEnabled():
            return
        if not self._old.text():
            say(self._old_problem, OLD_MISSING)
            self._old.setFocus()
            return
        self.passphrase.settle(self._set)

    def _set(self, new: str) -> None:
        old = self._old.text()
        self._set_busy(busy=True)
        self._gate.ask(lambda access: access.change_passphrase(old, new), self._tried)

    def _tried(self, result: Result[None]) -> None:
        self._set_busy(busy=False)
        if not isinstance(result, Err):
            self._old.clear()
            self.passphrase.forget()
            self.changed.emit()
        elif isinstance(result.error, WrongPassphrase):
            say(self._old_problem, str(result.error))
            self._old.clear()
            self._old.setFocus()
        elif isinstance(result.error, TooSoon):
            self._countdown.start(result.error.seconds)
        elif isinstance(result.error, WeakPassphrase):
            self.passphrase.refuse(str(result.error))
        else:
            say(self._problem, sentence(result.error))

    def _tick(self, words: str) -> None:
        say(self._waiting, words)
        self._change.setEnabled(not words)

    def _set_busy(self, *, busy: bool) -> None:
        self._change.setEnabled(not busy)
        say(self._problem, "")
        say(self._waiting, WAITING if busy else "")
