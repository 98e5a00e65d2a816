"""What an import will do, row by row, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rhi_desktop.services.intake.facts import Reading, RowNote
from rhi_desktop.services.intake.mapping import ColumnMapping
from rhi_desktop.services.intake.sheets import Cell
from rhi_desktop.services.intake.writes import Writes


class ChildBecomes(StrEnum):
    """What a row makes of its child."""

    NEW = "new"
    KNOWN = "known"
    DOUBTFUL = "doubtful"
    """It may be somebody who is known: a person has to say. Not imported until then."""


class EpisodeBecomes(StrEnum):
    """What a row makes of its episode."""

    NEW = "new"
    COMPLETES = "completes"
    KNOWN = "known"


class Choice(StrEnum):
    """What a person can say of a doubtful child."""

    SAME = "same"
    NEW = "new"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on a row: the same as `who` (`Candidate.who`), a new child, or leave the row out."""

    choice: Choice
    who: str = ""

    @property
    def who_row(self) -> int | None:
        """The row number where `who` stands in the same file."""
        return _row_of(self.who)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a row's child may be: a child of the store, or one of the same file.

    `who` is the record's id, or `row:12` for the child of another row; `born` an ISO date or empty; `because` is a
    sentence that says what is alike and what is not.
    """

    who: str
    name: str
    born: str
    reference: str
    because: str

    @property
    def row(self) -> int | None:
        """The row number where the candidate stands in the same file."""
        return _row_of(self.who)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """What becomes of one row. Times are `Moment.text` or empty, `born` an ISO date or empty.

    `name`, `born` and the times are what the row was read as; where notifications are paired, the times are the whole
    episode's, and `with_rows` names the other rows of the same episode. `child` and `episode` are None where the row
    has errors. `new_referral` says whether a referral is made. `adds` lists, in words, what a known child or episode
    gains. A row with errors, in doubt without a decision, or left out is not imported.
    """

    row: int
    name: str = ""
    born: str = ""
    reference: str = ""
    missing_since: str = ""
    found: str = ""
    returned: str = ""
    child: ChildBecomes | None = None
    child_id: str = ""
    episode: EpisodeBecomes | None = None
    new_referral: bool = False
    with_rows: tuple[int, ...] = ()
    adds: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    decision: Decision | None = None
    warnings: tuple[RowNote, ...] = ()
    errors: tuple[RowNote, ...] = ()
    cells: tuple[Cell, ...] = ()
    """The cells of a row that is not imported, to be written out and mended."""

    @property
    def left_out(self) -> bool:
        """Whether a person said to leave it out."""
        return self.decision is not None and self.decision.choice is Choice.LEAVE_OUT

    @property
    def imported(self) -> bool:
        """Whether the row takes part in the import."""
        return not self.errors and not self.left_out and self.child in {ChildBecomes.NEW, ChildBecomes.KNOWN}

    @property
    def changes_nothing(self) -> bool:
        """Whether all of the row is on record already."""
        return self.imported and self.episode is EpisodeBecomes.KNOWN and not self.new_referral and not self.adds


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of each kind a plan has, and what it will write."""

    rows: int
    imported: int
    unchanged: int
    doubtful: int
    left_out: int
    bad: int
    new_children: int
    new_episodes: int
    completed_episodes: int
    new_referrals: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What will become of each row, in the order of the sheet. `notes` are sentences about the sheet as a whole.

    `headings` are those of the file, for writing out rows to mend. `decisions` are those it was made with.
    """

    digest: str
    mapping: ColumnMapping
    headings: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    counts: Counts
    notes: tuple[str, ...] = ()
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    reading: Reading = field(default_factory=lambda: Reading((), ()), repr=False)
    """The rows as they were read, so that decisions need not read the file again."""
    writes: Writes = field(default_factory=Writes, repr=False, compare=False)
    """What is to be written."""
    mark: str = ""
    """Stands for the records that it was held against (`OnRecord.mark`)."""

    @property
    def not_imported(self) -> tuple[PlanRow, ...]:
        """The rows that stay outside, with their reasons."""
        return tuple(row for row in self.rows if not row.imported)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import wrote."""

    counts: Counts
    records: int


def counts_of(rows: tuple[PlanRow, ...], writes: Writes) -> Counts:
    """Count rows and what is to be written."""
    written = writes.counts()
    return Counts(
        rows=len(rows),
        imported=sum(row.imported for row in rows),
        unchanged=sum(row.changes_nothing for row in rows),
        doubtful=sum(not row.errors and not row.left_out and row.child is ChildBecomes.DOUBTFUL for row in rows),
        left_out=sum(row.left_out and not row.errors for row in rows),
        bad=sum(bool(row.errors) for row in rows),
        new_children=written["children"],
        new_episodes=written["episodes"],
        completed_episodes=written["completed"],
        new_referrals=written["referrals"],
    )


def _row_of(who: str) -> int | None:
    number = who.removeprefix("row:")
    return int(number) if who.startswith("row:") and number.isdecimal() else None
