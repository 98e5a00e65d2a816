"""The interview as a reviewer reads it: one text that cannot be changed, of which each line knows its question."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextBlockUserData,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from rhi_desktop.domain.review import Comment
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.document import Voice
from rhi_desktop.services.reviewing.differences import Change
from rhi_desktop.services.reviewing.lines import ReadLine

VOICES: Final = {
    Voice.CHILD: "Child’s words",
    Voice.CARER: "Parent or carer",
    Voice.WORKER: "Worker’s view",
    Voice.RECORD: "",
}


class _About(QTextBlockUserData):
    """Which question a block of the text belongs to."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


@dataclass(frozen=True, slots=True)
class Place:
    """A question, and the words of its answer that are meant; none where the whole answer is."""

    key: str
    quote: str = ""


class Reader(QTextEdit):
    """Shows lines. `commented` asks for a comment on what is chosen; `M` or Ctrl+M does."""

    commented = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setAccessibleName("The interview")
        self._places: dict[str, int] = {}
        self._lines: tuple[ReadLine, ...] = ()
        self._labels: dict[str, str] = {}

    def show_lines(self, lines: Iterable[ReadLine], comments: Iterable[Comment]) -> None:
        """Show an interview, with a mark behind each answer that has a comment. The place on the screen stays."""
        bar = self.verticalScrollBar().value()
        self._lines = tuple(lines)
        self._labels = {line.key: line.label for line in self._lines}
        marks: dict[str, list[str]] = {}
        for number, comment in enumerate(comments, start=1):
            marks.setdefault(comment.key, []).append(f"[{number}]")
        self.clear()
        self._places = {}
        cursor = self.textCursor()
        for line in self._lines:
            self._write(cursor, line, " ".join(marks.get(line.key, ())))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(bar)

    def label_of(self, key: str) -> str:
        """Return what a question is called, empty where it is not shown."""
        return self._labels.get(key, "")

    def reveal(self, key: str) -> None:
        """Put the keyboard into a question."""
        if key in self._places:
            cursor = QTextCursor(self.document().findBlockByNumber(self._places[key]))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() // 3)
        self.setFocus()

    def place(self) -> Place:
        """Return the question in which the cursor is, with the words that are chosen in it."""
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        about = block.userData()
        quote = cursor.selectedText().replace("\u2029", "\n").strip()
        return Place(about.key if isinstance(about, _About) else "", quote)

    def answer_at(self, key: str) -> QTextBlock:
        """Return the text of an answer; an invalid block where the question is not shown."""
        return self.document().findBlockByNumber(self._places[key] + 1 if key in self._places else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a comment on M."""
        if event.key() == Qt.Key.Key_M:
            self.commented.emit(self.place())
            return
        super().keyPressEvent(event)

    def _write(self, cursor: QTextCursor, line: ReadLine, mark: str) -> None:
        if line.level:
            self._heading(cursor, line)
            return
        self._block(cursor, line, above=SPACE[1])
        voice = VOICES[line.voice]
        cursor.insertText(f"{line.label}{f'  ·  {voice}' if voice else ''}", self._muted())
        if mark:
            cursor.insertText(f"  {mark}", self._bold())
        self._block(cursor, line, above=0)
        if line.changed:
            for words in line.changed:
                cursor.insertText(words.text.replace("\n", "\u2028"), self._became(words.change))
        else:
            cursor.insertText(line.text.replace("\n", "\u2028"), self._answer(line))

    def _heading(self, cursor: QTextCursor, line: ReadLine) -> None:
        self._block(cursor, line, above=SPACE[4] if line.level == 1 else SPACE[2])
        looks = self._bold()
        looks.setFontPointSize(self.font().pointSizeF() * (1.3 if line.level == 1 else 1.1))
        cursor.insertText(line.label, looks)

    def _block(self, cursor: QTextCursor, line: ReadLine, *, above: int) -> None:
        looks = QTextBlockFormat()
        looks.setTopMargin(above)
        if line.voice is Voice.CHILD:
            looks.setLeftMargin(SPACE[2])
        if self._places:
            cursor.insertBlock(looks)
        else:
            cursor.setBlockFormat(looks)
        cursor.block().setUserData(_About(line.key))
        self._places.setdefault(line.key, cursor.block().blockNumber())

    def _muted(self) -> QTextCharFormat:
        looks = QTextCharFormat()
        looks.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        return looks

    def _bold(self) -> QTextCharFormat:
        looks = QTextCharFormat()
        looks.setFontWeight(QFont.Weight.DemiBold)
        return looks

    def _answer(self, line: ReadLine) -> QTextCharFormat:
        looks = self._muted() if line.unanswered else QTextCharFormat()
        looks.setFontItalic(line.unanswered)
        return looks

    def _became(self, change: Change) -> QTextCharFormat:
        """New words are underlined and bold, those that are gone struck out: never by colour alone."""
        looks = QTextCharFormat()
        if change is Change.NEW:
            looks.setFontUnderline(True)
            looks.setFontWeight(QFont.Weight.DemiBold)
            looks.setForeground(self.palette().color(QPalette.ColorRole.Link))
        elif change is Change.GONE:
            looks.setFontStrikeOut(True)
            looks.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        return looks
