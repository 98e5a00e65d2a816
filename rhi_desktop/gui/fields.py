"""A column of labelled fields with a line under each for what is wrong with it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.checks import Problem
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE


class Fields(QWidget):
    """Fields by name, one below the other. Nothing is wrong until somebody asks (`tell`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[2])
        self._row = QHBoxLayout()
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, QLabel] = {}
        self._remarks: dict[str, QLabel] = {}

    def add(self, name: str, words: str, field: QWidget, *, beside: bool = False) -> None:
        """Add a field with its label, `beside` the one before or under it."""
        if not field.accessibleName():
            field.setAccessibleName(words)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            keep_private(field)
        problem, remark = label("", "error"), label("", "notice")
        problem.hide()
        remark.hide()
        cell = QVBoxLayout()
        cell.setSpacing(SPACE[0])
        for widget in (label(words, "field", buddy=field), field, problem, remark):
            cell.addWidget(widget)
        cell.addStretch(1)
        if not beside:
            self._row = QHBoxLayout()
            self._row.setSpacing(SPACE[3])
            self._column.addLayout(self._row)
        self._row.addLayout(cell, 1)
        self._fields[name] = field
        self._problems[name] = problem
        self._remarks[name] = remark

    def add_wide(self, widget: QWidget) -> None:
        """Add something over the whole width that is no field."""
        self._column.addWidget(widget)

    def tell(self, problems: Iterable[Problem]) -> QWidget | None:
        """Show each problem under its field and return the first field that has one, for the keyboard."""
        worded = _show(self._problems, problems)
        return next((field for name, field in self._fields.items() if name in worded), None)

    def remark(self, remarks: Iterable[Problem]) -> None:
        """Show each remark under its field."""
        _show(self._remarks, remarks)


def _show(lines: Mapping[str, QLabel], problems: Iterable[Problem]) -> Mapping[str, str]:
    """Show the first sentence about each field and return them."""
    worded = {problem.field: problem.sentence for problem in reversed(list(problems))}
    for name, line in lines.items():
        line.setText(worded.get(name, ""))
        line.setVisible(name in worded)
    return worded


def keep_private(field: QLineEdit | QPlainTextEdit | QComboBox) -> None:
    """Tell input methods not to learn what is written here."""
    field.setInputMethodHints(field.inputMethodHints() | Qt.InputMethodHint.ImhSensitiveData)


def written(form: QWidget) -> tuple[str, ...]:
    """Return everything that stands in the fields of a form, to tell whether anybody wrote in it."""
    lines = [field.text() for field in form.findChildren(QLineEdit)]
    texts = [field.toPlainText() for field in form.findChildren(QPlainTextEdit)]
    chosen = [box.currentText() for box in form.findChildren(QComboBox)]
    boxes = (*form.findChildren(QCheckBox), *form.findChildren(QRadioButton))
    ticked = [str(box.isChecked()) for box in boxes]
    return (*lines, *texts, *chosen, *ticked)
