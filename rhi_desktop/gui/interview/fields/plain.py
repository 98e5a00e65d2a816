"""What takes no words: notes, calculated and fixed values, an acknowledgement, a wide range."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.questions.session import Node

ACKNOWLEDGED = "OK"


class FixedField(Field):
    """A value that the form works out or holds fast, as text; nothing at all for a note."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._value = ""
        self._label = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)

    def value(self) -> str:
        """Return the value."""
        return self._value

    def show_node(self, node: Node) -> None:
        """Show the value; the labels of choices where it has any."""
        self._value = node.value
        labels = {choice.value: choice.label for choice in node.choices}
        words = ", ".join(labels.get(code, code) for code in node.value.split()) if labels else node.value
        self._label.setText(words)
        self._label.setVisible(bool(words))

    def entry(self) -> QWidget:
        """Return the text."""
        return self._label


class AcknowledgeField(Field):
    """One box to tick."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._box = QCheckBox("Yes, done", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        layout.addStretch(1)
        self._box.clicked.connect(self.chosen)

    def value(self) -> str:
        """Return OK where it is ticked."""
        return ACKNOWLEDGED if self._box.isChecked() else ""

    def show_node(self, node: Node) -> None:
        """Tick the box."""
        self._box.setChecked(node.value == ACKNOWLEDGED)

    def entry(self) -> QWidget:
        """Return the box."""
        return self._box


class _StillSlider(QSlider):
    """A slider that a turning wheel does not move."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RangeField(Field):
    """A range too wide for segments: a slider with its number beside it. Not moved means no answer."""

    def __init__(self, parent: QWidget, start: float, end: float, step: float) -> None:
        super().__init__(parent)
        self._start, self._step = start, step
        self._answered = False
        self._slider = _StillSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, max(0, round((end - start) / step)))
        self._slider.setMaximumWidth(420)
        self._words = QLabel("Not moved", self)
        self._words.setMinimumWidth(48)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._slider, self._words):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._slider.valueChanged.connect(self._moved)

    def value(self) -> str:
        """Return the number in its shortest spelling."""
        return f"{self._start + self._slider.value() * self._step:g}" if self._answered else ""

    def show_node(self, node: Node) -> None:
        """Show the number."""
        self._answered = bool(node.value)
        self._slider.blockSignals(True)
        try:
            self._slider.setValue(round((float(node.value or self._start) - self._start) / self._step))
        except ValueError:
            self._answered = False
        self._slider.blockSignals(False)
        self._words.setText(self.value() or "Not moved")

    def entry(self) -> QWidget:
        """Return the slider."""
        return self._slider

    def _moved(self) -> None:
        self._answered = True
        self._words.setText(self.value())
        self.typing.emit()
