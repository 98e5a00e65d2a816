"""Importing 10,000 rows of notifications into an encrypted store. `python -m tests.bench.intake`.

Each row is a message of its own, as the police send them: missing, then found. The time is from opening the file to
the last byte of the one transaction, with the preview between. Reading alone is measured beside it, and openpyxl over
the same workbook, which tells less.
"""

import csv
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook, load_workbook

from rhi_desktop.bootstrap import code_lists, intake_of
from rhi_desktop.services.intake.plan import Outcome
from rhi_desktop.spreadsheets.files import SpreadsheetFiles
from rhi_desktop.store.sql_store import SqlStore
from tests.bench.table import Row, show
from tests.builders import NOON, Clock
from tests.store.engines import with_tables

ROWS = 10_000
SECONDS = 10.0
HEADINGS = (
    *("Misper ref", "Person ref", "Notification", "Surname, Forename", "DOB", "Date / time of event", "Missing from"),
    *("Postcode missing from", "Found location", "Risk level", "Legal status", "Placing LA", "Social worker"),
    *("Police category", "Circumstances"),
)
FORENAMES = ("Robin", "Sasha", "Alex", "Kim", "Charlie", "Jo", "Nguyễn Thị", "Lee", "Tia", "Sam", "Noor", "Ash", "Max")
SYLLABLES = ("in", "ven", "ted", "ma", "de", "up", "pre", "tend", "ex", "am", "ple", "fic", "ti", "on")
T = TypeVar("T")


def main() -> int:
    """Print the figures; return 1 where a target is missed."""
    messages = list(notifications(ROWS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {"csv": _csv(folder / "rows.csv", messages), "xlsx": _xlsx(folder / "rows.xlsx", messages)}
        rows = [row for kind, file in files.items() for row in _measured(folder, kind, file)]
    return int(not show("Import of 10,000 rows", rows, other="limit or peer"))


def _measured(folder: Path, kind: str, file: Path) -> list[Row]:
    reading, _ = _timed(lambda: _read(file))
    whole, outcome = _timed(lambda: _import(folder / f"{kind}.db", file))
    again, unchanged = _timed(lambda: _import(folder / f"{kind}.db", file, found=False))
    assert outcome.counts.imported == unchanged.counts.unchanged == ROWS, "every row is imported, and only once"
    rows = [
        Row(
            f"{kind}: rows imported in a second", f"{ROWS / whole:,.0f}", f"{ROWS / SECONDS:,.0f}", whole, "<=", SECONDS
        ),
        Row(f"{kind}: the same file again, s", f"{again:.2f}", f"{SECONDS:g}", again, "<=", SECONDS),
    ]
    if kind == "xlsx":
        peer, _ = _timed(lambda: _peer(file))
        rows.append(
            Row("xlsx: import / reading alone", f"{whole:.2f} s", f"{reading:.2f} s", whole / reading, "<=", 60)
        )
        rows.append(Row("xlsx: openpyxl / our reader", f"{reading:.2f} s", f"{peer:.2f} s", peer / reading, ">=", 1))
    return rows


def notifications(count: int) -> Iterator[tuple[object, ...]]:
    """Yield messages about invented children, each episode as a missing and a found one."""
    for number in range(count // 2):
        child = number * 7919 % (count // 4)
        surname = "".join(SYLLABLES[child // 14**place % 14] for place in range(4)).capitalize()
        born = date(2010, 1, 1) + timedelta(days=child * 37 % 2000)
        name = f"{surname.upper()}, {FORENAMES[child % len(FORENAMES)]}"
        gone = NOON - timedelta(days=2 + number // 20, minutes=number * 13 % 1440)
        came = gone + timedelta(hours=6)
        rest = ("High", "C2", "Exampleshire", "Pat Worker", "Missing", "Left after tea. " * 8)
        for kind, at, place in (("Missing", gone, ("Foster home", "EX1 1EX", "")), ("Found", came, ("", "", "Park"))):
            yield (f"EX/{number}", f"P-{child}", kind, name, f"{born:%d/%m/%Y}", f"{at:%d/%m/%Y %H:%M}", *place, *rest)


def _csv(file: Path, rows: Sequence[Sequence[object]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADINGS, *rows])
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    return file


def _xlsx(file: Path, rows: Sequence[Sequence[object]]) -> Path:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Notifications")
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    workbook.save(file)
    return file


def _read(file: Path) -> int:
    book = SpreadsheetFiles().open(file)
    return sum(1 for name, _ in book.sheets() for _ in book.rows(name))


def _peer(file: Path) -> int:
    book = load_workbook(file, read_only=True, data_only=True)
    return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))


def _import(path: Path, file: Path, *, found: bool = True) -> Outcome:
    clock = Clock()
    engine = with_tables(path)
    store = SqlStore.found(engine, "Sam Invented", clock) if found else SqlStore.open(engine, clock)
    try:
        intake = intake_of(store, code_lists(), clock)
        opened = intake.open(file)
        return intake.commit(intake.plan(opened, opened.best.mapping))
    finally:
        store.close()


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


if __name__ == "__main__":
    sys.exit(main())
