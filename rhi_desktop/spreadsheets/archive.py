"""The .xlsx as an archive: refused before anything in it is parsed where it could do harm."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.parsers import expat

from rhi_desktop.services.intake.sheets import IntakeError

LARGEST_CONTENT = 600_000_000
LARGEST_PART = 400_000_000
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 150
_SLACK = 5_000_000
"""A small workbook may be packed as tightly as it likes."""
_CHUNK = 1 << 18
DAMAGED = "The workbook is damaged or not an Excel workbook. Open it in Excel, save it as .xlsx, and try again."
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError),
    *(ValueError, LookupError, OverflowError),
)
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@contextmanager
def damage_told() -> Iterator[None]:
    """Say that the workbook is damaged where reading it fails."""
    try:
        yield
    except expat.ExpatError as error:
        raise IntakeError(DAMAGED) from error
    except RuntimeError as error:
        raise IntakeError("The workbook is protected by a password. Save a copy without one.") from error
    except _FAULTS as error:
        raise IntakeError(DAMAGED) from error


class Archive:
    """The parts of a workbook, by name."""

    def __init__(self, content: bytes) -> None:
        with damage_told():
            self._zip = zipfile.ZipFile(BytesIO(content))
        entries = self._zip.infolist()
        self._names = {entry.filename for entry in entries}
        _check_size(entries)
        if "xl/workbook.bin" in self._names:
            raise IntakeError("This is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.")
        if any(name.startswith(("xl/vbaProject", "xl/macrosheets/")) for name in self._names):
            raise IntakeError("The workbook holds macros. Save it as .xlsx, without them, and import that.")
        if "mimetype" in self._names:
            raise IntakeError("This is an OpenDocument file. Save it as .xlsx or .csv, and import that.")

    def __contains__(self, part: str) -> bool:
        """Whether there is a part of that name."""
        return part in self._names

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a part's bytes."""
        if part not in self._names:
            raise IntakeError(DAMAGED)
        with damage_told(), self._zip.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def parse(
        self, part: str, *, start: Callable[[str, dict[str, str]], None], **handlers: Callable[..., None]
    ) -> None:
        """Run a part through handlers: `start(name, attributes)`, `end(name)`, `text(words)`."""
        parser = new_parser(start, **handlers)
        with damage_told():
            for chunk in self.chunks(part):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)


def new_parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """Return a parser that tells names without their prefix and refuses a DTD, so that nothing can expand."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_dtd
    return parser


def local(name: str) -> str:
    """Return an element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_dtd(*_: object) -> None:
    raise IntakeError("The workbook refers to things outside itself (a DTD or an entity) and was not opened.")


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise IntakeError("The workbook holds more than 2,000 files and was not opened.")
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    too_tight = total > _SLACK and total / packed > HIGHEST_RATIO
    if total > LARGEST_CONTENT or too_tight or any(entry.file_size > LARGEST_PART for entry in entries):
        raise IntakeError("The workbook would unpack to far more than a table needs and was not opened. Split it.")
    if any(entry.compress_type not in _PACKED for entry in entries):
        raise IntakeError(DAMAGED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise IntakeError("The workbook is protected by a password. Save a copy without one, and import that.")
