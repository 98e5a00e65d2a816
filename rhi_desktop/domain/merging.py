"""Merging: what a record says when several devices changed it at once.

Fields that one of them changed are taken; a field that several changed differently is a clash, which a person settles.
Nobody writes a merge but a person: what is merged here is only how the record is read, and it is the same on every
device, whatever the order in which the changes came.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from rhi_desktop.domain.records import Body, Json, Kind, canonical_json

TOGETHER: Final = (
    ("address", "postcode"),
    ("missing_from", "missing_from_kind", "missing_from_postcode"),
    ("found_at", "found_kind", "found_postcode"),
    ("overnight", "overnight_reason"),
    ("minutes", "minutes_reason"),
    ("police_check", "police_check_on"),
    ("result", "reason", "declined_by", "words", "door_open"),
    ("status", "outcome", "ended"),
    ("worker", "transfers"),
    ("signed_off", "signed_off_by"),
    ("undone", "undone_by", "undone_reason"),
)
"""Fields of one object that mean something only together: one device's street is no use with another's postcode."""
DECISIONS: Final = frozenset({"triage"})
"""Fields that hold one decision, with its reason and who made it: it is taken whole."""
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the bodies to merge: the revision that it is of, when (`instant_text`), by whom and on which device."""

    revision: str
    at: str
    author: str
    device: str
    body: Body


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that was changed differently. `values` hold each value with the revisions that say so, the shown first.

    A field that one of them took out has the value None there. Fields that belong together (`TOGETHER`) are one clash,
    by the name of their first: its values are objects of all of them.
    """

    path: Path
    values: tuple[tuple[Json, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What the versions say together, and where they do not agree: the later one's value is shown there."""

    body: Body
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that several devices changed; `base` is what they all started from, None where that is not known."""

    record: str
    kind: Kind
    head: str
    versions: tuple[Version, ...]
    base: Body | None


class _Nothing:
    """That a field is not there (`ABSENT`), or that it is not known whether it was (`UNKNOWN`)."""


_ABSENT: Final = _Nothing()
_UNKNOWN: Final = _Nothing()
_Value: TypeAlias = "Json | _Nothing"
_Said: TypeAlias = "list[tuple[_Value, str]]"
_KEYS: Final = ("id", "key")
_UNITS: Final = {name: unit for unit in TOGETHER for name in unit}
_NO_CHOICES: Final[Mapping[Path, str]] = MappingProxyType({})


def merge(base: Body | None, versions: Sequence[Version], choices: Mapping[Path, str] = _NO_CHOICES) -> Merged:
    """Merge versions of a record against the body that they all come of. ValueError for none.

    Without a `base` every difference is a clash. `choices` name, by the path of a clash, the revision whose value a
    person has chosen: that is no clash any more.
    """
    if not versions:
        raise ValueError("there is nothing to merge")
    newest_first = sorted(versions, key=lambda one: (one.at, one.revision), reverse=True)
    said: _Said = [(dict(one.body), one.revision) for one in newest_first]
    merging = _Merging(choices)
    body = merging.objects(_UNKNOWN if base is None else dict(base), said, ())
    return Merged(body, tuple(merging.clashes))


def said_at(body: Body, path: Path) -> Json:
    """Return what a body says where a clash is; None where it says nothing there."""
    value: Json = dict(body)
    for name in path[:-1]:
        value = _item(value, name)
    unit = _UNITS.get(path[-1], ()) if isinstance(value, dict) else ()
    if len([name for name in unit if isinstance(value, dict) and name in value]) > 1:
        some = _some(value, unit)
        return None if isinstance(some, _Nothing) else some
    return _item(value, path[-1])


def common_ancestor(heads: Collection[str], parents: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the nearest revision that all heads come of.

    None where there is none, and where several are equally near: two people have settled the same clash then, and what
    the one chose would pass for unchanged if the other's choice were taken for the beginning.
    """
    behind = [set(_ancestors(head, parents)) for head in heads]
    shared = set.intersection(*behind) if behind else set()
    nearest = shared - {parent for one in shared for parent in parents.get(one, ())}
    return nearest.pop() if len(nearest) == 1 else None


