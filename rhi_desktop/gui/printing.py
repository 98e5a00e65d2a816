"""Pages of a PDF as images, and images to a printer. Nothing is written to disk on the way by this program."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap

JOB = "RHI Desktop"
_POINTS = 72


def pages(pdf: bytes, dots_per_inch: int) -> tuple[QImage, ...]:
    """Return the pages as images. Slow: call it as a background job."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return tuple(_image(page.render(scale=dots_per_inch / _POINTS)) for page in document)
    finally:
        document.close()


def print_pages(parent: QWidget, images: Sequence[QImage]) -> bool:
    """Ask for a printer and print, under a title that says nothing; return whether it was sent."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB)
    printer.setCreator(JOB)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    return paint(printer, images)


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Print a short PDF; return whether it was sent."""
    return print_pages(parent, pages(pdf, 200))


def paint(printer: QPrinter, images: Sequence[QImage]) -> bool:
    """Paint each image on a page of its own, as large as the paper allows; return whether it worked."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, image in enumerate(images):
        if number:
            printer.newPage()
        room = QRectF(painter.viewport())
        size = image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(room.topLeft(), size), image)
    return painter.end()


def _image(bitmap: "PdfBitmap") -> QImage:
    kind = QImage.Format.Format_BGR888 if bitmap.n_channels == 3 else QImage.Format.Format_RGB32
    return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()
