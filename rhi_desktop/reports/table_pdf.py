"""A table on paper: its headings on every page, numbers to the right, and below it what has to be known to read it."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Spacer
from reportlab.platypus import Table as Grid

from rhi_desktop.reports import styles
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph
from rhi_desktop.services.tables import Table

_WIDTH = 210 * mm - 2 * styles.MARGIN
_NARROWEST = 16 * mm
_FOOT = 150
"""How many letters of what the table is fit below a page."""
_FIRST = 0.34
"""The share of the page that the first column has at least."""


def table_pdf(table: Table, *, practice: bool) -> bytes:
    """Return the PDF of a table."""
    story: list[Flowable] = [paragraph(table.title, styles.TITLE)]
    if table.about:
        story.append(paragraph(table.about, styles.SUBTITLE))
    story += [Spacer(0, 6), _grid(table), Spacer(0, 8)]
    if table.notes:
        story += [HRFlowable(width="100%", thickness=0.6, color=styles.RULE), Spacer(0, 3)]
    story += [paragraph(note, styles.QUIET) for note in table.notes]
    foot = f"{table.title}. {table.about}"[:_FOOT]
    frames = Frames(title=table.title, left=foot, notice="PRACTICE" if practice else "")
    return build(story, frames)


def _grid(table: Table) -> Flowable:
    head = [paragraph(column, styles.LABEL) for column in table.columns]
    rows = [[_cell(table, at, value) for at, value in enumerate(row)] for row in table.rows]
    if not rows:
        rows = [[paragraph("Nothing in this period.", styles.TEXT), *[""] * (len(table.columns) - 1)]]
    grid = Grid([head, *rows], colWidths=_widths(table), repeatRows=1, hAlign="LEFT")
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, styles.MUTED),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, styles.RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return grid


def _cell(table: Table, at: int, value: str | int) -> Flowable:
    return paragraph(str(value), styles.FACT if at == 0 and 0 in table.wide else styles.TEXT)


def _widths(table: Table) -> list[float]:
    """Share the page: what wraps has twice the room of the others, the first column a third at least."""
    count = len(table.columns)
    weights = [2.0 if at in table.wide else 1.0 for at in range(count)]
    widths = [_WIDTH * one / sum(weights) for one in weights]
    if count > 1 and widths[0] < _FIRST * _WIDTH and 0 in table.wide:
        rest = sum(weights[1:])
        widths = [_FIRST * _WIDTH, *((1 - _FIRST) * _WIDTH * one / rest for one in weights[1:])]
    return [max(one, _NARROWEST) if count <= 8 else one for one in widths]
