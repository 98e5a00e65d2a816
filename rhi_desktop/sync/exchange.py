"""One exchange: pull, push, and let go of what is needed here no more. Every step can be cut off and begun again."""

from dataclasses import replace
from typing import Final

from rhi_desktop.domain.audience import KEEP_DAYS
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.services.syncing.ports import Alarm, OwnKeys
from rhi_desktop.services.syncing.team import Cancelled, Report, Standing, Tell
from rhi_desktop.sync.hub import Hub, HubRefused
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.mending import mend
from rhi_desktop.sync.opening import raw_statements
from rhi_desktop.sync.orders import read_order
from rhi_desktop.sync.pulling import Puller
from rhi_desktop.sync.pushing import Pusher
from rhi_desktop.wire.api import Reason
from rhi_desktop.wire.frames import Malformed

ROUNDS: Final = 3
"""How often it is pulled and sealed anew where the hub stands elsewhere than this device thought."""


class Exchange:
    """Runs exchanges between one store and one hub, one at a time. `recovery` is the recovery sheet's private key."""

    def __init__(self, stored: Stored, hub: Hub, own: OwnKeys, recovery: bytes = b"") -> None:
        self._stored = stored
        self._hub = hub
        self._own = own
        self._puller = Puller(stored, hub, own, recovery)
        self._pusher = Pusher(stored, hub, own)
        self._mended = False

    def run(self, tell: Tell) -> Report:
        """Exchange what there is. Raises HubUnreachable, HubRefused, Cancelled; what was done stays done."""
        standing = self._stored.team().standing
        if standing in (Standing.FORKED, Standing.REVOKED):
            return Report(revoked=standing is Standing.REVOKED)
        try:
            report = self._exchanged(tell)
        except Cancelled:
            raise
        except RhiError as problem:
            self._stored.change(trouble=str(problem))
            raise
        self._stored.change(trouble="")
        return report

    def _exchanged(self, tell: Tell) -> Report:
        try:
            received = self._puller.run(tell)
        except HubRefused as refused:
            if refused.reason is Reason.PENDING and self._stored.team().standing is Standing.PENDING:
                return Report()
            if refused.reason is Reason.REVOKED:
                return self._revoked(refused, tell)
            raise
        reopen = self._enter()
        report = self._sent(tell, received)
        left = self._stored.on_lane(lambda: self._stored.store.let_go(self._stored.clock(), KEEP_DAYS))
        sent = report.sent + (self._pusher.run(tell).envelopes if left else 0)
        return Report(sent, report.received, report.refused, left, reopen=reopen)

    def _sent(self, tell: Tell, received: int) -> Report:
        if self._admits() and not self._mended:
            mend(self._stored.directory(self._stored.team()), self._hub)
            self._mended = True
        envelopes = refused = 0
        for _ in range(ROUNDS):
            sent = self._pusher.run(tell)
            envelopes += sent.envelopes
            refused += sent.refused
            if not sent.stale:
                return Report(envelopes, received, refused)
            if self._admits():
                mend(self._stored.directory(self._stored.team()), self._hub)
            received += self._puller.run(tell)
        raise HubRefused(Reason.UNKNOWN_READER)

    def _admits(self) -> bool:
        team = self._stored.team()
        return team.role.may(Permission.ADMIT) and team.standing is Standing.ACTIVE

    def _enter(self) -> bool:
        """Begin to belong to the team once this device's certificate is here; whether as somebody's further device."""
        team = self._stored.team()
        listed = self._stored.directory(team).devices.get(self._own.device)
        if team.standing is not Standing.PENDING or listed is None:
            return False
        certificate, store = listed.certificate, self._stored.store
        if certificate.member != self._own.member:
            self._stored.on_lane(lambda: store.adopt_member(certificate.member))
        entered = replace(team, standing=Standing.ACTIVE, role=Role.of(certificate.role), asked_with="")
        self._stored.on_lane(lambda: store.enter(entered, (), {}))
        return certificate.member != self._own.member

    def _revoked(self, refused: HubRefused, tell: Tell) -> Report:
        """Hand over what waits, which goes into quarantine, and lock; only a coordinator's signed order counts."""
        team = self._stored.team()
        try:
            shown = read_order(refused.statement, team.organisation, self._own)
        except Malformed:
            shown = ()
        listed = self._stored.directory(team).with_statements(shown).devices.get(self._own.device)
        if listed is None or listed.active:
            self._stored.alarm(Alarm("unfounded_order"))
            raise refused
        raw = raw_statements({one.id: one for one in shown})
        sent = self._pusher.run(tell)
        self._stored.on_lane(lambda: self._stored.store.say(raw, {}, ()))
        self._stored.change(standing=Standing.REVOKED)
        return Report(sent.envelopes, revoked=True)
