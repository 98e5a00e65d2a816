"""A row of joined buttons of which one is down: a scale from 0 to 10, or the five states of an indicator."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.questions.definition import Choice
from rhi_desktop.questions.session import Node

_LEAST = 40
_LEAN = 6


class SegmentsField(Field):
    """Chooses one of a few. The first may stand for “no answer yet” (`blank`): it is down while nothing is chosen.

    Left and Right move and choose; where a digit names a segment, its key chooses it. `compact` ones are small, to
    stand beside their question, and are chosen by their place: 1 is the first.
    """

    def __init__(
        self, parent: QWidget, choices: tuple[Choice, ...], *, blank: str | None = None, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._blank = blank
        self._compact = compact
        self._group = QButtonGroup(self)
        self._sizes: dict[QPushButton, QSize] = {}
        self._buttons = [self._button(choice) for choice in choices]
        across = QSizePolicy.Policy.Maximum if compact else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._high = 0
        self._arrange()
        self._one_tab_stop()

    def value(self) -> str:
        """Return the chosen value; the blank one is no answer."""
        pairs = zip(self._choices, self._buttons, strict=True)
        chosen = next((choice.value for choice, button in pairs if button.isChecked()), "")
        return "" if chosen == self._blank else chosen

    def show_node(self, node: Node) -> None:
        """Press the chosen segment down."""
        value = node.value or self._blank
        self._group.setExclusive(False)
        for choice, button in zip(self._choices, self._buttons, strict=True):
            button.setChecked(choice.value == value)
        self._group.setExclusive(True)
        self._one_tab_stop()

    def entry(self) -> QWidget:
        """Return the segment that is down, else the first."""
        return next((button for button in self._buttons if button.isChecked()), self._buttons[0])

    def name_for(self, label: str, description: str) -> None:
        """Say the question with each segment."""
        self.setAccessibleName(label)
        for button in self._buttons:
            button.setAccessibleDescription(f"{label} {description}".strip())

    def natural_width(self) -> int:
        """Return the width at which all segments stand in one row."""
        return sum(self._wanted(button).width() for button in self._buttons)

    def sizeHint(self) -> QSize:
        """Ask for one row, or as many as the width makes necessary."""
        return QSize(min(self.natural_width(), 560), self._high)

    def minimumSizeHint(self) -> QSize:
        """Rows may fold."""
        return QSize(120, self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold into rows where the width is short."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit."""
        at = self._named_by(event.text())
        if at is None:
            super().keyPressEvent(event)
            return
        self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self._buttons[at].click()

    def _named_by(self, key: str) -> int | None:
        if self._compact and key.isdigit():
            return int(key) - 1 if 0 < int(key) <= len(self._choices) else None
        return next((at for at, choice in enumerate(self._choices) if key and choice.label == key), None)

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.label.replace("&", "&&"), self, autoDefault=False)
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setProperty("compact", self._compact)
        button.setAccessibleName(choice.label)
        self._group.addButton(button)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        self._one_tab_stop()
        self.chosen.emit()

    def _one_tab_stop(self) -> None:
        stop = self.entry()
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size and the theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self._sizes:
            self._sizes.clear()
            self._arrange()

    def _wanted(self, button: QPushButton) -> QSize:
        if button not in self._sizes:
            self._sizes[button] = self._measured(button)
        return self._sizes[button]

    def _measured(self, button: QPushButton) -> QSize:
        button.ensurePolished()
        size = button.sizeHint()
        return QSize(max(_LEAST, size.width() + _LEAN), size.height())

    def _arrange(self) -> None:
        left = top = high = 0
        room = max(self.width(), _LEAST)
        for button in self._buttons:
            size = self._wanted(button)
            if left and left + size.width() > room:
                left, top = 0, top + high
            high = max(high, size.height())
            button.setGeometry(left, top, min(size.width(), room), size.height())
            left += size.width() - 1
        self._set_high(top + high)

    def _set_high(self, high: int) -> None:
        if high != self._high:
            self._high = high
            self.setFixedHeight(high)
