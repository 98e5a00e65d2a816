"""The PDF for the child's record: shown from memory, written only where a person says."""

from pathlib import Path
from typing import Protocol

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.composing import compose
from rhi_desktop.services.document import Document
from rhi_desktop.services.filing import filed
from rhi_desktop.services.interviewing import Interviewing, Register
from rhi_desktop.services.ports import AuditAct, RecoverySheet


class CannotWrite(RhiError):
    """A file could not be written where the person asked for it."""

    def __init__(self) -> None:
        super().__init__("The file could not be written there. Check the folder and the free space, or choose another.")


class Reports(Protocol):
    """What makes PDFs, in memory."""

    def interview(self, document: Document) -> bytes:
        """Return the PDF of an interview."""
        ...

    def recovery_sheet(self, sheet: RecoverySheet) -> bytes:
        """Return the one-page recovery sheet."""
        ...


class Reporting:
    """Makes the record's PDF and keeps account of who saw, saved and printed it."""

    def __init__(
        self, records: Register, interviewing: Interviewing, reports: Reports, lists: CodeLists, *, practice: bool
    ) -> None:
        self._records = records
        self._lists = lists
        self._interviewing = interviewing
        self._reports = reports
        self._practice = practice

    def pdf(self, interview: str) -> bytes:
        """Return the PDF of a submitted interview, for a preview in the window."""
        made = self._make(interview)
        self._records.note(AuditAct.PREVIEWED, interview)
        return made

    def export(self, interview: str, path: Path) -> None:
        """Write the PDF to `path`, readable by its owner alone. Raises CannotWrite; half a file is never left."""
        write_private(path, self._make(interview))
        self._records.note(AuditAct.EXPORTED, interview)

    def printed(self, interview: str) -> None:
        """Note that the interview was sent to a printer."""
        self._records.note(AuditAct.PRINTED, interview)

    def file_name(self, interview: str) -> str:
        """Suggest a file name that says nothing of the child: the start of the revision's id."""
        return f"RHI-{self._records.get(Kind.INTERVIEW, interview).head[:8]}.pdf"

    def _make(self, interview: str) -> bytes:
        reading = self._interviewing.read(interview)
        author = filed(self._records.get(Kind.MEMBER, reading.interview.author), Member).value.name
        return self._reports.interview(compose(reading, self._lists, author=author, practice=self._practice))


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all. Raises CannotWrite."""
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.touch(mode=0o600)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CannotWrite from error
