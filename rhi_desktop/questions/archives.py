"""Looking into a workbook before anything parses it: how large it would become, and what is in it."""

import zipfile
from pathlib import Path

from rhi_desktop.domain.errors import QuestionSetError

LARGEST_FILE = 10_000_000
LARGEST_CONTENT = 60_000_000
MOST_ENTRIES = 1_000
HIGHEST_RATIO = 200
SUFFIXES = (".md", ".xlsx", ".xls", ".csv")
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = ("EncryptedPackage", "EncryptionInfo")


def check_size(file: Path) -> None:
    """Refuse a file that is missing, empty or larger than 10 MB."""
    try:
        size = file.stat().st_size
    except OSError as error:
        raise QuestionSetError(f"{file.name} cannot be read. Check that it exists and that you may open it.") from error
    if size == 0:
        raise QuestionSetError(f"{file.name} is empty.")
    if size > LARGEST_FILE:
        raise QuestionSetError(f"{file.name} is larger than 10 MB, which no question set is.")


def check_name(file: Path) -> None:
    """Refuse a file whose name says that it is no question set."""
    suffix = file.suffix.lower()
    if suffix in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise QuestionSetError(f"{file.name} may hold macros and was not opened. Save it as an Excel workbook (.xlsx).")
    if suffix not in SUFFIXES:
        raise QuestionSetError(f"{file.name} is not a question set: it must end in .xlsx, .xls, .csv or .md.")


def check_protection(file: Path) -> None:
    """Refuse a workbook that is locked with a password."""
    content = file.read_bytes() if file.suffix.lower() in {".xlsx", ".xls"} else b""
    if content.startswith(_COMPOUND) and any(name.encode("utf-16-le") in content for name in _LOCKED):
        raise locked(file)


def locked(file: Path) -> QuestionSetError:
    """Return the error of a workbook that is locked with a password."""
    return QuestionSetError(f"{file.name} is locked with a password. Save it without one, and try again.")


def check_archive(file: Path) -> None:
    """Refuse an .xlsx that would grow beyond all measure, holds a DTD, or is no archive at all."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive.infolist())
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    _refuse_dtd(archive.read(entry))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise QuestionSetError(f"{file.name} is damaged or not an Excel workbook.") from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise QuestionSetError("The workbook holds more than 1,000 files and was not opened.")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise QuestionSetError("The workbook holds macros and was not opened. Save it without them, as .xlsx.")
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if total > LARGEST_CONTENT or total / packed > HIGHEST_RATIO:
        raise QuestionSetError("The workbook would unpack to far more than a question set needs and was not opened.")


def _refuse_dtd(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise QuestionSetError("The workbook refers to things outside itself (a DTD or an entity) and was not opened.")
