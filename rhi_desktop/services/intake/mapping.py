"""Which column feeds which field, as it was guessed, corrected and kept."""

import hashlib
from dataclasses import dataclass, replace

from rhi_desktop.domain.folding import folded_words
from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.sheets import SheetRow


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How one sheet is read. `header_row` is the row number (from 1) of the column headings.

    `columns` holds one field per column, None where the column is not used.
    """

    sheet: str
    header_row: int
    columns: tuple[Field | None, ...]

    def with_column(self, column: int, field: Field | None) -> "ColumnMapping":
        """Return the mapping with a column (from 0) set to a field; another column loses a field that stands once."""
        columns = [None if one is field and field not in REPEATABLE else one for one in self.columns]
        columns[column] = field
        return replace(self, columns=tuple(columns))

    def column_of(self, field: Field) -> int | None:
        """Return the first column (from 0) that feeds a field."""
        return self.columns.index(field) if field in self.columns else None


REPEATABLE = frozenset({Field.NOTES, Field.ALERTS, Field.OTHER_NAMES, Field.IGNORED})
"""Fields that several columns may feed; their texts are joined."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A sheet as it was found: its headings, a guess at what they mean, and some rows.

    `signature` is the same for every file with these headings: a corrected mapping is kept under it. `kept` says that
    the mapping is such a kept one. `sample` has the first rows below the headings, at most twenty. `row_count` counts
    the rows that hold anything. `notes` are sentences about merged cells, hidden rows and the like.
    """

    sheet: str
    hidden: bool
    row_count: int
    headings: tuple[str, ...]
    mapping: ColumnMapping
    signature: str
    kept: bool
    sample: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


def signature_of(headings: tuple[str, ...]) -> str:
    """Return what a file's headings are recognised by: case, accents and spaces do not count."""
    words = "\n".join(" ".join(folded_words(heading)) for heading in headings).strip("\n")
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:24]
