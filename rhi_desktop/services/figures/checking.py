"""Whether a published table can be right: its percentages, its parts, its periods. A sentence for each fault.

The faults are those that the published tables of the source papers have (domain reference, section 12).
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from rhi_desktop.services.figures.band_checks import band_faults
from rhi_desktop.services.figures.findings import Finding, Grade, doubtful, wrong
from rhi_desktop.services.figures.giveaways import giveaway_faults
from rhi_desktop.services.figures.groups import Group, groups_of
from rhi_desktop.services.figures.published import PublishedLine, PublishedTable
from rhi_desktop.services.figures.rounding import HUNDRED, cut_off, near, said, total_grade

_EACH = 2
"""How many messages the police send of an episode: one that a child is missing, one that the child was found."""


def check(table: PublishedTable) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful, the wrong first."""
    found = [*chain.from_iterable(check_(table) for check_ in _CHECKS)]
    return tuple(sorted(found, key=lambda one: one.grade is not Grade.WRONG))


def _share_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield shares that are not what their counts make them."""
    for line in table.lines:
        whole = table.find(line.of, line.column) if line.of else None
        if line.percent is not None and line.percent > HUNDRED:
            yield wrong(f"{line.words} is {said(line.percent)}: nothing is more than all of it.")
        elif whole is not None and whole.count is not None and line.count is not None:
            yield from _share_fault(table, line, line.count, whole, whole.count)


def _share_fault(
    table: PublishedTable, line: PublishedLine, count: int, whole: PublishedLine, total: int
) -> Iterator[Finding]:
    if count > total:
        yield wrong(
            f"{line.words} is {count}, more than {whole.words}, {total}, of which it is a part. They may follow "
            "different things: what was done in a period, and what came in it."
        )
    elif line.percent is not None and not total:
        yield wrong(f"{line.words} is {said(line.percent)} of {whole.words}, which is 0. Of nothing there is no data.")
    elif line.percent is not None and not near(line.percent, Fraction(count * 100, total)):
        share = f"{count} of {whole.words}, {total}, is {said(Fraction(count * 100, total))}, not {said(line.percent)}"
        if cut_off(line.percent, Fraction(count * 100, total)):
            yield doubtful(f"{line.words}: {share}. It was cut off, not rounded.")
        else:
            yield wrong(f"{line.words}: {share}.{_other(table, line, count)}")


def _other(table: PublishedTable, line: PublishedLine, count: int) -> str:
    """Say of what else in the table the percentage would be right."""
    for other in table.lines:
        if other is line or not other.count or other.count < count or line.percent is None:
            continue
        if near(line.percent, Fraction(count * 100, other.count)):
            return f" It would be right of {other.words}, {other.count}."
    return ""


def _part_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield wholes that their parts do not make up."""
    for group in groups_of(table):
        counts = [part.count for part in group.parts if part.count is not None]
        if len(counts) == len(group.parts) and group.whole.count is not None:
            yield from _sum_fault(group, sum(counts), group.whole.count)
        percents = [part.percent for part in group.parts if part.percent is not None and part.of == part.part_of]
        if len(percents) == len(group.parts):
            grade = total_grade(percents, HUNDRED)
            if grade is not None:
                why = "Rounding alone does not make that difference." if grade is Grade.WRONG else (
                    "They are given to different decimals, or one is missing."
                )  # fmt: skip
                yield Finding(grade, f"The percentages of {group.words} total {said(sum(percents))}, not 100 %. {why}")


def _sum_fault(group: Group, total: int, whole: int) -> Iterator[Finding]:
    if total < whole:
        yield wrong(f"The parts of {group.words} total {total}, not {whole}: {whole - total} are in none of them.")
    elif total > whole:
        yield wrong(f"The parts of {group.words} total {total}, not {whole}: {total - whole} too many.")


def _period_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield figures of one period that are set against a figure of another."""
    told = set()
    for line in table.lines:
        for name in (line.of, line.part_of):
            whole = table.find(name, line.column) if name else None
            if whole is None or not line.period or not whole.period or line.period == whole.period:
                continue
            pair = (line.period, whole.words)
            if pair not in told:
                told.add(pair)
                yield wrong(
                    f"{line.words} is of {line.period}, {whole.words} of {whole.period}: one is no part of the other."
                )


def _unit_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield shares of one unit in another."""
    for line in table.lines:
        whole = table.find(line.of, line.column) if line.of else None
        if line.percent is None or whole is None or not line.unit or not whole.unit or line.unit == whole.unit:
            continue
        yield wrong(
            f"{line.words} counts {line.unit}, {whole.words} {whole.unit}: one cannot be a percentage of the other."
        )


def _message_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield notifications that were worked out from episodes, or episodes from notifications."""
    for line in table.lines:
        for other in table.lines if line.unit == "notifications" and line.count else ():
            if (other.unit, other.column) == ("episodes", line.column) and line.count == _EACH * (other.count or 0):
                yield doubtful(
                    f"{line.words}, {line.count}, is exactly two for each of {other.words}, {other.count}. A message "
                    "alone would show: one of the two was worked out, not counted."
                )


def _same_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield figures that are said to be another one, and are not."""
    for line in table.lines:
        other = table.find(line.same_as, line.column) if line.same_as else None
        if other is None:
            continue
        if line.count is not None and other.count is not None and line.count != other.count:
            yield wrong(f"{line.words}, {line.count}, is given as the same as {other.words}, {other.count}.")
        for elsewhere in table.lines:
            if (elsewhere.figure, elsewhere.of) == (line.figure, line.same_as) and _part_only(table, elsewhere):
                share = said(elsewhere.percent) if elsewhere.percent is not None else "a part"
                yield wrong(
                    f"{line.words} is given as the same as “{line.same_as}”, and {elsewhere.words} is {share} of it: "
                    "they are two figures."
                )


def _part_only(table: PublishedTable, line: PublishedLine) -> bool:
    whole = table.find(line.of, line.column)
    counted = whole is not None and line.count is not None and whole.count is not None
    if counted and whole is not None:
        return line.count != whole.count
    return line.percent is not None and line.percent != HUNDRED


def _empty_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield columns in which everything is 0, beside columns in which something is not."""
    counts: dict[str, list[int]] = {}
    for line in table.lines:
        if line.column and line.count is not None:
            counts.setdefault(line.column, []).append(line.count)
    empty = [f"“{column}”" for column, some in counts.items() if len(some) > 1 and not any(some)]
    if empty and len(empty) < len(counts):
        yield doubtful(
            f"Every count is 0 in {', '.join(empty)}. Where nothing was recorded, say “no data”: 0 says that nobody "
            "was missing."
        )


_CHECKS = (
    _share_faults, _part_faults, _period_faults, _unit_faults, _message_faults, _same_faults, _empty_faults,
    band_faults, giveaway_faults,
)  # fmt: skip
