"""One instance of a repeat: folded into a few words, or open with its questions."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.body import Body, MakeBody
from rhi_desktop.gui.interview.pages import flattened
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.summaries import summary


class Card(QFrame):
    """A repeat instance. `path` may change when another one is taken away; `key` never does."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, answering: Answering, key: str, kind: str, make_body: MakeBody, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.path = ""
        self._answering = answering
        self._kind = kind
        self.number = 0
        self._notes = 0
        self._make_body = make_body
        self.body: Body | None = None
        self.setProperty("role", "card")
        self._badge = QLabel(self)
        self._badge.setProperty("role", "chip")
        self._title, self._facts, self._words = (QLabel(self, textFormat=Qt.TextFormat.PlainText) for _ in range(3))
        self._progress = QLabel(self)
        self._toggle = QPushButton("Open", self, autoDefault=False)
        self._remove = QPushButton("Remove", self, autoDefault=False)
        self._lay_out()

    def _lay_out(self) -> None:
        for label, role in ((self._title, "section"), (self._facts, "body"), (self._words, "muted")):
            label.setProperty("role", role)
            label.setWordWrap(True)
        self._progress.setProperty("role", "caption")
        self._toggle.setProperty("role", "quiet")
        self._remove.setProperty("role", "quiet")
        self._toggle.clicked.connect(self._turn)
        self._remove.clicked.connect(lambda: self.removed.emit(self.key))
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._facts, self._words, self._progress):
            words.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(top)

    def fix(self, *, fixed: bool) -> None:
        """Where the form fixes how many there are, none can be removed."""
        self._remove.setHidden(fixed)

    def stand_at(self, path: str, number: int) -> None:
        """Take a place in the list; an open card is made anew where its path changed."""
        moved = bool(self.path) and path != self.path
        self.path, self.number = path, number
        if moved and self.body is not None:
            self._drop_body()
            self.open()
        self.tell()

    def tell(self) -> None:
        """Say in words what the instance holds."""
        said = summary(self._answering.session, self.path, self.number, self._kind)
        self._badge.setText(str(self.number))
        self._title.setText(said.title)
        self._facts.setText(said.facts)
        self._words.setText(said.words)
        self._progress.setText(said.progress)
        folded = self.body is None
        self._facts.setVisible(folded and bool(said.facts))
        self._words.setVisible(folded and bool(said.words))
        self._toggle.setText("Open" if folded else "Close")
        self._toggle.setAccessibleName(f"{self._toggle.text()} {self._kind} {self.number}: {said.title}")
        self._remove.setAccessibleName(f"Remove {self._kind} {self.number}: {said.title}")

    def open(self) -> None:
        """Show the questions."""
        if self.body is None:
            items = tuple(flattened(self._answering.session, self.path))
            self.body = self._make_body(self._answering, items, self)
            self._layout.insertWidget(self._layout.count() - self._notes, self.body)
            if self.isVisible():
                self.body.show()
            self.tell()

    def add_note(self, note: QWidget) -> None:
        """Put something beneath the words and the questions of the card."""
        self._layout.addWidget(note)
        self._notes += 1

    def fold(self) -> None:
        """Put the questions away; what was typed is handed on first."""
        if self.body is not None:
            self.flush()
            self._drop_body()
            self.tell()

    def flush(self) -> None:
        """Hand on what is being typed."""
        for block in self.questions():
            block.flush()
            block.forget()

    def questions(self) -> Iterator[QuestionBlock]:
        """Yield the shown questions of an open card."""
        yield from () if self.body is None else self.body.questions()

    def take_focus(self) -> None:
        """Put the keyboard on the card: its first question, or the button that opens it."""
        first = next((block for block in self.questions() if block.takes_answer), None)
        if first is not None:
            first.take_focus()
        else:
            self._toggle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        if self.body is None:
            self.opened.emit(self.key)
        else:
            self.fold()

    def _drop_body(self) -> None:
        if self.body is not None:
            self.body.let_go()
            self.body.hide()
            self.body.deleteLater()
            self.body = None
