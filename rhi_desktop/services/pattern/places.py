"""Where children go missing from and are found: counts, the team's register of places, and where they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.care import gives_away
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.grid import on_grid
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.place import Place
from rhi_desktop.domain.postcodes import postcode_text
from rhi_desktop.domain.recognising import key_of
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.services.filing import filed
from rhi_desktop.services.pattern.ports import Gone, PatternStore
from rhi_desktop.services.ports import Records
from rhi_desktop.services.tables import Table

COLUMNS = ("Place", "District", "Missing from", "Found at", "Children", "Last")


class PlaceUnclear(RhiError):
    """A place that cannot be kept; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A place with how often children went missing from it and were found there, in a period.

    `key` tells it from the others of the period. `record` is its entry in the register, empty where there is none.
    `last` is an ISO day. `vague` says that the words only name a kind of place (“home”) and nothing says which.
    """

    key: str
    name: str
    district: str
    left: int
    found: int
    children: frozenset[str]
    last: str
    record: str = ""
    easting: int | None = None
    northing: int | None = None
    vague: bool = False

    @property
    def count(self) -> int:
        """How often in all."""
        return self.left + self.found


class PlaceRecords(Records, Protocol):
    """Records and patterns of one store."""

    @property
    def patterns(self) -> PatternStore:
        """What episodes have in common."""
        ...


@dataclass(slots=True)
class _Counted:
    name: str = ""
    postcode: str = ""
    record: Filed[Place] | None = None
    left: int = 0
    found: int = 0
    children: set[str] = field(default_factory=set)
    last: str = ""
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """A place as an episode names it: `left` where the child went missing from there, else they were found there."""

    gone: Gone
    text: str
    postcode: str
    left: bool


class _Known:
    """The register, by every spelling and postcode."""

    def __init__(self, register: Iterable[Filed[Place]]) -> None:
        self.by_name: dict[str, Filed[Place]] = {}
        self.by_postcode: dict[str, Filed[Place]] = {}
        for one in register:
            for name in (one.value.name, *one.value.other_names):
                self.by_name.setdefault(key_of(MentionKind.PLACE, name), one)
            if key := key_of(MentionKind.POSTCODE, one.value.postcode):
                self.by_postcode.setdefault(key, one)

    def place(self, text: str, postcode: str) -> Filed[Place] | None:
        """Return the entry for a place as it was written."""
        named = self.by_name.get(key_of(MentionKind.PLACE, text)) if text else None
        return named or self.by_postcode.get(key_of(MentionKind.POSTCODE, postcode))

    def district(self, postcode: str) -> Filed[Place] | None:
        """Return the entry for a district alone, which says roughly where a place in it is."""
        return self.by_postcode.get(key_of(MentionKind.POSTCODE, district_of(postcode)))


class Places:
    """Counts places and keeps the register. Calls read the store: give them to its lane."""

    def __init__(self, records: PlaceRecords, kinds: CodeList, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._kinds = kinds
        self._clock = clock

    def register(self) -> tuple[Filed[Place], ...]:
        """Return the register, by name."""
        every = (filed(one, Place) for one in self._records.every(Kind.PLACE))
        return tuple(sorted(every, key=lambda one: one.value.name.casefold()))

    def hotspots(self, period: Period) -> tuple[Hotspot, ...]:
        """Return the places of the episodes that began in a period, the most frequent first.

        Spellings that the register holds for one place count for it. A name that stands in several districts is a
        place in each; words that only name a kind of place are one at each postcode, and vague where there is none.
        Where a child lives of whom that is kept back is left out.
        """
        gone = self._records.patterns.gone(period.first, period.last)
        withheld = self._withheld({one.child for one in gone})
        register = self.register()
        known = _Known(register)
        named: list[_Named] = []
        for one in gone:
            for text, postcode, left in ((one.missing_from, one.from_postcode, True),
                                         (one.found_at, one.found_postcode, False)):  # fmt: skip
                child = withheld.get(one.child)
                if child is None or not (gives_away(child, text) or gives_away(child, postcode)):
                    named.append(_Named(one, text, postcode, left))
        spots = (_spot(key, one, known) for key, one in self._counted(named, known).items())
        return tuple(sorted(spots, key=_order))

    def _counted(self, every: Sequence[_Named], known: _Known) -> dict[str, _Counted]:
        districts: dict[str, set[str]] = {}
        for one in every:
            districts.setdefault(key_of(MentionKind.PLACE, one.text), set()).add(district_of(one.postcode))
        several = {name for name, where in districts.items() if len(where - {""}) > 1}
        found: dict[str, _Counted] = {}
        for one in every:
            entry, name = known.place(one.text, one.postcode), key_of(MentionKind.PLACE, one.text)
            kind = entry is None and bool(name) and self._kinds.find(one.text) is not None
            postcode = key_of(MentionKind.POSTCODE, one.postcode)
            where = postcode if kind or not name else district_of(one.postcode) if name in several else ""
            key = entry.id if entry is not None else f"{name} {where}".strip()
            if key:
                _count(found.setdefault(key, _Counted(record=entry, vague=kind and not postcode)), one)
        return found

    def save(self, place: Place, record: str = "", head: str = "") -> Filed[Place]:
        """Keep a place in the register; a new one without `record`. Raises PlaceUnclear, RecordChanged."""
        _check(place)
        self._check_names(place, record)
        change = Change(record or new_record_id(self._clock()), Kind.PLACE, to_body(place), (head,) if head else ())
        return filed(self._records.commit([change])[0], Place)

    def save_all(self, places: Iterable[tuple[Place, str, str]]) -> int:
        """Keep several places with their records and heads, in one transaction; return how many."""
        changes = [
            Change(record or new_record_id(self._clock()), Kind.PLACE, to_body(place), (head,) if head else ())
            for place, record, head in places
        ]
        return len(self._records.commit(changes)) if changes else 0

    def _check_names(self, place: Place, record: str) -> None:
        """One spelling means one place: else it would depend on the order of the register for which one it counts."""
        others = [one.value for one in self.register() if one.id != record]
        if _spellings(place) & {key for other in others for key in _spellings(other)}:
            raise PlaceUnclear(
                "One of these names stands for another place in the register already. Change that place, or take "
                "the name out of it first."
            )

    def _withheld(self, children: Iterable[str]) -> Mapping[str, Child]:
        alerted = self._records.patterns.with_alerts(children)
        kept = (filed(one, Child) for one in self._records.several(Kind.CHILD, alerted))
        return {one.id: one.value for one in kept if one.value.address_withheld}


def _spellings(place: Place) -> set[str]:
    return {key_of(MentionKind.PLACE, name) for name in (place.name, *place.other_names)} - {""}


def district_of(postcode: str) -> str:
    """Return the district of a postcode: “S60” of “S60 1AB”."""
    return postcode_text(postcode).partition(" ")[0] if postcode else ""


def _order(one: Hotspot) -> tuple[bool, int, int, str, str]:
    return one.vague, -one.count, -len(one.children), one.name.casefold(), one.key


def _count(counted: _Counted, one: _Named) -> None:
    counted.children.add(one.gone.child)
    counted.left += one.left
    counted.found += not one.left
    if one.gone.day >= counted.last:
        counted.last, counted.name = one.gone.day, one.text or postcode_text(one.postcode)
    counted.postcode = counted.postcode or one.postcode


def _spot(key: str, one: _Counted, known: _Known) -> Hotspot:
    place = one.record.value if one.record is not None else None
    postcode = place.postcode if place is not None and place.postcode else one.postcode
    rough = known.district(postcode)
    where = next((each for each in (place, rough.value if rough else None) if each and each.easting is not None), None)
    return Hotspot(
        key=key,
        name=place.name if place is not None else one.name,
        district=district_of(postcode),
        left=one.left,
        found=one.found,
        children=frozenset(one.children),
        last=one.last,
        record=one.record.id if one.record is not None else "",
        easting=where.easting if where is not None else None,
        northing=where.northing if where is not None else None,
        vague=one.vague,
    )


def _check(place: Place) -> None:
    if not place.name.strip():
        raise PlaceUnclear("Please give the place a name.")
    if (place.easting is None) != (place.northing is None):
        raise PlaceUnclear("Please give both easting and northing, or neither.")
    if place.easting is not None and place.northing is not None and not on_grid(place.easting, place.northing):
        raise PlaceUnclear("These coordinates are not on the British National Grid. Please check both numbers.")


def row(one: Hotspot) -> tuple[str | int, ...]:
    """Return a place as a row of the table."""
    last = Moment.parse(one.last).spoken_day if one.last else "not recorded"
    name = f"{one.name} (no particular place)" if one.vague else one.name
    return name, one.district, one.left, one.found, len(one.children), last


def table(spots: Iterable[Hotspot], period: Period) -> Table:
    """Return the places as a table."""
    note = "Places are counted by how they were written; spellings that the register joins count together."
    title = f"Places, {period.first} to {period.last}"
    return Table(title, f"Places {period.first}", COLUMNS, tuple(row(one) for one in spots), (note,))


def in_words(spots: tuple[Hotspot, ...]) -> str:
    """Say what the map and the table show, for whoever does not look at them."""
    if not spots:
        return "No place is recorded for the episodes of this period."
    known = sum(one.easting is not None for one in spots)
    said = [
        f"{one.name}: missing from {counted(one.left, 'time')}, found {counted(one.found, 'time')}."
        for one in [each for each in spots if not each.vague][:3]
    ]
    where = f"{counted(len(spots), 'place')}, {known} of them on the map."
    more = "" if known else " To see a map, import a list of places or postcode districts with their coordinates."
    return " ".join([*said, where]) + more
