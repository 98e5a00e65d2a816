"""The PDFs of the program, made in memory."""

from pathlib import Path

from rhi_desktop.reports import fonts
from rhi_desktop.reports.interview_pdf import interview_pdf
from rhi_desktop.reports.preparation_pdf import preparation_pdf
from rhi_desktop.reports.recovery_sheet import recovery_sheet_pdf
from rhi_desktop.reports.table_pdf import table_pdf
from rhi_desktop.reports.urgent_pdf import urgent_pdf
from rhi_desktop.services.document import Document
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.preparing import Preparation
from rhi_desktop.services.tables import Table
from rhi_desktop.services.urgent_sharing import Extract


class PdfReports:
    """Fulfils the services’ ports with reportlab; `font_folder` holds the fonts to embed."""

    def __init__(self, font_folder: Path) -> None:
        fonts.register(font_folder)

    def interview(self, document: Document) -> bytes:
        """Return the PDF of an interview."""
        return interview_pdf(document)

    def recovery_sheet(self, sheet: RecoverySheet) -> bytes:
        """Return the one-page recovery sheet."""
        return recovery_sheet_pdf(sheet)

    def urgent(self, extract: Extract, *, practice: bool) -> bytes:
        """Return the urgent extract."""
        return urgent_pdf(extract, practice=practice)

    def preparation(self, preparation: Preparation, *, practice: bool) -> bytes:
        """Return the page before the meeting."""
        return preparation_pdf(preparation, practice=practice)

    def table(self, table: Table, *, practice: bool) -> bytes:
        """Return a table as a PDF."""
        return table_pdf(table, practice=practice)
