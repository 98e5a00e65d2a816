"""From an XLSForm to an XForm, by pyxform; files from outside are converted in a process of their own."""

import multiprocessing
import re
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.archives import check_archive, check_name, check_protection, check_size, locked
from rhi_desktop.questions.faults import reworded
from rhi_desktop.questions.workbook import Sheets, read_sheets
from rhi_desktop.questions.xform import read_form
from rhi_desktop.questions.xform_binds import NodeError

SECONDS = 60
MEMORY = 2_000_000_000
_EITHER_WAY = ('<value form="guidance">-</value><value>-</value>', '<value>-</value><value form="guidance">-</value>')
"""pyxform walks a set where a language lacks both: one order, so that the same source has the same digest."""
_ROW = re.compile(r"\[row\s*:?\s*(\d+)\]\s*|\bon row (\d+)", re.IGNORECASE)
_QUOTED = re.compile(r"['“]([^'”]+)['”]")
_SHEET = re.compile(r"on the '?(\w+)'? sheet|'(survey|choices|settings|entities|external_choices)'", re.IGNORECASE)


def convert(file: Path) -> bytes:
    """Return the XForm of a question set, checked to be one that the engine runs.

    Raises QuestionSetError with the sheet and row to mend.
    """
    return convert_whole(file)[0]


def convert_whole(file: Path) -> tuple[bytes, Sheets]:
    """Return the XForm of a question set, as `convert` does, and the tables that it was made from."""
    check_name(file)
    check_size(file)
    check_protection(file)
    if file.suffix.lower() == ".xlsx":
        check_archive(file)
    try:
        xform, sheets = _in_child(_convert_whole, file)
        read_form(xform)
    except QuestionSetError as error:
        if error.row is not None:
            raise
        row = _row_of(error, _in_child(_rows, file))
        raise QuestionSetError(error.reason, sheet="survey" if row else error.sheet, row=row) from error
    return xform, sheets


def convert_shipped(file: Path) -> bytes:
    """Return the XForm of a question set that comes with the program; it is trusted, so no process is made."""
    return _convert(file)


def convert_shipped_whole(file: Path) -> tuple[bytes, Sheets]:
    """Return XForm and tables of a set that comes with the program."""
    return _convert_whole(file)


def _row_of(error: QuestionSetError, rows: list[tuple[int, str, str]]) -> int | None:
    """Return the row that an error is about: by the name of its node, or by a name or type that its reason quotes."""
    words = [error.node] if isinstance(error, NodeError) else _QUOTED.findall(error.reason)
    for word in words:
        for row, name, kind in rows:
            if word in {name, kind} or word in re.split(r"[ .]", kind)[1:]:
                return row
    return None


def _convert_whole(file: Path) -> tuple[bytes, Sheets]:
    return _convert(file), read_sheets(_source(file), file)


def _convert(file: Path) -> bytes:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    try:
        text: str = pyxform_convert(_source(file), file_type=file.suffix.lower()).xform
    except PyXFormError as error:
        if "'definition'" in str(error):  # pyxform's word for bytes that it cannot make out
            raise QuestionSetError(f"{file.name} is damaged or not a question set.") from error
        raise _worded(str(error)) from error
    except QuestionSetError:
        raise
    except Exception as error:
        if "encrypt" in str(error).lower():  # what xlrd says of an .xls
            raise locked(file) from error
        raise QuestionSetError(f"{file.name} is damaged or not a question set.") from error
    return text.replace(*_EITHER_WAY).encode("utf-8")


def _source(file: Path) -> str | bytes:
    if file.suffix.lower() in {".md", ".csv"}:
        try:
            return file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise QuestionSetError(f"{file.name} is not text in UTF-8.") from error
    return file.read_bytes()


def _rows(file: Path) -> list[tuple[int, str, str]]:
    """Return row, name and type of all that is on the survey sheet; the first row holds the headings."""
    from pyxform.xls2json_backends import get_xlsform

    try:
        survey = get_xlsform(xlsform=_source(file), file_type=file.suffix.lower()).survey
    except Exception:  # noqa: BLE001 -- the file was refused already; only the row is missing then
        return []
    return [(number, str(row.get("name", "")), str(row.get("type", ""))) for number, row in enumerate(survey, start=2)]


def _worded(message: str) -> QuestionSetError:
    """Turn pyxform's message into sheet, row and one sentence."""
    row, sheet = _ROW.search(message), _SHEET.search(message)
    number = int(row[1] or row[2]) if row else None
    name = (sheet[1] or sheet[2]) if sheet else ("survey" if row else None)
    reason = reworded(" ".join(_ROW.sub("", message).split())) or "it cannot be read."
    return QuestionSetError(reason, sheet=name, row=number)


def _in_child(work: Callable[[Path], Any], file: Path) -> Any:
    """Run `work` in a process whose memory and time are limited. Raises QuestionSetError."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(theirs, work, file), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(SECONDS) else None
    except EOFError:
        answer = None
    finally:
        child.kill()
        child.join()
        ours.close()
    if answer is None:
        raise QuestionSetError(f"{file.name} takes more time or memory than a question set needs and was not opened.")
    if isinstance(answer, QuestionSetError):
        raise answer
    return answer


def _work(answer: Connection, work: Callable[[Path], Any], file: Path) -> None:
    _limit()
    try:
        answer.send(work(file))
    except QuestionSetError as error:
        answer.send(error)


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
