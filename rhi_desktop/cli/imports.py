"""Commands that bring other people's files in."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from rhi_desktop.cli.decisions import read_decisions
from rhi_desktop.cli.mappings import GivenMapping, read_mapping
from rhi_desktop.cli.secrets import PassphraseFile, secret
from rhi_desktop.services.intake.intake import Intake, Opened
from rhi_desktop.services.intake.mapping import ColumnMapping, Preview
from rhi_desktop.services.intake.plan import Candidate, ChildBecomes, EpisodeBecomes, Plan, PlanRow
from rhi_desktop.services.intake.sheets import IntakeError

app = typer.Typer(no_args_is_help=True, add_completion=False)
SOME_ROWS_NOT = 1


@app.callback()
def bring_in() -> None:
    """Bring other people's files into the workspace."""


@app.command()
def referrals(  # noqa: PLR0913, PLR0917 -- each is an option of the command
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Police notifications or a tracker: .xlsx or .csv.")],
    mapping: Annotated[
        Path | None, typer.Option(help="TOML or JSON: which column (by its heading) is which field; header_row, sheet.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="The sheet to read, where it is not the likeliest one.")] = "",
    decide: Annotated[
        Path | None, typer.Option(help="TOML or JSON: for a doubtful row by its number new, leave_out or who it is.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what each row will become.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON, with every row.")] = False,
    bad_rows: Annotated[
        Path | None, typer.Option(help="Where the rows that are not imported go, as .xlsx or .csv, to be mended.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Import referrals. Ends with 0 where every row is imported or on record, with 1 where some are not."""
    from rhi_desktop.bootstrap import code_lists, intake_of, opened_store, write_private

    given = read_mapping(mapping) if mapping is not None else None
    decisions = read_decisions(decide) if decide is not None else {}
    with opened_store(context.obj, secret(passphrase_file, "Passphrase")) as store:
        intake = intake_of(store, code_lists())
        opened = intake.open(file)
        preview = _chosen(opened, sheet)
        chosen = _mapping(intake, opened, preview, given)
        plan = intake.plan(opened, chosen, decisions=decisions)
        if bad_rows is not None and plan.not_imported:
            write_private(bad_rows, intake.rows_to_mend(plan, bad_rows.suffix))
        records = 0 if dry_run else intake.commit(plan).records
    notes = (*preview.notes, *plan.notes)
    typer.echo(_as_json(plan, notes, records, dry_run=dry_run) if as_json else _in_words(plan, notes, dry_run=dry_run))
    if plan.not_imported:
        raise typer.Exit(SOME_ROWS_NOT)


def _chosen(opened: Opened, sheet: str) -> Preview:
    if not sheet:
        return opened.best
    found = next((preview for preview in opened.previews if preview.sheet.casefold() == sheet.casefold()), None)
    if found is None:
        names = ", ".join(f"“{preview.sheet}”" for preview in opened.previews)
        raise IntakeError(f"There is no such sheet. The file has: {names}.")
    return found


def _mapping(intake: Intake, opened: Opened, preview: Preview, given: GivenMapping | None) -> ColumnMapping:
    if given is None:
        return preview.mapping
    if given.sheet or given.header_row:
        sheet = _chosen(opened, given.sheet).sheet if given.sheet else preview.sheet
        preview = intake.preview(opened, sheet, given.header_row or preview.mapping.header_row)
    return given.applied(preview)


def _as_json(plan: Plan, notes: tuple[str, ...], records: int, *, dry_run: bool) -> str:
    counts = {name: getattr(plan.counts, name) for name in plan.counts.__dataclass_fields__}
    columns = {
        heading: field.value
        for heading, field in zip(plan.headings, plan.mapping.columns, strict=False)
        if field is not None
    }
    told: dict[str, Any] = {
        "dry_run": dry_run,
        "sheet": plan.mapping.sheet,
        "header_row": plan.mapping.header_row,
        "columns": columns,
        "counts": counts,
        "records_written": records,
        "notes": list(dict.fromkeys(notes)),
        "rows": [_row(row) for row in plan.rows],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _row(row: PlanRow) -> Mapping[str, Any]:
    return {
        "row": row.row,
        "imported": row.imported,
        "name": row.name,
        "born": row.born,
        "missing_since": row.missing_since,
        "found": row.found,
        "returned": row.returned,
        "child": row.child.value if row.child is not None else None,
        "episode": row.episode.value if row.episode is not None else None,
        "new_referral": row.new_referral,
        "with_rows": list(row.with_rows),
        "adds": list(row.adds),
        "candidates": [
            {"who": one.who, "name": one.name, "born": one.born, "because": one.because} for one in row.candidates
        ],
        "warnings": [{"column": note.column, "reason": note.sentence} for note in row.warnings],
        "errors": [{"column": note.column, "reason": note.sentence} for note in row.errors],
    }


def _in_words(plan: Plan, notes: tuple[str, ...], *, dry_run: bool) -> str:
    counts = plan.counts
    will = "would be" if dry_run else "were"
    rows = (
        f"{counts.rows:,} rows: {counts.imported:,} {will} imported ({counts.unchanged:,} of them on record already), "
        f"{counts.doubtful:,} in doubt, {counts.bad:,} to mend, {counts.left_out:,} left out."
    )
    records = (
        f"New: {counts.new_children:,} children, {counts.new_episodes:,} episodes, {counts.new_referrals:,} referrals. "
        f"Completed: {counts.completed_episodes:,} episodes."
    )
    lines = [rows, records, *dict.fromkeys(notes)]
    if dry_run:
        lines += [f"Row {row.row}: {_becomes(row)}." for row in plan.rows if row.imported]
    for row in plan.rows:
        lines += [_note(row.row, note.column, note.sentence) for note in row.errors]
        if row.candidates and not row.errors and not row.left_out:
            lines += [_candidate(row.row, one) for one in row.candidates]
    warned = Counter(note.sentence for row in plan.rows for note in row.warnings)
    lines += [f"{count:,} times: {sentence}" for sentence, count in warned.items()]
    return "\n".join(lines)


def _becomes(row: PlanRow) -> str:
    if row.changes_nothing:
        return "on record already, changes nothing"
    child = "new child" if row.child is ChildBecomes.NEW else "known child"
    episode = {
        EpisodeBecomes.NEW: "new episode",
        EpisodeBecomes.COMPLETES: "completes a known episode",
        EpisodeBecomes.KNOWN: "known episode",
    }
    parts = [child, episode[row.episode] if row.episode is not None else "", "referral" if row.new_referral else ""]
    beside = f" (with row {', '.join(map(str, row.with_rows))})" if row.with_rows else ""
    return ", ".join(part for part in parts if part) + beside


def _candidate(row: int, one: Candidate) -> str:
    born = f", born {one.born}" if one.born else ""
    return f"Row {row}: may be {one.name}{born} ({one.who}). {one.because}"


def _note(row: int, column: str, sentence: str) -> str:
    return f"Row {row}, column “{column}”: {sentence}" if column else f"Row {row}: {sentence}"
