"""Allocation: which worker a referral is with, and when it is done with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.referral import Referral, Transfer
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Records

_AT_ONCE = 200
"""How many referrals one transaction gives."""


class NotAllowed(RhiError):
    """The member's role does not let them do this; the sentence says who may."""


@dataclass(frozen=True, slots=True)
class Given:
    """How many referrals were given, and which were left alone because somebody had changed them meanwhile."""

    count: int
    changed: tuple[str, ...] = ()


class Allocating:
    """Gives referrals to workers, and signs them off. Calls read and write the store: give them to its lane.

    `role` tells that of the member whose store it is, which is another once they are in a team: only coordinators
    allocate.
    """

    def __init__(self, records: Records, member: str, role: Callable[[], Role], clock: Callable[[], datetime]) -> None:
        self._records = records
        self._member = member
        self._role = role
        self._clock = clock

    @property
    def may(self) -> bool:
        """Whether this member allocates."""
        return self._role().coordinates

    def allocate(self, referral: str, head: str, worker: str, reason: str = "") -> Filed[Referral]:
        """Give a referral, as it was seen at `head`, to a worker.

        From somebody else it takes a reason; their laptop lets go of the case at its next contact.
        Raises NotAllowed, RecordChanged.
        """
        kept = self._read(referral)
        if kept.worker == worker and not kept.signed_off:
            return filed(self._records.get(Kind.REFERRAL, referral), Referral)
        return self._commit(referral, head, self._given(kept, worker, reason.strip()))

    def allocate_all(self, seen: Sequence[tuple[str, str]], worker: str, reason: str = "") -> Given:
        """Give referrals, each as it was seen at a head, to a worker; those that were changed since are left alone.

        What is with that worker already stays as it is. Raises NotAllowed, with nothing given then.
        """
        self._require()
        kept = {one.id: filed(one, Referral) for one in self._records.several(Kind.REFERRAL, [one for one, _ in seen])}
        fresh = [(one, kept[one].value) for one, head in seen if one in kept and kept[one].head == head]
        given = [
            Change(one, Kind.REFERRAL, to_body(self._given(value, worker, reason.strip())), (kept[one].head,))
            for one, value in fresh
            if value.worker != worker or value.signed_off
        ]
        for start in range(0, len(given), _AT_ONCE):
            self._records.commit(given[start : start + _AT_ONCE])
        known = {one for one, _ in fresh}
        return Given(len(given), tuple(one for one, _ in seen if one not in known))

    def sign_off(self, referral: str, head: str) -> Filed[Referral]:
        """Say that the work on a referral is done: after a set number of days the worker's laptop lets go of it.

        Raises NotAllowed, RecordChanged.
        """
        at = instant_text(self._clock())
        return self._commit(referral, head, replace(self._read(referral), signed_off=at, signed_off_by=self._member))

    def reopen(self, referral: str, head: str) -> Filed[Referral]:
        """Take a sign-off back. Raises NotAllowed, RecordChanged."""
        return self._commit(referral, head, replace(self._read(referral), signed_off="", signed_off_by=""))

    def _given(self, kept: Referral, worker: str, reason: str) -> Referral:
        if kept.worker not in {"", worker, self._member} and not reason:
            raise NotAllowed("Please say why the referral is given to somebody else.")
        transfer = Transfer(worker=worker, by=self._member, at=instant_text(self._clock()), reason=reason)
        transfers = (*kept.transfers, transfer)
        return replace(kept, worker=worker, transfers=transfers, signed_off="", signed_off_by="")

    def _require(self) -> None:
        if not self.may:
            raise NotAllowed("Only a coordinator allocates referrals and signs them off.")

    def _read(self, referral: str) -> Referral:
        self._require()
        return filed(self._records.get(Kind.REFERRAL, referral), Referral).value

    def _commit(self, referral: str, head: str, value: Referral) -> Filed[Referral]:
        return filed(self._records.commit([Change(referral, Kind.REFERRAL, to_body(value), (head,))])[0], Referral)
