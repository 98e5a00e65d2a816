"""The commands of `rhi-hub`: one clear line for every error, no traceback."""

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer
from sqlalchemy import Engine

from rhi_desktop import __version__
from rhi_desktop.hub.config import PREFIX, Settings, load_settings
from rhi_desktop.hub.engine import open_database
from rhi_desktop.hub.migrate import Schema
from rhi_desktop.hub.operating import VALID, Operating, require_current
from rhi_desktop.hub.refusing import HubProblem, Refused
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.wire.api import Reason
from rhi_desktop.wire.limits import MIB
from rhi_desktop.wire.words import WORDS

USUAL: Final = Path("/etc/rhi-hub/hub.toml")
_PRIVATE: Final = 0o077
_SAYS: Final = {
    Reason.BUSY: "The database does not answer. See that it runs, and that the setting database names it rightly.",
    Reason.FULL: "The database's disk is full. Make room; nothing was changed.",
}

app = typer.Typer(
    name="rhi-hub",
    help="The hub: keeps and hands on sealed envelopes that it cannot read.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def opening(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help=f"The settings (TOML). Usually {USUAL}.")] = None,
) -> None:
    """Keep and hand on sealed envelopes."""
    context.obj = config


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"rhi-hub {__version__}")


@app.command()
def init(context: typer.Context) -> None:
    """Set up the database, or bring it to this program's version; print the code to found an organisation."""
    settings = _settings(context)
    with _database(settings, current=False) as engine:
        operating = Operating(engine, _now())
        code = operating.init(Schema(engine, _scripts()))
        typer.echo(f"The hub's key: {operating.fingerprint()}")
    if code:
        typer.echo(f"Code to found the organisation with, once, within {VALID.days} days: {code}")
    else:
        typer.echo("The hub was set up before, and a code is out or used. “rhi-hub invite” makes a further one.")


@app.command()
def serve(
    context: typer.Context,
    listen: Annotated[str | None, typer.Option(help="Host and port, like 127.0.0.1:8470.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, max=64, help="How many processes serve.")] = None,
    behind_proxy: Annotated[bool, typer.Option("--behind-proxy", help="A proxy ahead of it does TLS.")] = False,
) -> None:
    """Take requests until told to end."""
    import msgspec

    from rhi_desktop.hub import serving

    settings = _settings(context)
    given = {"listen": listen, "processes": processes, "behind_proxy": behind_proxy}
    settings = msgspec.structs.replace(settings, **{name: value for name, value in given.items() if value})
    raise typer.Exit(serving.serve(settings, _scripts()))


@app.command()
def invite(
    context: typer.Context,
    organisation: Annotated[str, typer.Option(help="Its id: let a device into it. Without: a new one.")] = "",
) -> None:
    """Print a code: to found a further organisation, or to ask to be let into one."""
    settings = _settings(context)
    with _database(settings) as engine:
        operating = Operating(engine, _now())
        if not organisation:
            code = operating.founding_code()
            typer.echo(f"Code to found an organisation with, once, within {VALID.days} days: {code}")
            return
        code, text = operating.enrolment_code(organisation, settings.address)
    typer.echo(f"Code to ask to be let in with, once, within {VALID.days} days: {code}")
    typer.echo(text or "Set the hub's address in its settings to have the whole invitation printed.")


@app.command()
def devices(context: typer.Context) -> None:
    """List the devices: organisation, device, state, day of last contact, envelopes yet to be held."""
    with _database(_settings(context)) as engine:
        for one in Operating(engine, _now()).devices():
            role = "team" if one.team else "reader"
            typer.echo(f"{one.organisation} {one.device} {one.state} {role} seen {one.seen} behind {one.behind}")


@app.command()
def revoke(
    context: typer.Context,
    device: Annotated[str, typer.Argument(help="Its id, as “rhi-hub devices” lists it.")],
    organisation: Annotated[str, typer.Option(help="Where several have a device of that id.")] = "",
) -> None:
    """Shut a device out: it is handed nothing more. Its coordinator should do so too, which also changes the keys."""
    with _database(_settings(context)) as engine:
        done = Operating(engine, _now()).revoke(device, organisation)
    typer.echo("The device is shut out." if done else "The device was shut out before.")


@app.command()
def prune(context: typer.Context) -> None:
    """Let go of envelopes that all who are to have them hold, and that are old enough (keep_days)."""
    from rhi_desktop.hub.pruning import prune as prune_log

    settings = _settings(context)
    with _database(settings) as engine:
        gone = prune_log(engine, _now().date(), settings.keep_days)
    typer.echo(f"{gone.envelopes} envelopes went, {gone.size / MIB:.1f} MiB.")


@app.command()
def check(context: typer.Context) -> None:
    """Look whether every log is whole: one line for each thing that is wrong, and exit status 1."""
    from rhi_desktop.hub.checking import check as check_logs

    with _database(_settings(context)) as engine:
        checked = check_logs(engine)
    for problem in checked.problems:
        typer.echo(problem)
    typer.echo(f"{checked.envelopes} envelopes, {checked.pruned} of them pruned; {len(checked.problems)} problems.")
    raise typer.Exit(1 if checked.problems else 0)


@app.command()
def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="Where the copy goes; it must not be there.")]
) -> None:
    """Copy the database into one file, and read it again. It holds the hub's key: look after it."""
    from rhi_desktop.hub.backing_up import back_up

    with _database(_settings(context)) as engine:
        back_up(engine, file)
    typer.echo(f"Written to {file}. It holds the hub's key: look after it.")


def run(arguments: list[str]) -> int:
    """Run a command and return the exit status: 0, 1 with one line for an error, 2 for wrong usage."""
    os.umask(_PRIVATE)  # a database in a file holds the hub's key
    try:
        app(arguments, prog_name="rhi-hub")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except HubProblem as problem:
        return _failed(str(problem))
    except Refused as refusal:
        return _failed(_SAYS.get(refusal.reason, WORDS[refusal.reason]))
    return 0


def _failed(sentence: str) -> int:
    sys.stderr.write(f"rhi-hub: {sentence}\n")
    return 1


def _settings(context: typer.Context) -> Settings:
    named = context.obj or os.environ.get(f"{PREFIX}CONFIG")
    file = Path(named) if named else USUAL if USUAL.exists() else None
    settings = load_settings(file, os.environ)
    if not settings.database:
        raise HubProblem(
            f'Say where the database is: database = "postgresql:///rhi_hub" in {USUAL}, or {PREFIX}DATABASE.'
        )
    return settings


@contextmanager
def _database(settings: Settings, *, current: bool = True) -> Iterator[Engine]:
    engine = open_database(settings.database)
    try:
        if current:
            require_current(Schema(engine, _scripts()))
        yield engine
    finally:
        engine.dispose()


def _scripts() -> Path:
    return find_assets().db / "hub"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
