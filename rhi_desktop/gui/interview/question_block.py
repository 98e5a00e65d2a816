"""One question on a page: its words, the prompt behind it, its field, its state, and what is wrong with it."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.fields.making import make_field, takes_answer
from rhi_desktop.gui.interview.languages import SecondLine
from rhi_desktop.gui.interview.state_row import StateRow
from rhi_desktop.gui.interview.wording import STATES
from rhi_desktop.gui.theme import repolish
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.questions.session import Node

SAVE_AFTER_MS = 400
_BELONGS = frozenset({"indicator-evidence", "indicator-source", "indicator-time"})
_BESIDE = 620
_FOR_WORKER = _BELONGS | {"worker", "indicator"}


class _Second(QVBoxLayout):
    """The place of a line in the second language; the line is made when it first has something to say."""

    def __init__(self, block: QWidget) -> None:
        super().__init__()
        self._block = block
        self._line: SecondLine | None = None

    def say(self, words: str) -> None:
        """Show words, or nothing."""
        if self._line is None and words:
            self._line = SecondLine(self._block)
            self.addWidget(self._line)
        if self._line is not None:
            self._line.say(words)


class QuestionBlock(QFrame):
    """A question at `path`. Words are handed on 0.4 s after the last key, and at once when the focus leaves."""

    entered = Signal()

    def __init__(self, answering: Answering, path: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self._answering = answering
        node = answering.node(path)
        question = node.definition
        if not isinstance(question, Question):
            raise TypeError(path)
        self.setProperty("role", "question")
        self._styles = question.appearance.split()
        self._label = QLabel(node.label, self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._second, self._second_hint = _Second(self), _Second(self)
        self._prompt: QFrame | None = None
        self._problem: QLabel | None = None
        self._state: StateRow | None = None
        self._guidance = node.guidance
        how = "About this" if _FOR_WORKER & set(self._styles) else "How to ask"
        self._row: QBoxLayout | None = None
        self._how = QPushButton(how, self, autoDefault=False)
        self._how.setCheckable(True)
        self.field = make_field(self, question, node, answering.today)
        self._save = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._save.timeout.connect(self.flush)
        self._takes_answer = takes_answer(node)
        self._lay_out(node)
        self._touched = False
        self.field.typing.connect(self._typing)
        self.field.chosen.connect(self._chosen)
        self.refresh(node)

    def _lay_out(self, node: Node) -> None:
        layout = QVBoxLayout(self)
        inset = 38 if _BELONGS & set(self._styles) else 14
        layout.setContentsMargins(inset, 6, 4, 4)
        layout.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        self._label.setProperty("role", "field" if self._takes_answer else "body")
        top.addWidget(self._label, 1)
        self._how.setProperty("role", "prompt")
        self._how.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._how.setToolTip("How to ask this (F2)")
        if not self._guidance:
            self._how.hide()
        self._how.toggled.connect(self._unfold)
        top.addWidget(self._how, 0, Qt.AlignmentFlag.AlignTop)
        if "indicator" in self._styles:
            self._lay_out_beside(layout, top)
            layout.addLayout(self._second)
            return
        layout.addLayout(top)
        layout.addLayout(self._second)
        if node.hint and not self.field.says_hint:
            hint = QLabel(node.hint, self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            hint.setProperty("role", "muted")
            layout.addWidget(hint)
        layout.addLayout(self._second_hint)
        if "own-words" in self._styles:
            self.field.setProperty("voice", "child")
        layout.addWidget(self.field)
        if self._takes_answer:
            self._state = StateRow(self)
            self._state.marked.connect(self.mark)
            layout.addWidget(self._state)

    def _lay_out_beside(self, layout: QVBoxLayout, top: QHBoxLayout) -> None:
        """Put an indicator's states beside its words, so that many can be looked over; beneath where it is narrow."""
        self.setProperty("kind", "indicator")
        layout.setContentsMargins(14, 3, 4, 3)
        top.setAlignment(self._how, Qt.AlignmentFlag.AlignVCenter)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self._row.addLayout(top, 1)
        self._row.addWidget(self.field)
        layout.addLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width."""
        super().resizeEvent(event)
        if self._row is not None:
            beside = event.size().width() >= _BESIDE
            self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def refresh(self, node: Node) -> None:
        """Show the node as it stands now."""
        if node.label != self._label.text():
            self._label.setText(node.label)
        self._second.say(node.second.label)
        self._second_hint.say(node.second.hint)
        if not self._save.isActive():
            self.field.show_node(node)
        if self._state:
            self._state.show_state(node.state)
        self.field.name_for(node.label, f"{STATES[node.state]}. {node.hint}" if self._takes_answer else node.hint)
        self.field.setEnabled(not node.readonly)
        if self._problem and self._problem.isVisible() and node.violation is None:
            self._problem.hide()

    def flush(self) -> None:
        """Hand on what is in the field now."""
        self._save.stop()
        if self._touched:
            self._touched = False
            self._answering.answer(self.path, self.field.value())

    def mark(self, state: AnswerState) -> None:
        """Set the state; the field empties unless it is answered."""
        if not self._takes_answer:
            return
        self._save.stop()
        self._touched = False
        self._answering.mark(self.path, state)
        self.refresh(self._answering.node(self.path))

    def toggle_prompt(self) -> None:
        """Unfold or fold what helps to ask this."""
        if self._guidance:
            self._how.toggle()

    def tell_problem(self) -> bool:
        """Word what is wrong under the field; return whether anything is."""
        violation = self._answering.node(self.path).violation
        if violation is None:
            return False
        if self._problem is None:
            self._problem = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            self._problem.setProperty("role", "error")
            layout = self.layout()
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(max(layout.indexOf(self.field), 0) + 1, self._problem)
        self._problem.setText(violation.message)
        self._problem.show()
        return True

    def set_current(self, *, current: bool) -> None:
        """Show that the keyboard is here, and offer the states."""
        if bool(self.property("current")) != current:
            self.setProperty("current", current)
            repolish(self)
        if self._state:
            self._state.offer(current=current or self.underMouse())

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        self.field.entry().setFocus(Qt.FocusReason.TabFocusReason)

    def go_to_end(self) -> None:
        """Put the cursor behind the last word."""
        entry = self.field.entry()
        if isinstance(entry, QPlainTextEdit):
            entry.moveCursor(QTextCursor.MoveOperation.End)

    def forget(self) -> None:
        """Let go of undo stacks."""
        self.field.forget()

    @property
    def takes_answer(self) -> bool:
        """Whether this is a question, rather than a note or a fixed value."""
        return self._takes_answer

    @property
    def takes_words(self) -> bool:
        """Whether the answer is free text."""
        question = self._answering.node(self.path).definition
        return self._takes_answer and isinstance(question, Question) and question.type is QuestionType.TEXT

    @property
    def takes_lines(self) -> bool:
        """Whether the answer may have several lines."""
        return "multiline" in self._styles

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the states under the mouse."""
        super().enterEvent(event)
        if self._state:
            self._state.offer(current=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Put the offer away again."""
        super().leaveEvent(event)
        if self._state:
            self._state.offer(current=bool(self.property("current")))

    def _typing(self) -> None:
        self._touched = True
        self._save.start()

    def _chosen(self) -> None:
        self._touched = True
        self.flush()

    def _unfold(self, open_: bool) -> None:
        if self._prompt is None:
            self._prompt = _prompt_frame(self._guidance, self)
            layout = self.layout()
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(2, self._prompt)
        self._prompt.setVisible(open_)


def _prompt_frame(words: str, parent: QWidget) -> QFrame:
    frame = QFrame(parent)
    frame.setProperty("role", "notice")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(QLabel(words, frame, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
    return frame
