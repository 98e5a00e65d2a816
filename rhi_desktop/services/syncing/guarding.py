"""What holds for a whole team is changed by its coordinators alone: rules, helplines, the team's own questions."""

from collections.abc import Callable, Sequence

from rhi_desktop.domain.audience import is_shared
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Body, Change, Kind, Record, Revision
from rhi_desktop.services.ports import Records
from rhi_desktop.services.syncing.allocating import NotAllowed
from rhi_desktop.services.syncing.ports import SyncStore
from rhi_desktop.services.syncing.team import Standing


class GuardedRecords:
    """Records of which a worker in a team changes none that is everybody's (`ports.Records`)."""

    def __init__(self, records: Records, team: SyncStore) -> None:
        self._records = records
        self._team = team

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
        team = self._team.membership() if is_shared(kind, body) else None
        return team is None or team.standing is Standing.PENDING or team.role is Role.COORDINATOR

    def _require(self, changes: Sequence[Change]) -> None:
        if not all(self.may_change(change.kind, change.body) for change in changes):
            raise NotAllowed("Your coordinators look after this for the whole team. Ask one of them to change it.")
