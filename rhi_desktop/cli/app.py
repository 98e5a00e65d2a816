"""The command line, for automation and for the IT desk: one clear line for every error, no traceback."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from rhi_desktop import __version__
from rhi_desktop.cli import figures, imports, questions, workspace
from rhi_desktop.cli.secrets import PassphraseFile, secret
from rhi_desktop.domain.errors import RhiError

app = typer.Typer(
    name="rhi-desktop",
    help="Return home interviews, written offline into an encrypted store. Without a command, opens the application.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(workspace.app, name="workspace", help="Create, check and mend a workspace.")
app.add_typer(imports.app, name="import", help="Import police notifications and trackers.")
app.add_typer(questions.app, name="questions", help="Check and try question sets.")
app.add_typer(figures.app, name="figures", help="Check figures before they are published.")


@app.callback(invoke_without_command=True)
def opening(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("--workspace", help="The workspace's folder.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Open the application, or run a command on the workspace."""
    context.obj = folder
    if version:
        typer.echo(f"rhi-desktop {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from rhi_desktop.bootstrap import open_window

        raise typer.Exit(open_window(folder))


@app.command()
def report(
    context: typer.Context,
    interview: Annotated[str, typer.Argument(help="The id of a submitted interview.")],
    out: Annotated[Path, typer.Option(help="Where the PDF goes.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the PDF of a submitted interview."""
    from rhi_desktop.bootstrap import opened_desk

    with opened_desk(context.obj, secret(passphrase_file, "Passphrase")) as desk:
        desk.reporting.export(interview, out)
    typer.echo(f"Written to {out}. It holds a child's data: look after it.")


@app.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Drive the windows offscreen.")] = False,
    out: Annotated[Path, typer.Option(help="Where --headless leaves its pictures and the PDF.")] = Path("build/demo"),
) -> None:
    """Open a practice workspace with invented people."""
    from rhi_desktop.demo.opening import drive, open_practice

    raise typer.Exit(drive(out) if headless else open_practice())


@app.command("demo-sync")
def demo_sync(
    headless: Annotated[bool, typer.Option("--headless", help="Drive the windows offscreen.")] = False,
    out: Annotated[Path, typer.Option(help="Where --headless leaves its pictures.")] = Path("build/demo-sync"),
) -> None:
    """Lead an invented team of three laptops through a hub on this computer."""
    from rhi_desktop.demo.opening import lead_team

    raise typer.Exit(lead_team(out if headless else None))


def run(arguments: list[str]) -> int:
    """Run a command and return the exit status: 0, 1 with one line for an error, 2 for wrong usage."""
    try:
        app(arguments, prog_name="rhi-desktop")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except RhiError as error:
        sys.stderr.write(f"rhi-desktop: {error}\n")
        return 1
    return 0
