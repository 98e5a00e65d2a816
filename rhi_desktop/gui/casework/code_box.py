"""Choices from a code list. A code that is no longer offered, or a word that never was one, is shown and kept."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.gui.fields import keep_private
from rhi_desktop.gui.theme import SPACE

_COLUMNS = 2
_SHORTEST = 12
"""Characters for which a box asks room; longer labels are elided in the box and whole in its list."""


class CodeBox(QComboBox):
    """Shows the labels of the codes that are valid on a day; the empty line on top means: not recorded."""

    def __init__(self, codes: CodeList, on: date, parent: QWidget | None = None, *, blank: bool = True) -> None:
        super().__init__(parent)
        _elide(self)
        self._codes = codes
        if blank:
            self.addItem("", "")
        for code in codes.offered(on):
            self.addItem(code.label, code.code)

    def choose(self, kept: str) -> None:
        """Show what is on record: a code, or words that were recorded before there was a list."""
        code = self._codes.find(kept) or kept
        at = self.findData(code)
        if at < 0:
            self.addItem(self._codes.label(code), code)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def code(self) -> str:
        """Return the code that is chosen, empty where none is."""
        return str(self.currentData() or "")


class WordBox(QComboBox):
    """Offers the labels of a list and takes any other words: for what is kept as somebody put it."""

    def __init__(self, codes: CodeList, on: date, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _elide(self)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem("")
        self.addItems([code.label for code in codes.offered(on)])
        line = self.lineEdit()
        assert isinstance(line, QLineEdit)  # noqa: S101 -- an editable box has one
        line.setPlaceholderText(hint)
        for private in (self, line):
            keep_private(private)

    def choose(self, words: str) -> None:
        """Show words."""
        self.setEditText(words)

    def words(self) -> str:
        """Return the words that stand there."""
        return self.currentText().strip()


class CodeChecks(QWidget):
    """Boxes to tick, for a field that takes several codes."""

    def __init__(self, codes: CodeList, on: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
        self._boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(SPACE[0])
        for code in codes.offered(on):
            self._add(code.code)

    def choose(self, kept: Iterable[str]) -> None:
        """Tick what is on record and nothing else."""
        codes = [self._codes.find(one) or one for one in kept]
        for code in codes:
            if code not in self._boxes:
                self._add(code)
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    def codes(self) -> tuple[str, ...]:
        """Return the codes that are ticked, in the order of the list."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def _add(self, code: str) -> None:
        row, column = divmod(len(self._boxes), _COLUMNS)
        self._boxes[code] = QCheckBox(self._codes.label(code))
        self._grid.addWidget(self._boxes[code], row, column)
        if not row and not column:
            self.setFocusProxy(self._boxes[code])


def _elide(box: QComboBox) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORTEST)
