"""The directory: who is in the organisation, by signed statements alone. The hub's word counts for nothing here."""

from collections.abc import Iterable
from dataclasses import dataclass

from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.sync.statements import ROOT, Certificate, Epoch, Organisation, Revocation, Signed


@dataclass(frozen=True, slots=True)
class Listed:
    """A certified device. `revoked` is the instant of its revocation, `last` the last envelope that still counts."""

    certificate: Certificate
    revoked: str = ""
    last: int = 0

    @property
    def device(self) -> str:
        """The device's id."""
        return self.certificate.device

    @property
    def member(self) -> str:
        """Whose it is."""
        return self.certificate.member

    @property
    def role(self) -> Role:
        """What it is certified for."""
        return Role.of(self.certificate.role)

    @property
    def coordinator(self) -> bool:
        """Whether it is certified for a coordinator."""
        return self.role.coordinates

    @property
    def reads_all(self) -> bool:
        """Whether it holds the team's keys."""
        return self.role.reads_all

    @property
    def admits(self) -> bool:
        """Whether it lets devices in and shuts them out: its statements count."""
        return self.role.may(Permission.ADMIT)

    @property
    def active(self) -> bool:
        """Whether it has not been revoked."""
        return not self.revoked


class Directory:
    """What a set of statements says, whatever their order; those that nobody entitled signed say nothing.

    Two certificates of one device: the first by time counts, then the smaller id, so that nobody changes a device's
    keys. Revocations stay for ever. Two epochs of one number (two coordinators at once): the same choice.
    """

    def __init__(self, organisation: str, root_key: str, statements: Iterable[Signed] = ()) -> None:
        self.organisation = organisation
        self.root_key = root_key
        self.recovery_key = ""
        self.devices: dict[str, Listed] = {}
        self.epochs: dict[int, Epoch] = {}
        self.statements: dict[str, Signed] = {}
        self._read(tuple(statements))

    @property
    def epoch(self) -> int:
        """The number of the newest team key; 0 before the first."""
        return max(self.epochs, default=0)

    def with_statements(self, more: Iterable[Signed]) -> "Directory":
        """Return the directory with more statements."""
        return Directory(self.organisation, self.root_key, (*self.statements.values(), *more))

    def keepers(self) -> tuple[Listed, ...]:
        """Return the active devices that hold the team's keys."""
        return tuple(one for one in self.devices.values() if one.reads_all and one.active)

    def active(self) -> tuple[Listed, ...]:
        """Return all active devices."""
        return tuple(one for one in self.devices.values() if one.active)

    def _read(self, statements: tuple[Signed, ...]) -> None:
        """Take statements until no further one finds a signer that is entitled to it."""
        open_ = [one for one in statements if one.statement.organisation == self.organisation]
        open_.sort(key=lambda one: (one.statement.at, one.id))
        taken = True
        while taken:
            taken = False
            for one in list(open_):
                if self._entitled(one):
                    open_.remove(one)
                    self._take(one)
                    taken = True
        self._revoke()

    def _entitled(self, one: Signed) -> bool:
        if one.signer == ROOT:
            return one.holds(self.root_key)
        if isinstance(one.statement, Organisation):
            return False
        signer = self.devices.get(one.signer)
        return signer is not None and signer.admits and one.holds(signer.certificate.signing_key)

    def _take(self, one: Signed) -> None:
        self.statements[one.id] = one
        statement = one.statement
        if isinstance(statement, Organisation):
            self.recovery_key = statement.recovery_key
        elif isinstance(statement, Certificate):
            self.devices.setdefault(statement.device, Listed(statement))
        elif isinstance(statement, Epoch):
            self.epochs.setdefault(statement.number, statement)

    def _revoke(self) -> None:
        orders = [one.statement for one in self.statements.values()]
        for order in orders:
            listed = self.devices.get(order.device) if isinstance(order, Revocation) else None
            if isinstance(order, Revocation) and listed is not None and (listed.active or order.last < listed.last):
                self.devices[order.device] = Listed(listed.certificate, order.at, order.last)
