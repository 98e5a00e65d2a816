"""Rows that were not imported, written out with what is to be mended, to be brought back."""

from rhi_desktop.services.intake.plan import Plan, PlanRow
from rhi_desktop.services.intake.sheets import Cell, Spreadsheets

WHAT_TO_MEND = "What to mend"
"""The heading of the added column; `resources/intake_columns.toml` has it as one that is not used."""


def rows_to_mend(plan: Plan, spreadsheets: Spreadsheets, suffix: str) -> bytes:
    """Return the rows that are not imported, under their own headings and with their own cells."""
    kept = [at for at, heading in enumerate(plan.headings) if heading.casefold() != WHAT_TO_MEND.casefold()]
    header = [*(plan.headings[at] for at in kept), WHAT_TO_MEND]
    rows = [[*(_cell(row, at) for at in kept), why(row)] for row in plan.not_imported]
    return spreadsheets.written(suffix, header, rows)


def why(row: PlanRow) -> str:
    """Say in one text why a row is not imported."""
    if row.errors:
        return " ".join(f"{note.column}: {note.sentence}" if note.column else note.sentence for note in row.errors)
    if row.left_out:
        return "Left out on purpose."
    names = "; ".join(f"{one.name}{f', born {one.born}' if one.born else ''}: {one.because}" for one in row.candidates)
    return f"Is this a child who is known? {names}"


def _cell(row: PlanRow, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else None
