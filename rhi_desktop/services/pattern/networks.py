"""The network of a period, laid out so that it can be read, and as words and a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rhi_desktop.domain.care import gives_away
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.network import SORTS, Network, Shared, Sort, Strength, network, ranked
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.filing import filed
from rhi_desktop.services.pattern.layout import Place, layout
from rhi_desktop.services.pattern.ports import PatternStore
from rhi_desktop.services.ports import Records
from rhi_desktop.services.tables import Table

MOST = 200
"""How many nodes are drawn at most; the table has everything."""
KINDS = {
    MentionKind.NAME: "Name",
    MentionKind.NICKNAME: "Nickname",
    MentionKind.PHONE: "Phone",
    MentionKind.HANDLE: "Name online",
    MentionKind.VEHICLE: "Vehicle",
    MentionKind.PLACE: "Place",
    MentionKind.POSTCODE: "Postcode",
}
STRENGTHS = {
    Strength.STRONG: "Strong: such a number or mark is seldom two people’s",
    Strength.FAIR: "Fair: the same words may mean different ones",
    Strength.WEAK: "Weak: many people have this name",
}
PutAside = Mapping[str, tuple[str, str]]
"""As `PatternStore.put_aside`."""
COLUMNS = ("What was named", "Kind", "Children", "Interviews", "First named", "Last named", "How much it says")


class NetworkRecords(Records, Protocol):
    """Records and patterns of one store."""

    @property
    def patterns(self) -> PatternStore:
        """What interviews share."""
        ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """A network with where its nodes are, and everything that is shared, ranked. `words` say what is to be seen."""

    period: Period
    network: Network
    places: Mapping[str, Place]
    shared: tuple[Shared, ...]
    words: str


class Networks:
    """Makes networks. `read` reads the store: give it to its lane; `draw` is work for another thread."""

    def __init__(self, records: NetworkRecords) -> None:
        self._records = records

    def read(self, period: Period) -> tuple[Shared, ...]:
        """Return what is shared in a period; where a child lives of whom that is kept back is left out.

        A child who was recorded twice is one child, and what either record keeps back is kept back.
        """
        aside = self._records.patterns.put_aside()
        shared = self._records.patterns.shared(period.first, period.last)
        found = [_as_one(each, aside) for each in shared] if aside else shared
        children = {one.child for each in found if SORTS[each.kind] is Sort.PLACE for one in each.evidence}
        withheld = self._withheld(children, aside)
        told = (_without(one, withheld) for one in found) if withheld else found
        return ranked(one for one in told if len(one.children) > 1)

    @staticmethod
    def draw(period: Period, shared: tuple[Shared, ...]) -> Drawn:
        """Lay a network out and say what it shows."""
        made = network(shared, MOST)
        return Drawn(period, made, layout(made), shared, in_words(made, shared))

    def _withheld(self, children: AbstractSet[str], aside: PutAside) -> Mapping[str, Sequence[Child]]:
        known = {*children, *(other for other, (one, _) in aside.items() if one in children)}
        alerted = self._records.patterns.with_alerts(known)
        found: dict[str, list[Child]] = defaultdict(list)
        for kept in (filed(one, Child) for one in self._records.several(Kind.CHILD, alerted)):
            if kept.value.address_withheld:
                found[aside[kept.id][0] if kept.id in aside else kept.id].append(kept.value)
        return found


def _as_one(one: Shared, aside: PutAside) -> Shared:
    if not any(seen.child in aside for seen in one.evidence):
        return one
    told = (
        seen._replace(child=aside[seen.child][0], called=aside[seen.child][1]) if seen.child in aside else seen
        for seen in one.evidence
    )
    return Shared(one.kind, one.key, tuple(told))


def _without(one: Shared, withheld: Mapping[str, Sequence[Child]]) -> Shared:
    if SORTS[one.kind] is not Sort.PLACE:
        return one
    told = tuple(
        seen
        for seen in one.evidence
        if not any(gives_away(child, seen.words) for child in withheld.get(seen.child, ()))
    )
    return Shared(one.kind, one.key, told)


def in_words(made: Network, shared: tuple[Shared, ...]) -> str:
    """Say what a network shows, for whoever does not look at it."""
    if not shared:
        return "In this period nobody and nothing was named in interviews with more than one child."
    children = sum(node.sort is Sort.CHILD for node in made.nodes)
    things = len(made.nodes) - children
    named = counted(things, "person, place or number", "people, places and numbers")
    by = counted(children, "child", "children")
    said = [f"{named} {'was' if things == 1 else 'were'} named by {by}."]
    said += [
        f"{one.words} ({KINDS[one.kind].lower()}) appears with {len(one.children)} children." for one in shared[:3]
    ]
    if made.left_out:
        said.append(f"{made.left_out} more are in the table and not drawn.")
    return " ".join([*said, "The same words are a reason to look, not a finding."])


def row(one: Shared) -> tuple[str | int, ...]:
    """Return something shared as a row of the table."""
    first, last = (Moment.parse(day).spoken_day for day in one.days)
    strength = STRENGTHS[one.strength].partition(":")[0]
    return one.words, KINDS[one.kind], len(one.children), len(one.interviews), first, last, strength


def table(drawn: Drawn, today: date) -> Table:
    """Return everything that is shared as a table."""
    notes = (*STRENGTHS.values(), "The same words are a reason to look, not a finding.")
    rows = tuple(row(one) for one in drawn.shared)
    return Table("Who and what appears with several children", f"Network {today}", COLUMNS, rows, notes)
