"""One child's rows made into episodes: the police send a message when a child goes missing and one when they are found.

What comes out does not hang on the order of the rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rhi_desktop.services.intake.facts import RowFacts, RowNote
from rhi_desktop.services.intake.moments import before, days_between, finer, order, same_time

LONGEST = 90
"""Days within which a message that a child was found belongs to one that they went missing without a reference."""
_TIMES = (
    ("missing_since", "going missing"),
    ("found", "being found"),
    ("returned", "coming back"),
)


@dataclass(slots=True)
class EpisodeRows:
    """The rows of one episode and what they say together. `reference` is the police's; times as in `RowFacts`."""

    rows: list[RowFacts] = field(default_factory=list)
    missing_since: str = ""
    found: str = ""
    returned: str = ""
    reference: str = ""
    warnings: list[RowNote] = field(default_factory=list)
    errors: list[RowNote] = field(default_factory=list)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The rows' numbers in order."""
        return tuple(sorted(row.row for row in self.rows))

    @property
    def first_time(self) -> str:
        """The earliest time that is known."""
        return self.missing_since or self.found or self.returned

    def take(self, row: RowFacts) -> None:
        """Add what a row says; where it contradicts an earlier one, the earlier one is kept and the row told."""
        if self._out_of_order(row):
            sentence = f"The times do not follow one another with those of row {self.rows[0].row} of the same episode."
            self.errors.append(RowNote(row.row, "", sentence))
            return
        for name, words in _TIMES:
            kept, new = getattr(self, name), getattr(row, name)
            if kept and new and not same_time(kept, new):
                sentence = f"Row {self.rows[0].row} gives another time for {words}; that one is taken."
                self.warnings.append(RowNote(row.row, "", sentence))
            elif new:
                setattr(self, name, finer(kept, new) if kept else new)
        self.reference = self.reference or row.police_reference
        self.rows.append(row)

    def _out_of_order(self, row: RowFacts) -> bool:
        kept = (self.missing_since, self.found, self.returned)
        times = [old or new for old, new in zip(kept, row.times, strict=True) if old or new]
        return bool(self.rows) and any(before(later, earlier) for earlier, later in pairwise(times))


def pair(rows: Iterable[RowFacts]) -> list[EpisodeRows]:
    """Return one child's episodes, the earliest first."""
    ordered = sorted(rows, key=_order)
    starts: list[EpisodeRows] = []
    ends: list[EpisodeRows] = []
    by_reference: dict[str, EpisodeRows] = {}
    for row in ordered:
        known = by_reference.get(row.police_reference) if row.police_reference else None
        if known is None and row.missing_since:
            known = next((one for one in starts if _same_start(one, row)), None)
        if known is None and not row.missing_since:
            known = next((one for one in ends if _same_end(one, row)), None)
        if known is None:
            known = EpisodeRows()
            (starts if row.missing_since else ends).append(known)
        known.take(row)
        if row.police_reference and known.reference == row.police_reference:
            by_reference[row.police_reference] = known
    open_ends = [one for one in ends if not one.missing_since]
    starts += [one for one in ends if one.missing_since]
    lone = [end for end in sorted(open_ends, key=_episode_order) if not _closed_by(end, starts)]
    return sorted((one for one in (*starts, *_back_after_found(lone)) if one.rows or one.errors), key=_episode_order)


def open_before(end: EpisodeRows, starts: Sequence[EpisodeRows]) -> EpisodeRows | None:
    """Return the episode that an end belongs to: the last to begin before it, where it is still open."""
    begun = [
        one
        for one in starts
        if one.missing_since
        and not before(end.first_time, one.missing_since)
        and days_between(one.missing_since, end.first_time) <= LONGEST
        and not (one.reference and end.reference and one.reference != end.reference)
    ]
    last = max(begun, key=lambda one: order(one.missing_since), default=None)
    return last if last is not None and _takes(last, end) else None


def _takes(start: EpisodeRows, end: EpisodeRows) -> bool:
    found = not end.found or not start.found or same_time(start.found, end.found)
    returned = not end.returned or not start.returned or same_time(start.returned, end.returned)
    after = not (end.returned and start.found and before(end.returned, start.found))
    return found and returned and after


def _closed_by(end: EpisodeRows, starts: Sequence[EpisodeRows]) -> bool:
    start = open_before(end, starts)
    if start is None:
        return False
    _merge(start, end)
    return True


def _back_after_found(lone: Sequence[EpisodeRows]) -> list[EpisodeRows]:
    """Join a message that a child is back to the one that they were found."""
    kept: list[EpisodeRows] = []
    for end in lone:
        last = kept[-1] if kept else None
        follows = (
            last is not None
            and not end.found
            and not last.returned
            and not (last.reference and end.reference and last.reference != end.reference)
            and days_between(last.first_time, end.first_time) <= LONGEST
        )
        if follows and last is not None:
            _merge(last, end)
        else:
            kept.append(end)
    return kept


def _merge(into: EpisodeRows, other: EpisodeRows) -> None:
    for row in other.rows:
        into.take(row)
    into.warnings += other.warnings
    into.errors += other.errors


def _same_start(one: EpisodeRows, row: RowFacts) -> bool:
    if one.reference and row.police_reference and one.reference != row.police_reference:
        return False
    return bool(one.missing_since) and same_time(one.missing_since, row.missing_since)


def _same_end(one: EpisodeRows, row: RowFacts) -> bool:
    if one.reference and row.police_reference and one.reference != row.police_reference:
        return False
    if one.found and row.found:
        return same_time(one.found, row.found)
    return (
        bool(one.returned and row.returned) and not (one.found or row.found) and same_time(one.returned, row.returned)
    )


def _order(row: RowFacts) -> tuple[object, ...]:
    """Sort by what a row says; its number is last, between rows that say the same."""
    times = (row.missing_since, row.found, row.returned)
    rest = (row.police_reference, tuple(sorted(row.episode.items())), row.notes)
    return not row.missing_since, order(row.first_time), times, rest, row.row


def _episode_order(episode: EpisodeRows) -> tuple[object, ...]:
    time = episode.first_time or (episode.rows[0].first_time if episode.rows else "")
    return (order(time) if time else (0.0, ""), episode.reference, episode.found, episode.returned)
