"""The recovery sheet on the screen, to print or to save on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from rhi_desktop.gui.access.wording import code_lines, sentence
from rhi_desktop.gui.forms import Forms, say
from rhi_desktop.gui.jobs import Err, Jobs, Result

if TYPE_CHECKING:
    from rhi_desktop.gui.access.sheet_making import SheetMaking
    from rhi_desktop.services.ports import RecoverySheet

FILE_NAME = "recovery-sheet.pdf"
SAVED = "Saved. Print it, then delete the file: on this computer it would open the workspace for anybody."
PRINTED = "Sent to the printer. Fetch it now."
ORGANISATION = (
    "If every coordinator loses their laptop, this code is the one way back to what the team holds at the hub. "
    "Whoever has it can make themselves coordinator. Print it, or write it down, and lock it away."
)
SAVED_FOR_ALL = "Saved. Print it, then delete the file: it opens what the whole team holds."


class SheetView(QWidget):
    """Shows one sheet. `kept` tells whether it was printed or saved."""

    def __init__(self, forms: Forms, making: SheetMaking, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._making = making
        self._jobs = jobs
        self._sheet: RecoverySheet | None = None
        form = forms.fill(self, "recovery_sheet")
        self._about = form.label("words")
        self._code = form.label("code")
        self._workspace = form.label("workspace")
        self._said = form.label("said")
        self._buttons = (form.child(QPushButton, "print"), form.child(QPushButton, "save"))
        self._buttons[0].clicked.connect(self._print)
        self._buttons[1].clicked.connect(self._choose)
        say(self._said, "")

    @property
    def sheet(self) -> RecoverySheet | None:
        """The sheet that is shown."""
        return self._sheet

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """Show a sheet."""
        self._sheet = sheet
        self._code.setText(code_lines(sheet.code))
        if sheet.hub:
            self._about.setText(ORGANISATION)
            self._workspace.setText(f"Organisation {sheet.workspace} at {sheet.hub}, {sheet.issued}")
        else:
            self._workspace.setText(f"Workspace {sheet.workspace}, {sheet.issued}")
        say(self._said, "")

    def forget(self) -> None:
        """Take the code off the screen."""
        self._sheet = None
        self._code.clear()

    def save_to(self, path: Path) -> None:
        """Write the PDF to `path`."""
        sheet = self._sheet
        if sheet is not None:
            self._work("Saving…")
            self._jobs.background(lambda: self._making.write(path, self._making.pdf(sheet)), self._saved)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Save the recovery sheet",
            str(Path.home() / FILE_NAME),
            "PDF (*.pdf)",
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if chosen:
            self.save_to(Path(chosen))

    def _print(self) -> None:
        sheet = self._sheet
        if sheet is not None:
            self._work("Making the sheet…")
            self._jobs.background(lambda: self._making.pdf(sheet), self._made)

    def _made(self, result: Result[bytes]) -> None:
        self._work("")
        if isinstance(result, Err):
            say(self._said, sentence(result.error), "error")
        elif self._making.print(self, result.value):
            say(self._said, PRINTED, "muted")

    def _saved(self, result: Result[None]) -> None:
        self._work("")
        if isinstance(result, Err):
            say(self._said, sentence(result.error), "error")
        else:
            shared = self._sheet is not None and bool(self._sheet.hub)
            say(self._said, SAVED_FOR_ALL if shared else SAVED, "muted")

    def _work(self, words: str) -> None:
        for button in self._buttons:
            button.setEnabled(not words)
        say(self._said, words, "muted")
