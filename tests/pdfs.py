"""Reading PDFs back."""

import io

from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """Return the words of all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
