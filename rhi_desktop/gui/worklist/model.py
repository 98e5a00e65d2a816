"""The worklist as a list model: rows are fetched by the page, when they come into sight."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.ports import WorklistFilter
from rhi_desktop.services.worklists import WorkItem, Worklists

PAGE = 100
ITEM = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def level_words(level: TriageLevel) -> str:
    """Return a triage level as a list says it."""
    return level.value.capitalize()


class WorklistModel(QAbstractListModel):
    """Rows of the worklist. `counted` carries how many there are, after each reading; `failed` a sentence."""

    counted = Signal(int)
    failed = Signal(str)

    def __init__(self, worklists: Worklists, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worklists = worklists
        self._jobs = jobs
        self._filter = WorklistFilter()
        self._rows: dict[int, WorkItem] = {}
        self._asked: set[int] = set()
        self._notes: Mapping[str, str] = {}
        self._count = 0
        self._reading = 0

    def read(self, filter_: WorklistFilter) -> None:
        """Read the list anew; what is shown stays until the answer is there."""
        self._filter = filter_
        self._reading += 1
        reading = self._reading
        self._jobs.store(
            lambda: (self._worklists.count(filter_), self._worklists.page(filter_, offset=0, limit=PAGE)),
            lambda result: self._begun(reading, result),
        )

    def reword(self) -> None:
        """Word all statuses anew: time has passed."""
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def note(self, notes: Mapping[str, str]) -> None:
        """Say something more of rows, by the id of the referral or of the interview on it."""
        if notes != self._notes:
            self._notes = notes
            self.reword()

    def item(self, row: int) -> WorkItem | None:
        """Return a row, None while it is being fetched."""
        if row not in self._rows:
            self._fetch(row // PAGE)
        found = self._rows.get(row)
        if found is None or not self._notes:
            return found
        note = self._notes.get(found.row.interview) or self._notes.get(found.row.referral, "")
        return replace(found, note=note)

    def row_of(self, referral: str) -> int:
        """Return the row of a referral among those that have been fetched, -1 where it is not among them."""
        return next((row for row, item in self._rows.items() if item.row.referral == referral), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else self._count

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

    def _begun(self, reading: int, result: Result[tuple[int, tuple[WorkItem, ...]]]) -> None:
        if isinstance(result, Err):
            self._fail(result)
            return
        if reading != self._reading:
            return
        self.beginResetModel()
        self._count, first = result.value
        self._rows = dict(enumerate(first))
        self._asked = {0}
        self.endResetModel()
        self.counted.emit(self._count)

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        reading, filter_ = self._reading, self._filter
        self._jobs.store(
            lambda: self._worklists.page(filter_, offset=page * PAGE, limit=PAGE),
            lambda result: self._fetched(reading, page, result),
        )

    def _fetched(self, reading: int, page: int, result: Result[tuple[WorkItem, ...]]) -> None:
        if isinstance(result, Err):
            self._asked.discard(page)
            self._fail(result)
            return
        if reading != self._reading or not result.value:
            return
        first = page * PAGE
        self._rows.update(enumerate(result.value, start=first))
        self.dataChanged.emit(self.index(first), self.index(min(first + PAGE, self._count) - 1))

    def _fail(self, result: Err) -> None:
        if not isinstance(result.error, RhiError):
            raise result.error
        self.failed.emit(str(result.error))
