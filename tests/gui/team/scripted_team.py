"""A team in memory that behaves by the contract of `services.syncing.team.Team`; a test writes its script."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from rhi_desktop.domain.errors import WrongCode
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.syncing.team import (
    Departure,
    Fate,
    Invited,
    Newcomer,
    Progress,
    Quarantined,
    Refusal,
    Report,
    Standing,
    SyncStatus,
    TeamDevice,
    TeamMember,
    TeamProblem,
    Tell,
    Unreachable,
)

CODE = "7K3QX-M1N2P-9ABCD-EFGH1"
SHEET_CODE = "7K3QX-M1N2P-9ABCD-EFGH1-JKMN2-PQRS3-TVWX4-YZ015"
INVITATION = "rhi-join:eyJodWIiOiJodHRwczovL2h1Yi5leGFtcGxlIn0"
OFFLINE = "There is no connection to the internet, or the hub's address is wrong. What you wrote is safe here."
HUB = "https://hub.example"
SINCE = "2026-11-03T09:00:00.000000Z"
SENT = "2026-11-25T10:41:00.000000Z"


def offline() -> Unreachable:
    """The hub does not answer."""
    return Unreachable(OFFLINE)


def a_member(name: str, role: Role = Role.WORKER, *, devices: int = 1, cases: int = 0) -> TeamMember:
    """Return a member whose ids are made from the name."""
    made = tuple(TeamDevice(f"device {name} {number}", SINCE, seen="2026-11-24") for number in range(devices))
    return TeamMember(f"member {name}", name, role, made, cases)


@dataclass
class ScriptedTeam:
    """`trouble` is raised by every call that goes to the hub; `steps` are told by the next exchange."""

    state: SyncStatus = field(default_factory=SyncStatus)
    team: list[TeamMember] = field(default_factory=list)
    trouble: Exception | None = None
    steps: list[Progress] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    waiting: list[Newcomer] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    aside: list[Quarantined] = field(default_factory=list)
    left: list[Departure] = field(default_factory=list)
    fates: dict[str, Fate] = field(default_factory=dict)
    during: Callable[[], None] = lambda: None
    asked: list[str] = field(default_factory=list)

    def status(self) -> SyncStatus:
        """Return the state, with what the lists hold counted."""
        return replace(self.state, refused=len(self.refused), quarantined=len(self.aside))

    def exchange(self, tell: Tell) -> Report:
        """Tell the steps; everything that waited is sent."""
        self._reach("exchange")
        for step in self.steps:
            tell(step)
            self.during()
        self.state = replace(self.state, interviews=0, others=0, last_sent=SENT, trouble="")
        return self.report

    def found(self, hub: str, code: str) -> RecoverySheet:
        """Found the team."""
        self._reach(f"found {hub} {code}")
        self.state = replace(self.state, standing=Standing.ACTIVE, role=Role.COORDINATOR)
        self.team = [a_member("Sam Invented", Role.COORDINATOR)]
        return RecoverySheet(SHEET_CODE, "4Z7Q-K2XD", "25 November 2026", HUB)

    def join(self, invitation: str) -> str:
        """Ask to be let in."""
        self._reach("join")
        if invitation != INVITATION:
            raise TeamProblem("This is no invitation. Copy the whole line that begins with rhi-join.")
        self.state = replace(self.state, standing=Standing.PENDING)
        return CODE

    def code(self) -> str:
        """Return the code to compare."""
        return CODE

    def recover(self, hub: str, organisation: str, code: str) -> None:
        """Come back as a coordinator."""
        self._reach(f"recover {hub} {organisation}")
        if code != SHEET_CODE:
            raise WrongCode("Group 2 of the recovery code does not read right. Compare it with the sheet.", 2)
        self.state = replace(self.state, standing=Standing.ACTIVE, role=Role.COORDINATOR)

    def invite(self, name: str, role: Role, member: str = "") -> Invited:
        """Make an invitation."""
        self._reach(f"invite {name}, {role.text}, {member}")
        return Invited(INVITATION, datetime(2026, 11, 28, 12, 0, tzinfo=UTC))

    def newcomers(self) -> tuple[Newcomer, ...]:
        """Return who waits."""
        self._reach("newcomers")
        return tuple(self.waiting)

    def approve(self, device: str) -> None:
        """Let a device in."""
        self._reach(f"approve {device}")
        (one,) = (one for one in self.waiting if one.device == device)
        self.waiting.remove(one)
        self.team.append(a_member(one.name, one.role))

    def decline(self, device: str) -> None:
        """Turn a device away."""
        self._reach(f"decline {device}")
        self.waiting = [one for one in self.waiting if one.device != device]

    def members(self) -> tuple[TeamMember, ...]:
        """Return everybody."""
        return tuple(sorted(self.team, key=lambda one: one.name))

    def revoke(self, device: str) -> None:
        """Shut a device out."""
        self._reach(f"revoke {device}")
        self.team = [
            replace(one, devices=tuple(replace(d, revoked=SENT) if d.device == device else d for d in one.devices))
            for one in self.team
        ]

    def fate(self, record: str) -> Fate:
        """Return what became of a record."""
        return self.fates.get(record, Fate.WAITING)

    def taken_at(self, record: str) -> str:
        """Return when the hub took a record."""
        return SENT if self.fates.get(record) is Fate.AT_HUB else ""

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what was refused."""
        return tuple(self.refused)

    def retry(self, number: int) -> None:
        """Send again."""
        self.asked.append(f"retry {number}")
        self.refused = [one for one in self.refused if one.number != number]

    def withdraw(self, number: int) -> None:
        """Send no more."""
        self.asked.append(f"withdraw {number}")
        self.refused = [one for one in self.refused if one.number != number]

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Return what was kept aside."""
        return tuple(self.aside)

    def take_in(self, envelope: str) -> None:
        """Put on record."""
        self.asked.append(f"take in {envelope}")
        self.aside = [one for one in self.aside if one.envelope != envelope]

    def leave_out(self, envelope: str) -> None:
        """Leave out."""
        self.asked.append(f"leave out {envelope}")
        self.aside = [one for one in self.aside if one.envelope != envelope]

    def departures(self) -> tuple[Departure, ...]:
        """Return the cases that were taken off laptops."""
        return tuple(self.left)

    def dismiss(self, alarm: str) -> None:
        """Put an alarm away."""
        self.asked.append(f"dismiss {alarm}")
        self.state = replace(self.state, alarms=tuple(one for one in self.state.alarms if one != alarm))

    def _reach(self, what: str) -> None:
        self.asked.append(what)
        if self.trouble is not None:
            if what == "exchange":
                self.state = replace(self.state, trouble=str(self.trouble))
            raise self.trouble


def a_refusal(number: int, record: str, why: str, kind: Kind = Kind.INTERVIEW) -> Refusal:
    """Return a refusal by the hub."""
    return Refusal(number, record, kind, why, "hub", SENT)
