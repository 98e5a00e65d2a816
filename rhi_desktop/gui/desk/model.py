"""The coordinator's desk as a list model."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.paged import Index, PagedModel
from rhi_desktop.services.desk_lists import DeskItem, DeskLists, Overview
from rhi_desktop.services.desk_rows import DeskFilter

ITEM = Qt.ItemDataRole.UserRole


class DeskModel(PagedModel[DeskItem]):
    """Rows of the desk."""

    def __init__(self, lists: DeskLists, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._lists = lists

    def read(self, filter_: DeskFilter, overview: Overview) -> None:
        """Read the list anew; what is shown stays until the answer is there."""
        lists = self._lists
        self.read_pages(
            lambda: lists.count(filter_),
            lambda offset, limit: lists.page(filter_, overview, offset=offset, limit=limit),
        )

    def row_of(self, referral: str) -> int:
        """Return the row of a referral among those that have been fetched, -1 where it is not among them."""
        return self.row_where(lambda item: item.row.work.referral == referral)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row itself, or what a screen reader says of it."""
        item = self.fetched(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ITEM:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            now, work = self._lists.now(), item.row.work
            said = (work.called, work.reference, item.status(now), item.holder, item.progress(now), *work.alerts)
            return ", ".join(part for part in said if part)
        return None
