"""The pattern: what single interviews do not show."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE


@runtime_checkable
class Refreshes(Protocol):
    """A page that reads what it shows."""

    def refresh(self) -> None:
        """Read anew."""
        ...


class PatternView(QWidget):
    """Shows pages, each under its name; the one that is shown reads anew."""

    def __init__(self, pages: Mapping[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabWidget()
        for name, page in pages.items():
            self.tabs.addTab(page, name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        whole.addWidget(label("Pattern", "title"))
        whole.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _at: self.refresh())

    def refresh(self) -> None:
        """Read the page that is shown anew."""
        page = self.tabs.currentWidget()
        if isinstance(page, Refreshes):
            page.refresh()
