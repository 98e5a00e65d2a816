"""The first run: a name, a passphrase, a sheet of paper. One decision on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from rhi_desktop.domain.errors import KeyringUnavailable, WeakPassphrase
from rhi_desktop.gui.access.first_run_steps import FORWARD, TITLES, Course, Step
from rhi_desktop.gui.access.new_passphrase import NewPassphrase
from rhi_desktop.gui.access.placing import place, tab_as_read
from rhi_desktop.gui.access.sheet_view import SheetView
from rhi_desktop.gui.access.wording import groups, ordinal, same_group, sentence
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Result

if TYPE_CHECKING:
    from rhi_desktop.gui.access.asked import Access
    from rhi_desktop.gui.access.parts import AccessParts
    from rhi_desktop.services.ports import KeyringState, RecoverySheet, Store

MAKING = "Making the keys and the encrypted store. This takes a few seconds."
NAME_MISSING = "Type your name: it stands on the record under each interview."
DECIDE = "Tick the box to go on without a keyring, or look for it again once it is there."
KEYRING_WORDS = {
    "missing": "This computer has no keyring (where the system keeps secrets) that the program can use.",
    "locked": "The keyring of this computer (where the system keeps secrets) is locked. Unlock it, then look again.",
}


class FirstRunView(QWidget):
    """Leads through the first run; `founded` carries the open store."""

    founded = Signal(object)

    def __init__(self, parts: AccessParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = parts.gate
        self._choose = parts.choose
        self._step = Step.NAME
        self._course = Course()
        self._group = 0
        self._store: Store | None = None
        form = parts.forms.fill(self, "first_run")
        self._captions = (form.label("step"), form.label("title"))
        self._problem = form.label("problem")
        self._waiting = form.label("waiting")
        self._next = form.child(QPushButton, "next")
        self._back = form.child(QPushButton, "back")
        self._worker = form.child(QLineEdit, "worker")
        self._keyring_words = form.label("keyring_words")
        self._alone = form.child(QCheckBox, "passphrase_only")
        self._confirm_words = form.label("confirm_words")
        self._typed_group = form.child(QLineEdit, "group")
        self._problems: dict[Step, QLabel] = {
            Step.NAME: form.label("name_problem"),
            Step.KEYRING: form.label("keyring_problem"),
            Step.CONFIRM: form.label("confirm_problem"),
        }
        self.passphrase = NewPassphrase(parts.forms, parts.gate)
        self.sheet = SheetView(parts.forms, parts.sheet, parts.jobs)
        place(form, "passphrase_place", self.passphrase)
        place(form, "sheet_place", self.sheet)
        tab_as_read(self)
        self._page_of = {step: form.child(QWidget, step) for step in Step}
        self._next.clicked.connect(self.forward)
        self._back.clicked.connect(self.go_back)
        form.child(QPushButton, "look_again").clicked.connect(self._look_at_keyring)
        for field in (self._worker, self._typed_group, self.passphrase.repeat):
            field.returnPressed.connect(self.forward)
        self.show_step(Step.NAME)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._step

    @property
    def store(self) -> Store | None:
        """The store that was made, until it is handed on."""
        return self._store

    def forward(self) -> None:
        """Leave this step, if what it asks is answered."""
        if not self._next.isEnabled():
            return
        leave = {
            Step.NAME: self._leave_name,
            Step.KEYRING: self._leave_keyring,
            Step.PASSPHRASE: lambda: self.passphrase.settle(self._found),
            Step.SHEET: lambda: self.show_step(Step.CONFIRM),
            Step.CONFIRM: self._leave_confirm,
            Step.DONE: self._finish,
        }
        leave[self._step]()

    def go_back(self) -> None:
        """Show the step before."""
        before = self._course.before(self._step)
        if before is not None:
            self.show_step(before)

    def show_step(self, step: Step) -> None:
        """Show a step as it is first seen."""
        if step not in self._course.steps:
            self._course = Course(keyring_ready=False)
        self._step = step
        say(self._captions[0], self._course.caption(step))
        self._captions[1].setText(TITLES[step])
        self._next.setText(FORWARD[step])
        self._back.setVisible(self._course.before(step) is not None)
        for label in (*self._problems.values(), self._problem, self._waiting):
            say(label, "")
        for other, page in self._page_of.items():
            page.setVisible(other is step)
        if step is Step.CONFIRM:
            self._ask_for_group()
        if step is Step.PASSPHRASE and not self.passphrase.suggestion:
            self.passphrase.suggest()
        first: dict[Step, QWidget] = {
            Step.NAME: self._worker,
            Step.KEYRING: self._alone,
            Step.PASSPHRASE: self.passphrase.first,
            Step.CONFIRM: self._typed_group,
        }
        first.get(step, self._next).setFocus()

    def _leave_name(self) -> None:
        if not self._worker.text().strip():
            say(self._problems[Step.NAME], NAME_MISSING)
            self._worker.setFocus()
            return
        self._look_at_keyring()

    def _look_at_keyring(self) -> None:
        self._set_busy("Looking for the keyring of this computer.")
        self._gate.ask(_keyring, self._looked)

    def _looked(self, result: Result[KeyringState]) -> None:
        self._set_busy("")
        if isinstance(result, Err):
            say(self._problem, sentence(result.error))
            return
        self._course = Course(keyring_ready=result.value == "ready")
        self._keyring_words.setText(KEYRING_WORDS.get(result.value, ""))
        self.show_step(Step.PASSPHRASE if self._course.keyring_ready else Step.KEYRING)

    def _leave_keyring(self) -> None:
        if self._alone.isChecked():
            self.show_step(Step.PASSPHRASE)
            return
        say(self._problems[Step.KEYRING], DECIDE)
        self._alone.setFocus()

    def _found(self, passphrase: str) -> None:
        self.found_with(self._worker.text().strip(), passphrase)

    def found_with(self, worker: str, passphrase: str) -> None:
        """Make the workspace, then show its recovery sheet."""
        from rhi_desktop.services.ports import Founding

        founding = Founding(passphrase, worker, passphrase_only=not self._course.keyring_ready)
        self._set_busy(MAKING)
        self._gate.ask(lambda access: access.found(founding), self._made)

    def _made(self, result: Result[tuple[Store, RecoverySheet]]) -> None:
        self._set_busy("")
        if isinstance(result, Err):
            self._not_made(result.error)
            return
        self._store, sheet = result.value
        self.passphrase.forget()
        self.sheet.show_sheet(sheet)
        self.show_step(Step.SHEET)

    def _not_made(self, error: Exception) -> None:
        if isinstance(error, WeakPassphrase):
            self.passphrase.refuse(str(error))
        elif isinstance(error, KeyringUnavailable):
            self._course = Course(keyring_ready=False)
            self._keyring_words.setText(str(error))
            self.show_step(Step.KEYRING)
        else:
            say(self._problem, sentence(error))

    def _ask_for_group(self) -> None:
        sheet = self.sheet.sheet
        if sheet is not None:
            self._group = self._choose(len(groups(sheet.code)))
        nth = ordinal(self._group + 1)
        self._confirm_words.setText(f"Look at your sheet, and type the {nth} group of the code.")
        self._typed_group.clear()

    def _leave_confirm(self) -> None:
        sheet = self.sheet.sheet
        if sheet is None or not same_group(self._typed_group.text(), groups(sheet.code)[self._group]):
            nth = ordinal(self._group + 1)
            words = f"That is not the {nth} group. Compare it with the sheet, or go back to see the code."
            say(self._problems[Step.CONFIRM], words)
            self._typed_group.setFocus()
            return
        self.sheet.forget()
        self.show_step(Step.DONE)

    def _finish(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            self.founded.emit(store)

    def _set_busy(self, words: str) -> None:
        say(self._waiting, words)
        self._next.setEnabled(not words)
        self._back.setEnabled(not words)


def _keyring(access: Access) -> KeyringState:
    return access.keyring()
