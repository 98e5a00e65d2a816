"""Everybody whom a row may be about, found by reference, date of birth and name without comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rhi_desktop.domain.folding import folded_words
from rhi_desktop.services.intake.alike import Certainty, Identity, Likeness, NameVariants, Verdict, swapped
from rhi_desktop.services.lookups import ChildEntry


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be meant: `who` as in `Candidate.who`, with the names as they are shown."""

    who: str
    name: str
    identity: Identity


def person_of(entry: ChildEntry) -> Person:
    """Return a child of the store as somebody who can be meant."""
    names = tuple(one for one in (entry.name, entry.preferred_name, *entry.other_names) if one)
    identity = Identity(names, entry.born, entry.reference, entry.police_reference, entry.nhs_number)
    return Person(entry.child, entry.name, identity)


class Register:
    """An index of people."""

    def __init__(self, variants: NameVariants, people: Iterable[Person] = ()) -> None:
        self._variants = variants
        self._likeness = Likeness(variants)
        self._people: dict[str, list[Person]] = defaultdict(list)
        self._index: dict[str, dict[str, None]] = defaultdict(dict)
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Add somebody, or a further description of somebody who is there."""
        self._people[person.who].append(person)
        for key in self._keys(person.identity):
            self._index[key][person.who] = None

    def learn(self, who: str, name: str, identity: Identity) -> None:
        """Add what a further description says to what is known of somebody, as the record will hold it."""
        known = self._people[who][-1].identity if who in self._people else Identity()
        whole = Identity(
            tuple(dict.fromkeys((*known.names, *identity.names))),
            known.born or identity.born,
            known.reference or identity.reference,
            known.police_person or identity.police_person,
            known.nhs_number or identity.nhs_number,
        )
        self.add(Person(who, name, whole))

    def person(self, who: str) -> Person | None:
        """Return somebody by `who`."""
        return self._people[who][0] if who in self._people else None

    def may_be(self, who: str, identity: Identity) -> bool:
        """Whether names are alike, where they are known, and no date of birth speaks against it."""
        described = [one.identity for one in self._people.get(who, ())]
        alike = any(self._likeness.may_be(one, identity) for one in described)
        return alike and not any(one.born and identity.born and one.born != identity.born for one in described)

    def like(self, identity: Identity) -> list[tuple[Person, Verdict]]:
        """Return who may be meant, each with what speaks for it, the certain ones alone where there are any."""
        keys = self._keys(identity) | {f"b{swapped(identity.born)}{first}" for first in _initials(identity)}
        found: dict[str, None] = {}
        for key in sorted(keys):
            found |= self._index.get(key, {})
        verdicts = [(self._people[who][0], self._verdict(who, identity)) for who in found]
        certain = [(person, verdict) for person, verdict in verdicts if verdict.certainty is Certainty.CERTAIN]
        return certain or [(person, verdict) for person, verdict in verdicts if verdict.certainty is Certainty.DOUBTFUL]

    def _verdict(self, who: str, identity: Identity) -> Verdict:
        verdicts = [self._likeness.compare(one.identity, identity) for one in self._people[who]]
        ranks = (Certainty.CERTAIN, Certainty.DOUBTFUL, Certainty.DIFFERENT)
        return min(verdicts, key=lambda verdict: ranks.index(verdict.certainty))

    def _keys(self, identity: Identity) -> set[str]:
        keys = {f"r{kind}{reference}" for kind, reference in identity.references}
        if identity.born:
            keys |= {f"b{identity.born}{first}" for first in _initials(identity)}
        for name in identity.names:
            words = folded_words(name)
            keys |= {f"n{key}" for key in self._variants.keys(words)}
            keys.add("l" + "".join(words))
            keys |= _initial_keys(words)
        return keys


def _initial_keys(words: list[str]) -> set[str]:
    """Return keys that “Robin Example” shares with “R Example”: each word with the first letters of the others."""
    return {
        f"i{word} " + "".join(sorted(other[0] for at_, other in enumerate(words) if at_ != at))
        for at, word in enumerate(words)
    }


def _initials(identity: Identity) -> set[str]:
    return {word[0] for name in identity.names for word in folded_words(name)}
