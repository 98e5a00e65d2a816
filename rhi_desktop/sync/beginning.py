"""How a laptop comes into a team: it founds one, is invited to one, or comes back with the organisation's sheet."""

from collections.abc import Callable
from dataclasses import dataclass

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import instant_text, parse_instant
from rhi_desktop.domain.recovery_code import code_bytes, new_code
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.syncing.ports import EVERYBODY, RECOVERY, Membership, OwnKeys
from rhi_desktop.services.syncing.team import Standing, TeamProblem
from rhi_desktop.sync.comparing import comparison_code
from rhi_desktop.sync.hub import Hub, HubRefused, Signer
from rhi_desktop.sync.keys import KeyPair, new_sealing_key, public_of, root_of
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.opening import raw_statements
from rhi_desktop.sync.speaking import keys, said
from rhi_desktop.sync.statements import ROOT, Certificate, Epoch, Organisation, Signed, sign
from rhi_desktop.wire import api
from rhi_desktop.wire.frames import Malformed
from rhi_desktop.wire.invitation import InvitationText, read_invitation

Hubs = Callable[[str, Signer], Hub]
"""Returns the hub at an address, asked as a device."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The ways in. `name` is what the member of this laptop is called."""

    stored: Stored
    hubs: Hubs
    name: str

    def found(self, address: str, code: str) -> RecoverySheet:
        """Found a team with this laptop as its first coordinator's."""
        self._require_alone()
        own, printed, now = self.stored.own(), new_code(), self.stored.clock()
        root, organisation, team_key = root_of(code_bytes(printed)), new_record_id(now), new_sealing_key()
        at, pair = instant_text(now), KeyPair(own.signing, own.sealing)
        spoken = (
            sign(
                Organisation(
                    organisation=organisation, at=at, root_key=root.signing_public, recovery_key=root.sealing_public
                ),
                ROOT,
                root.sign,
            ),
            self._certified(organisation, own, at, root),
            sign(
                Epoch(organisation=organisation, at=at, number=1, public_key=public_of(team_key)), own.device, pair.sign
            ),
        )
        hub = self.hubs(address, self.signer(organisation, own))
        about = _spoken_to(hub)
        hub.found(
            api.Founding(
                code="".join(code.split()).upper(),
                organisation=organisation,
                root_key=root.signing_public,
                device=own.device,
                signing_key=pair.signing_public,
            )
        )
        entered = Membership(
            organisation=organisation, hub=address, hub_key=about.key, root_key=root.signing_public,
            standing=Standing.ACTIVE, since=at, role=Role.COORDINATOR,
        )  # fmt: skip
        parcels = [(RECOVERY, one) for one in (*map(said, spoken), keys({1: team_key}))]
        self._enter(entered, spoken, {1: team_key})
        self.stored.on_lane(lambda: self.stored.store.say((), {}, parcels))
        return RecoverySheet(printed, organisation, _in_words(at), hub=address)

    def join(self, invitation: str) -> str:
        """Ask to be let in; return the code to compare."""
        team = self.stored.on_lane(self.stored.store.membership)
        if team is not None and team.standing is not Standing.PENDING:
            raise TeamProblem("This laptop belongs to a team already.")
        text, own = _read(invitation), self.stored.own()
        if text.member:
            self.stored.on_lane(self.stored.store.require_no_work)
        hub = self.hubs(text.hub, self.signer(text.organisation, own))
        if _spoken_to(hub).key != text.hub_key:
            raise TeamProblem("Another hub answers at this address. Ask your coordinator for a new invitation.")
        pair = KeyPair(own.signing, own.sealing)
        hub.enrol(
            api.Enrolment(
                code=text.code,
                organisation=text.organisation,
                device=own.device,
                member=text.member or own.member,
                signing_key=pair.signing_public,
                sealing_key=pair.sealing_public,
            )
        )
        asked = Membership(
            organisation=text.organisation, hub=text.hub, hub_key=text.hub_key, root_key=text.root_key,
            standing=Standing.PENDING, since=instant_text(self.stored.clock()), asked_with=text.to_text(),
        )  # fmt: skip
        self.stored.on_lane(lambda: self.stored.store.keep_membership(asked))
        return self.code()

    def code(self) -> str:
        """Return the code to compare while this laptop waits."""
        team, own = self.stored.team(), self.stored.own()
        pair = KeyPair(own.signing, own.sealing)
        member = read_invitation(team.asked_with).member if team.asked_with else ""
        return comparison_code(
            team.root_key,
            device=own.device,
            member=member or own.member,
            signing_key=pair.signing_public,
            sealing_key=pair.sealing_public,
        )

    def recover(self, address: str, organisation: str, code: str) -> bytes:
        """Come back as a coordinator; return the key that opens what is for the holder of the sheet."""
        root, own = root_of(code_bytes(code)), self.stored.own()
        team = self.stored.on_lane(self.stored.store.membership)
        if team is not None and team.organisation != organisation:
            raise TeamProblem("This laptop belongs to another team already.")
        hub = self.hubs(address, self.signer(organisation, own))
        about, pair = _spoken_to(hub), KeyPair(own.signing, own.sealing)
        message = api.recovery_message(organisation, own.device, pair.signing_public)
        try:
            hub.recover(
                api.Recovery(
                    organisation=organisation,
                    device=own.device,
                    signing_key=pair.signing_public,
                    signature=root.sign(message).hex(),
                )
            )
        except HubRefused as refused:
            if refused.reason in (api.Reason.FORGED, api.Reason.UNKNOWN_DEVICE, api.Reason.NOT_FOUND):
                raise TeamProblem(
                    "The hub does not know an organisation with this number and code. Compare both with the sheet."
                ) from None
            raise
        if team is None or team.standing is not Standing.ACTIVE:
            self._come_back(address, about.key, organisation, own, root)
        return root.sealing

    def _come_back(self, address: str, hub_key: str, organisation: str, own: OwnKeys, root: KeyPair) -> None:
        at = instant_text(self.stored.clock())
        entered = Membership(
            organisation=organisation, hub=address, hub_key=hub_key, root_key=root.signing_public,
            standing=Standing.ACTIVE, since=at, role=Role.COORDINATOR,
        )  # fmt: skip
        signed = self._certified(organisation, own, at, root)
        self._enter(entered, (signed,), {})
        parcels = [(reader, said(signed)) for reader in (EVERYBODY, RECOVERY)]
        self.stored.on_lane(lambda: self.stored.store.say((), {}, parcels))

    def signer(self, organisation: str, own: OwnKeys) -> Signer:
        """Return who asks the hub."""
        return Signer(organisation, own.device, KeyPair(own.signing, own.sealing).sign)

    def _certified(self, organisation: str, own: OwnKeys, at: str, root: KeyPair) -> Signed:
        pair = KeyPair(own.signing, own.sealing)
        certificate = Certificate(
            organisation=organisation,
            at=at,
            device=own.device,
            member=own.member,
            name=self.name,
            role=Role.COORDINATOR.text,
            signing_key=pair.signing_public,
            sealing_key=pair.sealing_public,
        )
        return sign(certificate, ROOT, root.sign)

    def _enter(self, entered: Membership, spoken: tuple[Signed, ...], team_keys: dict[int, bytes]) -> None:
        raw = raw_statements({one.id: one for one in spoken})
        self.stored.on_lane(lambda: self.stored.store.enter(entered, raw, team_keys))

    def _require_alone(self) -> None:
        if self.stored.on_lane(self.stored.store.membership) is not None:
            raise TeamProblem("This laptop belongs to a team already.")


def _spoken_to(hub: Hub) -> api.About:
    about = hub.about()
    if about.protocol != api.PROTOCOL:
        raise TeamProblem("This hub speaks another version than this program. Update whichever is older.")
    return about


def _read(invitation: str) -> InvitationText:
    try:
        return read_invitation(invitation)
    except Malformed:
        raise TeamProblem(
            "This is not a whole invitation. Copy all of it, from “rhi-join:” to its end, and paste it again."
        ) from None


def _in_words(instant: str) -> str:
    day = parse_instant(instant)
    return f"{day.day} {day:%B %Y}"
