"""What was found, as a list model: rows are fetched by the page, when they come into sight."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.paged import Index, PagedModel
from rhi_desktop.services.searching import Found, Searching

FOUND = Qt.ItemDataRole.UserRole


class FoundModel(PagedModel[Found]):
    """Interviews that hold what was typed."""

    size = 25  # each row is read from its interview's own text

    def __init__(self, searching: Searching, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._searching = searching

    def read(self, text: str) -> None:
        """Search anew; what is shown stays until the answer is there."""
        searching = self._searching
        self.read_pages(
            lambda: searching.count(text), lambda offset, limit: searching.page(text, offset=offset, limit=limit)
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row itself, or what a screen reader says of it."""
        found = self.fetched(index.row()) if index.isValid() else None
        if found is None:
            return None
        if role == FOUND:
            return found
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            said = (found.row.called, found.row.reference, found.when, found.where, found.snippet.text)
            return ", ".join(part for part in said if part)
        return None
