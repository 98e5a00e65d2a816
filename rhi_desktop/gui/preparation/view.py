"""Preparation: one page before the meeting, read on the screen and printed only on purpose."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.jobs import Err, Jobs, Ok, Result
from rhi_desktop.gui.preparation.page import page_of
from rhi_desktop.gui.printing import print_pdf
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.services.preparing import Preparation, Preparing

FILE_NAME = "preparation.pdf"
_PAPER = "Paper gets lost. Print or save only what you must carry, and destroy it after the meeting. It is noted."


class PreparationView(QWidget):
    """Shows the page about a referral’s child; its requests to go on carry the referral."""

    conversation_requested = Signal(str)
    interview_requested = Signal(str)
    back = Signal()

    def __init__(self, preparing: Preparing, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preparing = preparing
        self._jobs = jobs
        self._child, self._referral = "", ""
        self._shown: QWidget | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("role", "muted")
        self.leave = _button("Back", "quiet")
        self.talk = _button("Begin the conversation", "primary")
        self.write = _button("Write up", "")
        self.save, self.print = _button("Save PDF…", ""), _button("Print…", "")
        self._whole.addWidget(self._foot())
        self.leave.clicked.connect(self.back)
        self.talk.clicked.connect(lambda: self.conversation_requested.emit(self._referral))
        self.write.clicked.connect(lambda: self.interview_requested.emit(self._referral))
        self.save.clicked.connect(self.ask_where)
        self.print.clicked.connect(self._ask_pdf)

    def show_referral(self, referral: str) -> None:
        """Show the page about a referral's child; one can go on to the interview from here."""
        self._begin()
        self._referral = referral
        self._jobs.store(partial(self._of, referral), partial(self._prepared, referral))

    def clear(self) -> None:
        """Take everything about the child off the screen."""
        self._child = self._referral = ""
        self._put(QWidget())

    def ask_where(self) -> None:
        """Ask where the PDF goes, under a name that says nothing of the child."""
        dialog = QFileDialog(self, "Save the page")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(FILE_NAME)
        if dialog.exec():
            self.save_to(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def save_to(self, path: Path) -> None:
        """Write the PDF there, and say so."""
        self._jobs.store(partial(self._preparing.export, self._child, path), partial(self._done, "Saved."))

    def _ask_pdf(self) -> None:
        self._jobs.store(partial(self._preparing.pdf, self._child), self._print)

    def _print(self, result: Result[bytes]) -> None:
        if not isinstance(result, Ok):
            self._tell(result)
        elif print_pdf(self, result.value):
            self._jobs.store(partial(self._preparing.printed, self._child), partial(self._done, "Sent to the printer."))
        else:
            self.said.setText("Nothing was printed.")

    def _done(self, words: str, result: Result[None]) -> None:
        if isinstance(result, Ok):
            self.said.setText(f"{words} The copy is yours to look after.")
        else:
            self._tell(result)

    def _of(self, referral: str) -> Preparation:
        return self._preparing.prepare(self._preparing.child_of(referral))

    def _begin(self) -> None:
        self.clear()
        self.said.setText(_PAPER)
        for button in (self.talk, self.write, self.save, self.print):
            button.setEnabled(False)

    def _prepared(self, referral: str, result: Result[Preparation]) -> None:
        if referral != self._referral:
            return
        if isinstance(result, Ok):
            self._child = result.value.child.id
            self._put(page_of(result.value))
            for button in (self.talk, self.write, self.save, self.print):
                button.setEnabled(True)
            self.talk.setFocus()
        else:
            self._tell(result)

    def _tell(self, failed: Err) -> None:
        if not isinstance(failed.error, RhiError):
            raise failed.error
        self.said.setText(str(failed.error))

    def _put(self, content: QWidget) -> None:
        if self._shown is not None:
            self._whole.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Scrolled(content)
        self._whole.insertWidget(0, self._shown, 1)

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        foot.setProperty("role", "foot")
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(24, 8, 16, 10)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.talk, self.write, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        copies = QHBoxLayout()
        copies.setSpacing(12)
        copies.addWidget(self.said, 1)
        for button in (self.save, self.print):
            copies.addWidget(button)
        rows.addLayout(copies)
        rows.addLayout(buttons)
        return foot


def _button(words: str, role: str) -> QPushButton:
    made = QPushButton(words, autoDefault=False)
    if role:
        made.setProperty("role", role)
    return made
