"""Opening the workspace with the recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from rhi_desktop.domain.errors import WeakPassphrase, WrongCode
from rhi_desktop.gui.access.new_passphrase import NewPassphrase
from rhi_desktop.gui.access.placing import place, tab_as_read
from rhi_desktop.gui.access.wording import sentence
from rhi_desktop.gui.forms import Forms, say
from rhi_desktop.gui.jobs import Err, Result

if TYPE_CHECKING:
    from rhi_desktop.gui.access.gate import Gate
    from rhi_desktop.services.ports import Store

CODE_MISSING = "Type the code that stands on the recovery sheet."
WAITING = "Opening the workspace with the sheet. This takes a few seconds."


class RecoverView(QWidget):
    """Asks for the code and a new passphrase; `recovered` carries the store."""

    recovered = Signal(object)
    back = Signal()

    def __init__(self, forms: Forms, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        form = forms.fill(self, "recover")
        self._code = form.child(QLineEdit, "code")
        self._code_problem = form.label("code_problem")
        self._problem = form.label("problem")
        self._waiting = form.label("waiting")
        self._open = form.child(QPushButton, "open")
        self._back = form.child(QPushButton, "back")
        self.passphrase = NewPassphrase(forms, gate)
        place(form, "passphrase_place", self.passphrase)
        tab_as_read(self)
        self._open.clicked.connect(self.attempt)
        self.passphrase.repeat.returnPressed.connect(self.attempt)
        self._back.clicked.connect(self.back)
        self._code.textEdited.connect(lambda _text: say(self._code_problem, ""))
        say(self._waiting, "")

    def begin(self) -> None:
        """Start afresh."""
        self._code.clear()
        self.passphrase.forget()
        self.passphrase.suggest()
        for label in (self._code_problem, self._problem, self._waiting):
            say(label, "")
        self._code.setFocus()

    def attempt(self) -> None:
        """Check the new passphrase, then try the code."""
        if not self._open.isEnabled():
            return
        if not self._code.text().strip():
            say(self._code_problem, CODE_MISSING)
            self._code.setFocus()
            return
        self.passphrase.settle(self._recover)

    def _recover(self, passphrase: str) -> None:
        code = self._code.text()
        self._set_busy(busy=True)
        self._gate.ask(lambda access: access.recover(code, passphrase), self._tried)

    def _tried(self, result: Result[Store]) -> None:
        self._set_busy(busy=False)
        if not isinstance(result, Err):
            self._code.clear()
            self.passphrase.forget()
            self.recovered.emit(result.value)
        elif isinstance(result.error, WrongCode):
            say(self._code_problem, str(result.error))
            self._code.setFocus()
        elif isinstance(result.error, WeakPassphrase):
            self.passphrase.refuse(str(result.error))
        else:
            say(self._problem, sentence(result.error))

    def _set_busy(self, *, busy: bool) -> None:
        self._open.setEnabled(not busy)
        self._back.setEnabled(not busy)
        say(self._problem, "")
        say(self._waiting, WAITING if busy else "")
