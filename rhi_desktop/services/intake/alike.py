"""Whether two descriptions are of one child: certain, doubtful or not. A doubt is asked about, never settled here."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from rhi_desktop.domain.folding import folded_words

_SHORTEST_TYPED = 5
"""Below that one letter is too much of the name to be a slip."""
_MOST_KEYS = 12


class Certainty(StrEnum):
    """How sure it is that two descriptions are of one child."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and a sentence that says what is alike and what is not."""

    certainty: Certainty
    because: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a child can be known by: all names they are called, an ISO date of birth, references. Unknown is empty."""

    names: tuple[str, ...] = ()
    born: str = ""
    reference: str = ""
    police_person: str = ""
    nhs_number: str = ""

    @property
    def references(self) -> tuple[tuple[str, str], ...]:
        """The references that are known, each with what it is, in a spelling that can be compared."""
        known = (("council", self.reference), ("police", self.police_person), ("NHS", self.nhs_number))
        return tuple((kind, "".join(folded_words(text))) for kind, text in known if text)

    @property
    def tells_apart(self) -> bool:
        """Whether the same description again is surely of the same child."""
        has_reference = bool(self.reference or self.police_person or self.nhs_number)
        return has_reference or (bool(self.born) and any(" " in name for name in self.names))

    @property
    def known(self) -> bool:
        """Whether there is anything to tell the child by."""
        return bool(self.names or self.references)


class NameVariants:
    """Which short forms stand for which names."""

    def __init__(self, text: str) -> None:
        self._groups: dict[str, frozenset[int]] = {}
        for number, group in enumerate(tomllib.loads(text)["group"]):
            for name in group:
                self._groups[name] = self._groups.get(name, frozenset()) | {number}

    def same(self, one: str, other: str) -> bool:
        """Whether two folded words are the same name."""
        return one == other or bool(self._groups.get(one, frozenset()) & self._groups.get(other, frozenset()))

    def keys(self, words: list[str]) -> set[str]:
        """Return keys that names with the same words in any order and any short form share."""
        choices = [[word, *(f"~{number}" for number in sorted(self._groups.get(word, ())))] for word in words]
        keys = {" ".join(sorted(picked)) for picked, _ in zip(product(*choices), range(_MOST_KEYS), strict=False)}
        return keys | {" ".join(sorted(choice[-1] for choice in choices))}


class Likeness:
    """Compares identities. The order in which two are given does not matter."""

    def __init__(self, variants: NameVariants) -> None:
        self._variants = variants

    def compare(self, one: Identity, other: Identity) -> Verdict:
        """Say whether two identities are of one child."""
        mine, theirs = dict(one.references), dict(other.references)
        shared = sorted(kind for kind in mine if mine[kind] == theirs.get(kind))
        differing = sorted(kind for kind in mine if kind in theirs and mine[kind] != theirs[kind])
        name = self.names_alike(one.names, other.names)
        born = _births_alike(one.born, other.born)
        if shared:
            other_name = name is None and bool(one.names and other.names)
            return _by_reference(shared[0], differing, born, other_name=other_name)
        if name is None:
            return Verdict(Certainty.DIFFERENT)
        return _by_name(name, born, differing)

    def may_be(self, one: Identity, other: Identity) -> bool:
        """Whether names are alike, where both are known, and no date of birth speaks against it."""
        named = not (one.names and other.names) or self.names_alike(one.names, other.names) is not None
        return named and not _births_alike(one.born, other.born)

    def names_alike(self, ones: tuple[str, ...], others: tuple[str, ...]) -> str | None:
        """Return how the closest two names are alike: empty for the same, None for not at all."""
        best: str | None = None
        for one in ones:
            for other in others:
                found = self._name_alike(folded_words(one), folded_words(other))
                if found == "":
                    return ""
                if found is not None:
                    best = found if best is None else min(best, found)
        return best

    def _name_alike(self, one: list[str], other: list[str]) -> str | None:
        first, second = "".join(one), "".join(other)
        if not first or not second:
            return None
        if first == second:
            return "" if min(len(one), len(other)) > 1 else "Only one name is given."
        ways = (
            ("The names stand in another order.", sorted(one) == sorted(other)),
            ("The name differs by one letter.", _long(first, second) and one_slip(first, second)),
            ("One name may be a short form of the other.", len(one) == len(other) and self._short_forms(one, other)),
            ("One of them has a further name.", set(one) < set(other) or set(other) < set(one)),
        )
        return next((sentence for sentence, holds in ways if holds), None)

    def _short_forms(self, one: list[str], other: list[str]) -> bool:
        def alike(pair: tuple[str, str]) -> bool:
            shorter, longer = sorted(pair, key=len)
            return self._variants.same(shorter, longer) or (len(shorter) == 1 and longer.startswith(shorter))

        return all(map(alike, zip(one, other, strict=True))) or all(map(alike, zip(one, reversed(other), strict=True)))


def _long(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST_TYPED


def one_slip(one: str, other: str) -> bool:
    """Whether one letter is changed, missing or added, or two neighbours are exchanged."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:] and len(rest) > 1)
    )


def swapped(born: str) -> str:
    """Return a date with day and month exchanged, empty where that is no date or the same."""
    try:
        day = date.fromisoformat(born)
        other = day.replace(month=day.day, day=day.month).isoformat()
    except ValueError:
        return ""
    return other if other != born else ""


def _births_alike(one: str, other: str) -> str | None:
    """Return how two dates of birth agree: empty for the same, None for unknown, a sentence for a difference.

    A sentence that begins with “The dates of birth differ” is a contradiction without an explanation.
    """
    if not one or not other:
        return None
    if one == other:
        return ""
    if swapped(one) == other:
        return "Day and month of the dates of birth are exchanged."
    ours, theirs = one.split("-"), other.split("-")
    if sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1:
        return "The dates of birth are alike but for the " + ("year." if ours[0] != theirs[0] else "day or month.")
    return "The dates of birth differ."


def _by_reference(kind: str, differing: list[str], born: str | None, *, other_name: bool) -> Verdict:
    same = f"The {kind} reference is the same."
    if born:
        return Verdict(Certainty.DOUBTFUL, f"{same} {born}")
    if differing:
        return Verdict(Certainty.DOUBTFUL, f"{same} The {differing[0]} reference differs.")
    if other_name:
        return Verdict(Certainty.DOUBTFUL, f"{same} The name is another.")
    return Verdict(Certainty.CERTAIN, same)


def _by_name(name: str, born: str | None, differing: list[str]) -> Verdict:
    said = name or "The name is the same."
    if born == "" and not name and not differing:
        return Verdict(Certainty.CERTAIN, "Name and date of birth are the same.")
    if born == "":
        other = f" The {differing[0]} reference differs." if differing else ""
        return Verdict(Certainty.DOUBTFUL, f"{said} The date of birth is the same.{other}")
    if born is None:
        doubtful = not name or name.startswith(("The names stand", "One name", "Only"))
        if not doubtful:
            return _DIFFERENT
        return Verdict(Certainty.DOUBTFUL, f"{said} A date of birth is missing.")
    if born.startswith("The dates of birth differ") or (name and born.startswith("The dates of birth are alike")):
        return _DIFFERENT
    return Verdict(Certainty.DOUBTFUL, f"{said} {born}")


_DIFFERENT = Verdict(Certainty.DIFFERENT)
