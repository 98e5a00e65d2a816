"""The urgent extract on paper: one page for somebody who must act today."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Spacer, Table

from rhi_desktop.domain.moments import Moment
from rhi_desktop.reports import styles
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph
from rhi_desktop.services.document import Line, Voice
from rhi_desktop.services.urgent_sharing import Extract

_WIDTH = 210 * mm - 2 * styles.MARGIN
_LABEL = 42 * mm
_BODY = ParagraphStyle("urgent", styles.TEXT, fontSize=10, leading=13.5)
_BOLD = ParagraphStyle("urgent-bold", styles.FACT, fontSize=10, leading=13.5)
_QUOTE = ParagraphStyle("urgent-quote", styles.QUOTE, fontSize=10, leading=13.5)
_SMALL = ParagraphStyle("urgent-label", styles.LABEL, fontSize=8.4, leading=13.5)


def urgent_pdf(extract: Extract, *, practice: bool) -> bytes:
    """Return the PDF. It holds what was said and what is asked; no address and nothing of the rest."""
    child, request = extract.child, extract.request
    known = "" if child.called == child.name else f" (known as {child.called})"
    to = ", ".join(part for part in (request.label, request.who) if part)
    story: list[Flowable] = [
        paragraph("Urgent information about a child", styles.TITLE),
        paragraph("Before the interview is finished: facts as they were told, to keep a child safe.", styles.SUBTITLE),
        Spacer(0, 8),
        _rows(
            [
                ("Child", f"{child.name}{known}", _BOLD),
                ("Date of birth", Moment.parse(child.born).spoken[4:] if child.born else "Not recorded", _BODY),
                ("Reference", child.reference or "Not recorded", _BODY),
                ("To", to or "Not said", _BODY),
                ("From", extract.worker, _BODY),
                ("Written", extract.at.spoken, _BODY),
            ]
        ),
        *_heading("What was said or seen"),
    ]
    for answer, behind in extract.said:
        story.append(_rows([(answer.label, answer.text, _BOLD), *(_row(line) for line in behind)]))
        story.append(Spacer(0, 4))
    if not extract.said:
        story.append(paragraph("No answer marks an immediate risk.", _BODY))
    story += [*_heading("What is asked of you"), paragraph(request.asked or "Not said", _BODY)]
    frames = Frames("Urgent information", "Not the record of the interview", notice="PRACTICE" if practice else "")
    return build(story, frames)


def _row(line: Line) -> tuple[str, str, ParagraphStyle]:
    child = line.voice is Voice.CHILD
    return (
        line.label,
        f"“{line.text}”" if child and not line.text.startswith("“") else line.text,
        _QUOTE if child else _BODY,
    )


def _heading(title: str) -> list[Flowable]:
    rule = HRFlowable(width="100%", thickness=0.6, color=styles.RULE, spaceBefore=1, spaceAfter=4)
    return [Spacer(0, 10), paragraph(title, styles.SECTION), rule]


def _rows(rows: list[tuple[str, str, ParagraphStyle]]) -> Flowable:
    cells = [[paragraph(label, _SMALL), paragraph(text, style)] for label, text, style in rows]
    return Table(
        cells,
        colWidths=[_LABEL, _WIDTH - _LABEL],
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ],
    )
