"""The line of time in words: what stands above and beneath the drawing, and what a screen reader hears of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rhi_desktop.domain.counted import counted_if_any
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.whereabouts import Bar, Line, Overlap, Span, Stay, Whereabouts

LONG = timedelta(days=6)
_MOST = 6


def caption(line: Line) -> str:
    """Say from when to when the child was away."""
    dated, away = line.span.length > LONG, line.away
    start = spoken(away.start, dated=dated) if away.start else moment(line.span.start, dated=dated)
    end = spoken(away.end, dated=dated) if away.end else moment(line.span.end, dated=dated)
    if away.start and away.end:
        exact = away.start.instant is not None and away.end.instant is not None
        return f"Away {start} to {end}{f', {duration(line.span.length)}' if exact else ''}."
    if away.start:
        return f"Away from {start}. No return is recorded."
    if away.end:
        return f"Back {end}. When the child was last seen is not recorded."
    return f"The places so far: {start} to {end}."


def legend(line: Line) -> str:
    """Say what the drawing means."""
    hatched = " Hatched: not known yet. Press it to add a place there." if line.gaps else ""
    return f"{caption(line)} Shaded: night.{hatched}"


def bar_words(bar: Bar, line: Line) -> str:
    """Say a place with its times."""
    stay, dated = bar.stay, line.shown.length > LONG
    slept = ", slept there" if stay.slept else ""
    return f"{stay.name}: {_when(stay, dated=dated)}{slept}"


def gap_words(gap: Span, line: Line) -> str:
    """Say what is not known: “Mon 22:10 to Tue 03:00: not known yet”."""
    return f"{_stretch(gap, dated=line.shown.length > LONG)}: not known yet"


def beneath(found: Whereabouts) -> tuple[str, ...]:
    """Return the sentences beneath the drawing: gaps, places at the same time, and places that stand on no line."""
    sentences: list[str] = []
    for line in found.lines:
        gaps = [f"{gap_words(gap, line)} ({duration(gap.length)})." for gap in line.gaps]
        sentences += _cut(gaps, "gaps")
        sentences += _cut([_overlap(overlap, line) for overlap in line.overlaps], "places at the same time")
    sentences += [f"{_named(stay)} ends before it begins. Please check its times." for stay in found.muddled]
    for what, stays in (("Outside of the time away", found.outside), ("Without a time so far", found.undated)):
        if stays:
            sentences.append(f"{what}: {', '.join(map(_named, stays))}.")
    return tuple(sentences)


def aloud(line: Line) -> str:
    """Return the whole line as sentences, in order of time."""
    parts = [(bar.span.start, bar_words(bar, line)) for bar in line.bars]
    parts += [(gap.start, gap_words(gap, line)) for gap in line.gaps]
    return " ".join([caption(line), *(f"{words}." for _, words in sorted(parts))])


def moment(at: datetime, *, dated: bool = False) -> str:
    """Say an instant on a London clock: “Mon 22:10”, with the date where the line is long."""
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b %H:%M}" if dated else f"{local:%a %H:%M}"


def spoken(at: Moment, *, dated: bool = False) -> str:
    """Say a moment; one without a time is a day: “Mon 23 Nov”."""
    return moment(at.instant, dated=dated) if at.instant else f"{at.day:%a} {at.day.day} {at.day:%b}"


def duration(length: timedelta) -> str:
    """Say a length of time in words: “2 days 3 hours”, “4 hours 50 minutes”."""
    minutes = round(length.total_seconds() / 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [counted_if_any(days, "day"), counted_if_any(hours, "hour"), counted_if_any(minutes, "minute")]
    return " ".join([part for part in parts if part][:2]) or "no time"


def mark(at: datetime, step: timedelta) -> str:
    """Return what stands at a mark of the drawing: the day at midnight, else the hour."""
    local = at.astimezone(LONDON)
    if step >= timedelta(days=1) or local.hour == 0:
        return f"{local:%a} {local.day} {local:%b}"
    return f"{local:%H:%M}"


def _when(stay: Stay, *, dated: bool) -> str:
    start, end = (spoken(one, dated=dated) if one else "" for one in (stay.start, stay.end))
    if not end:
        return f"from {start}, until when is not known"
    if not start:
        return f"until {end}, from when is not known"
    return start if start == end else f"{start} to {end}"


def _stretch(span: Span, *, dated: bool) -> str:
    """Say a stretch of time, the day once where it is the same: “Mon 22:10 to 23:00”."""
    start, end = (at.astimezone(LONDON) for at in (span.start, span.end))
    last = f"{end:%H:%M}" if start.date() == end.date() else moment(span.end, dated=dated)
    return f"{moment(span.start, dated=dated)} to {last}"


def _overlap(overlap: Overlap, line: Line) -> str:
    both = _stretch(overlap.span, dated=line.shown.length > LONG)
    return f"{_named(overlap.first)} and {_named(overlap.second)}: both at {both}. Is that right?"


def _named(stay: Stay) -> str:
    name = stay.name if len(stay.name) <= 40 else f"{stay.name[:39].rstrip()}…"
    return name if name == f"Place {stay.number}" else f"{name} ({stay.number})"


def _cut(sentences: list[str], what: str) -> Iterator[str]:
    yield from sentences[:_MOST]
    if len(sentences) > _MOST:
        yield f"And {len(sentences) - _MOST} more {what}."
