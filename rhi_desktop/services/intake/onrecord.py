"""What the store holds that an import is held against, read once."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.records import Body, Change, Kind, Record
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.intake.moments import order
from rhi_desktop.services.intake.writes import Kept
from rhi_desktop.services.lookups import ChildEntry, EpisodeEntry, ReferralEntry
from rhi_desktop.services.ports import AuditAct


class IntakeStore(Protocol):
    """What an import needs of the store."""

    @property
    def member(self) -> str:
        """The id of the member whose store it is."""
        ...

    def several(self, kind: Kind, records: Sequence[str]) -> tuple[Record, ...]:
        """Return records by their ids, in no order."""
        ...

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """Return all records of a kind of which there are few."""
        ...

    def commit(self, changes: Sequence[Change]) -> tuple[Record, ...]:
        """Commit a few changes."""
        ...

    def commit_all(self, changes: Sequence[Change], *, progress: "Told") -> int:
        """Commit many changes in one transaction."""
        ...

    def child_index(self) -> Iterable[ChildEntry]:
        """Return all children."""
        ...

    def episode_index(self) -> Iterable[EpisodeEntry]:
        """Return all episodes."""
        ...

    def referral_index(self) -> Iterable[ReferralEntry]:
        """Return all referrals."""
        ...

    def note(self, act: AuditAct, subject: str = "") -> None:
        """Note an act."""
        ...


class Told(Protocol):
    """Is told how much is done."""

    def __call__(self, done: int, /) -> None:
        """Hear it."""
        ...


class OnRecord:
    """Children, episodes and referrals by what they are looked up by."""

    def __init__(self, store: IntakeStore) -> None:
        self._store = store
        self.children = tuple(store.child_index())
        self.episodes = tuple(store.episode_index())
        self._of_child: dict[str, list[EpisodeEntry]] = defaultdict(list)
        self._returned: dict[str, str] = {}
        self._whole: dict[str, Record] = {}
        for episode in self.episodes:
            self._of_child[episode.child].append(episode)
            self._returned[episode.episode] = episode.returned
        self._referrals: dict[str, list[ReferralEntry]] = defaultdict(list)
        referrals = tuple(store.referral_index())
        self._heads = [entry.head for entries in (self.children, self.episodes, referrals) for entry in entries]
        for referral in referrals:
            for one in referral.episodes:
                self._referrals[one].append(referral)

    @property
    def mark(self) -> str:
        """The same as long as no child, episode or referral is added or changed."""
        return hashlib.sha256("".join(sorted(self._heads)).encode()).hexdigest()

    def episodes_of(self, child: str) -> tuple[EpisodeEntry, ...]:
        """Return a child's episodes."""
        return tuple(self._of_child.get(child, ()))

    def look_up(self, children: Iterable[str]) -> None:
        """Read these children whole, and their episodes."""
        wanted = [child for child in children if child not in self._whole]
        episodes = [entry.episode for child in wanted for entry in self.episodes_of(child)]
        for kind, ids in ((Kind.CHILD, wanted), (Kind.EPISODE, episodes)):
            self._whole |= {record.id: record for record in self._store.several(kind, ids)}

    def child(self, child: str) -> tuple[Kept, Child]:
        """Return a child as recorded; see `look_up`."""
        record = self._whole[child]
        return Kept(record.id, record.head), from_body(record.body, Child)

    def episode(self, episode: str) -> tuple[Kept, Episode]:
        """Return an episode as recorded; see `look_up`."""
        record = self._whole[episode]
        return Kept(record.id, record.head), from_body(record.body, Episode)

    def is_referred(self, episode: str) -> bool:
        """Whether there is a referral about an episode."""
        return episode in self._referrals

    def referrals_after(self, episode: str, returned: str) -> dict[str, tuple[Kept, Referral]]:
        """Return the referrals about an episode whose return changes when the episode's does."""
        self._returned[episode] = returned
        changed = {}
        for entry in self._referrals.get(episode, ()):
            latest = max((self._returned.get(one, "") for one in entry.episodes), key=_order)
            record = self._store.several(Kind.REFERRAL, [entry.referral])[0]
            referral = _referral(record.body)
            if referral.returned != latest:
                changed[record.id] = (Kept(record.id, record.head), replace(referral, returned=latest))
        return changed


def _referral(body: Body) -> Referral:
    return from_body(body, Referral)


def _order(text: str) -> tuple[float, str]:
    return order(text) if text else (0.0, "")
