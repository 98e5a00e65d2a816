"""Which child each row is about: known, new, or a doubt that a person has to settle."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rhi_desktop.services.intake.alike import Certainty, NameVariants, Verdict
from rhi_desktop.services.intake.facts import RowFacts
from rhi_desktop.services.intake.moments import order
from rhi_desktop.services.intake.plan import Candidate, Choice, Decision
from rhi_desktop.services.intake.register import Person, Register, person_of
from rhi_desktop.services.lookups import ChildEntry, EpisodeEntry

NOBODY = "There is no name or reference to know the child by."
OTHER_BIRTH = "There is no name, and the child with this police reference has another date of birth."
NO_NAME = "There is no name, and the reference leads to no child who is known."


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a row is about: `who` is a child's id or `row:12` for a new child, empty where it is in doubt or a fault."""

    who: str = ""
    candidates: tuple[Candidate, ...] = ()
    decision: Decision | None = None
    fault: str = ""
    weak: bool = False
    """Whether only the police reference of the episode says who it is: then nothing is learned of who the child is."""


@dataclass(slots=True)
class _Unit:
    """Rows that surely are about one child by what they say themselves."""

    rows: list[RowFacts] = field(default_factory=list)

    @property
    def first(self) -> RowFacts:
        return self.rows[0]

    @property
    def references(self) -> set[str]:
        return {row.police_reference for row in self.rows if row.police_reference}

    def order(self) -> tuple[object, ...]:
        """Sort by what is told apart best, then by time: the result must not hang on the order of the rows."""
        identity = self.first.identity
        told = bool(identity.born) + len(identity.references)
        first = min(order(row.first_time) for row in self.rows)
        said = (identity.names, identity.born, identity.references, tuple(sorted(self.references)))
        return not identity.tells_apart, -told, first, said, self.first.times, self.first.row


