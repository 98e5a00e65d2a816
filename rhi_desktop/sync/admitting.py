"""Letting people in and shutting devices out: what a coordinator does about who is in the team."""

import hashlib
from datetime import timedelta
from typing import Final

from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.domain.records import instant_text
from rhi_desktop.services.syncing.ports import Membership, OwnKeys
from rhi_desktop.services.syncing.team import Invited, Newcomer, TeamProblem
from rhi_desktop.sync.comparing import comparison_code
from rhi_desktop.sync.hub import Hub
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.orders import order_against
from rhi_desktop.sync.speaking import Newcoming, Speaker
from rhi_desktop.wire import api
from rhi_desktop.wire.invitation import InvitationText, new_code

HOLDS: Final = timedelta(days=7)
"""For how long an invitation holds."""
GONE: Final = "This device no longer waits. Somebody else has let it in, or turned it away."


class Admitting:
    """Invites, lets in, turns away, shuts out, as the coordinator of this laptop."""

    def __init__(self, stored: Stored, hub: Hub, team: Membership, own: OwnKeys) -> None:
        if not team.role.may(Permission.ADMIT):
            raise TeamProblem("Only a coordinator or an administrator can do this.")
        self._stored = stored
        self._hub = hub
        self._team = team
        self._own = own

    def invite(self, name: str, role: Role, member: str) -> Invited:
        """Make an invitation."""
        if not name.strip():
            raise TeamProblem("Please say whom the invitation is for.")
        code, until = new_code(), self._stored.clock() + HOLDS
        digest = hashlib.sha256(code.encode("ascii")).hexdigest()
        self._hub.invite(api.Invitation(code=digest, seconds=int(HOLDS.total_seconds())))
        store = self._stored.store
        self._stored.on_lane(lambda: store.invite(digest, name.strip(), role, member, instant_text(until)))
        team = self._team
        text = InvitationText(
            hub=team.hub, hub_key=team.hub_key, organisation=team.organisation, root_key=team.root_key, code=code,
            member=member,
        )  # fmt: skip
        return Invited(text.to_text(), until)

    def newcomers(self) -> tuple[Newcomer, ...]:
        """Return who waits with an invitation of this coordinator's."""
        found = []
        for asks in self._hub.waiting():
            invited = self._invited(asks)
            if invited is not None:
                found.append(Newcomer(asks.device, invited.name, invited.role, self._code(asks)))
        return tuple(found)

    def approve(self, device: str) -> None:
        """Certify a device whose code was compared, send it what it is to have, and let it in."""
        asks = next((one for one in self._hub.waiting() if one.device == device), None)
        newcomer = self._invited(asks) if asks is not None else None
        if newcomer is None:
            raise TeamProblem(GONE)
        store, directory = self._stored.store, self._stored.directory(self._team)
        if device not in directory.devices:
            Speaker(self._stored, self._own).certify(directory, newcomer)
            self._stored.on_lane(lambda: store.grant(newcomer.member, device))
        everything = newcomer.role.reads_all
        if self._hub.approve(device, team=everything).pruned and everything:
            self._stored.on_lane(lambda: store.grant_everything(device))

    def decline(self, device: str) -> None:
        """Turn a device away."""
        self._hub.decline(device)

    def revoke(self, device: str) -> None:
        """Shut a device out."""
        directory = self._stored.directory(self._team)
        listed = directory.devices.get(device)
        if listed is None or device == self._own.device:
            raise TeamProblem("The laptop that you are working on cannot be taken out by itself.")
        if listed.active:
            last = self._stored.on_lane(lambda: self._stored.store.last_of(device))
            order = Speaker(self._stored, self._own).revoke(directory, listed, last)
            directory = directory.with_statements([order])
        self._hub.revoke(device, order_against(directory, device))

    def _invited(self, asks: api.Waiting) -> Newcoming | None:
        invited = self._stored.on_lane(lambda: self._stored.store.invited(asks.code))
        if invited is None:
            return None
        name, role, member = invited
        if member and member != asks.member:
            return None
        return Newcoming(asks.device, asks.member, name, role, asks.signing_key, asks.sealing_key)

    def _code(self, asks: api.Waiting) -> str:
        return comparison_code(
            self._team.root_key,
            device=asks.device,
            member=asks.member,
            signing_key=asks.signing_key,
            sealing_key=asks.sealing_key,
        )
