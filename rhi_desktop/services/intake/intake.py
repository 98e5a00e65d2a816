"""From a spreadsheet of notifications to children, episodes and referrals: shown first, then written at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rhi_desktop.services.intake.mapping import ColumnMapping, Preview
from rhi_desktop.services.intake.plan import Decision, Outcome, Plan
from rhi_desktop.services.intake.sheets import Book

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how much of how many is done; may raise `Cancelled`."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was looked into. `previews` are its sheets in their order; `best` is the one to begin with."""

    book: Book
    previews: tuple[Preview, ...]
    best: Preview


class Intake:
    """Reads, plans and commits an import. `plan`, `decide` and `commit` read the store: give them to its lane."""

    def open(self, file: Path) -> Opened:
        """Look into a .csv or .xlsx. Raises IntakeError."""
        raise NotImplementedError

    def preview(self, opened: Opened, sheet: str, header_row: int) -> Preview:
        """Look at a sheet anew with the headings in another row (from 1)."""
        raise NotImplementedError

    def plan(
        self,
        opened: Opened,
        mapping: ColumnMapping,
        *,
        decisions: Mapping[int, Decision] | None = None,
        progress: Progress = lambda _done, _all: None,
    ) -> Plan:
        """Say what becomes of each row; nothing is written. Raises IntakeError, Cancelled."""
        raise NotImplementedError

    def decide(self, plan: Plan, decisions: Mapping[int, Decision]) -> Plan:
        """Return the plan made anew with these decisions by row number, without reading the file again."""
        raise NotImplementedError

    def commit(self, plan: Plan, *, progress: Progress = lambda _done, _all: None) -> Outcome:
        """Write what the plan says in one transaction; rows that are not imported stay outside.

        Raises PlanStale where the store changed since, and Cancelled from `progress`: nothing is written then.
        """
        raise NotImplementedError

    def rows_to_mend(self, plan: Plan, suffix: str) -> bytes:
        """Return the rows that are not imported as .csv or .xlsx, with a column that says what to mend."""
        raise NotImplementedError

    def keep_mapping(self, preview: Preview, mapping: ColumnMapping) -> None:
        """Keep a corrected mapping for the next file with the same headings."""
        raise NotImplementedError
