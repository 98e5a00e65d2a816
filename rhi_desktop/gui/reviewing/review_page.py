"""One interview beside its rubric. What is written is kept at once; the interview itself cannot be changed here."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.review import Comment, Tone
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.reviewing import wording
from rhi_desktop.gui.reviewing.comments_panel import CommentsPanel
from rhi_desktop.gui.reviewing.point_row import PointRow
from rhi_desktop.gui.reviewing.reader import Place, Reader
from rhi_desktop.gui.reviewing.rubric_panel import RubricPanel
from rhi_desktop.gui.reviewing.verdict_panel import VerdictPanel
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.drafting import ReviewDraft
from rhi_desktop.services.reviewing.reviewing import Opened

NARROW = 900
_TYPED = 400
RUBRIC, COMMENTS, VERDICT, INTERVIEW = "Rubric", "Comments", "Decide", "Interview"


class ReviewPage(QWidget):
    """`changed` carries the draft as it is now; `decided` the draft and the verdict."""

    changed = Signal(object)
    decided = Signal(object, object)
    left = Signal()
    second_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft: ReviewDraft | None = None
        self._opened: Opened | None = None
        self._title, self._about, self._notice = label("", "title"), label("", "muted"), label("", "notice")
        self.reader, self.rubric = Reader(), RubricPanel()
        self.comments, self.verdict = CommentsPanel(), VerdictPanel()
        self.tabs = QTabWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED)
        self._typed.timeout.connect(self.flush)
        self._lay_out()
        self._join()

    def show_opened(self, opened: Opened) -> None:
        """Show an interview with what was written of its review so far."""
        self._opened, self.draft = None, opened.draft
        self._title.setText(f"Interview with {opened.child.called}")
        self._about.setText(_about(opened))
        say(self._notice, _notice(opened))
        self.rubric.show_rubric(opened.rubric, opened.prompts, opened.draft)
        self.verdict.reasons.setPlainText(opened.draft.reasons)
        self.verdict.begin(second=opened.draft.second, may=opened.may_give)
        self.comments.clear()
        self._opened = opened
        self._show_comments()
        self.reader.setFocus()

    def flush(self) -> None:
        """Take over what is being typed."""
        self._typed.stop()
        opened, draft = self._opened, self.draft
        if opened is None or draft is None:
            return
        self._set(replace(draft, reasons=self.verdict.reasons.toPlainText()))

    def clear(self) -> None:
        """Take everything off the screen."""
        self._typed.stop()
        self._opened = self.draft = None
        self.reader.clear()
        self.verdict.reasons.clear()
        self.comments.clear()
        self.comments.show_comments((), {}, ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the interview beside the rubric, or among the tabs where there is no room."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        among = self.tabs.indexOf(self.reader) >= 0
        if narrow and not among:
            self.tabs.insertTab(0, self.reader, INTERVIEW)
            self.tabs.setCurrentIndex(0)
        elif not narrow and among:
            self._split.insertWidget(0, self.reader)
            self.reader.show()
            self._split.setStretchFactor(0, 3)

    def comment(self, place: Place) -> None:
        """Write a comment about a place in the interview."""
        self.tabs.setCurrentWidget(self.comments)
        self.comments.begin(place, self.reader.label_of(place.key))

    def reveal(self, key: str) -> None:
        """Show a question of the interview."""
        if self.tabs.indexOf(self.reader) >= 0:
            self.tabs.setCurrentWidget(self.reader)
        self.reader.reveal(key)

    def _set(self, draft: ReviewDraft) -> None:
        if draft != self.draft and self._opened is not None:
            self.draft = draft
            self.rubric.tell(draft, self._opened.rubric)
            self.changed.emit(draft)

    def _score(self, row: PointRow) -> None:
        if self.draft is not None and row.mark is not None:
            self._set(self.draft.marked(row.point, row.mark, row.comment.text().strip()))

    def _write(self, place: Place, text: str, tone: Tone) -> None:
        opened, draft = self._opened, self.draft
        if opened is None or draft is None:
            return
        made = Comment(id=new_record_id(opened.at), text=text, key=place.key, quote=place.quote, tone=tone)
        self._set(draft.commented(made))
        self._show_comments()

    def _drop(self, comment: str) -> None:
        if self.draft is not None:
            self._set(self.draft.without(comment))
            self._show_comments()

    def _show_comments(self) -> None:
        opened, draft = self._opened, self.draft
        if opened is None or draft is None:
            return
        self.reader.show_lines(opened.lines, draft.comments)
        labels = {line.key: line.label for line in opened.lines}
        self.comments.show_comments(draft.comments, labels, opened.answered)
        count = len(draft.comments)
        self.tabs.setTabText(self.tabs.indexOf(self.comments), f"{COMMENTS} ({count})" if count else COMMENTS)
        self.rubric.tell(draft, opened.rubric)

    def _decide(self, verdict: object) -> None:
        self.flush()
        for row in self.rubric.rows:
            self._score(row)
        if self.draft is not None:
            self.decided.emit(self.draft, verdict)

    def _join(self) -> None:
        self.reader.commented.connect(self.comment)
        self.rubric.scored.connect(self._score)
        self.rubric.place_asked.connect(self.reveal)
        self.comments.written.connect(self._write)
        self.comments.dropped.connect(self._drop)
        self.comments.place_asked.connect(self.reveal)
        self.verdict.decided.connect(self._decide)
        self.verdict.reasons_changed.connect(self._typed.start)
        self.verdict.second_asked.connect(
            lambda: self.second_asked.emit(self.draft.interview) if self.draft is not None else None
        )
        shortcut = QShortcut(QKeySequence("Ctrl+M"), self)
        shortcut.activated.connect(lambda: self.comment(self.reader.place()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        head.addLayout(words, 1)
        back = button("Back", "quiet", self.left.emit)
        back.setToolTip("Back to the list (Esc)")
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        for widget, name in ((self.rubric, RUBRIC), (self.comments, COMMENTS), (self.verdict, VERDICT)):
            self.tabs.addTab(widget, name)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.reader)
        self._split.addWidget(self.tabs)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        whole.setSpacing(SPACE[1])
        whole.addLayout(head)
        whole.addWidget(self._notice)
        whole.addWidget(self._split, 1)


def _about(opened: Opened) -> str:
    value = opened.interview.value
    at = parse_instant(value.submitted).astimezone(LONDON)
    parts = [
        f"by {opened.worker}" if opened.worker else "",
        f"version {value.version}, submitted {at:%a} {at.day} {at:%b %Y}",
        f"compared with version {opened.before}: new is underlined, old struck out" if opened.before else "",
        f"why it was amended: {opened.reason}" if opened.reason else "",
    ]
    return " · ".join(part for part in parts if part)


def _notice(opened: Opened) -> str:
    said = [wording.NOT_OWN if not opened.may_give else wording.OWN if opened.own else ""]
    said.append(wording.BLIND if opened.draft.second else "")
    said.append(wording.CHANGED_RUBRIC if opened.rubric_changed else "")
    said.append(wording.lost(opened.draft.lost))
    for review in opened.given:
        name = opened.names.get(review.value.reviewer, "Somebody")
        said.append(f"{name} has {wording.VERDICTS[review.value.verdict]} this version.")
    return " ".join(part for part in said if part)
