"""Who and what appears with several children: a suggestion with its evidence, never a claim.

A network holds children, and what interviews with them name: people, places, numbers and vehicles. A line is between a
child and something that was named in an interview with them; two children are joined by what both named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rhi_desktop.domain.interview import MentionKind


class Sort(StrEnum):
    """What a node stands for; each has a shape of its own."""

    CHILD = "child"
    PERSON = "person"
    PLACE = "place"
    NUMBER = "number"


class Strength(StrEnum):
    """How much it says that the same words were used: a number is one person's, a first name many people's."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


SORTS = {
    MentionKind.NAME: Sort.PERSON,
    MentionKind.NICKNAME: Sort.PERSON,
    MentionKind.PHONE: Sort.NUMBER,
    MentionKind.HANDLE: Sort.NUMBER,
    MentionKind.VEHICLE: Sort.NUMBER,
    MentionKind.PLACE: Sort.PLACE,
    MentionKind.POSTCODE: Sort.PLACE,
}
_STRENGTHS = {
    MentionKind.NAME: Strength.WEAK,
    MentionKind.NICKNAME: Strength.FAIR,
    MentionKind.PHONE: Strength.STRONG,
    MentionKind.HANDLE: Strength.STRONG,
    MentionKind.VEHICLE: Strength.STRONG,
    MentionKind.PLACE: Strength.FAIR,
    MentionKind.POSTCODE: Strength.FAIR,
}


class Evidence(NamedTuple):
    """That something was named: in which interview with which child, on which day (ISO), in which words.

    A tuple, because a year has tens of thousands.
    """

    child: str
    called: str
    interview: str
    day: str
    words: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that was named in interviews with several children, by its kind and the key that spellings share."""

    kind: MentionKind
    key: str
    evidence: tuple[Evidence, ...]

    @property
    def id(self) -> str:
        """What stands for it among the nodes."""
        return f"{self.kind.value} {self.key}"

    @property
    def words(self) -> str:
        """What it is called: the spelling that was used last."""
        return max(self.evidence, key=lambda one: (one.day, one.interview)).words

    @property
    def children(self) -> frozenset[str]:
        """The children."""
        return frozenset(one.child for one in self.evidence)

    @property
    def interviews(self) -> frozenset[str]:
        """The interviews."""
        return frozenset(one.interview for one in self.evidence)

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day on which it was named."""
        days = [one.day for one in self.evidence]
        return min(days), max(days)

    @property
    def strength(self) -> Strength:
        """How much the likeness says."""
        return _STRENGTHS[self.kind]


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `size` counts the children of what is no child, and the things named by one that is."""

    id: str
    sort: Sort
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class Line:
    """A child and what was named in interviews with them, with the evidence."""

    child: str
    shared: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """What is drawn: the strongest of what is shared, so that there are at most so many nodes. `left_out` counts the
    rest, which the table has."""

    nodes: tuple[Node, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: int = 0


def ranked(shared: Iterable[Shared]) -> tuple[Shared, ...]:
    """Return what is named with most children first; then what says more, then what was named last."""
    order = {Strength.STRONG: 0, Strength.FAIR: 1, Strength.WEAK: 2}
    newest_first = sorted(shared, key=lambda one: (one.days[1], one.id), reverse=True)
    return tuple(sorted(newest_first, key=lambda one: (-len(one.children), order[one.strength])))


def network(shared: Sequence[Shared], most: int) -> Network:
    """Return the network of what is shared, with at most `most` nodes. Of what is `ranked` the first are drawn."""
    chosen: list[Shared] = []
    children: set[str] = set()
    for one in shared:
        if len(chosen) + 1 + len(children | one.children) <= most:
            chosen.append(one)
            children |= one.children
    lines = tuple(line for one in chosen for line in _lines(one))
    called = {one.child: one.called for line in lines for one in line.evidence}
    named = {child: sum(line.child == child for line in lines) for child in children}
    nodes = [Node(child, Sort.CHILD, called[child], named[child]) for child in sorted(children, key=called.__getitem__)]
    nodes += [Node(one.id, SORTS[one.kind], one.words, len(one.children)) for one in chosen]
    return Network(tuple(nodes), lines, len(shared) - len(chosen))


def _lines(one: Shared) -> Iterable[Line]:
    for child in sorted(one.children):
        yield Line(child, one.id, tuple(seen for seen in one.evidence if seen.child == child))
