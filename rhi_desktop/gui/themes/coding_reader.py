"""An interview in which passages are marked: choose words, press the number of a theme."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from rhi_desktop.domain.survey import Passage
from rhi_desktop.gui.reader import Reader

_DIGITS = tuple(Qt.Key(Qt.Key.Key_1.value + number) for number in range(9))


class CodingReader(Reader):
    """`themed` carries the number of a theme, counted from 0."""

    themed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The interview. Choose words with Shift and the arrows, then press a theme’s number")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1 to 9 as themes."""
        if event.key() in _DIGITS and event.modifiers() in (_NONE, Qt.KeyboardModifier.KeypadModifier):
            self.themed.emit(_DIGITS.index(Qt.Key(event.key())))
            return
        super().keyPressEvent(event)

    def show_passages(self, passages: Iterable[Passage]) -> None:
        """Underline the passages; the words that are chosen stay chosen."""
        marks = []
        for one in passages:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._over(one)
            mark.format = self._marked()
            marks.append(mark)
        self.setExtraSelections(marks)

    def choose(self, passage: Passage) -> None:
        """Choose the words of a passage and show them."""
        self.reveal(passage.key)
        self.setTextCursor(self._over(passage))
        self.ensureCursorVisible()

    def chosen(self) -> tuple[str, int, str] | None:
        """Return question, first character and words of what is chosen; the whole answer where nothing is.

        None where more than one answer is chosen, or none.
        """
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        document, key = self.document(), self.place().key
        block = self.answer_at(key)
        if not block.isValid() or (document.findBlock(first) != block and cursor.hasSelection()):
            return None
        text = block.text().replace("\u2028", "\n")
        if not cursor.hasSelection():
            return key, 0, text
        if last > block.position() + len(text):
            return None
        start, end = first - block.position(), last - block.position()
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        return (key, start, words.strip()) if words.strip() else None

    def _over(self, passage: Passage) -> QTextCursor:
        cursor = QTextCursor(self.document())
        block = self.answer_at(passage.key)
        if block.isValid():
            cursor.setPosition(block.position() + passage.start)
            cursor.setPosition(block.position() + passage.start + len(passage.quote), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _marked(self) -> QTextCharFormat:
        """Marked words have a ground and are underlined: never by colour alone."""
        looks = QTextCharFormat()
        looks.setBackground(self.palette().color(QPalette.ColorRole.AlternateBase))
        looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        looks.setUnderlineColor(self.palette().color(QPalette.ColorRole.Link))
        return looks


_NONE = Qt.KeyboardModifier.NoModifier
