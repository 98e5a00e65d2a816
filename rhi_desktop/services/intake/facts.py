"""What one row says, read but not yet held against other rows or the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rhi_desktop.domain.records import Json
from rhi_desktop.services.intake.alike import Identity
from rhi_desktop.services.intake.sheets import Cell


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something about a row: the heading of its column (empty for the row as a whole) and a sentence."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """The facts of a row. Times are `Moment.text` or empty; `born` is in the identity.

    `child`, `episode` and `status` hold fields of `Child`, `Episode` and `CareStatus` by name, only those that the row
    gives; `received`, `source` and `notes` are the referral's.
    """

    row: int
    name: str = ""
    identity: Identity = field(default_factory=Identity)
    child: Mapping[str, Json] = field(default_factory=dict)
    missing_since: str = ""
    found: str = ""
    returned: str = ""
    police_reference: str = ""
    episode: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    received: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[RowNote, ...] = ()
    errors: tuple[RowNote, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def times(self) -> tuple[str, str, str]:
        """Missing since, found, returned."""
        return self.missing_since, self.found, self.returned

    @property
    def first_time(self) -> str:
        """The earliest time that is known."""
        return self.missing_since or self.found or self.returned


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows of a sheet that hold anything, and sentences about what was left aside."""

    rows: tuple[RowFacts, ...]
    notes: tuple[str, ...]
