"""The fonts of the PDFs: registered once a process, embedded as subsets."""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "RHI-Sans", "RHI-Sans-Bold", "RHI-Sans-Italic"
ARABIC, ARABIC_BOLD = "RHI-Arabic", "RHI-Arabic-Bold"
_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    ARABIC: "NotoNaskhArabic-Regular.ttf",
    ARABIC_BOLD: "NotoNaskhArabic-Bold.ttf",
}


def register(folder: Path) -> None:
    """Make the fonts in `folder` known to reportlab; the Arabic ones are shaped by HarfBuzz."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, folder / file, shapable=name.startswith(ARABIC)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


def can_print(character: str) -> bool:
    """Whether one of the embedded fonts has a glyph for the character."""
    code = ord(character)
    return any(code in pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, ARABIC))
