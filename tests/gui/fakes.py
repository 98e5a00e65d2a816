"""In-memory stand-ins for what the windows reach through ports: real objects with the real rules, without a file."""

from dataclasses import dataclass, field
from typing import cast

from rhi_desktop.domain.errors import (
    KeyringUnavailable,
    RhiError,
    TooSoon,
    WeakPassphrase,
    WorkspaceExists,
    WorkspaceMissing,
    WrongCode,
    WrongPassphrase,
)
from rhi_desktop.services.ports import AuditAct, Founding, KeyringState, RecoverySheet, Store

CODE = "7K3QX-M1N2P-9ABCD-EFGH1-JKMN2-PQRS3-TVWX4-YZ015"
SHORTEST = 12
SUGGESTIONS = (
    "copper lantern meadow velvet anchor pickle",
    "window barley summit orbit candle thistle",
)


class FakeStore:
    """An open store that only knows whether it was closed, and what was noted."""

    def __init__(self) -> None:
        self.closed = False
        self.trouble: RhiError | None = None
        self.noted: list[AuditAct] = []

    def note(self, act: AuditAct, _subject: str = "") -> None:
        """Append an act."""
        self.noted.append(act)

    def close(self) -> None:
        """Close, or fail to."""
        if self.trouble is not None:
            raise self.trouble
        self.closed = True


@dataclass
class FakeAccess:
    """A workspace in memory. `trouble` is raised by the next call that would open it; `fault` by each."""

    passphrase: str = ""
    keyring_state: KeyringState = KeyringState.READY
    trouble: RhiError | None = None
    fault: Exception | None = None
    waits: float = 0.0
    waits_after_failure: float = 0.0
    code: str = CODE
    member: str = ""
    passphrase_only: bool = False
    suggested: int = 0
    stores: list[FakeStore] = field(default_factory=list)

    def exists(self) -> bool:
        """Whether it has been founded."""
        return bool(self.passphrase)

    def keyring(self) -> KeyringState:
        """Return the state that the test has set."""
        return self.keyring_state

    def judge(self, passphrase: str) -> str | None:
        """Judge by length alone."""
        if len(passphrase) < SHORTEST:
            return f"Use at least {SHORTEST} characters; this has {len(passphrase)}."
        return None

    def suggest(self) -> str:
        """Return the suggestions in turn."""
        self.suggested += 1
        return SUGGESTIONS[(self.suggested - 1) % len(SUGGESTIONS)]

    def found(self, founding: Founding) -> tuple[Store, RecoverySheet]:
        """Make the workspace."""
        self._raise_trouble()
        if self.passphrase:
            raise WorkspaceExists
        if self.keyring_state is not KeyringState.READY and not founding.passphrase_only:
            raise KeyringUnavailable("The keyring cannot be used.")
        self._check(founding.passphrase)
        self.passphrase, self.member = founding.passphrase, founding.member_name
        self.passphrase_only = founding.passphrase_only
        return self._opened(), self._sheet()

    def unlock(self, passphrase: str) -> Store:
        """Open with the passphrase."""
        self._raise_trouble()
        self._prove(passphrase)
        return self._opened()

    def recover(self, code: str, new: str) -> Store:
        """Open with the code."""
        self._raise_trouble()
        if code.replace(" ", "-").upper() != self.code:
            raise WrongCode
        self._check(new)
        self.passphrase = new
        return self._opened()

    def change_passphrase(self, old: str, new: str) -> None:
        """Set a new passphrase."""
        self._prove(old)
        self._check(new)
        self.passphrase = new

    def new_sheet(self, passphrase: str) -> RecoverySheet:
        """Replace the code."""
        self._prove(passphrase)
        self.code = "-".join(reversed(self.code.split("-")))
        return self._sheet()

    def wait(self) -> float:
        """Return what the failures so far have earned."""
        return self.waits

    def _prove(self, passphrase: str) -> None:
        if not self.passphrase:
            raise WorkspaceMissing
        if self.waits > 0:
            raise TooSoon(self.waits)
        if passphrase != self.passphrase:
            self.waits = self.waits_after_failure
            raise WrongPassphrase

    def _check(self, passphrase: str) -> None:
        wrong = self.judge(passphrase)
        if wrong:
            raise WeakPassphrase(wrong)

    def _opened(self) -> Store:
        self.stores.append(FakeStore())
        return cast("Store", self.stores[-1])

    def _sheet(self) -> RecoverySheet:
        return RecoverySheet(self.code, "R7K2", "25 November 2026")

    def _raise_trouble(self) -> None:
        trouble, self.trouble = self.fault or self.trouble, None
        if trouble is not None:
            raise trouble
