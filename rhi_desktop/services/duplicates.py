"""A child recorded twice: two records become one child, and it can be undone. Nothing is deleted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.duplicate import Differing, Duplicate, Moved, changed, differing, joined, put_back
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import made_after, new_record_id
from rhi_desktop.domain.records import Change, Kind, Record, RecordChanged, heads_of, instant_text, parse_instant
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Audit, AuditAct, Records
from rhi_desktop.services.syncing.allocating import NotAllowed

MOVING: Final = (
    Kind.EPISODE, Kind.REFERRAL, Kind.ATTEMPT, Kind.INTERVIEW, Kind.ACTION, Kind.SHARING, Kind.DUPLICATE,
)  # fmt: skip
"""The kinds of record that go over to the record that stays. Reviews are signed by their reviewer, and stay."""


class SameRecord(RhiError):
    """A record was to be joined with itself, or with one that it leads on to already."""

    def __init__(self) -> None:
        super().__init__("This is the same record already. Choose the other one of the two.")


class ReasonMissing(RhiError):
    """Nobody has said why."""

    def __init__(self) -> None:
        super().__init__("Please say why, in a few words. It stays with the record.")


class Unsettled(RhiError):
    """Something that would have to move was changed by two people at once."""

    def __init__(self) -> None:
        super().__init__(
            "Two people have changed an interview of this child at the same time. Settle that first, under Team, "
            "Conflicts; then come back."
        )


class LaterFirst(RhiError):
    """The record that stayed was itself put aside later."""

    def __init__(self) -> None:
        super().__init__("These records were joined with a third one later. Undo that first.")


class NotJoined(RhiError):
    """It was undone already."""

    def __init__(self) -> None:
        super().__init__("This was undone already. Both records are there again.")


class DuplicateRecords(Records, Audit, Protocol):
    """Records of one store, and whose it is."""

    @property
    def member(self) -> str:
        """The id of the member record of whose store it is."""
        ...


@dataclass(frozen=True, slots=True)
class Preview:
    """Two records of one child side by side, before they become one.

    `one` stays, as it was recorded first, and `other` is put aside; `counts` say how many records of each kind go over.
    Between the values of `differing` a person chooses. `others_born` warns that the dates of birth are not the same.
    """

    one: Filed[Child]
    other: Filed[Child]
    differing: tuple[Differing, ...]
    counts: tuple[tuple[Kind, int], ...]

    @property
    def others_born(self) -> bool:
        """Whether both have a date of birth, and not the same."""
        return any(one.field == "born" for one in self.differing)


@dataclass(frozen=True, slots=True)
class Joined:
    """Two records that are one child now. `late` counts what came in for the record put aside after the joining."""

    said: Filed[Duplicate]
    other: Child
    by: str
    late: int


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: `back` records are with the other record again, `stayed` were taken up later and stay.

    `kept` names the facts that stay as they are because somebody has changed them since.
    """

    back: int
    stayed: int
    kept: tuple[str, ...]


