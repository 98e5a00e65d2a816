"""One interview beside its rubric. What is written is kept at once; the interview itself cannot be changed here."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.review import Comment, Tone
from rhi_desktop.gui.beside_reader import BesideReader
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.reader import Place, Reader
from rhi_desktop.gui.reviewing import wording
from rhi_desktop.gui.reviewing.comments_panel import CommentsPanel
from rhi_desktop.gui.reviewing.point_row import PointRow
from rhi_desktop.gui.reviewing.rubric_panel import RubricPanel
from rhi_desktop.gui.reviewing.verdict_panel import VerdictPanel
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.drafting import ReviewDraft
from rhi_desktop.services.reviewing.lines import ReadLine
from rhi_desktop.services.reviewing.reviewing import Opened

_TYPED = 400
RUBRIC, COMMENTS, VERDICT = "Rubric", "Comments", "Decide"


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
        self.changes: list[str] = []
        self.next_change = button("", "", self.show_change)
        self._split = BesideReader(self.reader, self.tabs)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED)
        self._typed.timeout.connect(self.flush)
        self._lay_out()
        self._join()

    @property
    def lines(self) -> tuple[ReadLine, ...]:
        """The lines of the interview that is shown."""
        return self._opened.lines if self._opened is not None else ()

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
        self.tabs.setCurrentIndex(0)
        self.changes = [line.key for line in opened.lines if line.changed]
        self.next_change.setVisible(bool(self.changes))
        self.next_change.setText(_changes(len(self.changes)))
        self.reader.setFocus()

    def show_change(self) -> None:
        """Show the next answer that changed, and after the last the first again."""
        if self.changes:
            self.changes = [*self.changes[1:], self.changes[0]]
            self.reveal(self.changes[-1])

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
        self._split.fit(self.width())

    def comment(self, place: Place) -> None:
        """Write a comment about a place in the interview."""
        self.tabs.setCurrentWidget(self.comments)
        self.comments.begin(place, self.reader.label_of(place.key))

    def reveal(self, key: str) -> None:
        """Show a question of the interview."""
        self._split.show_reader()
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
        for keys, act in (("Ctrl+M", lambda: self.comment(self.reader.place())), ("F8", self.show_change)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        head.addLayout(words, 1)
        self.next_change.setToolTip("The next answer that changed (F8)")
        self.next_change.hide()
        head.addWidget(self.next_change, 0, Qt.AlignmentFlag.AlignTop)
        back = button("Back", "quiet", self.left.emit)
        back.setToolTip("Back to the list (Esc)")
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        for widget, name in ((self.rubric, RUBRIC), (self.comments, COMMENTS), (self.verdict, VERDICT)):
            self.tabs.addTab(widget, name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        whole.setSpacing(SPACE[1])
        whole.addLayout(head)
        whole.addWidget(self._notice)
        whole.addWidget(self._split, 1)


def _changes(count: int) -> str:
    return "Show the change" if count == 1 else f"Next of {count} changes"


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
