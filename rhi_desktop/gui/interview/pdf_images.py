"""Pages of a PDF as pictures, from bytes in memory to pixels in memory."""

from PySide6.QtGui import QImage


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def page_image(content: bytes, at: int, scale: float) -> QImage:
    """Return page `at` (from 0) drawn at `scale` pixels a point. Call it from one thread at a time."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    try:
        page = document[at]
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
        return image
    finally:
        document.close()
