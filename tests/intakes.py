"""Files to import, plainly invented, and what imports them into a real encrypted store."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rhi_desktop.bootstrap import code_lists, intake_of
from rhi_desktop.services.intake.intake import Intake
from rhi_desktop.services.intake.plan import Decision, Outcome, Plan, PlanRow
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock
from tests.store.engines import with_tables

TRACKER = ("Misper ref", "Name", "DOB", "Missing since", "Found", "Returned")


def csv_bytes(rows: Iterable[Sequence[object]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Return rows as a .csv."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Iterable[Sequence[object]], change: Callable[[Worksheet], None] = lambda _sheet: None) -> bytes:
    """Return rows as an .xlsx of one sheet, after `change` had its way with it."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


@dataclass(frozen=True)
class Desk:
    """A store with what imports into it."""

    folder: Path
    store: SqlStore
    intake: Intake

    def file(self, rows: Iterable[Sequence[object]], heading: Sequence[str] = TRACKER) -> Path:
        """Keep rows under a heading as a .csv."""
        path = self.folder / "rows.csv"
        path.write_bytes(csv_bytes([heading, *rows]))
        return path

    def plan(
        self,
        rows: Iterable[Sequence[object]],
        heading: Sequence[str] = TRACKER,
        *,
        decisions: dict[int, Decision] | None = None,
    ) -> Plan:
        """Plan the import of rows."""
        return self.plan_file(self.file(rows, heading), decisions=decisions)

    def plan_file(self, path: Path, *, decisions: dict[int, Decision] | None = None) -> Plan:
        """Plan the import of a file."""
        opened = self.intake.open(path)
        return self.intake.plan(opened, opened.best.mapping, decisions=decisions)

    def take(self, rows: Iterable[Sequence[object]], heading: Sequence[str] = TRACKER) -> Outcome:
        """Import rows."""
        return self.intake.commit(self.plan(rows, heading))


def a_desk(folder: Path) -> Desk:
    """Return an empty store with what imports into it; it is noon on 25 November 2026."""
    clock = Clock()
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    return Desk(folder, store, intake_of(store, code_lists(), clock))


def reasons(row: PlanRow) -> list[tuple[str, str]]:
    """Return a row's errors as column and reason."""
    return [(note.column, note.sentence) for note in row.errors]


def warned(row: PlanRow) -> str:
    """Return a row's warnings as one text."""
    return " ".join(note.sentence for note in row.warnings)
