"""A choice from a code list. A code that is no longer offered, or a word that never was one, is shown and kept."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from rhi_desktop.domain.code_lists import CodeList


class CodeBox(QComboBox):
    """Shows the labels of the codes that are valid on a day; the empty line on top means: not recorded."""

    def __init__(self, codes: CodeList, on: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
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
