"""Conflicts: what several people changed at once, told so that a person can choose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.merging import Clash, Conflict, Merged, Path, merge, said_at
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Change, Kind, RecordChanged, Revision, canonical_json, heads_of
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Audit, AuditAct, Records
from rhi_desktop.services.record_words import STRANGER, RecordWords, kept_back
from rhi_desktop.services.syncing.guarding import GuardedRecords


class Conflicted(Protocol):
    """Knows which records several devices changed differently."""

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the records in which a person has to choose, each with the versions that stand beside each other."""
        ...


class ConflictStore(Records, Audit, Conflicted, Protocol):
    """What settling conflicts needs of the store."""


class AlreadySettled(RhiError):
    """Nothing is to be chosen in the record any more."""

    def __init__(self) -> None:
        super().__init__("This has been settled already. There is nothing left to choose.")


class ChoiceMissing(RhiError):
    """Of some field nobody has said which value is to stay."""

    def __init__(self) -> None:
        super().__init__("Please choose one answer under each heading.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record in which somebody has to choose, of `fields` fields. `child` is empty where it is about none.

    `people` are the names of who changed it; one name alone means that they did so on two laptops.
    """

    record: str
    title: str
    child: str
    called: str
    people: tuple[str, ...]
    fields: int


@dataclass(frozen=True, slots=True)
class Said:
    """One of the values: `revision` is how it is chosen, `by` who wrote it and when, a line for each.

    Words that are `kept_back` say where a child lives, and are shown only to whoever asks for them.
    """

    revision: str
    words: str
    by: tuple[str, ...]
    kept_back: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field that was changed differently, its latest value first."""

    path: Path
    label: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """All that is to be chosen in one record, as it stood at `head`."""

    waiting: Waiting
    head: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A conflict as it reads now, and the child whom it is about where one is known here."""

    conflict: Conflict
    merged: Merged
    child: Child | None

    @property
    def child_id(self) -> str:
        return _child_of(self.conflict, self.merged) if self.child is not None else ""


class Conflicts:
    """Tells conflicts and settles them, through `records` that a worker may not all change.

    Calls read and write the store: give them to its lane.
    """

    def __init__(self, store: ConflictStore, records: GuardedRecords, casework: Casework, lists: CodeLists) -> None:
        self._store = store
        self._records = records
        self._casework = casework
        self._lists = lists

    def waiting(self, about: str = "") -> tuple[Waiting, ...]:
        """Return the records in which this member may have to choose; `about` names a child, or one record."""
        found = tuple(self._every())
        names = self._members() if found else {}
        told = (self._told(one, names) for one in found)
        return tuple(one for one in told if about in ("", one.child, one.record))

    def ask(self, record: str) -> Undecided:
        """Return what is to be chosen in a record, and note that its child was opened. Raises AlreadySettled."""
        found = self._find(record)
        if found.child is not None:
            self._store.note(AuditAct.CHILD_OPENED, found.child_id)
        names = self._members() | self._episodes(found.merged.clashes)
        history = {revision.id: revision for revision in self._store.history(record)}
        fields = tuple(self._field(found, clash, history, names) for clash in found.merged.clashes)
        return Undecided(self._told(found, names), found.conflict.head, fields)

    def settle(self, record: str, head: str, choices: Mapping[Path, str]) -> None:
        """Put on record what was chosen: one revision that follows on all that were there, so that none is lost.

        `choices` name by the path of each field the revision whose value is to stay. The referrals about an episode
        follow its return. Raises AlreadySettled, ChoiceMissing, and RecordChanged where the record is not at `head`
        any more.
        """
        conflict = self._find(record).conflict
        if conflict.head != head:
            raise RecordChanged
        merged = merge(conflict.base, conflict.versions, choices)
        if merged.clashes:
            raise ChoiceMissing
        changes = [Change(record, conflict.kind, merged.body, heads_of(head))]
        if conflict.kind is Kind.EPISODE:
            changes += self._casework.following(record, from_body(merged.body, Episode))
        self._records.commit(changes)

    def address_shown(self, child: str) -> None:
        """Note that somebody asked to see where a child lives of whom that is kept back."""
        self._store.note(AuditAct.ADDRESS_SHOWN, child)

    def _every(self) -> Iterator[_Open]:
        for conflict in self._store.conflicts():
            merged = merge(conflict.base, conflict.versions)
            if merged.clashes and self._records.may_change(conflict.kind, merged.body):
                records = self._store.several(Kind.CHILD, [_child_of(conflict, merged)])
                yield _Open(conflict, merged, filed(records[0], Child).value if records else None)

    def _find(self, record: str) -> _Open:
        found = next((one for one in self._every() if one.conflict.record == record), None)
        if found is None:
            raise AlreadySettled
        return found

    def _told(self, found: _Open, names: Mapping[str, str]) -> Waiting:
        conflict = found.conflict
        return Waiting(
            conflict.record,
            RecordWords(self._lists, names).title(conflict.kind, found.merged.body),
            found.child_id,
            found.child.called if found.child is not None else "",
            tuple(dict.fromkeys(names.get(one.author, STRANGER) for one in conflict.versions)),
            len(found.merged.clashes),
        )

    def _field(self, found: _Open, clash: Clash, history: Mapping[str, Revision], names: Mapping[str, str]) -> Field:
        words, kind, name = RecordWords(self._lists, names), found.conflict.kind, ".".join(clash.path)
        said = tuple(
            Said(
                revisions[0],
                words.said(kind, name, value),
                tuple(dict.fromkeys(_by(history, revision, clash.path, names) for revision in revisions)),
                kept_back(found.child, kind, clash.path[-1], value),
            )
            for value, revisions in clash.values
        )
        return Field(clash.path, words.label(kind, clash.path), said)

    def _members(self) -> dict[str, str]:
        return {one.id: filed(one, Member).value.name for one in self._store.every(Kind.MEMBER)}

    def _episodes(self, clashes: tuple[Clash, ...]) -> dict[str, str]:
        """Return what the episodes are called that a referral is said to be about."""
        named = [value for clash in clashes if clash.path == ("episodes",) for value, _ in clash.values]
        ids = [str(one) for value in named if isinstance(value, list) for one in value]
        kept = self._store.several(Kind.EPISODE, list(dict.fromkeys(ids))) if ids else ()
        return {one.id: RecordWords(self._lists).title(Kind.EPISODE, one.body) for one in kept}


def _child_of(conflict: Conflict, merged: Merged) -> str:
    return conflict.record if conflict.kind is Kind.CHILD else str(merged.body.get("child", ""))


def _by(history: Mapping[str, Revision], revision: str, path: Path, names: Mapping[str, str]) -> str:
    """Return who first wrote what a revision says at a path, and when: others may have changed something else since."""
    wrote = history[revision]
    value = canonical_json(said_at(wrote.body, path))
    before: Revision | None = wrote
    while before is not None:
        wrote = before
        known = (history[parent] for parent in wrote.parents if parent in history)
        before = next((one for one in known if canonical_json(said_at(one.body, path)) == value), None)
    return f"{names.get(wrote.author, STRANGER)}, {Moment.at(wrote.at).spoken}"
