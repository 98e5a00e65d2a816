"""Children, episodes and referrals: what is known before anybody sits down to talk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Draft, Interview
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Change, Kind, Revision
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.duplicates import stays
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Audit, AuditAct, Drafts, Records


class CaseStore(Records, Drafts, Audit, Protocol):
    """What casework needs of the store."""

    @property
    def member(self) -> str:
        """The id of the member whose store it is."""
        ...


@dataclass(frozen=True, slots=True)
class Case:
    """All that the store holds about one child; episodes, referrals and interviews newest first."""

    child: Filed[Child]
    episodes: tuple[Filed[Episode], ...]
    referrals: tuple[Filed[Referral], ...]
    interviews: tuple[Filed[Interview], ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The revisions of a record, oldest first, and the names of the members by id."""

    revisions: tuple[Revision, ...]
    names: Mapping[str, str]


class Casework:
    """Puts children, episodes and referrals on record. Calls read the store: give them to its lane."""

    def __init__(self, store: CaseStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> datetime:
        """Return the instant by which times are checked and clocks are worded."""
        return self._clock()

    def open_child(self, child: str) -> Case:
        """Return a child's case, and note that it was opened. A record put aside leads on. Raises RecordMissing."""
        record = self._store.get(Kind.CHILD, stays(self._store, child))
        self._store.note(AuditAct.CHILD_OPENED, record.id)
        return self._case(filed(record, Child))

    def address_shown(self, child: str) -> None:
        """Note that somebody asked for the address of a child of whom it is not to be disclosed."""
        self._store.note(AuditAct.ADDRESS_SHOWN, child)

    def register(self, child: Child) -> Filed[Child]:
        """Put a child on record."""
        change = Change(self._new_id(), Kind.CHILD, to_body(child))
        return filed(self._store.commit([change])[0], Child)

    def amend_child(self, child: str, head: str, value: Child) -> Filed[Child]:
        """Change a child's facts as they were seen at revision `head`. Raises RecordChanged."""
        change = Change(child, Kind.CHILD, to_body(value), (head,))
        return filed(self._store.commit([change])[0], Child)

    def add_episode(self, episode: Episode) -> Filed[Episode]:
        """Put an episode on record."""
        change = Change(self._new_id(), Kind.EPISODE, to_body(episode))
        return filed(self._store.commit([change])[0], Episode)

    def amend_episode(self, episode: str, head: str, value: Episode) -> Filed[Episode]:
        """Change an episode; the referrals about it follow its return, in one commit. Raises RecordChanged."""
        change = Change(episode, Kind.EPISODE, to_body(value), (head,))
        return filed(self._store.commit([change, *self.following(episode, value)])[0], Episode)

    def following(self, episode: str, value: Episode) -> list[Change]:
        """Return what is to be committed with an episode: the referrals about it, where its return moves theirs."""
        changes = []
        for record in self._store.linked(Kind.REFERRAL, episode):
            referral = filed(record, Referral)
            returned = self._latest_return(referral.value.episodes, {episode: value})
            if returned != referral.value.returned:
                body = to_body(replace(referral.value, returned=returned))
                changes.append(Change(referral.id, Kind.REFERRAL, body, (referral.head,)))
        return changes

    def take_referral(
        self, child: Child | str, episode: Episode | str, *, received: str, source: str, notes: str
    ) -> Filed[Referral]:
        """Put a referral on record with what is new about it, in one commit.

        `child` and `episode` are new values, or ids of records. A new episode's `child` is set here.
        """
        changes: list[Change] = []
        child_id = child if isinstance(child, str) else self._new_id()
        if isinstance(child, Child):
            changes.append(Change(child_id, Kind.CHILD, to_body(child)))
        episode_id = episode if isinstance(episode, str) else self._new_id()
        known = {}
        if isinstance(episode, Episode):
            known[episode_id] = replace(episode, child=child_id)
            changes.append(Change(episode_id, Kind.EPISODE, to_body(known[episode_id])))
        referral = Referral(child=child_id, episodes=(episode_id,), received=received, source=source, notes=notes)
        changes.append(Change(self._new_id(), Kind.REFERRAL, to_body(self._allocated(referral, known))))
        return filed(self._store.commit(changes)[-1], Referral)

    def refer(
        self, child: str, episodes: tuple[str, ...], *, received: str, source: str, notes: str
    ) -> Filed[Referral]:
        """Put a referral about recorded episodes of a child on record: one interview may cover several."""
        referral = Referral(child=child, episodes=episodes, received=received, source=source, notes=notes)
        change = Change(self._new_id(), Kind.REFERRAL, to_body(self._allocated(referral, {})))
        return filed(self._store.commit([change])[0], Referral)

    def amend_referral(self, referral: str, head: str, value: Referral) -> Filed[Referral]:
        """Change what is recorded of a referral as it was seen at revision `head`. Raises RecordChanged."""
        change = Change(referral, Kind.REFERRAL, to_body(value), (head,))
        return filed(self._store.commit([change])[0], Referral)

    def history(self, record: str) -> tuple[Revision, ...]:
        """Return the revisions of a record, oldest first."""
        return self._store.history(record)

    def told(self, record: str) -> History:
        """Return the history of a record with the names of who made it."""
        members = (filed(one, Member) for one in self._store.every(Kind.MEMBER))
        return History(self._store.history(record), {one.id: one.value.name for one in members})

    def _case(self, child: Filed[Child]) -> Case:
        store = self._store
        referrals = tuple(filed(record, Referral) for record in store.linked(Kind.REFERRAL, child.id))
        asked = {one.id for one in referrals}
        return Case(
            child,
            tuple(filed(record, Episode) for record in store.linked(Kind.EPISODE, child.id)),
            referrals,
            tuple(filed(record, Interview) for record in store.linked(Kind.INTERVIEW, child.id)),
            tuple(draft for draft in store.open_drafts() if draft.child == child.id or draft.referral in asked),
        )

    def _allocated(self, referral: Referral, known: dict[str, Episode]) -> Referral:
        """Return a referral with the return its clock runs from, allocated to whose store it is."""
        returned = self._latest_return(referral.episodes, known)
        return replace(referral, returned=returned, worker=self._store.member)

    def _latest_return(self, episodes: tuple[str, ...], known: dict[str, Episode]) -> str:
        """Return the last return among the episodes: the 72 hours run from it."""
        values = [known.get(one) or filed(self._store.get(Kind.EPISODE, one), Episode).value for one in episodes]
        moments = [moment for moment in (value.returned_moment for value in values) if moment is not None]
        latest = max(moments, key=_order, default=None)
        return latest.text if latest is not None else ""

    def _new_id(self) -> str:
        return new_record_id(self._clock())


def _order(moment: Moment) -> tuple[object, str]:
    return moment.day, moment.text
