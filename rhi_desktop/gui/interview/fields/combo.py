"""A long list of choices: type a part of the words, or open the list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.gui.interview.fields.second import beneath, beside
from rhi_desktop.questions.definition import Choice
from rhi_desktop.questions.session import Node


class _StillCombo(QComboBox):
    """A combo box that a turning wheel does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ComboField(Field):
    """Chooses one of many by searching; words that fit no choice are put back, never taken as an answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._chosen = ""
        self._combo = _StillCombo(self, editable=True)
        self._line = QLineEdit(self._combo)
        self._combo.setLineEdit(self._line)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._combo.setMinimumWidth(240)
        self._combo.setMaxVisibleItems(12)
        completer = QCompleter(self._combo.model(), self._combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._combo.setCompleter(completer)
        self._line.setPlaceholderText("Type to search, or choose from the list")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._combo)
        layout.addStretch(1)
        self._combo.activated.connect(self._take)
        self._line.editingFinished.connect(self._settle)

    def value(self) -> str:
        """Return the chosen value."""
        return self._chosen

    def show_node(self, node: Node) -> None:
        """Show the choices, and the chosen one."""
        if node.choices != self._choices:
            self._choices = node.choices
            self._combo.blockSignals(True)
            self._combo.clear()
            self._combo.addItems([beside(choice) for choice in node.choices])
            self._combo.blockSignals(False)
        self._chosen = node.value
        self._show_chosen()

    def entry(self) -> QWidget:
        """Return the box."""
        return self._combo

    def name_for(self, label: str, description: str) -> None:
        """Name box and line after the question."""
        super().name_for(label, description)
        self._line.setAccessibleName(label)

    def _take(self, at: int) -> None:
        self._chosen = self._choices[at].value if 0 <= at < len(self._choices) else ""
        self.chosen.emit()

    def _settle(self) -> None:
        words = self._line.text().strip().casefold()
        at = next((n for n, choice in enumerate(self._choices) if words in _names(choice)), None)
        if at is None and not words and self._chosen:
            self._chosen = ""
            self.chosen.emit()
        elif at is not None and self._choices[at].value != self._chosen:
            self._take(at)
        else:
            self._show_chosen()

    def _show_chosen(self) -> None:
        at = next((n for n, choice in enumerate(self._choices) if choice.value == self._chosen), -1)
        self._combo.setCurrentIndex(at)
        self._combo.setEditText(beside(self._choices[at]) if at >= 0 else "")


def _names(choice: Choice) -> set[str]:
    return {words.casefold() for words in (beside(choice), *beneath(choice))}
