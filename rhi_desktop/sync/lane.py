"""The store's lane as the exchange sees it: the exchange runs in the background, the store has one thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rhi_desktop.services.ports import OnLane
from rhi_desktop.services.syncing.ports import Alarm, Membership, OwnKeys, SyncStore
from rhi_desktop.services.syncing.team import TeamProblem
from rhi_desktop.sync.directory import Directory
from rhi_desktop.sync.statements import Signed, read


@dataclass(frozen=True, slots=True)
class Stored:
    """The store with its lane and the clock: what every part of the exchange starts from."""

    store: SyncStore
    on_lane: OnLane
    clock: Callable[[], datetime]

    def team(self) -> Membership:
        """Return the team. Raises TeamProblem where this laptop belongs to none."""
        found = self.on_lane(self.store.membership)
        if found is None:
            raise TeamProblem("This laptop belongs to no team.")
        return found

    def own(self) -> OwnKeys:
        """Return the keys of this laptop."""
        return self.on_lane(self.store.own_keys)

    def directory(self, team: Membership) -> Directory:
        """Return the directory as the statements that are here have it."""
        return Directory(team.organisation, team.root_key, self.statements())

    def statements(self) -> tuple[Signed, ...]:
        """Return the statements that are here."""
        return tuple(read(one.content, one.signer, one.signature) for one in self.on_lane(self.store.statements))

    def change(self, **fields: Any) -> None:
        """Keep what has changed about the team, in one step on the lane."""

        def job() -> None:
            team = self.store.membership()
            if team is not None:
                self.store.keep_membership(replace(team, **fields))

        self.on_lane(job)

    def alarm(self, alarm: Alarm) -> None:
        """Keep an alarm."""
        self.on_lane(lambda: self.store.alarmed(alarm, self.clock()))
