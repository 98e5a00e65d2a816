"""Numbers: typed, not spun; a wheel or an arrow never changes one by accident."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.questions.session import Node

WIDTH = 160


class NumberField(Field):
    """A whole or decimal number, kept as it is typed; the engine says later whether it can be read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        self._line.setMaximumWidth(WIDTH)
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhPreferNumbers)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addStretch(1)
        self._line.textEdited.connect(lambda _text: self.typing.emit())
        self._line.returnPressed.connect(self.focusNextChild)

    def value(self) -> str:
        """Return the number as typed, without spaces; a decimal comma counts as a point."""
        return self._line.text().strip().replace(" ", "").replace(",", ".")

    def show_node(self, node: Node) -> None:
        """Show the number."""
        if node.value != self.value():
            self._line.setText(node.value)

    def entry(self) -> QWidget:
        """Return the line."""
        return self._line