class People:
    """Resolves rows against the store's children and against each other."""

    def __init__(
        self, variants: NameVariants, children: Iterable[ChildEntry], episodes: Iterable[EpisodeEntry]
    ) -> None:
        self._register = Register(variants, map(person_of, children))
        self._by_episode: dict[str, set[str]] = defaultdict(set)
        for episode in episodes:
            if episode.police_reference:
                self._by_episode[episode.police_reference].add(episode.child)
        self._resolved: dict[int, Resolved] = {}
        self._doubts: dict[str, Resolved] = {}

    def resolve(self, rows: Sequence[RowFacts], decisions: Mapping[int, Decision]) -> dict[int, Resolved]:
        """Return for each row without errors whom it is about."""
        units = sorted(self._units(rows), key=_Unit.order)
        later: list[tuple[_Unit, Decision]] = []
        for unit in units:
            decision = _decision(unit, decisions)
            if decision is not None and decision.choice is Choice.SAME and decision.who.startswith("row:"):
                later.append((unit, decision))
            else:
                self._settle(unit, decision)
        for unit, decision in later:
            self._join(unit, decision)
        self._look_again(units, decisions)
        self._resolve_nameless([row for row in rows if not row.errors and not row.identity.known])
        for row, decision in decisions.items():
            if decision.choice is Choice.LEAVE_OUT and row in self._resolved:
                known = self._resolved[row]
                self._resolved[row] = Resolved(candidates=known.candidates, decision=decision)
        return self._resolved

    def _units(self, rows: Sequence[RowFacts]) -> list[_Unit]:
        units: dict[object, _Unit] = defaultdict(_Unit)
        for row in rows:
            if row.errors or not row.identity.known:
                continue
            if row.identity.tells_apart:
                key: object = row.identity
            else:
                key = (row.identity, row.police_reference) if row.police_reference else row.row
            units[key].rows.append(row)
        for unit in units.values():
            unit.rows.sort(key=lambda row: (order(row.first_time), row.row))
        return list(units.values())

    def _settle(self, unit: _Unit, decision: Decision | None) -> None:
        if decision is not None and decision.choice is Choice.SAME and self._register.person(decision.who):
            self._assign(unit, decision.who, decision)
            return
        found = self._register.like(unit.first.identity)
        certain = len(found) == 1 and found[0][1].certainty is Certainty.CERTAIN
        same = found[0][0].who if certain else self._by_same_episode(unit)
        doubt = None if unit.first.identity.tells_apart else self._doubt_of_same_episode(unit)
        if same:
            self._assign(unit, same, None, weak=not certain)
        elif decision is not None and decision.choice is Choice.NEW and unit.first.name:
            self._assign(unit, f"row:{unit.first.row}", decision)
        elif found or doubt is not None:
            self._doubt(unit, doubt or Resolved(candidates=_candidates(found)))
        elif unit.first.name:
            self._assign(unit, f"row:{unit.first.row}", None)
        else:
            for row in unit.rows:
                self._resolved[row.row] = Resolved(fault=NO_NAME)

    def _by_same_episode(self, unit: _Unit) -> str:
        """Return who is meant by a weak description, where the police's reference for the episode is the same."""
        if unit.first.identity.tells_apart:
            return ""
        by_reference = {who for reference in unit.references for who in self._by_episode.get(reference, ())}
        same = [who for who in by_reference if self._register.may_be(who, unit.first.identity)]
        return same[0] if len(same) == 1 else ""

    def _doubt_of_same_episode(self, unit: _Unit) -> Resolved | None:
        return next((self._doubts[one] for one in sorted(unit.references) if one in self._doubts), None)

    def _look_again(self, units: list[_Unit], decisions: Mapping[int, Decision]) -> None:
        """Settle doubts that what was learned since has settled, until nothing more comes of it."""
        before = -1
        doubtful = [unit for unit in units if self._resolved[unit.first.row].candidates]
        while doubtful and len(doubtful) != before:
            before = len(doubtful)
            for unit in doubtful:
                self._settle(unit, _decision(unit, decisions))
            doubtful = [unit for unit in doubtful if self._resolved[unit.first.row].candidates]

    def _join(self, unit: _Unit, decision: Decision) -> None:
        """Make a unit the same as the child of another row, as a person said."""
        other = self._resolved.get(decision.who_row) if decision.who_row is not None else None
        if other is not None and other.who and decision.who_row not in {row.row for row in unit.rows}:
            self._assign(unit, other.who, decision)
        else:
            self._settle(unit, None)

    def _doubt(self, unit: _Unit, doubt: Resolved) -> None:
        for row in unit.rows:
            self._resolved[row.row] = doubt
            if row.police_reference:
                self._doubts[row.police_reference] = doubt

    def _assign(self, unit: _Unit, who: str, decision: Decision | None, *, weak: bool = False) -> None:
        if not weak:
            self._register.learn(who, unit.first.name, unit.first.identity)
        for reference in unit.references:
            self._by_episode[reference].add(who)
        for row in unit.rows:
            self._resolved[row.row] = Resolved(who, decision=decision, weak=weak)

    def _resolve_nameless(self, rows: Sequence[RowFacts]) -> None:
        """A message that names nobody is about the child of the episode that it refers to."""
        for row in sorted(
            rows, key=lambda row: (not row.identity.born, order(row.first_time), row.identity.born, row.row)
        ):
            known = self._by_episode.get(row.police_reference, set()) if row.police_reference else set()
            doubt = self._doubts.get(row.police_reference)
            who = next(iter(known)) if len(known) == 1 else ""
            if who and not self._register.may_be(who, row.identity):
                self._resolved[row.row] = Resolved(fault=OTHER_BIRTH)
            elif who:
                self._resolved[row.row] = Resolved(who, weak=True)
            else:
                self._resolved[row.row] = doubt if doubt and not known else Resolved(fault=NOBODY)


def _candidates(found: list[tuple[Person, Verdict]]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            person.who,
            person.name,
            person.identity.born,
            person.identity.reference or person.identity.police_person,
            verdict.because,
        )
        for person, verdict in sorted(found, key=lambda one: (one[0].who.startswith("row:"), one[0].who))
    )


def _decision(unit: _Unit, decisions: Mapping[int, Decision]) -> Decision | None:
    """Return what a person said of any row of a unit; to leave a row out concerns that row alone."""
    said = [decisions[row.row] for row in unit.rows if row.row in decisions]
    return next((one for one in said if one.choice is not Choice.LEAVE_OUT), None)
