"""Holding what was read against the store: what becomes of each row, and what is to be written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.intake.alike import Identity, NameVariants
from rhi_desktop.services.intake.completing import (
    Additions,
    completed_child,
    completed_episode,
    new_child,
    new_episode,
)
from rhi_desktop.services.intake.facts import Reading, RowFacts, RowNote
from rhi_desktop.services.intake.known import matched
from rhi_desktop.services.intake.moments import before, order
from rhi_desktop.services.intake.onrecord import OnRecord
from rhi_desktop.services.intake.pairing import EpisodeRows, pair
from rhi_desktop.services.intake.people import People, Resolved
from rhi_desktop.services.intake.plan import ChildBecomes, Choice, Decision, EpisodeBecomes, PlanRow
from rhi_desktop.services.intake.writes import EpisodeWrite, Kept, Writes
from rhi_desktop.services.lookups import EpisodeEntry

POLICE = "Police"
_NOBODY_LEFT = "The row that says who this child is has something to mend. Mend that row first."


class Weighing:
    """One pass over the rows of a sheet. The store is read, never written."""

    def __init__(self, on_record: OnRecord, variants: NameVariants) -> None:
        self._on_record = on_record
        self._variants = variants
        self._writes = Writes()
        self._rows: dict[int, PlanRow] = {}
        self._resolved: dict[int, Resolved] = {}

    def run(self, reading: Reading, decisions: Mapping[int, Decision]) -> tuple[tuple[PlanRow, ...], Writes]:
        """Return what becomes of each row, in their order, and what is to be written."""
        people = People(self._variants, self._on_record.children, self._on_record.episodes)
        self._resolved = people.resolve(reading.rows, decisions)
        by_who: dict[str, list[RowFacts]] = defaultdict(list)
        for row in reading.rows:
            resolved = self._resolved.get(row.row, Resolved())
            if resolved.who:
                by_who[resolved.who].append(row)
            else:
                self._rows[row.row] = _outside(row, resolved, decisions.get(row.row))
        self._on_record.look_up(who for who in by_who if not who.startswith("row:"))
        for who, rows in by_who.items():
            self._weigh_child(who, rows)
        return tuple(self._rows[row.row] for row in reading.rows), self._writes

    def _weigh_child(self, who: str, rows: list[RowFacts]) -> None:
        episodes = pair(rows)
        refused = {note.row: note for episode in episodes for note in episode.errors}
        for row in rows:
            if row.row in refused:
                self._rows[row.row] = replace(_read(row), errors=(refused[row.row],), cells=row.cells)
        episodes = [episode for episode in episodes if episode.rows]
        taken = sorted((row for episode in episodes for row in episode.rows), key=_chronological)
        if who.startswith("row:") and all(self._resolved[row.row].weak for row in taken):
            for row in taken:
                note = RowNote(row.row, "", _NOBODY_LEFT)
                self._rows[row.row] = replace(_read(row), errors=(note,), cells=row.cells)
            return
        self._take_child(who, taken)
        known = self._on_record.episodes_of(who)
        matches = matched(episodes, known)
        for index, episode in enumerate(episodes):
            self._take_episode(who, episode, matches.get(index))
        held = {entry.episode for entry in matches.values()}
        for number, sentence in _overlaps(episodes, [entry for entry in known if entry.episode not in held]):
            self._tell(number, sentence)

    def _take_child(self, who: str, rows: Sequence[RowFacts]) -> None:
        is_new = who.startswith("row:")
        child = None
        kept = None
        if is_new:
            first = next((row for row in rows if row.name and not self._resolved[row.row].weak), rows[0])
            child = new_child(first.name, first.identity, first.child)
        else:
            kept, child = self._on_record.child(who)
        before_import = child
        for row in rows:
            resolved = self._resolved[row.row]
            child, told = _told_of_child(child, row, weak=resolved.weak)
            self._rows[row.row] = replace(
                _read(row),
                name=row.name or child.name,
                child=ChildBecomes.NEW if is_new else ChildBecomes.KNOWN,
                child_id="" if is_new else who,
                decision=resolved.decision,
                adds=() if is_new else tuple(told.adds),
                warnings=(*row.warnings, *(() if is_new else _notes(row.row, told))),
            )
        if is_new:
            self._writes.new_children[who] = child
        elif kept is not None and child != before_import:
            self._writes.changed_children[who] = (kept, child)

    def _take_episode(self, who: str, episode: EpisodeRows, entry: EpisodeEntry | None) -> None:
        fields = _merged(row.episode for row in episode.rows)
        status = _merged(row.status for row in episode.rows)
        times = {"missing_since": episode.missing_since, "found": episode.found, "returned": episode.returned}
        becomes, told, kept = EpisodeBecomes.NEW, Additions(), None
        if entry is None:
            made = new_episode(times, episode.reference, fields, status)
            write = EpisodeWrite(who, made, None, _referral(episode, made.returned))
        else:
            kept, recorded = self._on_record.episode(entry.episode)
            made, told = completed_episode(recorded, times, episode.reference, fields, status)
            changed = made != recorded
            becomes = EpisodeBecomes.COMPLETES if changed else EpisodeBecomes.KNOWN
            referral = None if self._on_record.is_referred(entry.episode) else _referral(episode, made.returned)
            write = EpisodeWrite(who, made if changed else None, kept, referral)
            if made.returned != recorded.returned:
                self._writes.referrals |= self._on_record.referrals_after(entry.episode, made.returned)
        if write.episode is not None or write.referral is not None:
            self._writes.episodes.append(write)
        self._tell_episode(episode, becomes, told, new_referral=write.referral is not None, kept=kept)

    def _tell_episode(
        self,
        episode: EpisodeRows,
        becomes: EpisodeBecomes,
        told: Additions,
        *,
        new_referral: bool,
        kept: Kept | None,
    ) -> None:
        numbers = episode.numbers
        for number in numbers:
            row = self._rows[number]
            self._rows[number] = replace(
                row,
                missing_since=episode.missing_since,
                found=episode.found,
                returned=episode.returned,
                episode=becomes,
                new_referral=new_referral,
                with_rows=tuple(one for one in numbers if one != number),
                adds=(*row.adds, *(told.adds if kept is not None else ())),
                warnings=(*row.warnings, *_notes(number, told)),
            )
        for note in episode.warnings:
            self._tell(note.row, note.sentence)

    def _tell(self, number: int, sentence: str) -> None:
        row = self._rows[number]
        note = RowNote(number, "", sentence)
        if note not in row.warnings:
            self._rows[number] = replace(row, warnings=(*row.warnings, note))


def _told_of_child(child: Child, row: RowFacts, *, weak: bool) -> tuple[Child, Additions]:
    """Return a child with what a row adds; one that only an episode's reference leads to says nothing of who it is."""
    if not weak:
        return completed_child(child, row.identity, row.name, row.child)
    fields = {name: value for name, value in row.child.items() if name != "other_names"}
    return completed_child(child, Identity(), "", fields)


