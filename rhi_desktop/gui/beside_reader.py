"""An interview beside tabs about it; where there is no room for both it is the first of the tabs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

_NAME, _NARROW = "Interview", 900
_SHARES = (3_000, 2_000)
"""How a wide window is shared when the interview comes back out of the tabs: it would else take nearly all."""


class BesideReader(QSplitter):
    """Holds the reader of an interview and the tabs."""

    def __init__(self, reader: QWidget, tabs: QTabWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._reader, self._tabs = reader, tabs
        self.setChildrenCollapsible(False)
        self.addWidget(reader)
        self.addWidget(tabs)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)

    def fit(self, width: int) -> None:
        """Put the interview among the tabs, or beside them where a page of this width has room."""
        narrow = width < _NARROW
        if narrow and not self._among:
            self._tabs.insertTab(0, self._reader, _NAME)
            self._tabs.setCurrentIndex(0)
        elif not narrow and self._among:
            self.insertWidget(0, self._reader)
            self._reader.show()
            self.setSizes(list(_SHARES))

    def show_reader(self) -> None:
        """Bring the interview into sight."""
        if self._among:
            self._tabs.setCurrentWidget(self._reader)

    @property
    def _among(self) -> bool:
        return self._tabs.indexOf(self._reader) >= 0
