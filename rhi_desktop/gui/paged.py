"""A long list as a model: rows are fetched by the page, when they come into sight."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.jobs import Err, Jobs, Result

T = TypeVar("T")
PAGE = 100
Index = QModelIndex | QPersistentModelIndex
Page = Callable[[int, int], Sequence[T]]
"""Returns the rows from an offset on, as many as a limit says. Runs on the store's lane."""


class PagedModel(QAbstractListModel, Generic[T]):
    """Rows by the page. `counted` carries how many there are, after each reading; `failed` a sentence."""

    size = PAGE
    """Rows of a page."""
    counted = Signal(int)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._page: Page[T] = lambda _offset, _limit: ()
        self._rows: dict[int, T] = {}
        self._asked: set[int] = set()
        self._count = 0
        self._reading = 0

    def read_pages(self, count: Callable[[], int], page: Page[T]) -> None:
        """Read the list anew; what is shown stays until the answer is there."""
        self._page = page
        self._reading += 1
        reading = self._reading
        self._jobs.store(lambda: (count(), page(0, self.size)), lambda result: self._begun(reading, result))

    def reword(self) -> None:
        """Word all rows anew: time has passed."""
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def fetched(self, row: int) -> T | None:
        """Return a row, None while it is being fetched."""
        if row not in self._rows:
            self._fetch(row // self.size)
        return self._rows.get(row)

    def row_where(self, matches: Callable[[T], bool]) -> int:
        """Return the first row that matches among those that have been fetched, -1 where none does."""
        return next((row for row, item in sorted(self._rows.items()) if matches(item)), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else self._count

    def _begun(self, reading: int, result: Result[tuple[int, Sequence[T]]]) -> None:
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
        reading, read = self._reading, self._page
        self._jobs.store(lambda: read(page * self.size, self.size), lambda result: self._fetched(reading, page, result))

    def _fetched(self, reading: int, page: int, result: Result[Sequence[T]]) -> None:
        if isinstance(result, Err):
            self._asked.discard(page)
            self._fail(result)
            return
        if reading != self._reading or not result.value:
            return
        first = page * self.size
        self._rows.update(enumerate(result.value, start=first))
        self.dataChanged.emit(self.index(first), self.index(min(first + self.size, self._count) - 1))

    def _fail(self, result: Err) -> None:
        if not isinstance(result.error, RhiError):
            raise result.error
        self.failed.emit(str(result.error))
