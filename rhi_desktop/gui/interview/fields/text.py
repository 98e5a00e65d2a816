"""Words: a text field that grows with what is written."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.questions.session import Node

LINES_ONE = (1, 5)
LINES_MANY = (3, 14)


class GrowingText(QPlainTextEdit):
    """A plain text editor as high as its text, between two numbers of lines; beyond that it scrolls inside.

    A text that begins from right to left stands at the right. Return ends a one-line answer.
    """

    def __init__(self, lines: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._fewest, self._most = lines
        self._one_line = lines == LINES_ONE
        self._high = 0
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhMultiLine)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._align)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the height that the text needs."""
        return QSize(320, self._high)

    def minimumSizeHint(self) -> QSize:
        """Never less than the height that the text needs."""
        return QSize(80, self._high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return go on to the next field where the answer is one line."""
        if self._one_line and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, unless the text itself is longer than its field."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapping follows the width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The style's frame is known only now."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _align(self) -> None:
        right = self.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft
        wanted = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.document().setDefaultTextOption(option)

    def _fit(self) -> None:
        wanted = int(self.document().size().height())
        lines = max(self._fewest, min(self._most, wanted))
        margins = self.contentsMargins()
        inside = round(2 * self.document().documentMargin())
        high = lines * self.fontMetrics().lineSpacing() + inside + margins.top() + margins.bottom()
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if wanted > self._most else never)
        if high != self._high:
            self._high = high
            self.setFixedHeight(high)


class TextField(Field):
    """An answer in words, on one line that grows or on several."""

    def __init__(self, parent: QWidget, *, many_lines: bool) -> None:
        super().__init__(parent)
        self._text = GrowingText(LINES_MANY if many_lines else LINES_ONE, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self._showing = False
        self._text.textChanged.connect(self._changed)

    def value(self) -> str:
        """Return the words, as they are."""
        return self._text.toPlainText()

    def show_node(self, node: Node) -> None:
        """Show the words, unless they are there already: the cursor stays where it is."""
        if node.value == self.value():
            return
        self._showing = True
        self._text.setPlainText(node.value)
        self._showing = False

    def _changed(self) -> None:
        if not self._showing:
            self.typing.emit()

    def entry(self) -> QWidget:
        """Return the editor."""
        return self._text

    def forget(self) -> None:
        """Clear the undo stack: it holds what was deleted."""
        self._text.document().clearUndoRedoStacks()
