"""What each revision of a record changed, in words, and who made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rhi_desktop.domain.care import gives_away
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Json, Revision
from rhi_desktop.gui.casework.field_words import LABELS, LISTS, MOMENTS, PLACES, WHEREABOUTS

_NOTHING = "not recorded"
_HIDDEN = "not shown"
_STRANGER = "somebody not known here"


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: when and by whom it was made, and a line for each field that it set or changed."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """How revisions are told: names of members by id, code lists, and the child whose address may be kept back."""

    names: Mapping[str, str]
    lists: CodeLists
    child: Child

    def steps(self, revisions: Sequence[Revision]) -> tuple[Step, ...]:
        """Return the steps of a record's revisions (oldest first), the newest on top."""
        told = [self._first(revisions[0])] if revisions else []
        told += [self._later(before, after) for before, after in pairwise(revisions)]
        return tuple(reversed(told))

    def _first(self, revision: Revision) -> Step:
        lines = (f"{LABELS[name]}: {self._said(name, value)}" for name, value in _known(revision).items() if value)
        return Step(self._heading("First recorded", revision), tuple(lines))

    def _later(self, before: Revision, after: Revision) -> Step:
        lines, earlier = [], _known(before)
        for name, value in _known(after).items():
            if not value and not earlier.get(name):
                continue
            old, new = self._said(name, earlier.get(name)), self._said(name, value)
            if old != new:
                lines.append(f"{LABELS[name]}: {new} (before: {old})")
            elif value != earlier.get(name) and new == _HIDDEN:
                lines.append(f"{LABELS[name]}: changed, {_HIDDEN}")
        return Step(self._heading("Changed", after), tuple(lines) or ("Nothing was changed.",))

    def _heading(self, what: str, revision: Revision) -> str:
        return f"{what} {Moment.at(revision.at).spoken}, by {self.names.get(revision.author, _STRANGER)}"

    def _said(self, name: str, value: Json) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(self._label(name, str(one)) for one in value) or _NOTHING
        text = "" if value is None else str(value)
        if not text:
            return _NOTHING
        if (name in WHEREABOUTS and self.child.address_withheld) or (name in PLACES and gives_away(self.child, text)):
            return _HIDDEN
        return Moment.parse(text).spoken if name in MOMENTS else self._label(name, text)

    def _label(self, name: str, code: str) -> str:
        return self.lists[LISTS[name]].label(code) if name in LISTS else code


def _known(revision: Revision) -> dict[str, Json]:
    """Return the fields that have words, in their order; those of a part are named after it."""
    flat: dict[str, Json] = {}
    for name, value in revision.body.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{part}": inner for part, inner in value.items()}
        else:
            flat[name] = value
    return {name: flat[name] for name in LABELS if name in flat}
