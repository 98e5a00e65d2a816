"""From a passphrase to the key of the store (security, “Keys”).

A   = Argon2id(passphrase, salt)          slow, so that guessing is dear
KEK = HKDF-SHA256(A, salt=device secret)  so that a stolen disk alone is worth nothing
DEK = 32 random bytes                     the key of the store, wrapped by ChaCha20-Poly1305 under the KEK
"""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from rhi_desktop.domain.errors import HeaderRefused, RhiError

KEY = 32
SALT = 16
NONCE = 12
MIB = 1024
"""Argon2 counts memory in KiB."""


class KeyRefused(RhiError):
    """A wrapped key did not authenticate: the wrong secret, or altered bytes."""

    def __init__(self) -> None:
        super().__init__("The key of this workspace could not be opened.")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id derivation costs: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class KdfProfile:
    """What a derivation may cost. The defaults are the floors of the program; only tests have others.

    Floor: 64 MiB, 3 passes, 4 lanes (OWASP's minimum is 19 MiB, 2, 1). Without a keyring the passphrase
    stands alone and costs 256 MiB. Ceilings keep an altered header from asking for all the memory there is.
    """

    floor: Cost = Cost(64 * MIB, 3, 4)
    alone: Cost = Cost(256 * MIB, 3, 4)
    ceiling: Cost = Cost(1024 * MIB, 64, 4)
    seconds: float = 0.5

    def check(self, cost: Cost, *, alone: bool) -> None:
        """Raise HeaderRefused for a cost below the floor or above the ceiling."""
        least = self.alone if alone else self.floor
        for got, low, high in (
            (cost.memory, least.memory, self.ceiling.memory),
            (cost.passes, least.passes, self.ceiling.passes),
            (cost.lanes, least.lanes, self.ceiling.lanes),
        ):
            if not low <= got <= high:
                raise HeaderRefused

    def calibrate(self, *, alone: bool, timer: Callable[[], float] = perf_counter) -> Cost:
        """Return the least cost, from the floor upwards, that takes at least `seconds` on this computer.

        Memory grows to 256 MiB first, then the passes; a slow computer stays at the floor.
        """
        cost = self.alone if alone else self.floor
        while True:
            started = timer()
            stretch("calibration", bytes(SALT), cost)
            taken = timer() - started
            if taken >= self.seconds:
                return cost
            if cost.memory < self.alone.memory:
                cost = Cost(min(cost.memory * 2, self.alone.memory), cost.passes, cost.lanes)
            elif cost.passes < self.ceiling.passes:
                cost = Cost(cost.memory, cost.passes + 1, cost.lanes)
            else:
                return cost


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return Argon2id of the passphrase in Unicode's composed form: é is é on every keyboard."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Argon2id(salt=salt, length=KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        text
    )


def expand(secret: bytes, salt: bytes, purpose: str) -> bytes:
    """Return 32 bytes by HKDF-SHA256, bound to their purpose."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=purpose.encode("ascii")).derive(secret)


def wrap(kek: bytes, dek: bytes, context: bytes) -> tuple[bytes, bytes]:
    """Return nonce and wrapped key; `context` is authenticated with it."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(NONCE)
    return nonce, ChaCha20Poly1305(kek).encrypt(nonce, dek, context)


def unwrap(kek: bytes, nonce: bytes, wrapped: bytes, context: bytes) -> bytes:
    """Return the key that `wrap` wrapped. Raises KeyRefused."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        dek = ChaCha20Poly1305(kek).decrypt(nonce, wrapped, context)
    except InvalidTag:
        raise KeyRefused from None
    if len(dek) != KEY:
        raise KeyRefused
    return dek


def new_key() -> bytes:
    """Return a fresh random key."""
    return secrets.token_bytes(KEY)
