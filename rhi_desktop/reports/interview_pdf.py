"""The interview for the child's record: the child's words set apart from the worker's, one to three pages."""

from itertools import groupby
from typing import TypeAlias

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Spacer, Table

from rhi_desktop.reports import styles
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph
from rhi_desktop.services.document import Card, Document, Line, Section, Silence, Voice

_WIDTH = 210 * mm - 2 * styles.MARGIN
_SHORT = 34
"""Answers of up to so many characters stand two to a row."""
_LABEL = 32 * mm
_SAID = {Voice.CHILD: "IN THE CHILD’S WORDS", Voice.CARER: "PARENT OR CARER"}


Style: TypeAlias = tuple[object, ...]
_TIGHT: list[Style] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 1.2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
]
_TINT: list[Style] = [("BACKGROUND", (0, 0), (-1, -1), styles.WORKER_FILL)]


def interview_pdf(document: Document) -> bytes:
    """Return the PDF of the record."""
    story: list[Flowable] = [paragraph(document.title, styles.TITLE)]
    story.append(paragraph(f"{document.question_set} · version {document.version} of this record", styles.SUBTITLE))
    story += [Spacer(0, 5), _facts(document.facts), Spacer(0, 4)]
    for section in document.sections:
        story += _section(section)
    if document.reasons:
        story += _section(Section("Left without an answer, with the reason", Voice.RECORD, document.reasons))
    frames = Frames(
        title="Return home interview",
        left=f"Version {document.version} · revision {document.fingerprint[:16]}",
        notice="PRACTICE" if document.practice else "",
    )
    return build(story, frames)


def _facts(facts: tuple[Line, ...]) -> Flowable:
    cells = [[paragraph(fact.label, styles.LABEL), paragraph(fact.text, styles.FACT)] for fact in facts]
    if len(cells) % 2:
        cells.append(["", ""])
    rows = [[*cells[i], *cells[i + 1]] for i in range(0, len(cells), 2)]
    widths = [26 * mm, _WIDTH / 2 - 26 * mm] * 2
    table = Table(rows, colWidths=widths, style=[*_TIGHT, ("BOX", (0, 0), (-1, -1), 0.6, styles.RULE)])
    table.hAlign = "LEFT"
    return table


def _section(section: Section) -> list[Flowable]:
    heading: list[Flowable] = [
        Spacer(0, 7),
        paragraph(section.title, styles.SECTION),
        HRFlowable(width="100%", thickness=0.6, color=styles.RULE, spaceBefore=1, spaceAfter=2),
    ]
    body: list[Flowable] = []
    for kind, parts in groupby(section.parts, key=type):
        if kind is Line:
            body += _lines([part for part in parts if isinstance(part, Line)], section.voice)
        elif kind is Card:
            body += [flowable for part in parts if isinstance(part, Card) for flowable in _card(part)]
        else:
            body += [_silence(part) for part in parts if isinstance(part, Silence)]
    return [CondPageBreak(24 * mm), *heading, *body]


def _lines(lines: list[Line], voice: Voice) -> list[Flowable]:
    flowables: list[Flowable] = []
    for said, group in groupby(lines, key=lambda line: line.voice if line.voice in _SAID else voice):
        if said in _SAID:
            flowables += [_quoted(line) for line in group]
        else:
            flowables += _rows(list(group), _TINT if said is Voice.WORKER else [])
    return flowables


def _rows(lines: list[Line], tint: list[Style]) -> list[Flowable]:
    """Short answers stand two to a row, longer ones have a row of their own."""
    rows: list[Flowable] = []
    waiting: list[Line] = []
    for line in lines:
        if not _is_short(line):
            rows += [_pair(waiting, tint)] if waiting else []
            rows.append(_splitting([_label(line), _text(line)], [_LABEL, _WIDTH - _LABEL], tint))
            waiting = []
        elif waiting:
            rows.append(_pair([*waiting, line], tint))
            waiting = []
        else:
            waiting = [line]
    return [*rows, _pair(waiting, tint)] if waiting else rows


def _pair(lines: list[Line], tint: list[Style]) -> Flowable:
    cells = [cell for line in lines for cell in (_label(line), _text(line))]
    cells += [""] * (4 - len(cells))
    return _splitting(cells, [_LABEL, _WIDTH / 2 - _LABEL] * 2, tint)


def _is_short(line: Line) -> bool:
    return len(line.text) <= _SHORT and "\n" not in line.text


def _label(line: Line) -> Flowable:
    return paragraph(line.label, styles.LABEL)


def _text(line: Line) -> Flowable:
    return paragraph(line.text, styles.TEXT)


def _splitting(cells: list[Flowable | str], widths: list[float], style: list[Style]) -> Flowable:
    table = Table([cells], colWidths=widths, style=[*_TIGHT, *style], splitInRow=1)
    table.hAlign = "LEFT"
    return table


def _quoted(line: Line) -> Flowable:
    rows = [
        [paragraph(f"{_SAID[line.voice]} · {line.label}", styles.VOICE)],
        [paragraph(f"“{line.text}”", styles.QUOTE)],
    ]
    style = [*_TIGHT, ("LINEBEFORE", (0, 0), (0, -1), 2.2, styles.CHILD_RULE)]
    return Table(rows, colWidths=[_WIDTH], style=style, splitInRow=1, spaceBefore=2, spaceAfter=2)


def _card(card: Card) -> list[Flowable]:
    rows = _lines(list(card.lines), Voice.RECORD)
    rule = HRFlowable(width="100%", thickness=0.5, color=styles.CARD_RULE, spaceBefore=1, spaceAfter=2)
    return [CondPageBreak(14 * mm), paragraph(card.title, styles.CARD), *rows, rule]


def _silence(silence: Silence) -> Flowable:
    return paragraph(f"{silence.state}: {'; '.join(silence.labels)}.", styles.QUIET)
