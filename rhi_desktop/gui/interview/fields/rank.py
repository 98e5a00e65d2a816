"""Putting things in order, by keyboard: Alt+Up and Alt+Down move the line that is chosen."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.gui.interview.fields.second import beside
from rhi_desktop.questions.definition import Choice
from rhi_desktop.questions.session import Node

_CODE = Qt.ItemDataRole.UserRole
_LINE = 28


class RankField(Field):
    """An order of all choices. It is an answer once a line was moved or “Keep this order” was pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answered = False
        self._choices: tuple[Choice, ...] = ()
        self._list = QListWidget(self)
        self._list.installEventFilter(self)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QVBoxLayout()
        for words, step in (("Move up", -1), ("Move down", 1), ("Keep this order", 0)):
            button = QPushButton(words, self, autoDefault=False)
            button.setProperty("role", "quiet")
            button.clicked.connect(lambda _checked=False, by=step: self._move(by))
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)

    def value(self) -> str:
        """Return the values in their order; empty until somebody ordered them."""
        if not self._answered:
            return ""
        return " ".join(str(self._list.item(row).data(_CODE)) for row in range(self._list.count()))

    def show_node(self, node: Node) -> None:
        """Show the order, or the order of the form where there is none yet."""
        self._answered = bool(node.value)
        if node.choices == self._choices and node.value in {self.value(), ""} and self._list.count():
            return
        self._choices = node.choices
        order = {value: at for at, value in enumerate(node.value.split())}
        row = self._list.currentRow()
        self._list.clear()
        for number, choice in enumerate(sorted(node.choices, key=lambda c: order.get(c.value, len(order))), 1):
            item = QListWidgetItem(f"{number}.  {beside(choice)}")
            item.setData(_CODE, choice.value)
            self._list.addItem(item)
        self._list.setFixedHeight(_LINE * max(1, len(node.choices)) + 6)
        self._list.setCurrentRow(max(0, row))

    def entry(self) -> QWidget:
        """Return the list."""
        return self._list

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move a line by Alt+Up and Alt+Down."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        row = self._list.currentRow()
        to = row + step
        if not 0 <= to < self._list.count():
            return
        self._list.insertItem(to, self._list.takeItem(row))
        self._list.setCurrentRow(to)
        labels = {choice.value: beside(choice) for choice in self._choices}
        for at in range(self._list.count()):
            item = self._list.item(at)
            item.setText(f"{at + 1}.  {labels[str(item.data(_CODE))]}")
        self._answered = True
        self.chosen.emit()
