"""Reports whose library is loaded with the first PDF, not with the first window."""

from pathlib import Path
from typing import TYPE_CHECKING

from rhi_desktop.services.document import Document
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.preparing import Preparation
from rhi_desktop.services.tables import Table
from rhi_desktop.services.urgent_sharing import Extract

if TYPE_CHECKING:
    from rhi_desktop.reports.pdf_reports import PdfReports


class LateReports:
    """Fulfils the services’ ports for PDFs; `font_folder` holds the fonts to embed."""

    def __init__(self, font_folder: Path) -> None:
        self._font_folder = font_folder
        self._made: PdfReports | None = None

    def interview(self, document: Document) -> bytes:
        """Return the PDF of an interview."""
        return self._reports().interview(document)

    def recovery_sheet(self, sheet: RecoverySheet) -> bytes:
        """Return the one-page recovery sheet."""
        return self._reports().recovery_sheet(sheet)

    def urgent(self, extract: Extract, *, practice: bool) -> bytes:
        """Return the urgent extract."""
        return self._reports().urgent(extract, practice=practice)

    def preparation(self, preparation: Preparation, *, practice: bool) -> bytes:
        """Return the page before the meeting."""
        return self._reports().preparation(preparation, practice=practice)

    def table(self, table: Table, *, practice: bool) -> bytes:
        """Return a table as a PDF."""
        return self._reports().table(table, practice=practice)

    def _reports(self) -> "PdfReports":
        if self._made is None:
            from rhi_desktop.reports.pdf_reports import PdfReports

            self._made = PdfReports(self._font_folder)
        return self._made
