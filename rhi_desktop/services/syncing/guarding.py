"""What a member's roles let them write is asked here, before anything is committed on this laptop."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from rhi_desktop.domain.audience import is_shared
from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.domain.permitting import WORDS, Objection, Written, objection
from rhi_desktop.domain.records import Body, Change, Kind, Record, RecordMissing, Revision
from rhi_desktop.services.ports import Records
from rhi_desktop.services.syncing.allocating import NotAllowed
from rhi_desktop.services.syncing.ports import SyncStore
from rhi_desktop.services.syncing.team import Standing

if TYPE_CHECKING:
    from rhi_desktop.services.ports import Store


class Permissions:
    """What the member of this laptop may do; everything where they belong to no team. Reads the store: on its lane."""

    def __init__(self, team: SyncStore) -> None:
        self._team = team

    @property
    def alone(self) -> bool:
        """Whether there is no team: whoever works here is everybody."""
        return self.role is None

    @property
    def role(self) -> Role | None:
        """The roles in the team, None where there is none, or not yet."""
        team = self._team.membership()
        return None if team is None or team.standing is Standing.PENDING else team.role

    def may(self, permission: Permission) -> bool:
        """Whether this member may do something."""
        role = self.role
        return role is None or role.may(permission)


class Owned(Records, Protocol):
    """Records, and whose store it is."""

    @property
    def member(self) -> str:
        """The id of the member record."""
        ...


class GuardedRecords:
    """Records of which a member changes those alone that their roles let them (`ports.Records`)."""

    def __init__(self, records: Owned, team: SyncStore) -> None:
        self._records = records
        self._permissions = Permissions(team)

    def commit(self, changes: Sequence[Change], *, closes_draft: str = "") -> tuple[Record, ...]:
        """See `Records.commit`. Raises NotAllowed."""
        self._require(changes)
        return self._records.commit(changes, closes_draft=closes_draft)

    def commit_all(self, changes: Sequence[Change], *, progress: Callable[[int], None] = lambda _: None) -> int:
        """See `Records.commit_all`. Raises NotAllowed."""
        self._require(changes)
        return self._records.commit_all(changes, progress=progress)

    def get(self, kind: Kind, record: str) -> Record:
        """See `Records.get`."""
        return self._records.get(kind, record)

    def several(self, kind: Kind, records: Sequence[str]) -> tuple[Record, ...]:
        """See `Records.several`."""
        return self._records.several(kind, records)

    def linked(self, kind: Kind, subject: str) -> tuple[Record, ...]:
        """See `Records.linked`."""
        return self._records.linked(kind, subject)

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """See `Records.every`."""
        return self._records.every(kind)

    def history(self, record: str) -> tuple[Revision, ...]:
        """See `Records.history`."""
        return self._records.history(record)

    def may_change(self, kind: Kind, body: Body) -> bool:
        """Whether this member may change a record of this kind that says so much."""
        return not is_shared(kind, body) or self._permissions.may(Permission.KEEP_RULES)

    def _require(self, changes: Sequence[Change]) -> None:
        role = self._permissions.role
        if role is None or role.may(Permission.ALLOCATE):
            changes = [change for change in changes if role is not None and change.kind in _WHOEVER]
        for change in changes:
            why = objection(self._written(change, role or Role(0)))
            if why is not Objection.NONE:
                raise NotAllowed(WORDS[why])

    def _written(self, change: Change, role: Role) -> Written:
        interview = str(change.body.get("interview") or "") if change.kind in _REVIEWS else ""
        worker = self._body(Kind.INTERVIEW, interview).get("worker") if interview else ""
        before = (self._body(change.kind, change.record),) if change.parents else ()
        return Written(
            author=self._records.member, role=role, kind=change.kind, record=change.record, body=change.body,
            before=before, interview_worker=str(worker or ""),
        )  # fmt: skip

    def _body(self, kind: Kind, record: str) -> Body:
        try:
            return self._records.get(kind, record).body
        except RecordMissing:
            return {}


_REVIEWS = frozenset({Kind.REVIEW, Kind.SECOND_REVIEW})
_WHOEVER = frozenset({Kind.INTERVIEW, Kind.MEMBER}) | _REVIEWS
"""Kinds of which not even a coordinator writes every one: what is somebody's own."""


class GuardedStore(GuardedRecords):
    """A whole store behind the guard: everything but commits goes straight through."""

    def __init__(self, store: "Store") -> None:
        super().__init__(store, store.team)
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def guarded(store: "Store") -> "Store":
    """Return the store as the services of a window get it."""
    return cast("Store", GuardedStore(store))
