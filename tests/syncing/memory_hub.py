"""A hub in memory, behind the port that the exchange asks (`sync.hub.Hub`): by the rules, and able to break each.

The real one is tested against the same scenarios in `tests/hub`; this one can be told to misbehave.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.sync.hub import Hub, HubRefused, Signer
from rhi_desktop.wire import api, limits, merkle
from rhi_desktop.wire.envelope import GENESIS, RECOVERY, TEAM, parse


@dataclass
class Device:
    """A device as the hub knows it."""

    enrolment: api.Enrolment | None = None
    state: api.DeviceState = api.DeviceState.PENDING
    team: bool = False
    recovered: bool = False
    counter: int = 0
    tip: str = GENESIS
    statement: bytes = b""


@dataclass
class Entry:
    """An envelope in the log."""

    id: str
    device: str
    content: bytes
    readers: tuple[str, ...]
    quarantined: bool = False


@dataclass
class MemoryHub:
    """One organisation's log and devices. `before` is called ahead of each request and may raise."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    codes: set[str] = field(default_factory=lambda: {"FOUNDINGCODE0000"})
    invited: set[str] = field(default_factory=set)
    devices: dict[str, Device] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    root_key: str = ""
    organisation: str = ""
    requests: int = 0
    before: Callable[[str], None] = lambda _: None
    withheld: set[str] = field(default_factory=set)
    shuffled: bool = False

    def copy(self) -> "MemoryHub":
        """Return the same hub with a life of its own."""
        devices = {name: replace(one) for name, one in self.devices.items()}
        return replace(self, codes=set(self.codes), invited=set(self.invited), devices=devices, log=list(self.log))

    def as_asked_by(self, _: str, signer: Signer) -> Hub:
        """Return the hub for one device (`sync.beginning.Hubs`)."""
        return AskedHub(self, signer)

    def root(self, size: int) -> bytes:
        """Return the Merkle root over the first entries."""
        return merkle.root(size, self._complete)

    def proof(self, old: int) -> tuple[str, ...]:
        """Return the proof from an earlier size to now."""
        return tuple(one.hex() for one in merkle.consistency(old, len(self.log), self._complete))

    def head(self) -> api.Head:
        """Return the signed head."""
        size, root = len(self.log), self.root(len(self.log)).hex()
        return api.Head(
            size=size, root=root, signature=self.key.sign(api.head_message(self.organisation, size, root)).hex()
        )

    def _complete(self, start: int, end: int) -> bytes:
        return merkle.folded([merkle.leaf(bytes.fromhex(one.id)) for one in self.log[start:end]])


