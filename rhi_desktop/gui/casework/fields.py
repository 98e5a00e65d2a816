"""A column of labelled fields with a line under each for what is wrong with it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE


class Fields(QWidget):
    """Fields by name, one below the other. Nothing is wrong until somebody asks (`tell`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[0])
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, QLabel] = {}

    def add(self, name: str, words: str, field: QWidget) -> None:
        """Add a field with its label."""
        if not field.accessibleName():
            field.setAccessibleName(words)
        problem = label("", "error")
        problem.hide()
        if self._fields:
            self._column.addSpacing(SPACE[1])
        self._column.addWidget(label(words, "field", buddy=field))
        self._column.addWidget(field)
        self._column.addWidget(problem)
        self._fields[name] = field
        self._problems[name] = problem

    def tell(self, problems: Iterable[Problem]) -> bool:
        """Show each problem under its field, put the keyboard into the first, and return whether there was one."""
        worded = {problem.field: problem.sentence for problem in reversed(list(problems))}
        for name, line in self._problems.items():
            line.setText(worded.get(name, ""))
            line.setVisible(name in worded)
        first = next((field for name, field in self._fields.items() if name in worded), None)
        if first is not None:
            first.setFocus()
        return first is not None
