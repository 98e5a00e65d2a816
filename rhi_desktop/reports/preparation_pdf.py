"""The page before the meeting, on paper: what a worker wants in hand on the way, and nothing else."""

from datetime import date

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Spacer, Table

from rhi_desktop.domain.checks import age
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.reports import styles
from rhi_desktop.reports.fonts import REGULAR
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph
from rhi_desktop.services.preparing import Named, Preparation, Said

_WIDTH = 210 * mm - 2 * styles.MARGIN
_LABEL = 42 * mm
_LINE_HIGH = 13 * mm
_MOST = 12
"""Lines of one kind; the screen has them all."""


def preparation_pdf(preparation: Preparation, *, practice: bool) -> bytes:
    """Return the PDF. An address is never on it: paper gets lost."""
    child = preparation.child.value
    made = Moment.at(preparation.at)
    story: list[Flowable] = [
        paragraph(f"Before the meeting with {child.called}", styles.TITLE),
        paragraph(f"Made {made.spoken}. For the worker alone; destroy it after the meeting.", styles.SUBTITLE),
        Spacer(0, 6),
        *[paragraph(f"ALERT: {alert}", styles.FACT) for alert in child.alerts],
        _rows([("Child", _who(child, preparation.at.astimezone(LONDON).date())), *_needs(child)]),
        *_heading("Times away"),
        *_times(preparation),
    ]
    for title, rows in (
        ("Earlier interviews", [(one.when.spoken, one.outcome) for one in preparation.interviews]),
        ("Wishes so far", _said(preparation.wishes)),
        ("What helped, or would have", _said(preparation.helped)),
        ("People named before", _named(preparation.people)),
        ("Places named or found", _named(preparation.places)),
        (
            "Still to be done",
            [
                (Moment.parse(action.due).spoken if action.due else "No day set", f"{action.what} ({action.who})")
                for action in preparation.open_actions
            ],
        ),
    ):
        if rows:
            story += [*_heading(title), _rows(rows[:_MOST])]
        if len(rows) > _MOST:
            story.append(paragraph(f"And {len(rows) - _MOST} more, on the screen.", styles.QUIET))
    frames = Frames(title="Preparation", left="Not part of the record", notice="PRACTICE" if practice else "")
    return build(story, frames)


def _who(child: Child, today: date) -> str:
    years = age(child, today)
    known = f", known as {child.called}" if child.called != child.name else ""
    return f"{child.name}{known}, " + ("age not recorded" if years is None else f"{years} years old")


def _needs(child: Child) -> list[tuple[str, str]]:
    language = child.first_language + (", interpreter needed" if child.interpreter else "")
    facts = (("Speaks", language.strip(", ")), ("Needs", child.needs), ("School", child.school))
    return [(label, text) for label, text in facts if text]


def _heading(title: str) -> list[Flowable]:
    rule = HRFlowable(width="100%", thickness=0.6, color=styles.RULE, spaceBefore=1, spaceAfter=2)
    return [Spacer(0, 6), paragraph(title, styles.SECTION), rule]


def _rows(rows: list[tuple[str, str]]) -> Flowable:
    cells = [[paragraph(label, styles.LABEL), paragraph(text, styles.TEXT)] for label, text in rows]
    table = Table(
        cells,
        colWidths=[_LABEL, _WIDTH - _LABEL],
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0.8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
        ],
    )
    table.hAlign = "LEFT"
    return table


def _said(said: tuple[Said, ...]) -> list[tuple[str, str]]:
    """Return what was said. What the child asked to keep private is only hinted at: others may see the paper."""
    told = [(f"{one.label}, {one.when.spoken_day}", one.text) for one in said if not one.private]
    return told + ([("Kept private", "Something; see the screen.")] if len(told) < len(said) else [])


def _named(named: tuple[Named, ...]) -> list[tuple[str, str]]:
    return [(one.name, ", ".join(_facts(one))) for one in named]


def _facts(named: Named) -> list[str]:
    times = [f"{named.times} times"] if named.times > 1 else []
    return [*named.details, *times, f"last {named.last.spoken_day}"]


def _times(preparation: Preparation) -> list[Flowable]:
    episodes = [one.value for one in preparation.episodes]
    spans = [span for episode in episodes if (span := _span(episode)) is not None]
    if not episodes:
        return [paragraph("No episode is recorded.", styles.QUIET)]
    told = [(_began(episode), _told(episode)) for episode in reversed(episodes)]
    return [*([_drawn(spans), Spacer(0, 4)] if len(spans) > 1 else []), _rows(told[:_MOST])]


def _drawn(spans: list[tuple[date, date]]) -> Drawing:
    """Draw the episodes on one line of time; each is at least a stroke wide."""
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    days = max((last - first).days, 1)
    drawing = Drawing(_WIDTH, _LINE_HIGH)
    drawing.add(Line(0, 18, _WIDTH, 18, strokeColor=styles.RULE, strokeWidth=1))
    for start, end in spans:
        left = _WIDTH * (start - first).days / days
        wide = max(_WIDTH * (end - start).days / days, 2.5)
        drawing.add(Rect(min(left, _WIDTH - wide), 12, wide, 12, fillColor=styles.CHILD_RULE, strokeColor=None))
    for x, day, anchor in ((0, first, "start"), (_WIDTH, last, "end")):
        words = f"{day.day} {day:%b %Y}"
        drawing.add(String(x, 1, words, fontName=REGULAR, fontSize=7, fillColor=styles.MUTED, textAnchor=anchor))
    return drawing


def _span(episode: Episode) -> tuple[date, date] | None:
    days = [Moment.parse(text).day for text in (episode.missing_since, episode.found, episode.returned) if text]
    return (min(days), max(days)) if days else None


def _began(episode: Episode) -> str:
    return Moment.parse(episode.missing_since).spoken if episode.missing_since else "Begin not recorded"


def _told(episode: Episode) -> str:
    parts = [
        f"from {episode.missing_from}" if episode.missing_from else "",
        f"found at {episode.found_at}" if episode.found_at else "",
        f"back {Moment.parse(episode.returned).spoken}" if episode.returned else "return not recorded",
        episode.circumstances,
    ]
    return "; ".join(part for part in parts if part)
