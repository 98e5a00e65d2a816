"""From a spreadsheet of notifications to children, episodes and referrals: shown first, then written at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.moments import Moment
from rhi_desktop.services.intake.alike import NameVariants
from rhi_desktop.services.intake.kept_mappings import KeptMappings
from rhi_desktop.services.intake.mapping import ColumnMapping, Preview
from rhi_desktop.services.intake.mending import rows_to_mend
from rhi_desktop.services.intake.onrecord import IntakeStore, OnRecord
from rhi_desktop.services.intake.plan import Decision, Outcome, Plan, counts_of
from rhi_desktop.services.intake.previewing import Previews
from rhi_desktop.services.intake.reading import RowsReader
from rhi_desktop.services.intake.sheets import Book, IntakeError, Spreadsheets
from rhi_desktop.services.intake.weighing import Weighing
from rhi_desktop.services.intake.writes import Writes
from rhi_desktop.services.ports import AuditAct

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how much of how many is done; may raise `Cancelled`."""


class PlanStale(RhiError):
    """The store changed since the plan was shown."""

    def __init__(self) -> None:
        super().__init__("The records have changed since this was shown. Look at the rows again, then import.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was looked into. `previews` are its sheets in their order; `best` is the one to begin with."""

    book: Book
    previews: tuple[Preview, ...]
    best: Preview


def _nothing(_done: int, _all: int) -> None:
    pass


class Intake:
    """Reads, plans and commits an import. Every call but `rows_to_mend` reads the store: give them to its lane."""

    def __init__(
        self,
        store: IntakeStore,
        spreadsheets: Spreadsheets,
        rows: RowsReader,
        variants: NameVariants,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._spreadsheets = spreadsheets
        self._rows = rows
        self._variants = variants
        self._clock = clock
        self._kept = KeptMappings(store)
        self._previews = Previews(rows.columns, self._kept)

    def open(self, file: Path) -> Opened:
        """Look into a .csv or .xlsx. Raises IntakeError."""
        book = self._spreadsheets.open(file)
        previews = self._previews.of_book(book)
        if not any(preview.row_count for preview in previews):
            raise IntakeError("There is no table in this file: no row of headings with rows below it.")
        visible = [preview for preview in previews if not preview.hidden] or list(previews)
        return Opened(book, previews, max(visible, key=_promise))

    def preview(self, opened: Opened, sheet: str, header_row: int) -> Preview:
        """Look at a sheet anew with the headings in another row (from 1)."""
        return self._previews.of_sheet(opened.book, sheet, header_row)

    def plan(
        self,
        opened: Opened,
        mapping: ColumnMapping,
        *,
        decisions: Mapping[int, Decision] | None = None,
        progress: Progress = _nothing,
    ) -> Plan:
        """Say what becomes of each row; nothing is written. Raises IntakeError, Cancelled."""
        if not any(mapping.columns):
            raise IntakeError("No column is known. Say what at least the name and the dates are.")
        headings = self._previews.headings(opened.book, mapping)
        found = next((one for one in opened.previews if one.sheet == mapping.sheet), opened.best)
        total = max(found.row_count, 1)
        reading = self._rows.read(opened.book, mapping, headings, lambda done: progress(min(done, total), total))
        blank = counts_of((), Writes())
        plan = Plan(opened.book.digest, mapping, headings, (), blank, notes=reading.notes, reading=reading)
        return self.decide(plan, decisions or {})

    def decide(self, plan: Plan, decisions: Mapping[int, Decision]) -> Plan:
        """Return the plan made anew with these decisions by row number, without reading the file again."""
        on_record = OnRecord(self._store)
        rows, writes = Weighing(on_record, self._variants).run(plan.reading, decisions)
        return replace(
            plan,
            rows=rows,
            counts=counts_of(rows, writes),
            decisions=dict(decisions),
            writes=writes,
            mark=on_record.mark,
        )

    def commit(self, plan: Plan, *, progress: Progress = _nothing) -> Outcome:
        """Write what the plan says in one transaction; rows that are not imported stay outside.

        Raises PlanStale where the store changed since, and Cancelled from `progress`: nothing is written then.
        """
        progress(0, 1)
        if OnRecord(self._store).mark != plan.mark:
            raise PlanStale
        now = self._clock()
        changes = plan.writes.changes(
            lambda: new_record_id(now), received=Moment.at(now).text, worker=self._store.member
        )
        records = 0
        if changes:
            records = self._store.commit_all(changes, progress=lambda done: progress(done, len(changes)))
            self._store.note(AuditAct.IMPORTED, plan.digest)
        return Outcome(plan.counts, records)

    def rows_to_mend(self, plan: Plan, suffix: str) -> bytes:
        """Return the rows that are not imported as .csv or .xlsx, with a column that says what to mend."""
        return rows_to_mend(plan, self._spreadsheets, suffix)

    def keep_mapping(self, preview: Preview, mapping: ColumnMapping) -> None:
        """Keep a corrected mapping for the next file with the same headings."""
        self._kept.keep(preview.signature, mapping)


def _promise(preview: Preview) -> tuple[int, int]:
    """How much a sheet looks like the one that is meant: by its known columns, then by its rows."""
    return sum(column is not None for column in preview.mapping.columns), preview.row_count
