"""Urgent information out of an interview that is still being written: one page, to one person, on purpose."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.interview import wording
from rhi_desktop.gui.interview.pdf_pages import PdfPages
from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.printing import print_pdf
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.services.urgent_sharing import Request, UrgentSharing
from rhi_desktop.services.writing import Writing

FILE_NAME = "urgent.pdf"
_BESIDE = 900
_RULE = (
    "In danger now: ring 999 first. Speak to a person; a message left is not telling. Sharing to keep a child safe "
    "needs no consent and waits for no review. What you do here is noted."
)


class UrgentView(QWidget):
    """Asks to whom it goes and what is asked of them, shows the page, and saves, prints or notes the telling."""

    back = Signal()

    def __init__(self, urgent: UrgentSharing, recipients: CodeList, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._urgent = urgent
        self._jobs = jobs
        self._writing: Writing | None = None
        self.recipient = QComboBox(self)
        self.recipient.addItem("", "")
        for code in recipients.offered(urgent.now().astimezone(LONDON).date()):
            self.recipient.addItem(code.label, code.code)
        self.who = QLineEdit(self, placeholderText="Name and role")
        self.asked = QPlainTextEdit(self, tabChangesFocus=True)
        self.asked.setMaximumHeight(96)
        for typed in (self.who, self.asked):
            typed.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.told, self.save, self.print = (
            QPushButton(words, self, autoDefault=False) for words in ("I told them", "Save PDF…", "Print…")
        )
        self.told.setToolTip("Note that you told them by voice")
        self.said = label("", "muted")
        self.pages = PdfPages(jobs, self)
        self._show = QPushButton("Show the page", self, autoDefault=False)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._form = Scrolled(self._fields(), parent=self)
        self._lay_out()
        self._connect()

    def show_writing(self, writing: Writing) -> None:
        """Begin for an interview as it is now."""
        self._writing = writing
        self.recipient.setCurrentIndex(0)
        self.who.clear()
        self.asked.clear()
        self.said.clear()
        self._offer()
        self._draw()
        self.recipient.setFocus()

    def clear(self) -> None:
        """Take everything about the child off the screen."""
        self._writing = None
        self.who.clear()
        self.asked.clear()
        self.said.clear()
        self.pages.show_pdf(b"")

    def request(self) -> Request:
        """Return what the fields hold."""
        return Request(
            recipient=str(self.recipient.currentData() or ""),
            label=self.recipient.currentText(),
            who=self.who.text().strip(),
            asked=self.asked.toPlainText().strip(),
        )

    def save_to(self, path: Path) -> None:
        """Write the page there, and say so."""
        if self._writing is not None:
            work = partial(self._urgent.export, self._writing, self.request(), path)
            self._jobs.store(work, partial(self._done, "Saved, and noted. The copy is yours to look after."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page beside the fields, or instead of them."""
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.recipient.currentIndexChanged.connect(lambda _at: self._offer())
        self.recipient.currentIndexChanged.connect(lambda _at: self._draw())
        self.who.editingFinished.connect(self._draw)
        self.told.clicked.connect(self._tell)
        self.save.clicked.connect(self._ask_where)
        self.print.clicked.connect(self._ask_printer)
        self._show.clicked.connect(self._turn)
        self.pages.failed.connect(
            lambda: self.said.setText("The page could not be shown. It can be saved all the same.")
        )
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back)

    def _offer(self) -> None:
        known = bool(self.request().recipient)
        for button in (self.told, self.save, self.print):
            button.setEnabled(known)

    def _draw(self) -> None:
        writing = self._writing
        if writing is not None:
            self._jobs.background(partial(self._urgent.pdf, writing, self.request()), partial(self._drawn, writing))

    def _drawn(self, writing: Writing, result: Result[bytes]) -> None:
        if writing is not self._writing:
            return
        if isinstance(result, Ok):
            self.pages.show_pdf(result.value)
        else:
            self.said.setText(wording.sentence(result.error))

    def _tell(self) -> None:
        if self._writing is not None:
            work = partial(self._urgent.told, self._writing, self.request())
            self._jobs.store(work, partial(self._done, "Noted. Write the decision down as well."))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "Save the page")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(FILE_NAME)
        if dialog.exec():
            self.save_to(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def _ask_printer(self) -> None:
        writing = self._writing
        if writing is not None:
            self._jobs.background(partial(self._urgent.pdf, writing, self.request()), partial(self._print, writing))

    def _print(self, writing: Writing, result: Result[bytes]) -> None:
        if not isinstance(result, Ok):
            self.said.setText(wording.sentence(result.error))
        elif print_pdf(self, result.value):
            work = partial(self._urgent.printed, writing, self.request())
            self._jobs.store(work, partial(self._done, "Sent to the printer, and noted."))
        else:
            self.said.setText("Nothing was printed.")

    def _done(self, words: str, result: Result[None]) -> None:
        self.said.setText(words if isinstance(result, Ok) else wording.sentence(result.error))

    def _turn(self) -> None:
        self.pages.setVisible(self.pages.isHidden())
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= _BESIDE
        if beside:
            self.pages.show()
        elif self._show.isHidden():
            self.pages.hide()
        self._show.setVisible(not beside)
        self._show.setText("Show the page" if self.pages.isHidden() else "Back to the fields")
        self._form.setVisible(beside or self.pages.isHidden())

    def _fields(self) -> QWidget:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(_RULE, "body"))
        for words, field in (
            ("Who is told", self.recipient),
            ("Who exactly", self.who),
            ("What you ask of them", self.asked),
        ):
            column.addSpacing(4)
            column.addWidget(label(words, "field", buddy=field))
            column.addWidget(field)
            field.setAccessibleName(words)
        buttons = QHBoxLayout()
        for button in (self.told, self.save, self.print):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self.said)
        return fields

    def _lay_out(self) -> None:
        title = label("Share now", "title")
        leave = QPushButton("Back", self, autoDefault=False)
        leave.setProperty("role", "quiet")
        leave.setToolTip("Back to the interview (Esc)")
        leave.clicked.connect(self.back)
        top = QHBoxLayout()
        top.setContentsMargins(24, 12, 16, 0)
        top.addWidget(title, 1)
        top.addWidget(self._show)
        top.addWidget(leave)
        self._sides.addWidget(self._form, 1)
        self._sides.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(self._sides, 1)
        self._show.hide()
