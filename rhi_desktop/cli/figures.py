"""Commands for those who publish figures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rhi_desktop.services.figures.published import PublishedTable

app = typer.Typer(no_args_is_help=True, add_completion=False)
_FAULTS = 1


@app.callback()
def about_figures() -> None:
    """Check figures before they are published."""


@app.command()
def check(
    file: Annotated[
        Path, typer.Argument(help="The table: .toml with [[line]] for each figure, or .csv with headings.")
    ],
) -> None:
    """Say what cannot be right in a table, a line for each fault. Ends with 1 where something is wrong.

    The fields, as keys or headings: figure, column, count, percent, of, part of, split, band, unit, period, same as.
    """
    from rhi_desktop.services.figures.checking import check as check_table
    from rhi_desktop.services.figures.findings import Grade

    table = _table(file)
    findings = check_table(table)
    for finding in findings:
        typer.echo(f"{finding.grade.value}: {finding.words}")
    faults = sum(finding.grade is Grade.WRONG for finding in findings)
    count = f"{faults} wrong, {len(findings) - faults} doubtful" if findings else "no fault found"
    typer.echo(f"{table.title}: {len(table.lines)} figures, {count}.")
    if faults:
        raise typer.Exit(_FAULTS)


def _table(file: Path) -> "PublishedTable":
    from rhi_desktop.services.figures.published import PublicationUnclear, read_rows, read_toml
    from rhi_desktop.spreadsheets.files import SpreadsheetFiles

    kind = file.suffix.lower()
    if kind == ".csv":
        book = SpreadsheetFiles().open(file)
        rows = ((row.number, row.cells) for name, _hidden in book.sheets() for row in book.rows(name))
        return read_rows(file.stem, rows)
    if kind != ".toml":
        raise PublicationUnclear("A table to be checked is a .toml or a .csv.")
    try:
        return read_toml(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise PublicationUnclear("The file cannot be read. Check that it exists and that you may open it.") from error
