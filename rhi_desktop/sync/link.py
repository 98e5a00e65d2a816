"""The team as the windows have it (`services.syncing.team.Team`), over the store and a hub."""

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock
from typing import Final

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.permitting import WORDS
from rhi_desktop.domain.records import read_revision
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.syncing.ports import KeptAside, OwnKeys
from rhi_desktop.services.syncing.team import (
    Departure,
    Fate,
    Invited,
    Newcomer,
    Quarantined,
    Refusal,
    Report,
    Standing,
    SyncStatus,
    TeamDevice,
    TeamMember,
    TeamProblem,
    Tell,
)
from rhi_desktop.sync.admitting import Admitting
from rhi_desktop.sync.beginning import Beginning, Hubs
from rhi_desktop.sync.directory import Directory, Listed
from rhi_desktop.sync.exchange import Exchange
from rhi_desktop.sync.hub import Hub
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.opening import Came, Opened, Opener
from rhi_desktop.sync.pulling import taken_in
from rhi_desktop.sync.sealing import Unsealer

REFUSED: Final[Mapping[str, str]] = {
    "unreadable": "It could not be read there: the program that wrote it, or that reads it, needs an update.",
    "newer_version": "The program there is older than yours. It has to be updated first; then try again.",
    "unknown_device": "The device that wrote it is not known there yet. Try again after the next exchange.",
    "forged": "Its signature does not fit. Tell your IT desk.",
    **{why.value: words for why, words in WORDS.items()},
}


