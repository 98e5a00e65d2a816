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

    Each figure is a row of a .csv with these headings, or a [[line]] of a .toml with these keys. All but the first may
    be left out. A .toml has a title, source and period of the whole table above its lines.

    \b
    figure     its name, as the others call it
    column     the month or group, where the table has several
    count      a whole number; n/a for no data; * where a small one is held back
    percent    as printed, with its decimals
    of         the figure that the percentage is of
    part of    the figure of which this is a part; all parts make up the whole
    split      what the parts are split by: sex, hours, times missing
    band       3-5, 20+, more than 3, under 10; on a line that is no part of
               anything: a term that is said in the bands of that split
    unit       episodes, children, notifications, interviews
    period     where it is not that of the table
    same as    the figure that it is said to be
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
