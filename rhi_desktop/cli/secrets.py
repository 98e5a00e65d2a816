"""Passphrases and codes for commands: from a file, from standard input, or asked for; never an argument."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from rhi_desktop.domain.errors import RhiError

PassphraseFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase; - is standard input."),
]
NewPassphraseFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="The same for the new passphrase; with - for both, the second line."),
]


class NoSecret(RhiError):
    """The file that was named holds no passphrase, or nobody is there to be asked."""


def secret(file: Path | None, question: str, *, twice: bool = False) -> str:
    """Return a secret: the next line of standard input for `-`, a file's first line, or the answer to a prompt.

    Raises NoSecret where there is none.
    """
    if file is None:
        if not sys.stdin.isatty():
            raise NoSecret(f"{question}: nobody can be asked here. Give it with a file, or with - on standard input.")
        return str(typer.prompt(question, hide_input=True, confirmation_prompt=twice))
    line = next(_lines(file), "").rstrip("\r\n")
    if not line:
        raise NoSecret(f"{question}: the first line of {file} is empty.")
    return line


def _lines(file: Path) -> Iterator[str]:
    if str(file) == "-":
        yield sys.stdin.readline()
        return
    try:
        yield file.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as error:
        raise NoSecret(f"{file} cannot be read as text.") from error
