"""Commands for those who write question sets."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rhi_desktop.cli.secrets import PassphraseFile, secret
from rhi_desktop.domain.errors import QuestionSetError, RhiError
from rhi_desktop.services.reporting import CannotWrite

if TYPE_CHECKING:
    from rhi_desktop.questions.definition import Form

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

    result = run(_form(file), _steps(answers), clock=lambda: datetime.now().astimezone())
    _write(out, json.dumps(result, ensure_ascii=False, indent=2).encode("utf-8"))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="An XLSForm as .md or .csv.")],
    out: Annotated[Path, typer.Option(help="Where the workbook goes.")],
) -> None:
    """Write a question set as an Excel workbook that can be edited and brought back."""
    from rhi_desktop.questions.workbook import export_xlsx

    _write(out, export_xlsx(file))


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="An XLSForm, or an XForm as .xml.")],
    new: Annotated[Path, typer.Argument(help="The changed one.")],
) -> None:
    """Say in words what changes from one question set to another, and what it no longer feeds."""
    from rhi_desktop.questions.comparing import compare as compare_forms
    from rhi_desktop.services.change_words import lines
    from rhi_desktop.services.concept_uses import lost

    before, after = _form(old), _form(new)
    for line in lines(compare_forms(before, after).differences, lost(before, after)):
        typer.echo(line)


@app.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A changed question set: .xlsx, .xls, .csv or .md.")],
    use: Annotated[bool, typer.Option("--use", help="Write new interviews on it from now on.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say what a changed question set means for a workspace; nothing happens without --use."""
    from rhi_desktop.bootstrap import opened_desk
    from rhi_desktop.services.change_words import kept_words, lines
    from rhi_desktop.services.set_files import read_own

    chosen = read_own(file)
    with opened_desk(context.obj, secret(passphrase_file, "Passphrase")) as desk:
        preview = desk.set_changes.preview(chosen)
        for line in (*preview.notes, *lines(preview.differences, preview.losses)):
            typer.echo(line)
        for number, draft in enumerate(preview.drafts, start=1):
            typer.echo(f"Open interview {number}, on version {draft.version}, if it is moved: {kept_words(draft.move)}")
        if use:
            desk.set_changes.adopt(chosen)
    said = "New interviews are written on it from now on." if use else "Nothing was changed: --use takes it up."
    typer.echo(f"{chosen.title}, version {chosen.version}. {said}")


@app.command(name="print")
def print_(
    file: Annotated[Path, typer.Argument(metavar="SET", help="An XLSForm, or the word “shipped” for ours.")],
    out: Annotated[Path, typer.Option(help="Where the PDF goes.")],
) -> None:
    """Write a question set as a document to be read and commented on."""
    from rhi_desktop.bootstrap import QUESTION_SET
    from rhi_desktop.questions.session import Session
    from rhi_desktop.reports import fonts
    from rhi_desktop.reports.question_set_pdf import question_set_pdf
    from rhi_desktop.runtime.assets import find_assets

    resources = find_assets().resources
    source = resources / "question_sets" / QUESTION_SET if str(file) == "shipped" else file
    fonts.register(resources / "fonts")
    _write(out, question_set_pdf(Session.start(_form(source), clock=lambda: datetime.now().astimezone())))


def _form(file: Path) -> "Form":
    from rhi_desktop.questions.xform import read_form
    from rhi_desktop.questions.xlsform import convert

    try:
        return read_form(file.read_bytes() if file.suffix == ".xml" else convert(file))
    except OSError as error:
        raise QuestionSetError(f"{file.name} cannot be read.") from error


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
