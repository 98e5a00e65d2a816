"""The worklist as a list model: rows are fetched by the page, when they come into sight."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt

from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.paged import Index, PagedModel
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.services.worklists import WorkItem, Worklists

ITEM = Qt.ItemDataRole.UserRole


def level_words(level: TriageLevel) -> str:
    """Return a triage level as a list says it."""
    return level.value.capitalize()


class WorklistModel(PagedModel[WorkItem]):
    """Rows of the worklist."""

    def __init__(self, worklists: Worklists, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._worklists = worklists
        self._notes: Mapping[str, str] = {}

    def read(self, filter_: WorklistFilter) -> None:
        """Read the list anew; what is shown stays until the answer is there."""
        worklists = self._worklists
        self.read_pages(
            lambda: worklists.count(filter_),
            lambda offset, limit: worklists.page(filter_, offset=offset, limit=limit),
        )

    def note(self, notes: Mapping[str, str]) -> None:
        """Say something more of rows, by the id of the referral or of the interview on it."""
        if notes != self._notes:
            self._notes = notes
            self.reword()

    def item(self, row: int) -> WorkItem | None:
        """Return a row, None while it is being fetched."""
        found = self.fetched(row)
        if found is None or not self._notes:
            return found
        note = self._notes.get(found.row.interview) or self._notes.get(found.row.referral, "")
        return replace(found, note=note)

    def row_of(self, referral: str) -> int:
        """Return the row of a referral among those that have been fetched, -1 where it is not among them."""
        return self.row_where(lambda item: item.row.referral == referral)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row itself, or what a screen reader says of it."""
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ITEM:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            now = self._worklists.now()
            said = [item.row.called, item.row.reference, item.status(now), item.progress(now)]
            said += [level_words(item.level)] if item.level is not None else []
            return ", ".join(part for part in [*said, *item.row.alerts] if part)
        return None
