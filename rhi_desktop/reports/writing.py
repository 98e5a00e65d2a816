"""Text as paragraphs: left to right by reportlab, right to left by our own flowable.

reportlab orders right-to-left text only with a package that has no wheels; so a text that holds Arabic
letters is wrapped here, ordered by the Unicode bidirectional algorithm (python-bidi), and each Arabic run
is shaped by HarfBuzz.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from bidi.algorithm import get_display
from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import shapeStr
from reportlab.platypus import Flowable, Paragraph

from rhi_desktop.reports.fonts import ARABIC, ARABIC_BOLD, BOLD, can_print

MISSING_GLYPH = "�"


def paragraph(text: str, style: ParagraphStyle) -> Flowable:
    """Return the flowable for a text of any script; line breaks in it are kept."""
    printable = _printable(text)
    if any(_is_rtl(character) for character in printable):
        return BidiText(printable, style)
    return Paragraph(escape(printable).replace("\n", "<br/>"), style)


def run_in(pairs: Sequence[tuple[str, str]], style: ParagraphStyle, label_colour: str) -> list[Flowable]:
    """Return short answers in running text, each after its label; those in right-to-left script stand alone."""
    shown = [(_printable(label), _printable(text)) for label, text in pairs]
    plain = [pair for pair in shown if not any(_is_rtl(character) for character in pair[1])]
    spaced = "&nbsp;&nbsp;· ".join(
        f'<font color="{label_colour}" size="{style.fontSize - 0.8}">{escape(label)}</font>&nbsp;&nbsp;{escape(text)}'
        for label, text in plain
    )
    flowables: list[Flowable] = [Paragraph(spaced, style)] if plain else []
    return flowables + [paragraph(f"{label}: {text}", style) for label, text in shown if (label, text) not in plain]


class BidiText(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Text that holds right-to-left script. Wraps by words, splits between lines."""

    def __init__(self, text: str, style: ParagraphStyle, lines: list[str] | None = None) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self._lines = lines
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Break the text into lines for the width."""
        self.width = available_width
        inner = available_width - self.style.leftIndent - self.style.rightIndent
        if self._lines is None:
            self._lines = [line for part in self.text.split("\n") for line in _wrapped(part, inner, self.style)]
        self.height = len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Split between two lines where the page ends."""
        self.wrap(available_width, available_height)
        fit = int(available_height // self.style.leading)
        lines = self._lines or []
        if fit < 1 or fit >= len(lines):
            return []
        return [BidiText(self.text, self.style, lines[:fit]), BidiText(self.text, self.style, lines[fit:])]

    def draw(self) -> None:
        """Draw line by line: a line whose first letter reads from the right stands at the right."""
        baseline = self.height - self.style.fontSize
        for line in self._lines or []:
            runs = list(_visual_runs(line, self.style.fontName))
            width = sum(_width(font, text, self.style.fontSize) for font, text in runs)
            x = self.style.leftIndent
            if _reads_from_right(line):
                x = self.width - self.style.rightIndent - width
            self._draw_runs(runs, x, baseline)
            baseline -= self.style.leading

    def _draw_runs(self, runs: list[tuple[str, str]], x: float, y: float) -> None:
        canvas: Any = self.canv
        color: Color = self.style.textColor
        canvas.setFillColor(color)
        for font, text in runs:
            canvas.setFont(font, self.style.fontSize)
            canvas.drawString(
                x, y, shapeStr(text, font, self.style.fontSize, force=True) if font.startswith(ARABIC) else text
            )
            x += _width(font, text, self.style.fontSize)


def _wrapped(text: str, width: float, style: ParagraphStyle) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        for piece in _pieces(word, width, style):
            longer = f"{line} {piece}" if line else piece
            if line and _line_width(longer, style) > width:
                yield line
                line = piece
            else:
                line = longer
    yield line


def _pieces(word: str, width: float, style: ParagraphStyle) -> Iterator[str]:
    while len(word) > 1 and _line_width(word, style) > width:
        cut = max(1, int(len(word) * width / _line_width(word, style)) - 1)
        yield word[:cut]
        word = word[cut:]
    yield word


def _line_width(line: str, style: ParagraphStyle) -> float:
    return sum(_width(font, text, style.fontSize) for font, text in _visual_runs(line, style.fontName))


def _visual_runs(line: str, font: str) -> Iterator[tuple[str, str]]:
    """Yield the line's runs from left to right: Arabic runs in logical order (HarfBuzz turns them), others as shown."""
    arabic = ARABIC_BOLD if font == BOLD else ARABIC
    visual = get_display(line, base_dir="R" if _reads_from_right(line) else "L")
    for rtl, characters in groupby(visual, key=_is_rtl):
        text = "".join(characters)
        yield (arabic, text[::-1]) if rtl else (font, text)


def _width(font: str, text: str, size: float) -> float:
    if font.startswith(ARABIC):
        return (
            float(sum(glyph.x_advance for glyph in shapeStr(text, font, size, force=True).__shapeData__)) * size / 1000
        )
    return float(pdfmetrics.stringWidth(text, font, size))


def _is_rtl(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL", "NSM"} and ord(character) >= 0x0590


def _reads_from_right(line: str) -> bool:
    for character in line:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _printable(text: str) -> str:
    """Keep line breaks, turn other controls into spaces, and mark what no embedded font can show."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        character if character == "\n" or can_print(character) else _substitute(character) for character in composed
    )


def _substitute(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cc", "Mn"}:
        return ""
    if category == "So":
        return f"[{unicodedata.name(character, MISSING_GLYPH).lower()}]"
    return MISSING_GLYPH
