import io

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from rhi_desktop.gui.interview.pdf_images import page_count, page_image
from rhi_desktop.gui.interview.pdf_pages import PdfPages
from tests.gui.executors import ManualJobs

A4_WIDE, A4_HIGH = 595, 842


def a_pdf(pages: int) -> bytes:
    """Return a PDF of white A4 pages, the last with a black square at its bottom left."""
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=(A4_WIDE, A4_HIGH))
    for number in range(pages):
        if number == pages - 1:
            canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def shown(window: QWidget, jobs: ManualJobs) -> PdfPages:
    pages = PdfPages(jobs, window)
    pages.resize(700, 500)
    window.show()
    return pages


def test_a_page_is_drawn_with_its_colours_and_its_size() -> None:
    image = page_image(a_pdf(2), 1, 2.0)
    assert (image.width(), image.height()) == (2 * A4_WIDE, 2 * A4_HIGH)
    assert image.pixelColor(100, image.height() - 100).name() == "#000000"
    assert image.pixelColor(image.width() - 100, 100).name() == "#ffffff"


def test_every_page_is_shown_in_order(shown: PdfPages, jobs: ManualJobs) -> None:
    shown.show_pdf(a_pdf(3))
    jobs.drain()
    assert [label.pixmap().isNull() for label in shown.pages] == [False] * 3


def test_pages_are_drawn_one_at_a_time(shown: PdfPages, jobs: ManualJobs) -> None:
    shown.show_pdf(a_pdf(3))
    assert jobs.executor.waiting == 1
    shown.zoom_in()
    assert jobs.executor.waiting == 1


def test_zooming_makes_pages_larger_and_fitting_makes_them_as_they_were(shown: PdfPages, jobs: ManualJobs) -> None:
    shown.show_pdf(a_pdf(1))
    jobs.drain()
    fitted = shown.pages[0].pixmap().width()
    shown.zoom_in()
    jobs.drain()
    assert shown.pages[0].pixmap().width() > fitted
    shown.fit_width()
    jobs.drain()
    assert shown.pages[0].pixmap().width() == fitted


def test_clearing_leaves_no_page(shown: PdfPages, jobs: ManualJobs) -> None:
    shown.show_pdf(a_pdf(2))
    jobs.drain()
    shown.show_pdf(b"")
    assert shown.pages == ()


def test_what_is_no_pdf_is_said_and_shows_nothing(qtbot: QtBot, shown: PdfPages, jobs: ManualJobs) -> None:
    with qtbot.waitSignal(shown.failed):
        shown.show_pdf(b"no pdf at all")
        jobs.drain()


def test_pages_are_counted() -> None:
    assert page_count(a_pdf(4)) == 4
