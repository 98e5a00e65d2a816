"""What the screen of the team shows, read in one go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from rhi_desktop.domain.people import Permission
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.team import (
    Departure,
    Newcomer,
    Quarantined,
    Refusal,
    Standing,
    SyncStatus,
    Team,
    TeamMember,
)


class TeamParts(NamedTuple):
    """What the screen of the team is made from; `device` is the id of this laptop."""

    team: Team
    naming: Naming
    jobs: Jobs
    clock: Callable[[], datetime]
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How things stand. `names` are of the records in the news, by id; `unasked` says why newcomers are not known."""

    status: SyncStatus = field(default_factory=SyncStatus)
    code: str = ""
    members: tuple[TeamMember, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    unasked: str = ""
    refusals: tuple[Refusal, ...] = ()
    quarantine: tuple[Quarantined, ...] = ()
    departures: tuple[Departure, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def coordinates(self) -> bool:
        """Whether whoever looks may invite, let in and remove."""
        return self.status.standing is Standing.ACTIVE and self.status.role.may(Permission.ADMIT)


def read_team(team: Team) -> Shown:
    """Read what the store knows of the team. Run it in the background."""
    status = team.status()
    if status.standing is Standing.PENDING:
        return Shown(status=status, code=team.code())
    if status.standing is not Standing.ACTIVE:
        return Shown(status=status)
    return Shown(
        status=status,
        members=team.members(),
        refusals=team.refusals(),
        quarantine=team.quarantine() if status.role.may(Permission.ADMIT) else (),
        departures=team.departures(),
    )


def named(shown: Shown, naming: Naming) -> Shown:
    """Return the same with the names of the records that are mentioned. Run it on the store's lane."""
    names = {one.record: naming.name(one.kind, one.record) for one in shown.refusals}
    names |= {one.child: naming.child(one.child) for one in shown.departures}
    return replace(shown, names=names)
