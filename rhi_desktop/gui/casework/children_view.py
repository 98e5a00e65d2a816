"""All children, by name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhi_desktop.gui.casework.child_search import ChildSearch
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.worklists import Worklists


class ChildrenView(QWidget):
    """A search over everybody in the store."""

    child_chosen = Signal(str)

    def __init__(self, worklists: Worklists, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = ChildSearch(worklists, jobs)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(label("Children", "title"))
        column.addWidget(self._search, 1)
        self._search.chosen.connect(lambda child, _name: self.child_chosen.emit(child))

    def refresh(self) -> None:
        """Search anew."""
        self._search.search()

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self._search.field.setFocus()
        self._search.field.selectAll()