class Link:
    """See `Team`. `name` is what the member of this laptop is called."""

    def __init__(self, stored: Stored, hubs: Hubs, name: str) -> None:
        self._stored = stored
        self._beginning = Beginning(stored, hubs, name)
        self._hubs = hubs
        self._busy = Lock()
        self._role = Role.WORKER
        self._hub: tuple[str, str, Hub] | None = None
        self._exchange: tuple[Hub, Exchange] | None = None
        self._seen: dict[str, str] = {}

    def status(self) -> SyncStatus:
        """Return what is to be told about the exchange."""
        status = self._stored.on_lane(self._stored.store.status)
        self._role = status.role
        return status

    def role(self) -> Role:
        """Return the role of this laptop's member as `status` last told it."""
        return self._role

    def exchange(self, tell: Tell) -> Report:
        """Send what waits and take in what came; nothing where another exchange is on its way."""
        if not self._busy.acquire(blocking=False):
            return Report()
        try:
            team = self._stored.on_lane(self._stored.store.membership)
            if team is None:
                return Report()
            hub, own = self._linked()
            if self._exchange is None or self._exchange[0] is not hub:
                self._exchange = (hub, Exchange(self._stored, hub, own))
            return self._exchange[1].run(tell)
        finally:
            self._busy.release()

    def found(self, hub: str, code: str) -> RecoverySheet:
        """Found a team."""
        return self._beginning.found(hub.strip().rstrip("/"), code)

    def join(self, invitation: str) -> str:
        """Ask to be let in."""
        return self._beginning.join(invitation)

    def code(self) -> str:
        """Return the code to compare."""
        return self._beginning.code()

    def recover(self, hub: str, organisation: str, code: str) -> None:
        """Come back as a coordinator: the team's keys and what is for the team come with the exchange in this."""
        address = hub.strip().rstrip("/")
        sheet_key = self._beginning.recover(address, organisation.strip().lower(), code)
        linked, own = self._linked()
        with self._busy:
            Exchange(self._stored, linked, own, sheet_key).run(lambda _: None)

    def invite(self, name: str, role: Role, member: str = "") -> Invited:
        """Invite somebody."""
        return self._admitting().invite(name, role, member)

    def newcomers(self) -> tuple[Newcomer, ...]:
        """Return who waits to be let in; looks at when devices were last in contact as well."""
        waiting = self._admitting().newcomers()
        self._seen = {one.device: one.seen for one in self._linked()[0].devices()}
        return waiting

    def approve(self, device: str) -> None:
        """Let a device in."""
        with self._busy:
            self._admitting().approve(device)

    def decline(self, device: str) -> None:
        """Turn a device away."""
        self._admitting().decline(device)

    def revoke(self, device: str) -> None:
        """Shut a device out."""
        with self._busy:
            self._admitting().revoke(device)

    def members(self) -> tuple[TeamMember, ...]:
        """Return everybody in the team."""
        directory = self._directory()
        if directory is None:
            return ()
        cases = self._stored.on_lane(self._stored.store.open_cases)
        found: dict[str, list[Listed]] = {}
        for listed in directory.devices.values():
            found.setdefault(listed.member, []).append(listed)
        told = [self._member(member, devices, cases.get(member, 0)) for member, devices in found.items()]
        return tuple(sorted(told, key=lambda one: (one.name.casefold(), one.member)))

    def fate(self, record: str) -> Fate:
        """Return what became of a record's newest revision."""
        return self._stored.on_lane(lambda: self._stored.store.fate(record))

    def taken_at(self, record: str) -> str:
        """Return when the hub took a record's newest revision."""
        return self._stored.on_lane(lambda: self._stored.store.taken_at(record))

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what was refused, with names and sentences."""
        kept = self._stored.on_lane(self._stored.store.refusals)
        names = self._names()
        return tuple(replace(one, why=REFUSED.get(one.why, one.why), by=names.get(one.by, one.by)) for one in kept)

    def retry(self, number: int) -> None:
        """Send something refused again."""
        self._stored.on_lane(lambda: self._stored.store.retry(number))

    def withdraw(self, number: int) -> None:
        """Send something refused no more."""
        self._stored.on_lane(lambda: self._stored.store.withdraw(number))

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Return what came from devices that had been shut out."""
        kept = self._stored.on_lane(self._stored.store.quarantine)
        names = self._names()
        return tuple(self._quarantined(one, names) for one in kept)

    def take_in(self, envelope: str) -> None:
        """Put what is in an envelope of the quarantine on record."""
        kept = [one for one in self._stored.on_lane(self._stored.store.quarantine) if one.id == envelope]
        heard = taken_in([self._released(one) for one in kept], self._stored.team())
        self._stored.on_lane(lambda: self._stored.store.take_in(heard, self._stored.clock()))

    def leave_out(self, envelope: str) -> None:
        """Leave an envelope of the quarantine out."""
        self._stored.on_lane(lambda: self._stored.store.leave_out(envelope))

    def departures(self) -> tuple[Departure, ...]:
        """Return the cases that were taken off laptops, each with whose laptop it was."""
        directory = self._directory()
        members = {one.device: one.member for one in directory.devices.values()} if directory else {}
        kept = self._stored.on_lane(self._stored.store.departures)
        return tuple(replace(one, member=members.get(one.member, one.member)) for one in kept)

    def dismiss(self, alarm: str) -> None:
        """Put an alarm away."""
        self._stored.on_lane(lambda: self._stored.store.dismiss(alarm))

    def _linked(self) -> tuple[Hub, OwnKeys]:
        team, own = self._stored.team(), self._stored.own()
        if self._hub is None or self._hub[:2] != (team.hub, team.organisation):
            signer = self._beginning.signer(team.organisation, own)
            self._hub = (team.hub, team.organisation, self._hubs(team.hub, signer))
        return self._hub[2], own

    def _admitting(self) -> Admitting:
        team = self._stored.team()
        if team.standing is not Standing.ACTIVE:
            raise TeamProblem("This laptop is not in the team yet.")
        hub, own = self._linked()
        return Admitting(self._stored, hub, team, own)

    def _directory(self) -> Directory | None:
        team = self._stored.on_lane(self._stored.store.membership)
        return self._stored.directory(team) if team is not None else None

    def _names(self) -> dict[str, str]:
        directory = self._directory()
        return {one.device: one.certificate.name for one in directory.devices.values()} if directory else {}

    def _member(self, member: str, devices: list[Listed], cases: int) -> TeamMember:
        newest = max(devices, key=lambda one: one.certificate.at)
        told = tuple(
            TeamDevice(one.device, one.certificate.at, one.revoked, self._seen.get(one.device, "")) for one in devices
        )
        return TeamMember(member, newest.certificate.name, Role.of(newest.certificate.role), told, cases)

    def _released(self, kept: KeptAside) -> Opened:
        own = self._stored.own()
        team_keys = self._stored.on_lane(self._stored.store.team_keys)
        opener = Opener(self._stored.directory(self._stored.team()), Unsealer(own.device, own.sealing, team_keys))
        return opener.open(Came(kept.content, kept.position, kept.at, released=True))

    def _quarantined(self, kept: KeptAside, names: Mapping[str, str]) -> Quarantined:
        arrival = self._released(kept).arrival
        revisions = [read_revision(one.content) for one in arrival.revisions]
        kinds = tuple(sorted({one.kind for one in revisions}))
        return Quarantined(
            kept.id, names.get(arrival.device, ""), kept.at, len({one.record for one in revisions}), kinds
        )
