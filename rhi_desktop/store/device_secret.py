"""The device secret: 32 random bytes in the operating system's keyring, without which a copied disk opens nothing.

Keyrings come from our own list and are made directly: environment variables, configuration files and
installed plug-ins have no say, so a secret never ends in a plain file or in a backend that forgets.
"""

import secrets
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from rhi_desktop.domain.errors import KeyringUnavailable
from rhi_desktop.services.ports import KeyringState
from rhi_desktop.store.keys import KEY, new_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = "device secret"
_CANARY = "canary"

MISSING = "This computer has no keyring to hold its secret. Start one, or choose to work with a passphrase only."
LOCKED = "The keyring of this computer is locked. Unlock it, then try again."
LOST = (
    "The keyring of this computer no longer holds the secret of this workspace. "
    "Nothing is lost: open the workspace with the recovery sheet."
)
FORGETFUL = "The keyring of this computer did not keep what was written to it. It cannot be used."


class Place(Protocol):
    """Where a keyring keeps things (the interface of `keyring.backend.KeyringBackend`)."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a value."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a value."""
        ...


@dataclass(frozen=True, slots=True)
class Keyring:
    """One keyring. `locked` tells whether it is, after giving the person that many seconds to unlock it."""

    place: Place
    locked: Callable[[float], bool]


class DeviceSecrets:
    """The device secrets of this person's workspaces on this computer."""

    def __init__(self, find: Callable[[], Keyring | None] | None = None, patience: float = 60.0) -> None:
        self._find = find or system_keyring
        self._patience = patience

    def state(self) -> KeyringState:
        """Try the keyring with a canary, without asking anything of the person."""
        with _told():
            keyring = self._find()
            if keyring is None:
                return KeyringState.MISSING
            if keyring.locked(0):
                return KeyringState.LOCKED
        try:
            self._try_canary()
        except KeyringUnavailable:
            return KeyringState.MISSING
        return KeyringState.READY

    def create(self, workspace: str) -> bytes:
        """Make, keep and read back a fresh secret for a workspace. Raises KeyringUnavailable."""
        self._open()
        self._try_canary()
        secret = new_key()
        self._keep(workspace, _USER, secret.hex())
        return secret

    def read(self, workspace: str) -> bytes:
        """Return the secret of a workspace. Raises KeyringUnavailable: missing, locked, or lost."""
        place = self._open()
        with _told():
            kept = place.get_password(_service(workspace), _USER)
        if kept is None:
            raise KeyringUnavailable(LOST)
        try:
            secret = bytes.fromhex(kept)
        except ValueError:
            raise KeyringUnavailable(LOST) from None
        if len(secret) != KEY:
            raise KeyringUnavailable(LOST)
        return secret

    def _open(self) -> Place:
        with _told():
            keyring = self._find()
            if keyring is None:
                raise KeyringUnavailable(MISSING)
            if keyring.locked(self._patience):
                raise KeyringUnavailable(LOCKED)
            return keyring.place

    def _keep(self, workspace: str, user: str, value: str) -> None:
        with _told():
            self._open().set_password(_service(workspace), user, value)
            again = self._open().get_password(_service(workspace), user)
        if again != value:
            raise KeyringUnavailable(FORGETFUL)

    def _try_canary(self) -> None:
        self._keep(_CANARY, _CANARY, secrets.token_hex(8))
        with _told():
            self._open().delete_password(_service(_CANARY), _CANARY)


def system_keyring() -> Keyring | None:
    """Return the first usable keyring of this operating system from the list that we accept."""
    for make in _accepted():
        keyring = make()
        if keyring is not None:
            return keyring
    return None


def _accepted() -> Sequence[Callable[[], Keyring | None]]:
    if sys.platform == "win32":
        return (_windows,)
    if sys.platform == "darwin":
        return (_macos,)
    return (_secret_service, _kwallet)


def _windows() -> Keyring | None:
    from keyring.backends.Windows import WinVaultKeyring

    if not WinVaultKeyring.viable:
        return None
    place = _made(WinVaultKeyring)
    place.persist = "local machine"  # the default roams to every computer of the domain
    return Keyring(place, lambda _: False)


def _macos() -> Keyring | None:
    from keyring.backends import macOS

    if not macOS.Keyring.viable:
        return None
    place = _made(macOS.Keyring)
    place.keychain = None
    return Keyring(place, lambda _: False)


def _secret_service() -> Keyring | None:
    from keyring.backends import SecretService

    if not SecretService.Keyring.viable:
        return None
    place = _made(SecretService.Keyring)
    return Keyring(place, _secret_service_locked)


def _secret_service_locked(patience: float) -> bool:
    import secretstorage

    bus = secretstorage.dbus_init()
    try:
        collection = secretstorage.Collection(bus)
        if collection.is_locked() and patience:
            collection.unlock(timeout=patience)
        return collection.is_locked()
    except (secretstorage.SecretStorageException, TimeoutError):
        return True
    finally:
        bus.close()


def _kwallet() -> Keyring | None:
    from keyring.backends import kwallet

    if not kwallet.DBusKeyring.viable:
        return None
    place = _made(kwallet.DBusKeyring)
    place.handle = -1
    place.appid = "rhi-desktop"
    return Keyring(place, lambda _: False)


def _made(kind: Any) -> Any:
    """Return a backend without what environment variables (KEYRING_PROPERTY_...) put into it."""
    place = kind()
    vars(place).clear()
    return place


def _service(workspace: str) -> str:
    return f"rhi-desktop {workspace}"


@contextmanager
def _told() -> "Iterator[None]":
    """Turn whatever a keyring raises into a sentence: backends raise anything, from D-Bus and Win32 errors on."""
    from keyring.errors import KeyringLocked

    try:
        yield
    except KeyringUnavailable:
        raise
    except KeyringLocked as problem:
        raise KeyringUnavailable(LOCKED) from problem
    except Exception as problem:
        raise KeyringUnavailable(MISSING) from problem
