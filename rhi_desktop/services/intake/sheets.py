"""What a spreadsheet holds, whatever kind of file it came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol, TypeAlias

from rhi_desktop.domain.errors import RhiError

_BEFORE_DAY_ONE = date(1899, 12, 30)
_DAYS = range(61, 2_958_466)
"""Serials from 1 March 1900, before which Excel counts a day that never was, to the end of 9999."""


class IntakeError(RhiError):
    """A file that cannot be taken in; the sentence says what to do. It never names the file or quotes a cell."""


class Cancelled(RhiError):
    """The person stopped the work; nothing was written."""

    def __init__(self) -> None:
        super().__init__("The import was stopped. Nothing was written.")


@dataclass(frozen=True, slots=True)
class Serial:
    """A date, time or both as Excel counts it: days since 30 December 1899, the time as a fraction of a day."""

    days: float

    @property
    def day(self) -> date | None:
        """The date; None for a time alone, or what is no date."""
        whole = self.minutes_since // 1440
        return _BEFORE_DAY_ONE + timedelta(days=whole) if whole in _DAYS else None

    @property
    def minute(self) -> int:
        """The minute of the day, rounded."""
        return self.minutes_since % 1440

    @property
    def timed(self) -> bool:
        """Whether there is a time of day in it: a whole number is a date alone."""
        return self.minute != 0

    @property
    def minutes_since(self) -> int:
        """Minutes since day zero."""
        return round(self.days * 1440)


Cell: TypeAlias = "str | int | float | bool | Serial | None"


def cell_text(cell: Cell) -> str:
    """Return a cell as a person reads it: whole numbers without a fraction, days as 24/11/2026, without edges."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, Serial):
        clock = f"{cell.minute // 60:02}:{cell.minute % 60:02}"
        day = f"{cell.day:%d/%m/%Y}" if cell.day else ""
        return " ".join(part for part in (day, clock if cell.timed or not day else "") if part)
    return str(cell).strip()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `number` counts as the spreadsheet program does, from 1.

    `faults` gives a reason for each column (from 0) whose cell could not be read, `filled` the columns whose value
    stands in a cell above that was merged with this one.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    faults: Mapping[int, str] = field(default_factory=dict)
    filled: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.faults and not any(cell_text(cell) for cell in self.cells)


class Book(Protocol):
    """A file that was opened, checked, and is held in memory: what is read is what was shown."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes."""
        ...

    @property
    def from_1904(self) -> bool:
        """Whether its bare serial numbers count from 1904; `Serial` never does."""
        ...

    def sheets(self) -> tuple[tuple[str, bool], ...]:
        """Return the name of each sheet and whether it is hidden."""
        ...

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet from the top; rows without cells may be left out. Raises IntakeError."""
        ...


class Spreadsheets(Protocol):
    """What reads and writes spreadsheets."""

    def open(self, file: Path) -> Book:
        """Open a .csv or .xlsx. Raises IntakeError."""
        ...

    def written(self, suffix: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
        """Return a .csv or .xlsx in which nothing is a formula. Raises IntakeError for another suffix."""
        ...
