"""A submitted interview: its answers, its history and its PDF, to be read and not to be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.records import Revision, parse_instant
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.interview import reading, review_words, wording
from rhi_desktop.gui.interview.copies import Copies
from rhi_desktop.gui.interview.pdf_pages import PdfPages
from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.services.interviewing import Interviewing, Reading
from rhi_desktop.services.reporting import Reporting

ANSWERS, HISTORY, PDF, JOTTINGS, REVIEW = range(5)


class ReadingView(QWidget):
    """Shows one submitted interview. The PDF is made when its tab is first opened, in memory alone.

    `shown` carries the id of the interview: who knows what became of it in the team says so by `show_fate`.
    `amend_asked` carries it too: its worker answers the reviewer's comments, or corrects it.
    """

    back = Signal()
    shown = Signal(str)
    amend_asked = Signal(str)

    def __init__(
        self, interviewing: Interviewing, reporting: Reporting, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._interviewing = interviewing
        self._reporting = reporting
        self._jobs = jobs
        self._interview = ""
        self._made = False
        self._title = QLabel("", self, wordWrap=True)
        self._when = QLabel("", self, wordWrap=True)
        self._fate = QLabel("", self, wordWrap=True)
        self.state = QLabel("", self, wordWrap=True)
        self.amend = QPushButton("", self, autoDefault=False)
        self.amend.clicked.connect(lambda: self.amend_asked.emit(self._interview))
        self.reviews = QTextBrowser(self)
        self.answers = QTextBrowser(self)
        self.jottings = QTextBrowser(self)
        self.history = QTableWidget(0, 4, self)
        self.pages = PdfPages(jobs, self)
        self.copies = Copies(reporting, jobs, self)
        self.tabs = QTabWidget(self)
        self._lay_out()
        self.tabs.currentChanged.connect(self._turn)
        self.pages.failed.connect(lambda: self._say("The PDF could not be shown. The answers are all there."))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back)

    def show_interview(self, interview: str) -> None:
        """Open an interview for reading; that it was opened is noted."""
        self.clear()
        self._interview = interview
        self._jobs.store(lambda: self._interviewing.read(interview), lambda r: self._opened(interview, r))

    def show_fate(self, interview: str, words: str) -> None:
        """Say what became of an interview in the team, if it is the one that is shown."""
        if interview == self._interview:
            say(self._fate, words)

    def ask_again(self) -> None:
        """Ask what became of the interview that is shown."""
        if self._interview and self.isVisible():
            self.shown.emit(self._interview)

    def clear(self) -> None:
        """Take everything of the interview off the screen and out of the widgets."""
        self._interview, self._made = "", False
        self._say("")
        self._title.clear()
        say(self._fate, "")
        self.answers.clear()
        self.jottings.clear()
        self.reviews.clear()
        self._offer("", "")
        self.tabs.setTabVisible(JOTTINGS, False)
        self.tabs.setTabVisible(REVIEW, False)
        self.history.setRowCount(0)
        self.pages.show_pdf(b"")
        self.copies.offer("", b"")
        self.tabs.setCurrentIndex(ANSWERS)

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._when.setProperty("role", "muted")
        self._fate.setTextFormat(Qt.TextFormat.PlainText)
        self._fate.setProperty("role", "field")
        self._fate.hide()
        back = QPushButton("Back", self, autoDefault=False)
        back.setProperty("role", "quiet")
        back.setToolTip("Back (Esc)")
        back.clicked.connect(self.back)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._when)
        words.addWidget(self._fate)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        words.addWidget(self.state)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self.amend, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self.answers.setOpenLinks(False)
        self.answers.setAccessibleName("Answers")
        self._set_up_history()
        preview = QWidget(self)
        column = QVBoxLayout(preview)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.pages, 1)
        column.addWidget(self.copies)
        self.tabs.addTab(self.answers, "Answers")
        self.tabs.addTab(self.history, "History")
        self.tabs.addTab(preview, "PDF")
        self.jottings.setOpenLinks(False)
        self.jottings.setAccessibleName("Jottings made during the talk")
        self.tabs.addTab(self.jottings, "Jottings")
        self.tabs.setTabVisible(JOTTINGS, False)
        self.reviews.setOpenLinks(False)
        self.reviews.setAccessibleName("Reviews of this interview")
        self.tabs.addTab(self.reviews, "Reviews")
        self.tabs.setTabVisible(REVIEW, False)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(320, 240)
        layout.setContentsMargins(24, 12, 16, 12)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)

    def _set_up_history(self) -> None:
        self.history.setHorizontalHeaderLabels(["When", "Who", "What", "Revision"])
        self.history.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.history.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.history.verticalHeader().hide()
        self.history.setShowGrid(False)
        self.history.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.history.setTabKeyNavigation(False)
        self.history.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.history.horizontalHeader().setStretchLastSection(True)
        self.history.setAccessibleName("History of this interview")

    def _opened(self, interview: str, result: Result[Reading]) -> None:
        if interview != self._interview:
            return
        if not isinstance(result, Ok):
            self._say(wording.sentence(result.error))
            return
        read = result.value
        submitted = parse_instant(read.interview.value.submitted)
        self._title.setText(f"Interview with {read.child.called}")
        self._say(
            f"Submitted {wording.day(submitted)}, {wording.clock(submitted)} · read only · "
            f"revision {read.interview.head[:8]}"
        )
        reasons = {o.path: o.reason for o in read.interview.value.overrides}
        found = (*reading.lines(read.session), *reading.left_lines(read.left_over))
        self.answers.setHtml(reading.page(found, reasons))
        self.jottings.setHtml(reading.jottings_page(read.session, read.interview.value.jottings))
        self.tabs.setTabVisible(JOTTINGS, bool(read.interview.value.jottings))
        self.reviews.setHtml(review_words.review_page(read))
        self.tabs.setTabVisible(REVIEW, bool(read.reviews))
        self._offer(review_words.state_words(read), review_words.act_words(read))
        self._show_history(read)
        self.shown.emit(interview)
        self.answers.setFocus()

    def _show_history(self, read: Reading) -> None:
        self.history.setRowCount(len(read.history))
        before: Revision | None = None
        for row, revision in enumerate(read.history):
            when = f"{wording.day(revision.at)}, {wording.clock(revision.at)}"
            cells = (
                when,
                read.authors.get(revision.author, ""),
                reading.change_words(revision, before),
                revision.id[:8],
            )
            for column, words in enumerate(cells):
                self.history.setItem(row, column, QTableWidgetItem(words))
            before = revision

    def _turn(self, tab: int) -> None:
        interview = self._interview
        if tab == PDF and interview and not self._made:
            self._made = True
            self.copies.said.setText("Making the PDF…")
            self._jobs.store(lambda: self._reporting.pdf(interview), lambda r: self._show_pdf(interview, r))

    def _show_pdf(self, interview: str, result: Result[bytes]) -> None:
        if interview != self._interview:
            return
        if isinstance(result, Ok):
            self.copies.offer(interview, result.value)
            self.pages.show_pdf(result.value)
        else:
            self._made = False
            self.copies.said.setText(wording.sentence(result.error))

    def _offer(self, state: str, act: str) -> None:
        say(self.state, state)
        self.amend.setText(act)
        self.amend.setVisible(bool(act))

    def _say(self, words: str) -> None:
        self._when.setText(words)
