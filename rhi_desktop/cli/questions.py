"""Commands for those who write question sets."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.services.reporting import CannotWrite

app = typer.Typer(no_args_is_help=True, add_completion=False)


class BadSteps(RhiError):
    """The file of steps is not what `questions try` takes."""


@app.command()
def check(file: Annotated[Path, typer.Argument(help="An XLSForm: .xlsx, .xls, .csv or .md.")]) -> None:
    """Check a question set and say what is in it."""
    from rhi_desktop.questions.definition import Question
    from rhi_desktop.questions.xform import read_form
    from rhi_desktop.questions.xlsform import convert

    form = read_form(convert(file))
    count = sum(isinstance(node, Question) for node in form.walk())
    typer.echo(f"{form.title}, version {form.version}: {count} questions, no fault found.")


@app.command(name="try")
def try_(
    file: Annotated[Path, typer.Argument(help="An XLSForm, or an XForm as .xml.")],
    answers: Annotated[Path, typer.Option(help="A JSON list of steps: set, add, remove.")],
    out: Annotated[Path, typer.Option(help="Where the result goes, as JSON.")],
) -> None:
    """Answer a question set step by step and write what it makes of it."""
    from rhi_desktop.questions.trial import run
    from rhi_desktop.questions.xform import read_form
    from rhi_desktop.questions.xlsform import convert

    form = read_form(file.read_bytes() if file.suffix == ".xml" else convert(file))
    result = run(form, _steps(answers), clock=lambda: datetime.now().astimezone())
    _write(out, json.dumps(result, ensure_ascii=False, indent=2).encode("utf-8"))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="An XLSForm as .md or .csv.")],
    out: Annotated[Path, typer.Option(help="Where the workbook goes.")],
) -> None:
    """Write a question set as an Excel workbook that can be edited and brought back."""
    from rhi_desktop.questions.workbook import export_xlsx

    _write(out, export_xlsx(file))


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CannotWrite from error


def _steps(file: Path) -> list[dict[str, Any]]:
    try:
        steps = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSteps(f"{file} cannot be read as JSON.") from error
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise BadSteps(f"{file} must hold a list of steps, each an object with set, add or remove.")
    return steps
