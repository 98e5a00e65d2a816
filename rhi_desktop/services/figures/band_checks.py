"""Bands of a published table: overlaps, gaps, and terms that its bands do not fit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from rhi_desktop.domain.figures.bands import Band
from rhi_desktop.services.figures.findings import Finding, Grade, doubtful, wrong
from rhi_desktop.services.figures.groups import Group, groups_of
from rhi_desktop.services.figures.published import PublishedLine, PublishedTable
from rhi_desktop.services.figures.rounding import said, total_grade

_OPEN = Decimal("Infinity")


def band_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield what is wrong with the bands of each split, and with terms that are said in them."""
    for group in groups_of(table):
        parts = [part for part in group.parts if part.band is not None]
        bands = sorted((part.band for part in parts if part.band is not None), key=lambda band: (band.low, band.above))
        touching = _touching(bands)
        if touching:
            yield doubtful(
                f"Each band of {group.words} begins where the one before ends: say in which of the two {bands[1].low} "
                "is counted."
            )
        for before, after in pairwise(bands) if not touching else ():
            yield from _joint_fault(group, before, after)
        for line in table.lines:
            if line.band is not None and not line.part_of and (line.split, line.column) == (group.split, group.column):
                yield from _term_faults(line, line.band, parts, touching=touching)


def _touching(bands: Sequence[Band]) -> bool:
    """Whether each band begins where the one before ends (“0-8”, “8-16”): then that end is in the later one alone."""
    joints = [before.high == after.low and not before.below and not after.above for before, after in pairwise(bands)]
    return bool(joints) and all(joints)


def _joint_fault(group: Group, before: Band, after: Band) -> Iterator[Finding]:
    pair = f"“{before.words}” and “{after.words}” of {group.words}"
    last, first = before.last, after.first
    if last is None or first <= last:
        yield wrong(f"{pair} overlap: {first} is in both.")
    elif first > last + 1:
        between = f"{last + 1}" if first == last + 2 else f"{last + 1} to {first - 1}"
        yield wrong(f"{pair} leave a gap: {between} is in neither.")


def _term_faults(
    line: PublishedLine, term: Band, parts: Sequence[PublishedLine], *, touching: bool
) -> Iterator[Finding]:
    """Yield a term that cuts a band in two, or a figure of it that its bands do not make up."""
    inside = []
    for part in parts:
        if part.band is None or _apart(term, part.band, touching=touching) or _other_has(term, part, parts):
            continue
        if not _within(term, part.band, touching=touching):
            yield wrong(
                f"{line.words} is “{term.words}”, which cuts through the band “{part.band.words}”: it cannot be told "
                "from these bands."
            )
            return
        inside.append(part)
    yield from _term_sum(line, inside)


def _term_sum(line: PublishedLine, inside: Sequence[PublishedLine]) -> Iterator[Finding]:
    percents = [part.percent for part in inside if part.percent is not None]
    counts = [part.count for part in inside if part.count is not None]
    if line.percent is not None and percents and len(percents) == len(inside):
        grade = total_grade(percents, line.percent)
        if grade is not None:
            yield _sum_finding(grade, line, " + ".join(str(one) for one in percents), said(sum(percents)),
                               said(line.percent))  # fmt: skip
    if line.count is not None and counts and len(counts) == len(inside) and sum(counts) != line.count:
        terms = " + ".join(str(one) for one in counts)
        yield _sum_finding(Grade.WRONG, line, terms, str(sum(counts)), str(line.count))


def _sum_finding(grade: Grade, line: PublishedLine, terms: str, total: str, given: str) -> Finding:
    return Finding(grade, f"{line.words} is given as {given}; its bands make it {terms} = {total}.")


def _other_has(term: Band, part: PublishedLine, parts: Sequence[PublishedLine]) -> bool:
    """Whether all that a term has of a band is its first number, and that is the last of another band too."""
    first = part.band.first if part.band is not None else None
    last_of = [other.band.last for other in parts if other.band is not None and other is not part]
    return first is not None and term.last == first and first in last_of


def _apart(term: Band, band: Band, *, touching: bool) -> bool:
    if touching:
        return _end(band.high) <= term.low or band.low >= _end(term.high)
    return _end(band.last) < term.first or band.first > _end(term.last)


def _within(term: Band, band: Band, *, touching: bool) -> bool:
    if touching:
        return band.low >= term.low and _end(band.high) <= _end(term.high)
    return band.first >= term.first and _end(band.last) <= _end(term.last)


def _end(high: Decimal | None) -> Decimal:
    return _OPEN if high is None else high
