"""Commands for the IT desk: make a workspace, look at it, check it, mend it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rhi_desktop.cli.secrets import NewPassphraseFile, PassphraseFile, secret
from rhi_desktop.domain.errors import RhiError, WorkspaceMissing

if TYPE_CHECKING:
    from rhi_desktop.services.ports import RecoverySheet

app = typer.Typer(no_args_is_help=True, add_completion=False)
Sheet = Annotated[Path, typer.Option("--recovery-sheet", help="Where the recovery sheet goes, as a PDF to print.")]


class NotSound(RhiError):
    """A check of the workspace found something."""


@app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="The worker's name, as it stands on the record.")],
    recovery_sheet: Sheet,
    passphrase_file: PassphraseFile = None,
    passphrase_only: Annotated[
        bool, typer.Option(help="Do without the keyring; the passphrase alone then protects the store.")
    ] = False,
) -> None:
    """Make an encrypted workspace and its recovery sheet."""
    from rhi_desktop.bootstrap import access_to, desk_of
    from rhi_desktop.services.ports import Founding

    passphrase = secret(passphrase_file, "New passphrase", twice=True)
    store, sheet = access_to(context.obj).found(Founding(passphrase, name, passphrase_only))
    try:
        desk_of(store)
        _write_sheet(sheet, recovery_sheet)
    finally:
        store.close()
    typer.echo(f"The workspace is made. Print {recovery_sheet}, then delete the file.")


@app.command()
def info(context: typer.Context) -> None:
    """Say what can be said of a workspace without its passphrase."""
    from rhi_desktop.bootstrap import access_to, workspace_folder

    folder = workspace_folder(context.obj)
    typer.echo(f"Folder: {folder}")
    access = access_to(folder)
    typer.echo(f"Keyring on this computer: {access.keyring().value}")
    if not access.exists():
        raise WorkspaceMissing
    typer.echo(f"Store: {(folder / 'store.db').stat().st_size:,} bytes")
    typer.echo(f"Backups on this computer: {len(list((folder / 'backups').glob('store-*.db')))}")
    wait = access.wait()
    typer.echo(f"Next attempt to unlock: {'now' if wait <= 0 else f'in {wait:.0f} seconds'}")


@app.command()
def verify(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Check every page, signature, chain and row of the store."""
    from rhi_desktop.bootstrap import opened_store

    with opened_store(context.obj, secret(passphrase_file, "Passphrase")) as store:
        faults = store.verify()
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        count = "One fault was" if len(faults) == 1 else f"{len(faults)} faults were"
        raise NotSound(f"{count} found. “rhi-desktop workspace restore” brings back the newest sound backup.")
    typer.echo("No fault found.")


@app.command()
def rebuild(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Make the rows of the store anew from its revisions."""
    from rhi_desktop.bootstrap import opened_store

    with opened_store(context.obj, secret(passphrase_file, "Passphrase")) as store:
        store.rebuild()
    typer.echo("The rows are made anew from the revisions.")


@app.command()
def restore(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Put the newest sound backup in the place of a damaged store, which is kept beside it."""
    from rhi_desktop.bootstrap import vault_of, workspace_folder
    from rhi_desktop.domain.moments import Moment

    made = vault_of(workspace_folder(context.obj)).restore(secret(passphrase_file, "Passphrase"))
    typer.echo(f"The backup of {Moment.at(made).spoken} is in place. The store that was there is kept in the folder.")


@app.command(name="change-passphrase")
def change_passphrase(
    context: typer.Context, passphrase_file: PassphraseFile = None, new_passphrase_file: NewPassphraseFile = None
) -> None:
    """Set a new passphrase."""
    from rhi_desktop.bootstrap import access_to

    old = secret(passphrase_file, "Passphrase")
    new = secret(new_passphrase_file, "New passphrase", twice=True)
    access_to(context.obj).change_passphrase(old, new)
    typer.echo("The passphrase is changed.")


@app.command(name="change-key")
def change_key(
    context: typer.Context,
    passphrase_file: PassphraseFile = None,
    code_file: Annotated[
        Path | None, typer.Option(help="A file whose first line is the recovery code; - as above.")
    ] = None,
) -> None:
    """Encrypt the store anew under a fresh key, where the old one may be known; passphrase and sheet stay."""
    from rhi_desktop.bootstrap import vault_of, workspace_folder

    passphrase, code = secret(passphrase_file, "Passphrase"), secret(code_file, "Recovery code")
    vault_of(workspace_folder(context.obj)).rotate(passphrase, code)
    typer.echo("The store is encrypted under a new key. The backups that were under the old one are gone.")


@app.command()
def recover(
    context: typer.Context,
    code_file: Annotated[
        Path | None, typer.Option(help="A file whose first line is the recovery code; - as above.")
    ] = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    """Open the workspace with the code of the recovery sheet and set a new passphrase."""
    from rhi_desktop.bootstrap import access_to

    code = secret(code_file, "Recovery code")
    new = secret(new_passphrase_file, "New passphrase", twice=True)
    access_to(context.obj).recover(code, new).close()
    typer.echo("The workspace opens with the new passphrase.")


@app.command(name="new-sheet")
def new_sheet(context: typer.Context, recovery_sheet: Sheet, passphrase_file: PassphraseFile = None) -> None:
    """Make a new recovery sheet; the old one then opens nothing."""
    from rhi_desktop.bootstrap import access_to

    _write_sheet(access_to(context.obj).new_sheet(secret(passphrase_file, "Passphrase")), recovery_sheet)
    typer.echo(f"Print {recovery_sheet}, then delete the file. The old sheet opens nothing now.")


def _write_sheet(sheet: "RecoverySheet", file: Path) -> None:
    from rhi_desktop.bootstrap import sheet_pdf, write_private

    write_private(file, sheet_pdf(sheet))
