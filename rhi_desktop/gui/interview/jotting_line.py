"""The one place in which a worker jots while a child talks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from rhi_desktop.gui.interview.fields.text import GrowingText

_LINES = (2, 6)
_RETURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OPENING = '“”"„«'
_CLOSING = '”“"»'


class JottingLine(GrowingText):
    """Enter ends the jotting; with Ctrl or Shift it begins a new line inside it.

    `ended` is Enter; `undo_asked` is Ctrl+Z where there is nothing left to undo in the line itself.
    """

    ended = Signal()
    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_LINES, parent)
        self.setAccessibleName("Jotting")
        self.setPlaceholderText("Jot what is said. Enter keeps it.")

    def words(self) -> str:
        """Return what is typed, without the quotation marks that say whose words they are."""
        text = self.toPlainText().strip()
        return text[1:].rstrip(_CLOSING).strip() if self.quoted() else text

    def quoted(self) -> bool:
        """Whether the line begins with a quotation mark: then the words are the child's own."""
        return self.toPlainText().strip().startswith(tuple(_OPENING))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the last undo for the jotting."""
        if event.key() in _RETURN:
            if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
                self.insertPlainText("\n")
            else:
                self.ended.emit()
            return
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.undo_asked.emit()
            return
        super().keyPressEvent(event)
