"""The fixed parts of the conversation and how they fit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.interview.conversation_topics import Topics
from rhi_desktop.gui.interview.jotting_line import JottingLine
from rhi_desktop.gui.interview.jottings_list import JottingsList
from rhi_desktop.gui.interview.save_line import SaveLine
from rhi_desktop.gui.interview.wording import clock
from rhi_desktop.gui.theme import repolish

_NARROW = 40
"""Below this width, in heights of a line, topics and prompts take turns."""
_EMPTY = (
    "Nothing jotted yet. Type here while the child talks, in any order. Alt and a number files a jotting under its "
    "topic; F4, or a quotation mark at the beginning, marks the child’s own words."
)


class ConversationFrame(QWidget):
    """Lays the conversation out in its window. Nothing on it is red, counts, blinks or asks for an answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._language = QLabel(self, wordWrap=True)
        self._language.setProperty("role", "caption")
        self._language.setContentsMargins(24, 0, 16, 4)
        self._language.hide()
        self.topics = Topics(self)
        self.line = JottingLine(self)
        self._what = QLabel("Jotting", self)
        self._what.setProperty("role", "field")
        self._what.setBuddy(self.line)
        self.own = QPushButton("Child’s own words", self, autoDefault=False)
        self.own.setCheckable(True)
        self.own.setProperty("role", "prompt")
        self.own.setToolTip("Child’s own words (F4)")
        self.list = JottingsList(self)
        self._empty = QLabel(_EMPTY, self, wordWrap=True)
        self._empty.setProperty("role", "muted")
        self.write_up = QPushButton("Write up", self, autoDefault=False)
        self.write_up.setToolTip("On to the whole form (F5)")
        self.close_ = QPushButton("Save and close", self, autoDefault=False)
        self.close_.setProperty("role", "quiet")
        self.close_.setToolTip("Save and go back (Esc)")
        self._told = QLabel(self)
        self._told.setProperty("role", "muted")
        self.undo = QPushButton("Undo", self, autoDefault=False)
        self.undo.setProperty("role", "quiet")
        self.undo.setToolTip("Undo (Ctrl+Z)")
        self.save_line = SaveLine(self, quiet=True)
        self.later = QLabel(self)
        self.later.setProperty("role", "muted")
        self.later.hide()
        self._lay_out(parent)
        self.own.toggled.connect(self._colour)
        self.tell("")

    def say(self, title: str) -> None:
        """Show with whom the conversation is."""
        self._title.setText(title)

    def tell_language(self, status: str) -> None:
        """Say what is to be known of the translation beneath the prompts; nothing where there is none."""
        self._language.setText(status)
        self._language.setVisible(bool(status))

    def tell(self, words: str, *, undo: bool = False) -> None:
        """Say in passing what was done, with a way to take it back."""
        self._told.setText(words)
        self._told.setAccessibleDescription(words)
        self._told.setVisible(bool(words))
        self.undo.setVisible(bool(words) and undo)

    def tell_later(self, count: int) -> None:
        """Say in neutral words that something is to be decided once the child has gone."""
        self.later.setText("1 thing to decide afterwards" if count == 1 else f"{count} things to decide afterwards")
        self.later.setVisible(bool(count))

    def show_empty(self, *, empty: bool) -> None:
        """Say how it works while there is nothing to list."""
        self._empty.setVisible(empty)
        self.list.setVisible(not empty)

    def edit(self, jotting: Jotting) -> None:
        """Put a jotting into the line."""
        self._what.setText(f"Jotting of {clock(parse_instant(jotting.at))} · Enter keeps the change, Esc leaves it")
        self.line.setPlainText(jotting.text)
        self.own.setChecked(jotting.own_words)
        self.line.setFocus()
        self.line.moveCursor(self.line.textCursor().MoveOperation.End)

    def begin_line(self) -> None:
        """Empty the line for the next jotting."""
        self._what.setText("Jotting")
        self.line.clear()
        self.own.setChecked(False)

    def clear(self) -> None:
        """Take everything of the child off the screen."""
        self.begin_line()
        self.list.clear()
        self._title.clear()
        self.tell("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the window."""
        super().resizeEvent(event)
        self.topics.set_narrow(narrow=self.width() < _NARROW * self.fontMetrics().lineSpacing())

    def _colour(self, own: bool) -> None:
        self.line.setProperty("voice", "child" if own else "")
        repolish(self.line)

    def _lay_out(self, parent: QWidget) -> None:
        around = QHBoxLayout(parent)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
        head = QHBoxLayout()
        head.setContentsMargins(24, 8, 16, 4)
        head.addWidget(self._title, 1)
        head.addWidget(self.write_up)
        head.addWidget(self.close_)
        above = QHBoxLayout()
        above.addWidget(self._what, 1)
        above.addWidget(self.own)
        passing = QHBoxLayout()
        passing.addWidget(self._told)
        passing.addWidget(self.undo)
        passing.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addLayout(above)
        right.addWidget(self.line)
        right.addWidget(self._empty)
        right.addLayout(passing)
        right.addWidget(self.list, 1)
        right.addStretch(0)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 16, 8)
        body.setSpacing(16)
        body.addWidget(self.topics, 6)
        body.addLayout(right, 5)
        foot = QWidget(self)
        foot.setProperty("role", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 6, 16, 6)
        line.addWidget(self.save_line, 1)
        line.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._language)
        column.addLayout(body, 1)
        column.addWidget(foot)
        self.list.setMinimumHeight(40)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
