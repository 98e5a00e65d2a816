"""Saving and printing the record's PDF: on purpose, with a word on whose the copy is from then on."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.wording import sentence
from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.gui.printing import print_pdf
from rhi_desktop.services.reporting import Reporting

WHOSE = (
    "A copy that you save or print is outside the encrypted store. From then on it is yours to look after: "
    "keep it where only the people who may read it can, and destroy it when it is no longer needed."
)


class Copies(QFrame):
    """Offers to save or print, and says what came of it. Both are noted in the access log."""

    told = Signal(str)

    def __init__(self, reporting: Reporting, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._reporting = reporting
        self._jobs = jobs
        self._interview = ""
        self._content = b""
        self.setProperty("role", "notice")
        words = QLabel(WHOSE, self, wordWrap=True)
        self.save = QPushButton("Save PDF…", self, autoDefault=False)
        self.print = QPushButton("Print…", self, autoDefault=False)
        self.said = QLabel(self, wordWrap=True)
        self.said.setProperty("role", "muted")
        buttons = QHBoxLayout()
        for widget in (self.save, self.print):
            buttons.addWidget(widget)
        buttons.addWidget(self.said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words)
        layout.addLayout(buttons)
        self.save.clicked.connect(self.ask_where)
        self.print.clicked.connect(self.ask_printer)
        self.offer("", b"")

    def offer(self, interview: str, content: bytes) -> None:
        """Offer copies of an interview's PDF; nothing while there is none."""
        self._interview, self._content = interview, content
        self.said.clear()
        for button in (self.save, self.print):
            button.setEnabled(bool(content))

    def ask_where(self) -> None:
        """Ask where the file goes, under a name that says nothing of the child."""
        interview = self._interview
        self._jobs.store(lambda: self._reporting.file_name(interview), self._choose)

    def save_to(self, path: Path) -> None:
        """Write the PDF there, and say so."""
        interview = self._interview
        self._jobs.store(lambda: self._reporting.export(interview, path), self._saved)

    def ask_printer(self) -> None:
        """Let the person choose a printer, then print."""
        if print_pdf(self, self._content):
            interview = self._interview
            self._jobs.store(lambda: self._reporting.printed(interview), self._printed)
        else:
            self.said.setText("Nothing was printed.")

    def _choose(self, result: Result[str]) -> None:
        if not isinstance(result, Ok):
            self.said.setText(sentence(result.error))
            return
        dialog = QFileDialog(self, "Save a copy")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(result.value)
        if dialog.exec():
            self.save_to(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def _saved(self, result: Result[None]) -> None:
        saved = isinstance(result, Ok)
        self.said.setText("Saved. The copy is yours to look after." if saved else sentence(_error(result)))

    def _printed(self, result: Result[None]) -> None:
        self.said.setText("Sent to the printer." if isinstance(result, Ok) else sentence(_error(result)))


def _error(result: Result[None]) -> Exception:
    return ValueError() if isinstance(result, Ok) else result.error
