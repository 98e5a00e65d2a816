"""Lists of choices: radio buttons for one, check boxes for several, in as many columns as fit."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.gui.interview.fields.second import beneath
from rhi_desktop.questions.definition import Choice
from rhi_desktop.questions.session import Node

_GAP, _ROW_GAP, _MOST_COLUMNS = 20, 2, 4
LIKELY = 742
"""The width that a page gives a field on a laptop: laid out for it, the field need not be laid out again."""
B = TypeVar("B", bound=QAbstractButton)


def folded(text: str, metrics: QFontMetrics, width: int) -> str:
    """Break a label into lines that fit `width`; a single long word stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


class OptionsField(Field):
    """Buttons in columns. The shown choices follow a filter without losing the focus."""

    def __init__(self, parent: QWidget, *, several: bool) -> None:
        super().__init__(parent)
        self._several = several
        self._choices: tuple[Choice, ...] = ()
        self._buttons: list[QAbstractButton] = []
        self._group: QButtonGroup | None = None if several else QButtonGroup(self)
        self._high = 0
        self._laid_out_for = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> str:
        """Return the chosen values, in the order of the list."""
        pairs = zip(self._choices, self._buttons, strict=True)
        return " ".join(choice.value for choice, button in pairs if button.isChecked())

    def show_node(self, node: Node) -> None:
        """Show the choices and tick what is chosen."""
        if node.choices != self._choices:
            self._rebuild(node.choices)
        chosen = set(node.value.split()) if self._several else {node.value}
        if self._group:
            self._group.setExclusive(False)
        for choice, button in zip(self._choices, self._buttons, strict=True):
            button.setChecked(choice.value in chosen)
        if self._group:
            self._group.setExclusive(True)
        self._one_tab_stop()

    def entry(self) -> QWidget:
        """Return the chosen button, else the first."""
        checked = next((button for button in self._buttons if button.isChecked()), None)
        return checked or (self._buttons[0] if self._buttons else self)

    def name_for(self, label: str, description: str) -> None:
        """Name the list; each button has its own words."""
        self.setAccessibleName(label)
        for button in self._buttons:
            button.setAccessibleDescription(f"{label} {description}".strip())

    def sizeHint(self) -> QSize:
        """Ask for the height of all rows."""
        return QSize(320, self._high)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of all rows."""
        return QSize(80, self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the columns anew."""
        super().resizeEvent(event)
        if event.size().width() != self._laid_out_for:
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next choice that begins with a typed letter."""
        letter = event.text().casefold()
        if letter.strip() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self._go_to(letter)
            return
        super().keyPressEvent(event)

    def _go_to(self, letter: str) -> None:
        here = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), -1)
        count = len(self._buttons)
        for step in range(1, count + 1):
            at = (here + step) % count
            if self._choices[at].label.casefold().startswith(letter):
                self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _rebuild(self, choices: tuple[Choice, ...]) -> None:
        focused = next((c for c, b in zip(self._choices, self._buttons, strict=True) if b.hasFocus()), None)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._choices = choices
        self._buttons = [self._button(choice) for choice in choices]
        self._arrange()
        if focused is not None and self._buttons:
            at = next((n for n, choice in enumerate(choices) if choice.value == focused.value), 0)
            self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, choice: Choice) -> QAbstractButton:
        button: QAbstractButton = QCheckBox(self) if self._several else QRadioButton(self)
        button.setText(_plain("\n".join(beneath(choice))))
        button.setAccessibleName(choice.label)
        if self._group:
            self._group.addButton(button)
        button.clicked.connect(self._clicked)
        if self.isVisible():
            button.show()
        return button

    def _clicked(self) -> None:
        self._one_tab_stop()
        self.chosen.emit()

    def _one_tab_stop(self) -> None:
        if self._several:
            return
        stop = self.entry()
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _arrange(self) -> None:
        if not self._buttons:
            self._set_high(0)
            return
        wide = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else LIKELY
        self._laid_out_for = wide
        metrics, room = self.fontMetrics(), max(wide, 120)
        whole = [self._plain_size(at) for at in range(len(self._buttons))]
        widest = max(size.width() for size in whole)
        columns = self._columns(room, widest)
        wide = widest if columns > 1 else room
        rows = -(-len(self._buttons) // columns)
        top = 0
        for row in range(rows):
            high = 0
            for column, at in enumerate(range(row, len(self._buttons), rows)):
                button, size = self._buttons[at], whole[at]
                if size.width() > wide:
                    lines = beneath(self._choices[at])
                    beside = size.width() - max(metrics.horizontalAdvance(line) for line in lines)
                    button.setText(_plain("\n".join(folded(line, metrics, wide - beside - 4) for line in lines)))
                    size = button.sizeHint()
                button.setGeometry(column * (wide + _GAP), top, min(wide, size.width()), size.height())
                high = max(high, size.height())
            top += high + _ROW_GAP
        self._set_high(top - _ROW_GAP)

    def _plain_size(self, at: int) -> QSize:
        button = self._buttons[at]
        words = _plain("\n".join(beneath(self._choices[at])))
        if button.text() != words:
            button.setText(words)
        button.ensurePolished()
        return button.sizeHint()

    def _columns(self, room: int, widest: int) -> int:
        fitting = (room + _GAP) // (widest + _GAP)
        most = 2 if not self._several and len(self._buttons) > _MOST_COLUMNS else _MOST_COLUMNS
        return max(1, min(most, len(self._buttons), fitting))

    def _set_high(self, high: int) -> None:
        if high != self._high:
            self._high = high
            self.setFixedHeight(high)


def _plain(label: str) -> str:
    return label.replace("&", "&&")