class AskedHub:
    """See `Hub`."""

    def __init__(self, hub: MemoryHub, signer: Signer) -> None:
        self._hub = hub
        self._signer = signer

    def about(self) -> api.About:
        """See `Hub.about`."""
        self._begin("about")
        sizes = api.Limits(
            envelope=limits.ENVELOPE, request=limits.REQUEST, pushed=limits.PUSHED, readers=limits.READERS
        )
        key = self._hub.key.public_key().public_bytes_raw().hex()
        return api.About(protocol=api.PROTOCOL, key=key, time=0, limits=sizes)

    def found(self, founding: api.Founding) -> None:
        """See `Hub.found`."""
        self._begin("found")
        if founding.code not in self._hub.codes:
            raise HubRefused(api.Reason.WRONG_CODE)
        self._hub.codes.remove(founding.code)
        self._hub.organisation, self._hub.root_key = founding.organisation, founding.root_key
        self._hub.devices[founding.device] = Device(state=api.DeviceState.ACTIVE, team=True)

    def recover(self, recovery: api.Recovery) -> None:
        """See `Hub.recover`."""
        self._begin("recover")
        message = api.recovery_message(recovery.organisation, recovery.device, recovery.signing_key)
        from rhi_desktop.sync.keys import signed_by

        if not signed_by(self._hub.root_key, bytes.fromhex(recovery.signature), message):
            raise HubRefused(api.Reason.FORGED)
        device = self._hub.devices.setdefault(recovery.device, Device())
        device.state, device.team, device.recovered = api.DeviceState.ACTIVE, True, True

    def invite(self, invitation: api.Invitation) -> None:
        """See `Hub.invite`."""
        self._coordinator("invite")
        self._hub.invited.add(invitation.code)

    def enrol(self, enrolment: api.Enrolment) -> None:
        """See `Hub.enrol`."""
        self._begin("enrol")
        code = hashlib.sha256(enrolment.code.encode()).hexdigest()
        known = self._hub.devices.get(enrolment.device)
        if known is not None and known.enrolment == enrolment:
            return
        if code not in self._hub.invited:
            raise HubRefused(api.Reason.WRONG_CODE)
        self._hub.invited.remove(code)
        self._hub.devices[enrolment.device] = Device(enrolment)

    def waiting(self) -> tuple[api.Waiting, ...]:
        """See `Hub.waiting`."""
        self._coordinator("waiting")
        asked = [one.enrolment for one in self._hub.devices.values() if one.state is api.DeviceState.PENDING]
        return tuple(
            api.Waiting(
                device=one.device, member=one.member, signing_key=one.signing_key, sealing_key=one.sealing_key,
                code=hashlib.sha256(one.code.encode()).hexdigest(),
            )
            for one in asked if one is not None
        )  # fmt: skip

    def approve(self, device: str, *, team: bool) -> api.Approved:
        """See `Hub.approve`."""
        self._coordinator("approve")
        self._hub.devices[device].state, self._hub.devices[device].team = api.DeviceState.ACTIVE, team
        return api.Approved(pruned=any(not one.content for one in self._hub.log))

    def decline(self, device: str) -> None:
        """See `Hub.decline`."""
        self._coordinator("decline")
        del self._hub.devices[device]

    def revoke(self, device: str, statement: bytes) -> None:
        """See `Hub.revoke`."""
        self._coordinator("revoke")
        self._hub.devices[device].state = api.DeviceState.REVOKED
        self._hub.devices[device].statement = statement

    def devices(self) -> tuple[api.Seen, ...]:
        """See `Hub.devices`."""
        self._coordinator("devices")
        return tuple(
            api.Seen(device=name, state=one.state, team=one.team, seen="2026-11-25", held=0)
            for name, one in self._hub.devices.items()
        )

    def push(self, envelopes: Sequence[bytes]) -> api.Pushed:
        """See `Hub.push`."""
        device = self._begin("push", revoked=True)
        answers: list[api.Answer] = []
        for content in envelopes:
            if any(one.outcome is api.Outcome.REFUSED for one in answers):
                name = hashlib.sha256(content).hexdigest()
                answers.append(api.Answer(id=name, outcome=api.Outcome.SKIPPED))
            else:
                answers.append(self._pushed(device, content))
        self._after("push")
        return api.Pushed(answers=tuple(answers), counter=device.counter, tip=device.tip)

    def pull(self, pulling: api.Pulling) -> tuple[api.Page, tuple[bytes, ...]]:
        """See `Hub.pull`."""
        device = self._begin("pull")
        log = self._hub.log
        if pulling.size > len(log) or pulling.after > len(log):
            raise HubRefused(api.Reason.ROLLED_BACK)
        due = [
            (position, one)
            for position, one in enumerate(log, start=1)
            if position > pulling.after and self._is_for(device, one) and one.content
        ]
        page = due[:20][::-1] if self._hub.shuffled else due[:20]
        more = len(due) > len(page)
        upto = page[-1][0] if more else len(log)
        answer = api.Page(
            head=self._hub.head(),
            proof=self._hub.proof(pulling.size),
            placed=tuple(api.Placed(position=position, quarantined=one.quarantined) for position, one in page),
            upto=upto,
            more=more,
            left=len(due) - len(page),
            counter=device.counter,
            tip=device.tip,
        )
        self._after("pull")
        return answer, tuple(one.content for _, one in page)

    def _pushed(self, device: Device, content: bytes) -> api.Answer:
        envelope = parse(content)
        header = envelope.header
        known = next((place for place, one in enumerate(self._hub.log, start=1) if one.id == envelope.id), 0)
        if known:
            return api.Answer(id=envelope.id, outcome=api.Outcome.KNOWN, position=known)
        reason = self._fault(device, header.counter, header.previous, header.readers)
        if reason is not None:
            return api.Answer(id=envelope.id, outcome=api.Outcome.REFUSED, reason=reason)
        device.counter, device.tip = header.counter, envelope.id
        out = device.state is api.DeviceState.REVOKED
        readers = (TEAM,) if out else header.readers
        self._hub.log.append(Entry(envelope.id, header.device, content, readers, out))
        outcome = api.Outcome.QUARANTINED if out else api.Outcome.ACCEPTED
        return api.Answer(id=envelope.id, outcome=outcome, position=len(self._hub.log))

    def _fault(self, device: Device, counter: int, previous: str, readers: Sequence[str]) -> api.Reason | None:
        if counter > device.counter + 1:
            return api.Reason.GAP
        if counter <= device.counter or previous != device.tip:
            return api.Reason.FORKED
        for reader in readers:
            known = self._hub.devices.get(reader)
            gone = known is None or known.state is not api.DeviceState.ACTIVE
            if reader not in (TEAM, RECOVERY) and gone and device.state is not api.DeviceState.REVOKED:
                return api.Reason.UNKNOWN_READER
        return None

    def _is_for(self, device: Device, one: Entry) -> bool:
        if one.device == self._signer.device or one.id in self._hub.withheld:
            return False
        return (
            self._signer.device in one.readers
            or (device.team and TEAM in one.readers)
            or (device.recovered and RECOVERY in one.readers)
        )

    def _begin(self, request: str, *, revoked: bool = False) -> Device:
        self._hub.requests += 1
        self._hub.before(request)
        if request in ("about", "found", "recover", "enrol"):
            return Device()
        device = self._hub.devices.get(self._signer.device)
        if device is None or self._signer.organisation != self._hub.organisation:
            raise HubRefused(api.Reason.UNKNOWN_DEVICE)
        if device.state is api.DeviceState.PENDING:
            raise HubRefused(api.Reason.PENDING)
        if device.state is api.DeviceState.REVOKED and not revoked:
            raise HubRefused(api.Reason.REVOKED, device.statement)
        return device

    def _coordinator(self, request: str) -> None:
        if not self._begin(request).team:
            raise HubRefused(api.Reason.NOT_ALLOWED)

    def _after(self, request: str) -> None:
        """Let the reply be lost: what was asked for has happened."""
        self._hub.before(f"reply to {request}")
