"""Sending a PDF to a printer, under a job title that says nothing of the child."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from rhi_desktop.gui.interview.pdf_images import page_count, page_image

JOB_TITLE = "Document"
_DOTS, _POINTS = 200, 72


def make_printer() -> QPrinter:
    """Return a printer with a neutral job title."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_TITLE)
    printer.setCreator("RHI Desktop")
    return printer


def print_pdf(content: bytes, printer: QPrinter) -> bool:
    """Print all pages, each fitted to its sheet; False where the printer would not begin."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for at in range(page_count(content)):
            if at and not printer.newPage():
                return False
            image = page_image(content, at, _DOTS / _POINTS)
            area = QRectF(painter.viewport())
            size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    finally:
        painter.end()
    return True
