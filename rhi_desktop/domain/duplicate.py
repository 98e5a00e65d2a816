"""A child recorded twice: one record stays, the other is put aside and leads on to it. It can be undone.

The record that was made first stays, whichever of the two a person began from: ids sort by the time they were made
(`ids`). So two people who join the same two records at once say the same, and no record can lead back to itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.folding import folded_words
from rhi_desktop.domain.records import Kind

_TOGETHER: Final = {"postcode": "address"}
"""Fields that mean something only with another: they go where that one goes."""
_LISTS: Final = frozenset({"other_names", "disabilities", "alerts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A record, by its id, that was of the child put aside, and is of the one that stays now."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A field of the record that stays which the joining changed. Values are JSON, so that they can be put back."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """That `other` and `child` are one child: `child` stays, `other` is put aside. Instants as `records.instant_text`.

    Reviews are not moved: each is signed by its reviewer, and is found by its interview.
    """

    child: str
    other: str
    by: str
    at: str
    reason: str
    moved: tuple[Moved, ...] = ()
    taken: tuple[Taken, ...] = ()
    undone: str = ""
    undone_by: str = ""
    undone_reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the other record leads on: it was not undone, and it leads to an older one."""
        return not self.undone and self.child < self.other


@dataclass(frozen=True, slots=True)
class Differing:
    """A fact that the two records tell differently: `one` of the record that stays, `other` of the one put aside."""

    field: str
    one: Any
    other: Any


def differing(one: Child, other: Child) -> Iterator[Differing]:
    """Yield the facts between which a person has to choose: both are known, and not the same."""
    for name in _single():
        values = getattr(one, name), getattr(other, name)
        if all(values) and folded_words(str(values[0])) != folded_words(str(values[1])):
            yield Differing(name, *values)


def joined(one: Child, other: Child, chosen: frozenset[str]) -> Child:
    """Return what is known of a child from both records.

    `chosen` names the facts in which the other record is right. What one alone knows is taken, lists are put together,
    and every name by which either record knew the child goes on finding them.
    """
    taken = {name: getattr(other, name) for name in _single() if _is_taken(one, other, name, chosen)}
    for name in _LISTS:
        taken[name] = tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name))))
    for name in ("interpreter", "unaccompanied"):
        taken[name] = getattr(one, name) or getattr(other, name)
    whole = replace(one, **taken)
    called = [whole.name, whole.preferred_name]
    names: list[str] = []
    for name in (*whole.other_names, one.name, one.preferred_name, other.name, other.preferred_name):
        if name and folded_words(name) not in [folded_words(known) for known in (*called, *names)]:
            names.append(name)
    return replace(whole, other_names=tuple(names))


def changed(before: Child, after: Child) -> tuple[Taken, ...]:
    """Return the fields that a joining changes in the record that stays."""
    old, new = to_body(before), to_body(after)
    return tuple(
        Taken(field=name, before=_json(old[name]), after=_json(new[name])) for name in new if old[name] != new[name]
    )


def put_back(now: Child, taken: tuple[Taken, ...]) -> tuple[Child, tuple[str, ...]]:
    """Return the child as before a joining, and the fields that stay because somebody has changed them since."""
    body, kept = dict(to_body(now)), []
    for one in taken:
        if _json(body.get(one.field)) == one.after:
            body[one.field] = json.loads(one.before)
        elif _json(body.get(one.field)) != one.before:
            kept.append(one.field)
    return from_body(body, Child), tuple(kept)


def _single() -> list[str]:
    return [one.name for one in fields(Child) if one.name not in _LISTS and one.type in ("str", str)]


def _is_taken(one: Child, other: Child, name: str, chosen: frozenset[str]) -> bool:
    unit = _TOGETHER.get(name, name)
    if unit in chosen or name in chosen:
        return bool(getattr(other, name)) or unit != name
    return bool(getattr(other, name)) and not getattr(one, name) and (unit == name or not getattr(one, unit))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
