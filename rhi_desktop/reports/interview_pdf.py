"""The interview for the child's record: the child's words set apart from the worker's, one to three pages."""

from itertools import groupby
from typing import TypeAlias

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Spacer, Table

from rhi_desktop.reports import styles
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph, run_in
from rhi_desktop.services.document import Card, Document, Line, Section, Silence, Voice

_WIDTH = 210 * mm - 2 * styles.MARGIN
_SHORT = 64
"""Answers of up to so many characters run on in one paragraph."""
_LABEL = 32 * mm
_CARD = 24 * mm
_SAID = {Voice.CHILD: "IN THE CHILD’S WORDS", Voice.CARER: "PARENT OR CARER"}


Style: TypeAlias = tuple[object, ...]
_TIGHT: list[Style] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 0.8),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
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
        story += _section(Section("Left as it is, with the reason", Voice.RECORD, document.reasons))
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
        Spacer(0, 5),
        paragraph(section.title, styles.SECTION),
        HRFlowable(width="100%", thickness=0.6, color=styles.RULE, spaceBefore=1, spaceAfter=2),
    ]
    body: list[Flowable] = []
    for kind, parts in groupby(_quotes_first(section.parts), key=type):
        if kind is Line:
            body += _lines([part for part in parts if isinstance(part, Line)], section.voice)
        elif kind is Card:
            body += [flowable for part in parts if isinstance(part, Card) for flowable in _card(part)]
        else:
            body += [_silence(part) for part in parts if isinstance(part, Silence)]
    return [CondPageBreak(15 * mm), *heading, *body]


def _quotes_first(parts: tuple[Line | Card | Silence, ...]) -> list[Line | Card | Silence]:
    """Put the child's and the carer's words together at the head of the section, the rest in order of the form."""
    quoted = [part for part in parts if isinstance(part, Line) and part.voice in _SAID]
    return [*sorted(quoted, key=lambda line: line.voice), *(part for part in parts if part not in quoted)]


def _lines(lines: list[Line], voice: Voice) -> list[Flowable]:
    flowables: list[Flowable] = []
    for said, group in groupby(lines, key=lambda line: line.voice if line.voice in _SAID else voice):
        if said in _SAID:
            flowables.append(_quoted(list(group), said))
        else:
            flowables += _rows(list(group), _TINT if said is Voice.WORKER else [])
    return flowables


def _rows(lines: list[Line], tint: list[Style]) -> list[Flowable]:
    """Short answers run on, each after its label; longer ones have a row of their own."""
    rows: list[Flowable] = []
    for short, group in groupby(lines, key=_is_short):
        same = list(group)
        if short:
            rows.append(_splitting([_run_on(same)], [_WIDTH], tint))
        else:
            rows += [_splitting([_label(line), _text(line)], [_LABEL, _WIDTH - _LABEL], tint) for line in same]
    return rows


def _run_on(lines: list[Line]) -> list[Flowable]:
    return run_in([(line.label, line.text) for line in lines], styles.TEXT, styles.MUTED_HEX)


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


def _quoted(lines: list[Line], voice: Voice) -> Flowable:
    """One table for words that belong together: whose they are on top, then each with its label."""
    rows: list[list[Flowable | str]] = [[paragraph(_SAID[voice], styles.VOICE), ""]]
    rows += [[_label(line), paragraph(f"“{line.text}”", styles.QUOTE)] for line in lines]
    style = [*_TIGHT, ("SPAN", (0, 0), (1, 0)), ("LINEBEFORE", (0, 0), (0, -1), 2.2, styles.CHILD_RULE)]
    table = Table(rows, colWidths=[_LABEL, _WIDTH - _LABEL], style=style, splitInRow=1, spaceBefore=2, spaceAfter=2)
    table.hAlign = "LEFT"
    return table


def _card(card: Card) -> list[Flowable]:
    """A card is read in one go: its short answers run on behind its name, longer ones follow."""
    short = [line for line in card.lines if _is_short(line) and line.voice not in _SAID]
    rest = [line for line in card.lines if line not in short]
    told = _run_on(short)
    widths = [_CARD, _WIDTH - _CARD]
    rows: list[Flowable] = [_splitting([paragraph(card.title, styles.CARD), told or ""], widths, [])]
    rule = HRFlowable(width="100%", thickness=0.4, color=styles.CARD_RULE, spaceBefore=1, spaceAfter=1)
    return [CondPageBreak(10 * mm), *rows, *_lines(rest, Voice.RECORD), rule]


def _silence(silence: Silence) -> Flowable:
    return paragraph(f"{silence.state}: {'; '.join(silence.labels)}.", styles.QUIET)
