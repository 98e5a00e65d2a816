"""Merging: what a record says when several devices changed it at once.

Fields that one of them changed are taken; a field that several changed differently is a clash, which a person settles.
Nobody writes a merge but a person: what is merged here is only how the record is read, and it is the same on every
device, whatever the order in which the changes came.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from rhi_desktop.domain.records import Body, Json, Kind, canonical_json


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

    A field that one of them took out has the value None there.
    """

    path: tuple[str, ...]
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


def merge(base: Body | None, versions: Sequence[Version]) -> Merged:
    """Merge versions of a record against the body that they all come of. ValueError for none.

    Without a `base` every difference is a clash.
    """
    if not versions:
        raise ValueError("there is nothing to merge")
    newest_first = sorted(versions, key=lambda one: (one.at, one.revision), reverse=True)
    clashes: list[Clash] = []
    said: _Said = [(dict(one.body), one.revision) for one in newest_first]
    body = _merged(_UNKNOWN if base is None else dict(base), said, (), clashes)
    if not isinstance(body, dict):
        raise TypeError("a body is an object")
    return Merged(body, tuple(clashes))


def common_ancestor(heads: Collection[str], parents: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the nearest revision that all heads come of, None where there is none.

    Of several that are equally near, the one with the smallest id: every device must find the same.
    """
    behind = [set(_ancestors(head, parents)) for head in sorted(heads)]
    shared = set.intersection(*behind) if behind else set()
    covered = {older for one in shared for older in _ancestors(one, parents) if older != one}
    return min(shared - covered, default=None)


def _ancestors(revision: str, parents: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a revision and all that it comes of."""
    seen, waiting = set(), [revision]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting.extend(parents.get(one, ()))


def _merged(base: _Value, said: _Said, path: tuple[str, ...], clashes: list[Clash]) -> _Value:
    changed = _different([one for one in said if not _same(one[0], base)])
    if not changed:
        return base
    if len(changed) == 1 and (base is not _UNKNOWN or len(_different(said)) == 1):
        return changed[0][0]
    values = [value for value, _ in changed]
    if all(isinstance(value, dict) for value in values):
        return _merged_objects(base, said, path, clashes)
    name = _key_of([*values, *([base] if isinstance(base, list) else [])])
    if name:
        return _merged_lists(base, said, path, clashes, name)
    shown = tuple((None if isinstance(value, _Nothing) else value, revisions) for value, revisions in changed)
    clashes.append(Clash(path, shown))
    return values[0]


def _merged_objects(base: _Value, said: _Said, path: tuple[str, ...], clashes: list[Clash]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    names = dict.fromkeys(name for value, _ in [*said, (base, "")] if isinstance(value, dict) for name in value)
    for name in sorted(names):
        inside = [(_field(value, name), revision) for value, revision in said]
        merged = _merged(_UNKNOWN if base is _UNKNOWN else _field(base, name), inside, (*path, name), clashes)
        if not isinstance(merged, _Nothing):
            found[name] = merged
    return found


def _merged_lists(base: _Value, said: _Said, path: tuple[str, ...], clashes: list[Clash], name: str) -> list[Json]:
    """Merge lists whose items have a name of their own each, in the order of the newest; others' additions last."""
    before = base if base is _UNKNOWN else _by_key(base, name)
    items = [(_by_key(value, name), revision) for value, revision in said]
    merged = _merged_objects(before, [(value, revision) for value, revision in items], path, clashes)
    order = dict.fromkeys(key for value, _ in items for key in value)
    return [merged[key] for key in order if key in merged]


def _field(value: _Value, name: str) -> _Value:
    return value.get(name, _ABSENT) if isinstance(value, dict) else _ABSENT


def _by_key(value: _Value, name: str) -> dict[str, Json]:
    return {str(item[name]): item for item in value if isinstance(item, dict)} if isinstance(value, list) else {}


def _key_of(values: Sequence[_Value]) -> str:
    """Return the field by which the items of all these lists can be told apart, empty where there is none."""
    for name in _KEYS:
        if all(isinstance(value, list) and _tells_apart(value, name) for value in values):
            return name
    return ""


def _tells_apart(items: Sequence[Json], name: str) -> bool:
    named = [item[name] for item in items if isinstance(item, dict) and isinstance(item.get(name), str)]
    return len(named) == len(items) == len(set(map(str, named)))


def _different(said: _Said) -> list[tuple[_Value, tuple[str, ...]]]:
    """Return each different value once, with the revisions that say so."""
    found: list[tuple[_Value, tuple[str, ...]]] = []
    for value, revision in said:
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
