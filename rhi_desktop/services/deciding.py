"""What a coordinator does at the desk: gives work to somebody, signs it off, notes who was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.desk_lists import DeskItem, DeskLists, Overview
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.syncing.allocating import Allocating, Given
from rhi_desktop.services.syncing.teaming import Teaming
from rhi_desktop.services.urgent_sharing import URGENT


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told of an immediate risk: a code of the list `recipient`, when (`Moment.text`), who exactly."""

    recipient: str
    at: str
    who: str = ""
    notes: str = ""


class Deciding:
    """The acts of the desk over one open store. Calls read and write the store: give them to its lane.

    `by` is the name of the member whose store it is. Without a team there is nobody to give work to.
    """

    def __init__(
        self, lists: DeskLists, allocating: Allocating, sharings: Sharings, by: str, teaming: Teaming | None
    ) -> None:
        self.lists = lists
        self._allocating = allocating
        self._sharings = sharings
        self._by = by
        self._teaming = teaming

    def now(self) -> datetime:
        """Return the instant for which statuses are worded."""
        return self.lists.now()

    def overview(self) -> Overview:
        """Return the counts, and everybody in the team with their load."""
        if self._teaming is None:
            return self.lists.overview()
        return self.lists.overview(self._teaming.team.members(), self._teaming.device)

    def give(self, items: Sequence[DeskItem], worker: str, reason: str) -> Given:
        """Give referrals to a worker; those that somebody changed meanwhile are left. Raises NotAllowed."""
        seen = [(item.row.work.referral, item.row.head) for item in items]
        return self._allocating.allocate_all(seen, worker, reason)

    def sign_off(self, item: DeskItem) -> None:
        """Say that the work on a referral is done. Raises NotAllowed, RecordChanged."""
        self._allocating.sign_off(item.row.work.referral, item.row.head)

    def told(self, item: DeskItem, told: Told) -> None:
        """Put on record who was told of an immediate risk. Raises SharingUnclear."""
        self._sharings.note(
            Sharing(
                child=item.row.work.child,
                referral=item.row.work.referral,
                interview=item.row.interview,
                at=told.at,
                recipient=told.recipient,
                what=URGENT,
                who=told.who,
                by=self._by,
                notes=told.notes,
            )
        )
