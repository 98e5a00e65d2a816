"""A scale that a child can set: large steps across the page, with what its ends mean beneath them."""

import re

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QSizePolicy, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.questions.session import Node

HIGH, LEAST, GAP, WIDEST = 56, 40, 4, 720
NONE_YET = "No answer yet"
SECOND_DIGIT_MS = 1200
_END = re.compile(r"^(-?[\d.]+)\s+(?:is|means|=|:)\s+(.+)$")


def ends_of(hint: str, first: str, last: str) -> tuple[str, str] | None:
    """Read what both ends mean out of a hint such as “0 is not safe at all. 10 is very safe.”; None for any other."""
    said = {}
    for sentence in re.split(r"(?<=[.!])\s+", hint.strip()):
        found = _END.match(sentence.rstrip(".!"))
        if found is None:
            return None
        said[found[1]] = found[2]
    return (said[first], said[last]) if set(said) == {first, last} else None


class ScaleField(Field):
    """One of a few steps. While none is chosen it says so in words: no answer is not the lowest step.

    Left and Right move and choose, Home and End choose the ends; a digit chooses its step, “1” and “0” together 10.
    """

    def __init__(self, parent: QWidget, values: tuple[str, ...], hint: str) -> None:
        super().__init__(parent)
        self._values = values
        self._group = QButtonGroup(self)
        self._buttons = [self._button(value) for value in values]
        self._ends = ends_of(hint, values[0], values[-1])
        self._said = QLabel(NONE_YET, self)
        self._low, self._top = (QLabel(words, self, wordWrap=True) for words in self._ends or ("", ""))
        self._top.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for label in (self._said, self._low, self._top):
            label.setProperty("role", "muted")
        self._typed = QTimer(self, singleShot=True, interval=SECOND_DIGIT_MS)
        self._digits = ""
        self._high = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._one_tab_stop()
        self._arrange()

    @property
    def says_hint(self) -> bool:
        """Whether the ends carry the words of the hint."""
        return self._ends is not None

    def value(self) -> str:
        """Return the chosen step, empty for none."""
        pairs = zip(self._values, self._buttons, strict=True)
        return next((value for value, button in pairs if button.isChecked()), "")

    def show_node(self, node: Node) -> None:
        """Press the chosen step down."""
        self._group.setExclusive(False)
        for value, button in zip(self._values, self._buttons, strict=True):
            button.setChecked(value == node.value)
        self._group.setExclusive(True)
        self._say()
        self._one_tab_stop()

    def entry(self) -> QWidget:
        """Return the step that is down, else the first."""
        return next((button for button in self._buttons if button.isChecked()), self._buttons[0])

    def name_for(self, label: str, description: str) -> None:
        """Say the question with each step, and what the ends mean."""
        self.setAccessibleName(label)
        for button in self._buttons:
            button.setAccessibleDescription(f"{label} {description}".strip())

    def sizeHint(self) -> QSize:
        """Ask for the whole width of the page."""
        return QSize(WIDEST, self._high)

    def minimumSizeHint(self) -> QSize:
        """Steps fold into rows."""
        return QSize(LEAST * 3, self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, or an end."""
        at = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._values) - 1}.get(Qt.Key(event.key()))
        if at is None and event.text().isdigit():
            at = self._numbered(event.text())
        if at is None:
            super().keyPressEvent(event)
            return
        self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self._buttons[at].click()

    def _numbered(self, digit: str) -> int | None:
        both = self._digits + digit if self._typed.isActive() else digit
        wanted = both if both in self._values else digit
        self._digits = digit
        self._typed.start()
        return self._values.index(wanted) if wanted in self._values else None

    def _button(self, value: str) -> QPushButton:
        button = QPushButton(value, self, autoDefault=False)
        button.setCheckable(True)
        button.setProperty("role", "step")
        button.setAccessibleName(value)
        self._group.addButton(button)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        self._say()
        self._one_tab_stop()
        self.chosen.emit()

    def _say(self) -> None:
        self._said.setText("" if self.value() else NONE_YET)

    def _one_tab_stop(self) -> None:
        stop = self.entry()
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)

    def _arrange(self) -> None:
        room, count = min(max(self.width(), LEAST), WIDEST), len(self._buttons)
        rows, high = 1, max(HIGH, 2 * self.fontMetrics().height())
        while rows < count and (room + GAP) // -(-count // rows) < LEAST + GAP:
            rows += 1
        columns = -(-count // rows)
        wide = (room + GAP) // columns - GAP
        for at, button in enumerate(self._buttons):
            row, column = divmod(at, columns)
            button.setGeometry(column * (wide + GAP), row * (high + GAP), wide, high)
        top = rows * (high + GAP)
        third = room // 3
        words = max(label.heightForWidth(third) for label in (self._low, self._top, self._said))
        words = max(words, self.fontMetrics().height())
        right = columns * (wide + GAP) - GAP
        for label, left in ((self._low, 0), (self._said, third), (self._top, right - third)):
            label.setGeometry(left, top, third, words)
        self._set_high(top + words)

    def _set_high(self, high: int) -> None:
        if high != self._high:
            self._high = high
            self.setFixedHeight(high)
