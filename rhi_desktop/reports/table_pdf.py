"""A table on paper: its headings on every page, numbers to the right, and below it what has to be known to read it.

What is too wide for a page lies on its side; what is too wide for that is cut into bands, each with the first column.
"""

from collections.abc import Iterable, Sequence

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Spacer
from reportlab.platypus import Table as Grid

from rhi_desktop.reports import styles
from rhi_desktop.reports.columns import PADDING, bands, measured, widths
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph
from rhi_desktop.services.tables import Table, Value

_NOTHING = "Nothing in this period."


def table_pdf(table: Table, *, practice: bool) -> bytes:
    """Return the PDF of a table."""
    lines = _on_paper(table)
    columns = [measured(_cells(lines, at)) for at in range(len(lines[0]))]
    upright = sum(one.least for one in columns) <= _room(A4)
    paper = A4 if upright else landscape(A4)
    story: list[Flowable] = [paragraph(table.title, styles.TITLE)]
    if table.about:
        story.append(paragraph(table.about, styles.SUBTITLE))
    story.append(Spacer(0, 6))
    for number, some in enumerate(bands(columns, _room(paper))):
        if number:
            story.append(PageBreak())
        wide = widths([columns[at] for at in some], _room(paper))
        story.append(_grid([[line[at] for at in some] for line in lines], wide))
    story.append(Spacer(0, 8))
    if table.notes:
        story += [HRFlowable(width="100%", thickness=0.6, color=styles.RULE), Spacer(0, 3)]
    story += [paragraph(note, styles.QUIET) for note in table.notes]
    notice = "PRACTICE" if practice else ""
    frames = Frames(title=table.title, left=f"{table.title}. {table.about}", notice=notice, paper=paper)
    return build(story, frames)


def _on_paper(table: Table) -> list[list[Value]]:
    """Return heading and rows; what says in more words what stands before it stands in its place."""
    kept = [at for at in range(len(table.columns)) if at not in table.fuller]
    rows = [[row[at + 1] if at + 1 in table.fuller and row[at + 1] else row[at] for at in kept] for row in table.rows]
    if not rows:
        rows = [[_NOTHING, *[""] * (len(kept) - 1)]]
    return [[table.columns[at] for at in kept], *rows]


def _room(paper: tuple[float, float]) -> float:
    return paper[0] - 2 * float(styles.MARGIN)


def _cells(lines: Sequence[Sequence[Value]], at: int) -> Iterable[tuple[str, ParagraphStyle]]:
    return ((_text(line[at]), _style(number, at)) for number, line in enumerate(lines))


def _text(value: Value) -> str:
    """Return what a cell says; a percentage stays with its sign."""
    return f"{value:,}" if isinstance(value, int) else value.replace(" %", "\u00a0%")


def _style(line: int, at: int) -> ParagraphStyle:
    return styles.LABEL if line == 0 else styles.FACT if at == 0 else styles.TEXT


def _grid(lines: Sequence[Sequence[Value]], wide: Sequence[float]) -> Flowable:
    numbers = [at for at in range(1, len(wide)) if all(isinstance(line[at], int) for line in lines[1:])]
    cells = [
        [
            paragraph(_text(value), styles.to_the_right(_style(number, at)) if at in numbers else _style(number, at))
            for at, value in enumerate(line)
        ]
        for number, line in enumerate(lines)
    ]
    grid = Grid(cells, colWidths=list(wide), repeatRows=1, hAlign="LEFT")
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, styles.MUTED),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, styles.RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), PADDING[0]),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING[1]),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return grid
