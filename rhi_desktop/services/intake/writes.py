"""What an import will write, before it has ids."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.domain.referral import Referral


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it was read: its id and the revision that a change is made from."""

    id: str
    head: str


@dataclass(frozen=True, slots=True)
class EpisodeWrite:
    """An episode of the child `who`, with the referral that is made for it; `kept` where it completes a record.

    `episode` is None where the record needs no change and only a referral is made.
    """

    who: str
    episode: Episode | None
    kept: Kept | None
    referral: Referral | None


@dataclass(slots=True)
class Writes:
    """New and changed children by `who`, episodes, and referrals whose return changes."""

    new_children: dict[str, Child] = field(default_factory=dict)
    changed_children: dict[str, tuple[Kept, Child]] = field(default_factory=dict)
    episodes: list[EpisodeWrite] = field(default_factory=list)
    referrals: dict[str, tuple[Kept, Referral]] = field(default_factory=dict)

    def counts(self) -> Counter[str]:
        """Count what is written."""
        return Counter(
            children=len(self.new_children),
            episodes=sum(one.kept is None for one in self.episodes),
            completed=sum(one.kept is not None and one.episode is not None for one in self.episodes),
            referrals=sum(one.referral is not None for one in self.episodes),
        )

    def changes(self, new_id: Callable[[], str], *, received: str, worker: str) -> list[Change]:
        """Return the changes; `received` stands where a row does not say when its referral came."""
        ids = {who: new_id() for who in self.new_children}
        changes = [Change(ids[who], Kind.CHILD, to_body(child)) for who, child in self.new_children.items()]
        changes += [
            Change(kept.id, Kind.CHILD, to_body(child), (kept.head,)) for kept, child in self.changed_children.values()
        ]
        for one in self.episodes:
            child = ids.get(one.who, one.who)
            record = one.kept.id if one.kept is not None else new_id()
            if one.episode is not None:
                parents = (one.kept.head,) if one.kept is not None else ()
                body = to_body(replace(one.episode, child=child))
                changes.append(Change(record, Kind.EPISODE, body, parents))
            if one.referral is not None:
                made = replace(one.referral, child=child, episodes=(record,), worker=worker)
                made = made if made.received else replace(made, received=received)
                changes.append(Change(new_id(), Kind.REFERRAL, to_body(made)))
        changes += [
            Change(kept.id, Kind.REFERRAL, to_body(referral), (kept.head,))
            for kept, referral in self.referrals.values()
        ]
        return changes
