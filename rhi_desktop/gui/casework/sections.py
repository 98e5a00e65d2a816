"""A form in parts: the few fields that are always needed, and folds for the rest, one key away."""

from collections.abc import Iterable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.checks import Problem
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE


class Fold(QWidget):
    """A heading that opens and closes what is below it, and says how much of it is filled in."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = Fields()
        self._heading = heading
        self.head = QPushButton(heading)
        self.head.setCheckable(True)
        self.head.setProperty("role", "link")
        self._said = label("", "caption")
        across = QHBoxLayout()
        across.setSpacing(SPACE[1])
        across.addWidget(self.head)
        across.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addLayout(across)
        column.addWidget(self.fields)
        self.head.toggled.connect(self._turn)
        self._turn(False)

    def settle(self) -> None:
        """Stand open where something is filled in, closed where nothing is."""
        self.head.setChecked(bool(self._filled()))
        self._turn(self.head.isChecked())

    def _turn(self, opened: bool) -> None:
        self.fields.setVisible(opened)
        count = self._filled()
        self.head.setIcon(icon("dash" if opened else "add", self.palette(), QPalette.ColorRole.Link))
        self._said.setText("" if opened else f"{count} filled in" if count else "nothing filled in")
        self.head.setAccessibleName(f"{self._heading}: {'shown' if opened else f'{count} filled in'}")

    def _filled(self) -> int:
        within = self.fields
        texts = [one.text() for one in within.findChildren(QLineEdit) if not isinstance(one.parent(), QComboBox)]
        texts += [one.toPlainText() for one in within.findChildren(QPlainTextEdit)]
        texts += [one.currentText() for one in within.findChildren(QComboBox) if one.isEditable() or one.currentIndex()]
        ticks = [one for one in within.findChildren(QCheckBox) if one.isChecked()]
        return sum(bool(text.strip()) for text in texts) + len(ticks)


class Sections(QWidget):
    """`main` stands on top; each `fold` adds a part below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main = Fields()
        self._folds: list[Fold] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._column.addWidget(self.main)

    def fold(self, heading: str) -> Fields:
        """Add a part and return its fields."""
        made = Fold(heading)
        self._folds.append(made)
        self._column.addWidget(made)
        return made.fields

    def settle(self) -> None:
        """Forget what was wrong, and open the parts in which something is filled in."""
        self.tell(())
        self.remark(())
        for fold in self._folds:
            fold.settle()

    def tell(self, problems: Iterable[Problem]) -> QWidget | None:
        """Show each problem under its field, in whichever part it is; return the first field that has one."""
        wrong = list(problems)
        found = [self.main.tell(wrong)]
        for fold in self._folds:
            first = fold.fields.tell(wrong)
            if first is not None:
                fold.head.setChecked(True)
            found.append(first)
        return next((field for field in found if field is not None), None)

    def remark(self, remarks: Iterable[Problem]) -> None:
        """Show each remark under its field; nothing has to be mended for one."""
        said = list(remarks)
        for fields in (self.main, *(fold.fields for fold in self._folds)):
            fields.remark(said)
