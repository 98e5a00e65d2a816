"""Replacing the recovery sheet of the open workspace."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from rhi_desktop.domain.errors import TooSoon
from rhi_desktop.gui.access.countdown import Countdown
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.placing import place, tab_as_read
from rhi_desktop.gui.access.sheet_view import SheetView
from rhi_desktop.gui.access.wording import sentence
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Result
from rhi_desktop.services.ports import RecoverySheet

WAITING = "Making a new sheet. This takes a few seconds."


class NewSheet(QWidget):
    """Asks for the passphrase, then shows the new sheet; `closed` when the person is done."""

    closed = Signal()

    def __init__(self, parts: AccessParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = parts.gate
        form = parts.forms.fill(self, "new_sheet")
        self._ask = form.child(QWidget, "ask")
        self._place = form.child(QWidget, "sheet_place")
        self._passphrase = form.child(QLineEdit, "passphrase")
        self._problem = form.label("problem")
        self._waiting = form.label("waiting")
        self._make = form.child(QPushButton, "make")
        self._close = form.child(QPushButton, "close")
        self._countdown = Countdown(parts.clock, self)
        self.sheet = SheetView(parts.forms, parts.sheet, parts.jobs)
        place(form, "sheet_place", self.sheet)
        tab_as_read(self)
        self._passphrase.returnPressed.connect(self.attempt)
        self._passphrase.textEdited.connect(lambda _text: say(self._problem, ""))
        self._make.clicked.connect(self.attempt)
        self._close.clicked.connect(self._leave)
        self._countdown.ticked.connect(self._tick)
        say(self._waiting, "")
        self._passphrase.setFocus()

    def attempt(self) -> None:
        """Make the sheet, if the passphrase is right."""
        typed = self._passphrase.text()
        if not typed or not self._make.isEnabled():
            self._passphrase.setFocus()
            return
        self._set_busy(busy=True)
        self._gate.ask(lambda access: access.new_sheet(typed), self._made)

    def _made(self, result: Result[RecoverySheet]) -> None:
        self._set_busy(busy=False)
        self._passphrase.clear()
        if not isinstance(result, Err):
            self.sheet.show_sheet(result.value)
            self._ask.hide()
            self._make.hide()
            self._place.show()
        elif isinstance(result.error, TooSoon):
            self._countdown.start(result.error.seconds)
        else:
            say(self._problem, sentence(result.error))
            self._passphrase.setFocus()

    def _leave(self) -> None:
        self.sheet.forget()
        self.closed.emit()

    def _tick(self, words: str) -> None:
        say(self._waiting, words)
        self._make.setEnabled(not words)

    def _set_busy(self, *, busy: bool) -> None:
        self._make.setEnabled(not busy)
        say(self._waiting, WAITING if busy else "")
