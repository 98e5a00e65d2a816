"""The page around the record: marking at the top and the bottom, page x of y, version and fingerprint."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from rhi_desktop.reports.fonts import BOLD, REGULAR
from rhi_desktop.reports.styles import BOTTOM, INK, MARGIN, MUTED, TOP

MARKING = "OFFICIAL-SENSITIVE"
"""Government Security Classifications Policy: at the top and bottom of every page, with page x of y."""
_SMALL, _NUMBER = 7, 70
"""The size of the footer, and the room that the number of the page has in it."""


@dataclass(frozen=True, slots=True)
class Frames:
    """What stands on every page. `left` is the footer's line, cut where it would reach the number of the page; `notice`
    is printed large where it is not empty. `paper` is the size of the page in points."""

    title: str
    left: str
    marking: str = MARKING
    notice: str = ""
    paper: tuple[float, float] = A4


class _CountingCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Keeps the pages until their number is known."""

    frames: Frames

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 -- reportlab's name
        """Put the page aside."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the pages, each with its number and the count."""
        count = len(self._pages)
        for page in self._pages:
            self.__dict__.update(page)
            self._draw_frame(count)
            super().showPage()
        super().save()

    def _draw_frame(self, count: int) -> None:
        frames = self.frames
        width, height = frames.paper
        self.setFillColor(INK)
        self.setFont(BOLD, 9)
        if frames.marking:
            self.drawCentredString(width / 2, height - 12 * 2.83, frames.marking)
            self.drawCentredString(width / 2, 8 * 2.83, frames.marking)
        self.setFont(BOLD, 8)
        if frames.notice:
            self.drawString(MARGIN, height - 12 * 2.83, frames.notice)
        self.setFillColor(MUTED)
        self.setFont(REGULAR, _SMALL)
        self.drawString(MARGIN, 13 * 2.83, _cut(frames.left, width - 2 * MARGIN - _NUMBER))
        self.drawRightString(width - MARGIN, 13 * 2.83, f"Page {self._pageNumber} of {count}")


def _cut(words: str, room: float) -> str:
    if stringWidth(words, REGULAR, _SMALL) <= room:
        return words
    kept = next(end for end in range(len(words), 0, -1) if stringWidth(f"{words[:end]}…", REGULAR, _SMALL) <= room)
    return f"{words[:kept].rstrip()}…"


def build(flowables: list[Flowable], frames: Frames) -> bytes:
    """Lay the flowables out on pages and return the PDF; it is never on the disk.

    Title and language are set; nothing else is said in the metadata, and equal content gives equal bytes.
    """
    output = BytesIO()
    canvas_class = type("FramedCanvas", (_CountingCanvas,), {"frames": frames})
    document = BaseDocTemplate(
        output,
        pagesize=frames.paper,
        title=frames.title,
        author="RHI Desktop",
        subject="",
        creator="RHI Desktop",
        producer="RHI Desktop",
        lang="en-GB",
        invariant=1,
        displayDocTitle=True,
    )
    width, height = frames.paper
    inner = Frame(
        MARGIN,
        BOTTOM,
        width - 2 * MARGIN,
        height - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(frames=[inner])])
    document.build(flowables, canvasmaker=canvas_class)
    return output.getvalue()
