"""Choosing a passphrase: a suggestion, a judgement in plain words while typing, and the same once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from rhi_desktop.gui.access.wording import DIFFERENT, GOOD, sentence
from rhi_desktop.gui.forms import Forms, say
from rhi_desktop.gui.jobs import Err, Ok, Result

if TYPE_CHECKING:
    from rhi_desktop.gui.access.asked import Access
    from rhi_desktop.gui.access.gate import Gate

JUDGE_AFTER_MS = 200


class NewPassphrase(QWidget):
    """The fields. Nothing is red while typing; what is wrong is said when `settle` is asked."""

    def __init__(self, forms: Forms, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        form = forms.fill(self, "new_passphrase")
        self.first = form.child(QLineEdit, "passphrase")
        self.repeat = form.child(QLineEdit, "repeat")
        self._suggestion = form.label("suggestion")
        self._judgement = form.label("judgement")
        self._problem = form.label("problem")
        self._show = form.child(QCheckBox, "show")
        self._timer = QTimer(self, singleShot=True, interval=JUDGE_AFTER_MS)
        self._timer.timeout.connect(self.judge)
        self.first.textEdited.connect(self._typing)
        self.repeat.textEdited.connect(lambda _text: say(self._problem, ""))
        self._show.toggled.connect(self._reveal)
        form.child(QPushButton, "use").clicked.connect(self._use)
        form.child(QPushButton, "another").clicked.connect(self.suggest)
        say(self._judgement, "")

    @property
    def suggestion(self) -> str:
        """The words that are offered now."""
        return self._suggestion.text()

    def suggest(self) -> None:
        """Offer six new words."""
        self._gate.ask(_suggest, self._suggested)

    def judge(self) -> None:
        """Ask what the program thinks of what is typed."""
        self._timer.stop()
        typed = self.first.text()
        if not typed:
            say(self._judgement, "")
            return
        self._gate.ask(lambda access: access.judge(typed), lambda result: self._judged(typed, result))

    def settle(self, done: Callable[[str], None]) -> None:
        """Check both fields; call `done` with the passphrase where they are right, else say what is wrong."""
        typed, again = self.first.text(), self.repeat.text()

        def judged(result: Result[str | None]) -> None:
            if isinstance(result, Err):
                self._refuse(sentence(result.error), self.first)
            elif result.value is not None:
                self._refuse(result.value, self.first)
            elif typed != again:
                self._refuse(DIFFERENT, self.repeat)
            else:
                done(typed)

        self._gate.ask(lambda access: access.judge(typed), judged)

    def refuse(self, words: str) -> None:
        """Say what is wrong with the passphrase."""
        self._refuse(words, self.first)

    def forget(self) -> None:
        """Empty the fields."""
        self.first.clear()
        self.repeat.clear()
        self._show.setChecked(False)
        say(self._judgement, "")
        say(self._problem, "")

    def _refuse(self, words: str, field: QLineEdit) -> None:
        say(self._judgement, "")
        say(self._problem, words)
        field.setAccessibleDescription(words)
        field.setFocus()

    def _typing(self) -> None:
        say(self._problem, "")
        self.first.setAccessibleDescription("")
        self._timer.start()

    def _judged(self, typed: str, result: Result[str | None]) -> None:
        if isinstance(result, Ok) and typed == self.first.text():
            say(self._judgement, result.value or GOOD)

    def _suggested(self, result: Result[str]) -> None:
        if isinstance(result, Ok):
            self._suggestion.setText(result.value)

    def _use(self) -> None:
        self._show.setChecked(True)
        self.first.setText(self.suggestion)
        self.repeat.setText(self.suggestion)
        self.judge()
        self.repeat.setFocus()

    def _reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.repeat.setEchoMode(mode)


def _suggest(access: Access) -> str:
    return access.suggest()
