"""What a coordinator has to say to the team: statements signed, and in envelopes to those whom they concern."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import instant_text
from rhi_desktop.services.syncing.ports import EVERYBODY, RECOVERY, OwnKeys, Parcel, ParcelKind
from rhi_desktop.sync.directory import Directory, Listed
from rhi_desktop.sync.keys import KeyPair, new_sealing_key, public_of
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.opening import raw_statements
from rhi_desktop.sync.statements import Certificate, Epoch, Revocation, Signed, Statement, sign


@dataclass(frozen=True, slots=True)
class Newcoming:
    """A device that is to be certified: the keys that it showed, and whom it is for."""

    device: str
    member: str
    name: str
    role: Role
    signing_key: str
    sealing_key: str


class Speaker:
    """Signs statements as this device and puts them into the outbox."""

    def __init__(self, stored: Stored, own: OwnKeys) -> None:
        self._stored = stored
        self._own = own
        self._pair = KeyPair(own.signing, own.sealing)

    def certify(self, directory: Directory, newcomer: Newcoming) -> None:
        """Certify a device. It is told all that is in the directory; one that reads everything, the team's keys too."""
        certificate = Certificate(
            organisation=directory.organisation,
            at=self._now(),
            device=newcomer.device,
            member=newcomer.member,
            name=newcomer.name,
            role=newcomer.role.text,
            signing_key=newcomer.signing_key,
            sealing_key=newcomer.sealing_key,
        )
        signed = self._sign(certificate)
        parcels = [(newcomer.device, said(one)) for one in (*directory.statements.values(), signed)]
        if newcomer.role.reads_all:
            parcels.append((newcomer.device, keys(self._stored.on_lane(self._stored.store.team_keys))))
        parcels.append((EVERYBODY, said(signed)))
        self._say([signed], {}, parcels)

    def revoke(self, directory: Directory, listed: Listed, last: int) -> Signed:
        """Shut a device out; behind one that held the team's keys there is a new one. Return the signed order."""
        order = self._sign(
            Revocation(organisation=directory.organisation, at=self._now(), device=listed.device, last=last)
        )
        spoken = [order]
        fresh: dict[int, bytes] = {}
        parcels: list[tuple[str, Parcel]] = []
        if listed.reads_all:
            number, private = directory.epoch + 1, new_sealing_key()
            fresh[number] = private
            spoken.append(
                self._sign(
                    Epoch(
                        organisation=directory.organisation,
                        at=self._now(),
                        number=number,
                        public_key=public_of(private),
                    )
                )
            )
            others = [one.device for one in directory.keepers() if one.device not in (self._own.device, listed.device)]
            parcels += [(reader, keys(fresh)) for reader in (*others, RECOVERY)]
            parcels += [(RECOVERY, said(one)) for one in spoken]
        parcels += [(EVERYBODY, said(one)) for one in spoken]
        self._say(spoken, fresh, parcels)
        return order

    def _sign(self, statement: Statement) -> Signed:
        return sign(statement, self._own.device, self._pair.sign)

    def _say(
        self, statements: Iterable[Signed], fresh: Mapping[int, bytes], parcels: Iterable[tuple[str, Parcel]]
    ) -> None:
        raw, told = raw_statements({one.id: one for one in statements}), tuple(parcels)
        self._stored.on_lane(lambda: self._stored.store.say(raw, fresh, told))

    def _now(self) -> str:
        return instant_text(self._stored.clock())


def said(signed: Signed) -> Parcel:
    """Return a statement as it is sent."""
    return Parcel(ParcelKind.STATEMENT, signed.to_bytes())


def keys(private: Mapping[int, bytes]) -> Parcel:
    """Return keys of the team as they are sent."""
    return Parcel(ParcelKind.KEYS, msgspec.msgpack.encode(dict(private)))