def _ancestors(revision: str, parents: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a revision and all that it comes of."""
    seen, waiting = set(), [revision]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting.extend(parents.get(one, ()))


class _Merging:
    """One merge: gathers the clashes on its way. `said` are the values with their revisions, the newest first."""

    def __init__(self, choices: Mapping[Path, str]) -> None:
        self.clashes: list[Clash] = []
        self._choices = choices

    def objects(self, base: _Value, said: _Said, path: Path) -> dict[str, Json]:
        """Merge objects field by field."""
        found: dict[str, Json] = {}
        names = sorted({name for value, _ in [*said, (base, "")] if isinstance(value, dict) for name in value})
        for unit in dict.fromkeys(_unit_of(name, names) for name in names):
            first = (*path, unit[0])
            if len(unit) > 1:
                some = [(_some(value, unit), revision) for value, revision in said]
                merged = self._whole(_some(base, unit), some, first)
                found |= merged if isinstance(merged, dict) else {}
                continue
            inside = [(_field(value, unit[0]), revision) for value, revision in said]
            merged = self._field(_field(base, unit[0]), inside, first)
            if not isinstance(merged, _Nothing):
                found[unit[0]] = merged
        return found

    def _field(self, base: _Value, said: _Said, path: Path) -> _Value:
        changed = [value for value, _ in _changed(base, said)]
        if len(changed) > 1 and path[-1] not in DECISIONS:
            if all(isinstance(value, dict) for value in changed):
                return dict(self.objects(base, said, path))
            name = _key_of([*changed, *([base] if isinstance(base, list) else [])])
            if name:
                return self._lists(base, said, path, name)
        return self._whole(base, said, path)

    def _lists(self, base: _Value, said: _Said, path: Path, name: str) -> list[Json]:
        """Merge lists whose items have a name of their own each. An item is one value: an answer with its state.

        The order is that of the newest that put them in another one, else of the newest; others' additions come last.
        """
        before = _by_key(base, name)
        items = [(_by_key(value, name), revision) for value, revision in said]
        moved = [value for value, _ in items if _order(value, before) != _order(before, value)]
        merged: dict[str, Json] = {}
        for key in dict.fromkeys(key for value in [*moved, *(value for value, _ in items)] for key in value):
            inside = [(_field(value, key), revision) for value, revision in items]
            value = self._whole(_UNKNOWN if base is _UNKNOWN else _field(before, key), inside, (*path, key))
            if not isinstance(value, _Nothing):
                merged[key] = value
        return list(merged.values())

    def _whole(self, base: _Value, said: _Said, path: Path) -> _Value:
        changed = _changed(base, said)
        if len(changed) < 2:
            return changed[0][0] if changed else base
        chosen = self._choices.get(path, "")
        for value, revisions in changed:
            if chosen in revisions:
                return value
        shown = tuple((None if isinstance(value, _Nothing) else value, revisions) for value, revisions in changed)
        self.clashes.append(Clash(path, shown))
        return changed[0][0]


def _item(value: Json, name: str) -> Json:
    """Return a field of an object, or the item of a list that goes by that name."""
    if isinstance(value, list):
        return _by_key(value, _key_of([value])).get(name)
    return value.get(name) if isinstance(value, dict) else None


def _unit_of(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that a field belongs together with, of those that are there; itself alone for most."""
    return tuple(one for one in _UNITS.get(name, (name,)) if one in names)


def _some(value: _Value, names: tuple[str, ...]) -> _Value:
    if not isinstance(value, dict):
        return value if value is _UNKNOWN else _ABSENT
    return {name: value[name] for name in names if name in value} or _ABSENT


def _field(value: _Value, name: str) -> _Value:
    if value is _UNKNOWN:
        return value
    return value.get(name, _ABSENT) if isinstance(value, dict) else _ABSENT


def _by_key(value: _Value, name: str) -> dict[str, Json]:
    items = value if isinstance(value, list) else []
    return {str(item[name]): item for item in items if isinstance(item, dict) and name in item}


def _order(items: Mapping[str, Json], others: Mapping[str, Json]) -> list[str]:
    return [key for key in items if key in others]


def _key_of(values: Sequence[_Value]) -> str:
    """Return the field by which the items of all these lists can be told apart, empty where there is none."""
    for name in _KEYS:
        if all(isinstance(value, list) and _tells_apart(value, name) for value in values):
            return name
    return ""


def _tells_apart(items: Sequence[Json], name: str) -> bool:
    named = [item[name] for item in items if isinstance(item, dict) and isinstance(item.get(name), str)]
    return len(named) == len(items) == len(set(map(str, named)))


def _changed(base: _Value, said: _Said) -> list[tuple[_Value, tuple[str, ...]]]:
    """Return each different value that is not the base's once, with the revisions that say so."""
    found: list[tuple[_Value, tuple[str, ...]]] = []
    for value, revision in said:
        if _same(value, base):
            continue
        for place, (known, revisions) in enumerate(found):
            if _same(known, value):
                found[place] = (known, (*revisions, revision))
                break
        else:
            found.append((value, (revision,)))
    return found


def _same(one: _Value, other: _Value) -> bool:
    if isinstance(one, _Nothing) or isinstance(other, _Nothing):
        return one is other
    return canonical_json(one) == canonical_json(other)
