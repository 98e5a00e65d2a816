"""Where a child was while away, laid along a line of time: what is known, what is not, and what cannot both be true.

All positions are aware UTC instants; days and nights are those of a London clock. A moment without a time of day
stands for its whole day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rhi_desktop.domain.moments import LONDON, Moment

LEAST_GAP = timedelta(minutes=15)
"""A shorter time between two places is the way from one to the other."""

DUSK, DAWN = time(22), time(6)
_NARROWEST = 24
_EVER = datetime.max.replace(tzinfo=UTC)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stay:
    """A place and when the child was there; None for a time that is not known. `key` and `number` are its card's."""

    key: str
    number: int
    name: str
    start: Moment | None = None
    end: Moment | None = None
    slept: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """One time away, from when the child was last seen to the return; None for an end that is not recorded."""

    start: Moment | None
    end: Moment | None


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant to another."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Bar:
    """A stay on a line. Stays at the same time lie in different lanes, counted from 0.

    `vague` where no stretch of time is certain: one time is missing, or all that is known is a day.
    """

    stay: Stay
    span: Span
    lane: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two stays that say that the child was in both places at once."""

    first: Stay
    second: Stay
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One time away with the places in it; an end that is not recorded reaches to the last stay.

    `shown` reaches further than `span` where a stay does. `gaps` are the stretches of `span` for which no place is
    known; a stay of which only a part is known (`vague`) closes none.
    """

    away: Away
    span: Span
    shown: Span
    bars: tuple[Bar, ...]
    gaps: tuple[Span, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def lanes(self) -> int:
        """How many lanes the bars need, at least one."""
        return max((bar.lane for bar in self.bars), default=0) + 1


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The lines in order of time, and the stays that stand on none.

    `undated` have no time at all, `muddled` end before they start, `outside` lie in no time away.
    """

    lines: tuple[Line, ...] = ()
    undated: tuple[Stay, ...] = ()
    muddled: tuple[Stay, ...] = ()
    outside: tuple[Stay, ...] = ()


def lay_out(aways: Iterable[Away], stays: Iterable[Stay]) -> Whereabouts:
    """Lay the stays along the times away; where none is recorded, one line holds all that is dated."""
    every = tuple(stays)
    dated = {stay: span for stay in every if (span := extent(stay)) is not None and span.start <= span.end}
    spans = tuple(_spans(tuple(aways), tuple(dated.values())))
    held: dict[int, list[Stay]] = {at: [] for at in range(len(spans))}
    outside: list[Stay] = []
    for stay, span in dated.items():
        at = _belongs(span, [line for _, line in spans])
        (outside if at is None else held[at]).append(stay)
    lines = tuple(
        _line(away, span, tuple((stay, dated[stay]) for stay in held[at])) for at, (away, span) in enumerate(spans)
    )
    return Whereabouts(
        lines=lines,
        undated=tuple(stay for stay in every if stay.start is None and stay.end is None),
        muddled=tuple(stay for stay in every if stay not in dated and (stay.start or stay.end)),
        outside=tuple(outside),
    )


def extent(stay: Stay) -> Span | None:
    """Return the longest time that a stay can have taken; a known end without the other is a point. None: undated."""
    first, last = stay.start or stay.end, stay.end or stay.start
    if first is None or last is None:
        return None
    return Span(earliest(first), latest(last))


def certain(stay: Stay) -> Span | None:
    """Return the time for which the child was at a place beyond doubt, None where there is none."""
    if stay.start is None or stay.end is None:
        return None
    span = Span(latest(stay.start), earliest(stay.end))
    return span if span.start < span.end else None


def earliest(moment: Moment) -> datetime:
    """Return the first instant that a moment can mean."""
    return moment.instant or _midnight(moment.day)


def latest(moment: Moment) -> datetime:
    """Return the last instant that a moment can mean."""
    return moment.instant or _midnight(moment.day + timedelta(days=1))


def nights(span: Span) -> tuple[Span, ...]:
    """Return the nights that a span touches, cut to it."""
    day = span.start.astimezone(LONDON).date() - timedelta(days=1)
    found = []
    while (dusk := _on_clock(day, DUSK)) < span.end:
        dawn = _on_clock(day + timedelta(days=1), DAWN)
        cut = Span(max(dusk, span.start), min(dawn, span.end))
        if cut.start < cut.end:
            found.append(cut)
        day += timedelta(days=1)
    return tuple(found)


def marks(span: Span, step: timedelta) -> tuple[datetime, ...]:
    """Return the full hours of a London clock inside a span, `step` apart from each midnight on; or every nth day."""
    days, hours = max(step.days, 1), step.seconds // 3600
    day = span.start.astimezone(LONDON).date()
    found: list[datetime] = []
    while _midnight(day) <= span.end:
        for hour in range(0, 24, hours) if hours else (0,):
            at = _on_clock(day, time(hour))
            if span.start <= at <= span.end and (not found or at > found[-1]):
                found.append(at)
        day += timedelta(days=days)
    return tuple(found)


def _spans(aways: tuple[Away, ...], extents: tuple[Span, ...]) -> Iterator[tuple[Away, Span]]:
    """Yield each time away and how far it reaches."""
    known = [away for away in aways if away.start or away.end]
    if not known:
        if extents:
            yield Away(None, None), Span(min(s.start for s in extents), max(s.end for s in extents))
        return
    known.sort(key=_first)
    for away, later in zip(known, (*known[1:], None), strict=True):
        start = earliest(away.start) if away.start else None
        end = latest(away.end) if away.end else None
        limit = _first(later) if later else _EVER
        if start is None and end is not None:
            start = min((s.start for s in extents if s.start < end), default=end)
        if end is None and start is not None:
            end = max((s.end for s in extents if start < s.end <= limit), default=start)
        if start is not None and end is not None:
            yield away, Span(start, max(start, end))


def _first(away: Away) -> datetime:
    moment = away.start or away.end
    return earliest(moment) if moment else _EVER


def _belongs(span: Span, aways: list[Span]) -> int | None:
    """Return the time away that a stay shares most with, None where it touches none."""
    best, most = None, timedelta(-1)
    for at, away in enumerate(aways):
        shared = min(span.end, away.end) - max(span.start, away.start)
        if shared >= timedelta(0) and shared > most:
            best, most = at, shared
    return best


def _line(away: Away, whole: Span, held: tuple[tuple[Stay, Span], ...]) -> Line:
    ordered = sorted(held, key=lambda pair: (pair[1].start, pair[1].end, pair[0].number))
    edges = [whole, *(span for _, span in ordered)]
    shown = Span(min(edge.start for edge in edges), max(edge.end for edge in edges))
    firm = [pair for pair in ordered if certain(pair[0]) is not None]
    bars = tuple(_in_lanes(ordered, shown.length / _NARROWEST))
    gaps = tuple(_gaps(whole, firm, ordered))
    return Line(away, whole, shown, bars, gaps, tuple(_overlaps([stay for stay, _ in firm])))


def _in_lanes(ordered: list[tuple[Stay, Span]], least: timedelta) -> Iterator[Bar]:
    """Yield the bars; each keeps its lane for the time `least`, so that short ones can be read.

    What is only a day stays out of the first lane, in which the gaps lie.
    """
    free: list[datetime] = []
    for stay, span in ordered:
        vague = certain(stay) is None
        first = 1 if vague and span.length else 0
        lane = next((at for at in range(first, len(free)) if free[at] <= span.start), max(len(free), first))
        free += [_NEVER] * (lane + 1 - len(free))
        free[lane] = max(span.end, span.start + least)
        yield Bar(stay, span, lane, vague)


def _gaps(whole: Span, firm: list[tuple[Stay, Span]], ordered: list[tuple[Stay, Span]]) -> Iterator[Span]:
    """Yield what no stay covers; a known moment of arriving or leaving divides a gap."""
    points = [span for _, span in ordered if not span.length]
    reached = whole.start
    for span in (*sorted((*(span for _, span in firm), *points), key=lambda s: s.start), Span(whole.end, whole.end)):
        until = min(span.start, whole.end)
        if until - reached >= LEAST_GAP:
            yield Span(reached, until)
        reached = max(reached, span.end)


def _overlaps(ordered: list[Stay]) -> Iterator[Overlap]:
    """Yield where a stay certainly begins before an earlier one is over; a date alone proves nothing."""
    sure = [(stay, span) for stay in ordered if (span := certain(stay)) is not None]
    sure.sort(key=lambda pair: pair[1].start)
    longest: tuple[Stay, Span] | None = None
    for stay, span in sure:
        if longest is not None and span.start < longest[1].end:
            yield Overlap(longest[0], stay, Span(span.start, min(span.end, longest[1].end)))
        if longest is None or span.end > longest[1].end:
            longest = stay, span


def _midnight(day: date) -> datetime:
    return _on_clock(day, time(0))


def _on_clock(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LONDON).astimezone(UTC)
