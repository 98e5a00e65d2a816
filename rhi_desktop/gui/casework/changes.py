"""What each revision of a record changed, in words, and who made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Json, Kind, Revision
from rhi_desktop.services.field_words import LABELS
from rhi_desktop.services.record_words import HIDDEN, STRANGER, RecordWords, kept_back

_MOVED = "Moved to another record of the child: the child was recorded twice, or was not after all."


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
        """Return the steps of a record's revisions (oldest first), the newest on top.

        Each is told against what it was made from: that is more than one where it settles what several had changed.
        """
        known = {revision.id: revision for revision in revisions}
        told = []
        for revision in revisions:
            parents = (known[parent] for parent in revision.parents if parent in known)
            before = sorted(parents, key=lambda one: (one.at, one.id))
            told.append(self._later(before, revision) if before else self._first(revision))
        return tuple(reversed(told))

    def _first(self, revision: Revision) -> Step:
        said = ((name, self._said(revision.kind, name, value)) for name, value in _known(revision).items() if value)
        return Step(
            self._heading("First recorded", revision), tuple(f"{LABELS[name]}: {words}" for name, words in said)
        )

    def _later(self, before: Sequence[Revision], after: Revision) -> Step:
        lines, earlier = [], [_known(one) for one in before]
        for name, value in _known(after).items():
            old = [one.get(name) for one in earlier]
            if value or any(old):
                lines.append(self._line(after.kind, name, old, value))
        if any(one.body.get("child") != after.body.get("child") for one in before):
            lines.append(_MOVED)
        changed = tuple(line for line in lines if line)
        what = "Chosen between versions" if len(before) > 1 else "Changed"
        return Step(self._heading(what, after), changed or ("Nothing was changed.",))

    def _line(self, kind: Kind, name: str, old: Sequence[Json], value: Json) -> str:
        """Return what became of a field, empty where it stayed as it was."""
        before, new = list(dict.fromkeys(self._said(kind, name, one) for one in old)), self._said(kind, name, value)
        if before != [new]:
            return f"{LABELS[name]}: {new} (before: {' / '.join(before)})"
        if new == HIDDEN and any(one != value for one in old):
            return f"{LABELS[name]}: changed, {HIDDEN}"
        return ""

    def _heading(self, what: str, revision: Revision) -> str:
        return f"{what} {Moment.at(revision.at).spoken}, by {self.names.get(revision.author, STRANGER)}"

    def _said(self, kind: Kind, name: str, value: Json) -> str:
        if kept_back(self.child, kind, name, value):
            return HIDDEN
        return RecordWords(self.lists, self.names).said(kind, name, value)


def _known(revision: Revision) -> dict[str, Json]:
    """Return the fields that have words, in their order; those of a part are named after it."""
    flat: dict[str, Json] = {}
    for name, value in revision.body.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{part}": inner for part, inner in value.items()}
        else:
            flat[name] = value
    return {name: flat[name] for name in LABELS if name in flat}
