"""Pages become images, and images reach a printer: here one that makes a PDF."""

from pathlib import Path

import pypdfium2
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from rhi_desktop.gui.printing import JOB, pages, paint


def two_pages(tmp_path: Path) -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.new_page(842, 595)
    file = tmp_path / "two.pdf"
    document.save(str(file))
    return file.read_bytes()


def test_every_page_becomes_an_image_of_its_size(dressed: QApplication, tmp_path: Path) -> None:
    images = pages(two_pages(tmp_path), 72)
    assert [(image.width(), image.height()) for image in images] == [(595, 842), (842, 595)]
    assert images[0].pixelColor(10, 10).name() == "#ffffff"


def test_each_image_is_printed_on_a_page_of_its_own(dressed: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(JOB)
    image = QImage(100, 141, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    assert paint(printer, [image, image])
    printed = pages((tmp_path / "out.pdf").read_bytes(), 72)
    assert len(printed) == 2
    middle = printed[1].pixelColor(printed[1].width() // 2, printed[1].height() // 2)
    assert middle.red() > 250
    assert middle.green() + middle.blue() < 5