class Duplicates:
    """Joins two records of a child, and parts them again. Calls read and write the store: give them to its lane.

    `may` says whether this member may: those who allocate, and whoever works alone.
    """

    def __init__(self, records: DuplicateRecords, may: Callable[[], bool], clock: Callable[[], datetime]) -> None:
        self._records = records
        self._may = may
        self._clock = clock

    @property
    def may(self) -> bool:
        """Whether this member joins records."""
        return self._may()

    def preview(self, child: str, another: str) -> Preview:
        """Return two records side by side, and note that both were opened.

        Raises NotAllowed, SameRecord, RecordMissing.
        """
        self._require()
        first, second = sorted((stays(self._records, child), stays(self._records, another)))
        if first == second:
            raise SameRecord
        one, other = self._child(first), self._child(second)
        for record in (first, second):
            self._records.note(AuditAct.CHILD_OPENED, record)
        counts = [(kind, len(self._about(kind, second))) for kind in MOVING if kind is not Kind.DUPLICATE]
        facts = tuple(differing(one.value, other.value))
        return Preview(one, other, facts, tuple((kind, count) for kind, count in counts if count))

    def join(self, seen: Preview, chosen: frozenset[str], reason: str) -> Filed[Duplicate]:
        """Make two records one child, in one transaction.

        `chosen` names the facts in which the record put aside is right. Raises NotAllowed, ReasonMissing, Unsettled,
        RecordChanged where one of the two was changed since it was seen.
        """
        self._require()
        why = _said(reason)
        one, other = self._child(seen.one.id), self._child(seen.other.id)
        aside = any(stays(self._records, record.id) != record.id for record in (one, other))
        if aside or (one.head, other.head) != (seen.one.head, seen.other.head):
            raise RecordChanged
        whole = joined(one.value, other.value, chosen)
        moving = list(self._all_about(other.id))
        said = Duplicate(
            child=one.id, other=other.id, by=self._records.member, at=instant_text(self._clock()), reason=why,
            moved=_moved(moving), taken=changed(one.value, whole),
        )  # fmt: skip
        changes = [Change(new_record_id(self._clock()), Kind.DUPLICATE, to_body(said)), *_to(moving, one.id)]
        if said.taken:
            changes.append(Change(one.id, Kind.CHILD, to_body(whole), heads_of(one.head)))
        return filed(self._records.commit(changes)[0], Duplicate)

    def of(self, child: str) -> tuple[Joined, ...]:
        """Return what was joined into a child's record, the newest first."""
        names: dict[str, str] = {}
        found = []
        for said in _holding(self._records, child):
            if said.value.child == child:
                names = names or self._names()
                late = len(list(self._all_about(said.value.other)))
                by = names.get(said.value.by, "a colleague")
                found.append(Joined(said, self._child(said.value.other).value, by, late))
        return tuple(found)

    def gather(self, duplicate: str, head: str) -> Filed[Duplicate]:
        """Take over what came in for the record put aside after the joining. Raises NotAllowed, RecordChanged."""
        said = self._open(duplicate, head)
        moving = list(self._all_about(said.value.other))
        whole = replace(said.value, moved=(*said.value.moved, *_moved(moving)))
        change = Change(duplicate, Kind.DUPLICATE, to_body(whole), heads_of(head))
        return filed(self._records.commit([change, *_to(moving, said.value.child)])[0], Duplicate)

    def undo(self, duplicate: str, head: str, reason: str) -> Undone:
        """Part two records again: what was moved and is still there goes back; what was taken up since stays.

        Raises NotAllowed, ReasonMissing, RecordChanged, NotJoined, LaterFirst.
        """
        said, why = self._open(duplicate, head), _said(reason)
        child, other = said.value.child, said.value.other
        if stays(self._records, child) != child:
            raise LaterFirst
        same = [one for one in _holding(self._records, other) if (one.value.child, one.value.other) == (child, other)]
        moved = {(one.kind, one.id) for each in same for one in each.value.moved}
        back = [record for record in self._several(moved) if record.body.get("child") == child]
        since = parse_instant(min(one.value.at for one in same))
        kept_here = (each for kind in MOVING if kind is not Kind.DUPLICATE for each in self._about(kind, child))
        late = sum(made_after(one.id, since) for one in kept_here if (one.kind, one.id) not in moved)
        done = {"undone": instant_text(self._clock()), "undone_by": self._records.member, "undone_reason": why}
        changes = [Change(one.id, Kind.DUPLICATE, {**to_body(one.value), **done}, heads_of(one.head)) for one in same]
        now = self._child(child)
        value, kept = now.value, list[str]()
        for one in sorted(same, key=lambda each: each.value.at, reverse=True):
            value, left = put_back(value, one.value.taken)
            kept += left
        if value != now.value:
            changes.append(Change(child, Kind.CHILD, to_body(value), heads_of(now.head)))
        self._records.commit([*changes, *_to(back, other)])
        return Undone(len(back), late, tuple(dict.fromkeys(kept)))

    def _open(self, duplicate: str, head: str) -> Filed[Duplicate]:
        self._require()
        said = filed(self._records.get(Kind.DUPLICATE, duplicate), Duplicate)
        if not said.value.holds:
            raise NotJoined
        if said.head != head:
            raise RecordChanged
        return said

    def _require(self) -> None:
        if not self._may():
            raise NotAllowed("Only a coordinator makes two records of a child one. Tell them which two you mean.")

    def _child(self, child: str) -> Filed[Child]:
        return filed(self._records.get(Kind.CHILD, child), Child)

    def _about(self, kind: Kind, child: str) -> list[Record]:
        """Return the records of a kind whose child this is."""
        found = [one for one in self._records.linked(kind, child) if one.body.get("child") == child]
        return [one for one in found if kind is not Kind.DUPLICATE or filed(one, Duplicate).value.holds]

    def _all_about(self, child: str) -> Iterator[Record]:
        for kind in MOVING:
            yield from self._about(kind, child)

    def _several(self, moved: set[tuple[Kind, str]]) -> list[Record]:
        found: list[Record] = []
        for kind in MOVING:
            found += self._records.several(kind, sorted(record for known, record in moved if known is kind))
        return found

    def _names(self) -> dict[str, str]:
        return {one.id: str(one.body.get("name", "")) for one in self._records.every(Kind.MEMBER)}


def stays(records: Records, child: str) -> str:
    """Return the record that stays of a child's: their own where it was not put aside. It leads to older ones alone."""
    while True:
        ahead = [one.value.child for one in _holding(records, child) if one.value.other == child]
        if not ahead:
            return child
        child = min(ahead)


def _holding(records: Records, child: str) -> list[Filed[Duplicate]]:
    every = (filed(one, Duplicate) for one in records.linked(Kind.DUPLICATE, child))
    return [one for one in every if one.value.holds]


def _moved(records: Sequence[Record]) -> tuple[Moved, ...]:
    return tuple(Moved(kind=one.kind, id=one.id) for one in records)


def _to(records: Sequence[Record], child: str) -> list[Change]:
    """Return the changes that make records those of a child: nothing else in them is touched. Raises Unsettled."""
    if any(one.kind is Kind.INTERVIEW and len(heads_of(one.head)) > 1 for one in records):
        raise Unsettled
    return [Change(one.id, one.kind, {**one.body, "child": child}, heads_of(one.head)) for one in records]


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
