"""The vault: what a workspace is founded, opened and rewrapped with (`ports.Vault`)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from rhi_desktop.domain.errors import HeaderRefused, TooSoon, WorkspaceExists, WorkspaceMissing
from rhi_desktop.domain.records import instant_text
from rhi_desktop.domain.recovery_code import code_bytes, new_code, new_workspace_id
from rhi_desktop.services.ports import AuditAct, Founding, KeyringState, RecoverySheet, Store
from rhi_desktop.store.attempts import Attempts
from rhi_desktop.store.device_secret import DeviceSecrets
from rhi_desktop.store.engine import make_store, rekey
from rhi_desktop.store.folder import Folder
from rhi_desktop.store.header import FORMAT, Header
from rhi_desktop.store.keys import KdfProfile, new_key
from rhi_desktop.store.opening import OpenedFile, Opener
from rhi_desktop.store.slots import Keys, Secrets, open_recovery_slot, open_user_slot, recovery_slot, user_slot
from rhi_desktop.store.workspace_lock import WorkspaceLock

FIRST = 1


class OpenStore(Protocol):
    """How the vault hands an opened and migrated file to the code that keeps records in it."""

    def __call__(self, file: OpenedFile, *, founder: str, release: Callable[[], None]) -> Store:
        """Return the store over `file.engine`.

        `founder` is the name of the first member when the workspace is being founded, else empty. The store
        calls `release` as the last thing in `close`: it checkpoints, closes the file and lets others in.
        """
        ...


@dataclass(slots=True)
class _Session:
    """A workspace that this process has open."""

    lock: WorkspaceLock
    file: OpenedFile
    header: Header
    store: Store


class WorkspaceVault:
    """The keys of the workspace in one folder; to be called from one thread at a time."""

    def __init__(
        self,
        folder: Path,
        open_store: OpenStore,
        opener: Opener,
        *,
        device_secrets: DeviceSecrets | None = None,
        profile: KdfProfile | None = None,
    ) -> None:
        self._folder = Folder(folder)
        self._open_store = open_store
        self._opener = opener
        self._clock = opener.clock
        self._device_secrets = device_secrets or DeviceSecrets()
        self._profile = profile or KdfProfile()
        self._attempts = Attempts(self._folder.attempts, opener.clock, opener.ticks)
        self._session: _Session | None = None

    def exists(self) -> bool:
        """Whether the workspace has been founded."""
        return self._folder.exists()

    def keyring(self) -> KeyringState:
        """Look at the keyring without asking anything of the person."""
        return self._device_secrets.state()

    def passphrase_only(self) -> bool:
        """Whether the workspace does without a keyring. Raises WorkspaceMissing, HeaderRefused, NewerStore."""
        return not self._folder.read_header().user.device_secret

    def wait(self) -> float:
        """Seconds until the next attempt is allowed, kept across restarts."""
        return self._attempts.wait()

    def found(self, founding: Founding) -> tuple[Store, RecoverySheet]:
        """Make keys, header and an empty store. Raises KeyringUnavailable, WorkspaceExists, DiskFull.

        The header is written last: a founding that did not finish leaves nothing that counts as a workspace.
        """
        if self._folder.exists():
            raise WorkspaceExists
        self._folder.make()
        with ExitStack() as undo:
            lock = WorkspaceLock(self._folder.lock)
            undo.callback(lock.release)
            self._folder.set_unfinished_aside(self._clock())
            workspace, code = new_workspace_id(), new_code()
            secret = b"" if founding.passphrase_only else self._device_secrets.create(workspace)
            deks = {FIRST: new_key()}
            make_store(self._folder.store, deks[FIRST])
            file = self._opener.open(self._folder, deks, b"")
            undo.callback(file.close)
            store = self._open_store(file, founder=founding.member_name, release=self._release)
            cost = self._profile.calibrate(alone=founding.passphrase_only)
            header = Header(
                format=FORMAT,
                workspace=workspace,
                serial=0,
                file=file.salt(),
                user=user_slot(workspace, Secrets(founding.passphrase, secret), cost, deks),
                recovery=recovery_slot(workspace, code, self._today(), deks),
            )
            self._session = _Session(lock, file, header, store)
            undo.callback(self._forget)
            self._put(self._session, header, deks)
            undo.pop_all()
        return store, _sheet(header, code)

    def unlock(self, passphrase: str) -> Store:
        """Open the store.

        Raises WrongPassphrase, TooSoon, KeyringUnavailable, WorkspaceInUse, WorkspaceMissing, StoreDamaged
        (HeaderRefused where the header was altered), NewerStore, ForeignStore.
        """
        session, _ = self._open(lambda header: self._with_passphrase(header, passphrase))
        return session.store

    def recover(self, code: str, new_passphrase: str) -> Store:
        """Open the store with the recovery code and set a new passphrase. Raises as unlock, and WrongCode.

        The keyring's secret is made anew: the old one may be lost, which is what a recovery sheet is for.
        """
        code_bytes(code)
        with ExitStack() as undo:
            session, deks = self._open(lambda header: self._with_code(header, code))
            undo.callback(session.store.close)
            header = session.header
            secret = self._device_secrets.create(header.workspace) if header.user.device_secret else b""
            self._rewrap(session, Secrets(new_passphrase, secret), deks)
            session.store.note(AuditAct.RECOVERED)
            undo.pop_all()
        return session.store

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the data key anew; nothing is encrypted again. Raises as unlock."""
        with self._opened(old) as (session, deks):
            self._rewrap(session, Secrets(new, self._device_secret(session.header)), deks)
            session.store.note(AuditAct.PASSPHRASE_CHANGED)

    def new_sheet(self, passphrase: str) -> RecoverySheet:
        """Replace the recovery slot; the old sheet opens nothing afterwards. Raises as unlock."""
        with self._opened(passphrase) as (session, deks):
            code = new_code()
            slot = recovery_slot(session.header.workspace, code, self._today(), deks)
            self._put(session, msgspec.structs.replace(session.header, recovery=slot), deks)
            session.store.note(AuditAct.NEW_RECOVERY_SHEET)
            return _sheet(session.header, code)

    def rotate(self, passphrase: str, code: str) -> None:
        """Encrypt the store anew under a fresh data key, for when the old one may be known to somebody.

        Passphrase and recovery code stay as they are; both are asked for because both slots are wrapped anew.
        The header holds both keys until the store has opened under the new one and passed its checks: whenever
        the process ends, the next unlock finds the key that fits. Backups under the old key are let go after
        that. The workspace must be closed. Raises as unlock, and WrongCode.
        """
        if not self._folder.exists():
            raise WorkspaceMissing
        with closing(WorkspaceLock(self._folder.lock)):
            header = self._folder.read_header()
            deks = self._with_passphrase(header, passphrase)
            old = max(self._with_code(header, code))
            both = {**deks, old + 1: new_key()}
            secrets = Secrets(passphrase, self._device_secret(header))
            user = user_slot(header.workspace, secrets, header.user.cost, both)
            recovery = recovery_slot(header.workspace, code, header.recovery.issued, both)
            serial = header.serial + 1
            rewrapped = msgspec.structs.replace(header, user=user, recovery=recovery, serial=serial).sealed(both)
            self._folder.write_header(rewrapped)
            rekey(self._folder.store, deks[old], both[old + 1])
        session, _ = self._open(lambda _: both)
        with closing(session.store):
            session.store.note(AuditAct.KEY_CHANGED)

    def restore(self, passphrase: str) -> datetime:
        """Put the newest backup that passes its checks in the store's place; return when it was made.

        What was there is set aside in the folder. Raises as unlock, and StoreDamaged where no backup can be used.
        """
        if not self._folder.exists():
            raise WorkspaceMissing
        with closing(WorkspaceLock(self._folder.lock)):
            deks = self._with_passphrase(self._folder.read_header(), passphrase)
            made = self._opener.restore(self._folder, deks)
        session, _ = self._open(lambda _: deks)
        with closing(session.store):
            self._put(session, msgspec.structs.replace(session.header, file=session.file.salt()), deks)
            session.store.note(AuditAct.RESTORED)
        return made

    def _open(self, keys: Callable[[Header], Keys]) -> tuple[_Session, Keys]:
        if not self._folder.exists():
            raise WorkspaceMissing
        self._folder.make()
        with ExitStack() as undo:
            lock = WorkspaceLock(self._folder.lock)
            undo.callback(lock.release)
            header = self._folder.read_header()
            deks = keys(header)
            file = self._opener.open(self._folder, deks, header.file)
            undo.callback(file.close)
            if header.serial < file.serial():
                raise HeaderRefused
            self._folder.mend_header(header)
            file.remember(header.serial)
            store = self._open_store(file, founder="", release=self._release)
            session = self._session = _Session(lock, file, header, store)
            undo.callback(self._forget)
            self._finish_rotation(session, deks)
            for at in self._attempts.failed():
                store.note(AuditAct.UNLOCK_FAILED, instant_text(at))
            self._attempts.noted()
            store.note(AuditAct.UNLOCKED)
            undo.pop_all()
        return session, deks

    @contextmanager
    def _opened(self, passphrase: str) -> Iterator[tuple[_Session, Keys]]:
        if self._session is not None:
            yield self._session, self._with_passphrase(self._session.header, passphrase)
            return
        session, deks = self._open(lambda header: self._with_passphrase(header, passphrase))
        try:
            yield session, deks
        finally:
            session.store.close()

    def _with_passphrase(self, header: Header, passphrase: str) -> Keys:
        self._refuse_haste()
        self._profile.check(header.user.cost, alone=not header.user.device_secret)
        secrets = Secrets(passphrase, self._device_secret(header))
        return self._attempt(lambda: open_user_slot(header, secrets, self._profile))

    def _with_code(self, header: Header, code: str) -> Keys:
        self._refuse_haste()
        return self._attempt(lambda: open_recovery_slot(header, code))

    def _refuse_haste(self) -> None:
        left = self._attempts.wait()
        if left > 0:
            raise TooSoon(left)

    def _attempt(self, opening: Callable[[], Keys]) -> Keys:
        self._attempts.begin()
        try:
            deks = opening()
        except HeaderRefused:
            self._attempts.succeeded()
            raise
        self._attempts.succeeded()
        return deks

    def _device_secret(self, header: Header) -> bytes:
        return self._device_secrets.read(header.workspace) if header.user.device_secret else b""

    def _rewrap(self, session: _Session, secrets: Secrets, deks: Keys) -> None:
        cost = self._profile.calibrate(alone=not secrets.device_secret)
        slot = user_slot(session.header.workspace, secrets, cost, deks)
        self._put(session, msgspec.structs.replace(session.header, user=slot), deks)

    def _put(self, session: _Session, header: Header, deks: Keys) -> None:
        header = msgspec.structs.replace(header, serial=session.header.serial + 1).sealed(deks)
        self._folder.write_header(header)
        session.header = header
        session.file.remember(header.serial)

    def _finish_rotation(self, session: _Session, deks: Keys) -> None:
        """Drop the key that no longer opens the store, once the store has been checked under the other."""
        if len(deks) == 1 or session.file.problems():
            return
        changed = session.file.epoch == max(deks)
        for epoch in [epoch for epoch in deks if epoch != session.file.epoch]:
            del deks[epoch]
        header = msgspec.structs.replace(session.header.only(session.file.epoch), file=session.file.salt())
        self._put(session, header, deks)
        if changed:
            session.file.backups.renew(session.file.path, session.file.key)

    def _release(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.file.close()
            session.lock.release()

    def _forget(self) -> None:
        self._session = None

    def _today(self) -> str:
        return self._clock().date().isoformat()


def _sheet(header: Header, code: str) -> RecoverySheet:
    issued = date.fromisoformat(header.recovery.issued)
    return RecoverySheet(code, header.workspace, f"{issued.day} {issued:%B %Y}")