def _read(row: RowFacts) -> PlanRow:
    identity = row.identity
    return PlanRow(
        row=row.row,
        name=row.name,
        born=identity.born,
        reference=identity.reference or identity.police_person,
        missing_since=row.missing_since,
        found=row.found,
        returned=row.returned,
    )


def _outside(row: RowFacts, resolved: Resolved, decision: Decision | None) -> PlanRow:
    """Return a row that is not imported: it has faults, it is in doubt, or a person left it out."""
    left_out = decision is not None and decision.choice is Choice.LEAVE_OUT
    fault = (RowNote(row.row, "", resolved.fault),) if resolved.fault else ()
    return replace(
        _read(row),
        child=ChildBecomes.DOUBTFUL if resolved.candidates else None,
        candidates=resolved.candidates,
        decision=decision if left_out else None,
        warnings=row.warnings,
        errors=(*row.errors, *fault),
        cells=row.cells,
    )


def _referral(episode: EpisodeRows, returned: str) -> Referral:
    received = [row.received for row in episode.rows if row.received]
    return Referral(
        child="",
        episodes=(),
        received=min(received, key=order, default=""),
        source=next((row.source for row in episode.rows if row.source), POLICE),
        notes="\n".join(dict.fromkeys(note for row in episode.rows for note in row.notes)),
        returned=returned,
    )


def _merged(several: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return each field from the first row that gives it."""
    merged: dict[str, str] = {}
    for one in several:
        merged = {**one, **merged}
    return merged


def _notes(row: int, told: Additions) -> tuple[RowNote, ...]:
    return tuple(RowNote(row, "", sentence) for sentence in told.contradictions)


def _chronological(row: RowFacts) -> tuple[object, ...]:
    return order(row.first_time), row.times, row.row


def _overlaps(episodes: Sequence[EpisodeRows], known: Sequence[EpisodeEntry]) -> list[tuple[int, str]]:
    """Return rows whose episode begins before another one of the child has ended."""
    spans = [(one.missing_since, one.returned or one.found, one.numbers) for one in episodes if one.missing_since]
    spans += [(one.missing_since, one.returned or one.found, ()) for one in known if one.missing_since]
    told = []
    for (_, end, _), (start, _, rows) in pairwise(sorted(spans, key=lambda span: (order(span[0]), span[1], span[2]))):
        sentence = ""
        if not end:
            sentence = "An earlier episode of this child has no end yet."
        elif before(start, end):
            sentence = "This begins before an earlier episode of this child has ended. Check both."
        told += [(row, sentence) for row in rows if sentence]
    return told
