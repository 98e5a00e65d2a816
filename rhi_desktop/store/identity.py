"""The member and the device that a store belongs to, with the device's keys, which never leave it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from sqlalchemy import Connection, insert, select

from rhi_desktop.domain.errors import StoreDamaged
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.store import tables

_SEED = 64


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes in this store. `signing` and `sealing` are private: Ed25519 (32 bytes) and X-Wing (64 + 32 bytes)."""

    member: str
    device: str
    signing: bytes = field(repr=False)
    sealing: bytes = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """Return the device's Ed25519 signature."""
        return self.signer()(message)

    def signer(self) -> Callable[[bytes], bytes]:
        """Return what signs many messages with the device's key."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign

    @property
    def signing_public(self) -> bytes:
        """The 32 bytes that check this device's signatures."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()

    @property
    def sealing_public(self) -> bytes:
        """What others seal to: the ML-KEM-768 key (1,184 bytes), then the X25519 key (32 bytes)."""
        kem = MLKEM768PrivateKey.from_seed_bytes(self.sealing[:_SEED]).public_key().public_bytes_raw()
        return kem + X25519PrivateKey.from_private_bytes(self.sealing[_SEED:]).public_key().public_bytes_raw()

    def opener(self) -> MLKEM768X25519PrivateKey:
        """Return the key that opens what was sealed to this device (HPKE with MLKEM768_X25519)."""
        kem = MLKEM768PrivateKey.from_seed_bytes(self.sealing[:_SEED])
        return MLKEM768X25519PrivateKey(kem, X25519PrivateKey.from_private_bytes(self.sealing[_SEED:]))


def new_identity(clock: Callable[[], datetime]) -> Identity:
    """Make a member, a device and the device's keys."""
    kem, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    now = clock()
    return Identity(
        member=new_record_id(now),
        device=new_record_id(now),
        signing=Ed25519PrivateKey.generate().private_bytes_raw(),
        sealing=kem.private_bytes_raw() + curve.private_bytes_raw(),
    )


def keep(connection: Connection, identity: Identity) -> None:
    """Write the identity of a new store."""
    connection.execute(
        insert(tables.identity).values(
            id=1,
            member=identity.member,
            device=identity.device,
            signing_key=identity.signing,
            sealing_key=identity.sealing,
        )
    )


def read(connection: Connection) -> Identity:
    """Return the identity of the store. Raises StoreDamaged where there is none."""
    row = connection.execute(select(tables.identity)).one_or_none()
    if row is None:
        raise StoreDamaged("This store does not say whose it is: its founding did not finish. Restore a backup.")
    return Identity(row.member, row.device, row.signing_key, row.sealing_key)


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` over `message` was made with the private half of `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
