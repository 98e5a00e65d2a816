"""What the services ask of the outside: Protocols that `store` and `reports` fulfil."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from rhi_desktop.domain.answers import Delta, Entry
from rhi_desktop.domain.interview import Draft, Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.merging import Conflict
from rhi_desktop.domain.records import Change, Kind, Record, Revision
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.services.lookups import Lookups

if TYPE_CHECKING:
    from rhi_desktop.services.desk_rows import DeskStore
    from rhi_desktop.services.figures.ports import FigureStore
    from rhi_desktop.services.pattern.ports import PatternStore
    from rhi_desktop.services.reviewing.ports import ReviewStore
    from rhi_desktop.services.search_rows import SearchStore
    from rhi_desktop.services.syncing.ports import SyncStore

T = TypeVar("T")


class Records(Protocol):
    """Records and their revisions. Each commit is one durable transaction: revisions, rows, everything or nothing."""

    def commit(self, changes: Sequence[Change], *, closes_draft: str = "") -> tuple[Record, ...]:
        """Sign and write one revision per change; `closes_draft` names a draft to delete in the same transaction.

        Raises RecordChanged where a change's parents are not the record's head, and writes nothing then.
        """
        ...

    def commit_all(self, changes: Sequence[Change], *, progress: Callable[[int], None] = ...) -> int:
        """Commit many changes in one transaction, in bulk; return how many.

        `progress` is told from time to time how many are done, and may raise to cancel: nothing is written then.
        Raises as `commit`, and DiskFull where there is no room for so many.
        """
        ...

    def get(self, kind: Kind, record: str) -> Record:
        """Return the record as it stands. Raises RecordMissing."""
        ...

    def several(self, kind: Kind, records: Sequence[str]) -> tuple[Record, ...]:
        """Return the records of `kind` with these ids, in no order; what is not there is left out."""
        ...

    def linked(self, kind: Kind, subject: str) -> tuple[Record, ...]:
        """Return the records of `kind` whose body names the record `subject`, newest first."""
        ...

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """Return all records of a kind of which there are few (settings, members, question sets), newest first."""
        ...

    def history(self, record: str) -> tuple[Revision, ...]:
        """Return the revisions of a record, oldest first."""
        ...


class Drafts(Protocol):
    """Interviews that are being written. Each call is one durable transaction; it has happened when it returns."""

    def begin(self, draft: Draft, entries: Iterable[Entry]) -> None:
        """Keep a new draft with its first entries."""
        ...

    def save(self, interview: str, delta: Delta, at: datetime) -> None:
        """Upsert and delete entries of a draft, and note the time."""
        ...

    def turn_to(self, interview: str, page: str) -> None:
        """Remember the page on which the worker is."""
        ...

    def read(self, interview: str) -> tuple[Draft, tuple[Entry, ...]]:
        """Return a draft and its entries. Raises DraftMissing."""
        ...

    def open_drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, the last saved first."""
        ...

    def discard(self, interview: str) -> None:
        """Delete a draft that was never submitted."""
        ...

    def jottings(self, interview: str) -> tuple[Jotting, ...]:
        """Return the jottings of a draft in the order in which they were first kept."""
        ...

    def jot(self, interview: str, jotting: Jotting) -> None:
        """Keep a jotting, in place of the one with its id. Raises DraftMissing."""
        ...

    def drop_jotting(self, interview: str, jotting: str) -> None:
        """Delete a jotting by its id; nothing happens where there is none. Raises DraftMissing."""
        ...

    def reasons(self, interview: str) -> tuple[Override, ...]:
        """Return the reasons given so far for submitting in spite of warnings, by path and kind."""
        ...

    def give_reason(self, interview: str, override: Override) -> None:
        """Keep a reason in place of the one for its path and kind; an empty one takes it back. Raises DraftMissing."""
        ...

    def rebind(self, interview: str, question_set: str, digest: str, delta: Delta, at: datetime) -> None:
        """Move a draft to another question set, with what that changes in its entries. Raises DraftMissing."""
        ...


class WorkState(StrEnum):
    """How far the work on a referral has come."""

    NEW = "new"
    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class WorklistFilter:
    """What a worklist shows: words that must occur in names or references, states and triage levels (empty: all).

    `by_priority` puts red before amber, what has no level, and green; what is submitted stays last.
    """

    text: str = ""
    states: frozenset[WorkState] = frozenset()
    triage: frozenset[TriageLevel] = frozenset()
    by_priority: bool = False


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One referral with its child and the interview on it. `returned` is `Moment.text`, instants `instant_text`.

    `triage` is a level or empty; `attempts` counts the offers, `last_result` is what the newest came to (a code of
    the list `attempt_result`); `meeting` is when the meeting was agreed for, as `Moment.text`, or empty. `outcome` is
    that of the submitted interview; where there was none and the offer was made again since, the work is new again.
    """

    referral: str
    child: str
    called: str
    reference: str
    alerts: tuple[str, ...]
    returned: str
    received: str
    state: WorkState
    interview: str
    saved: str
    submitted: str
    triage: str = ""
    attempts: int = 0
    last_result: str = ""
    meeting: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child in a list of children."""

    child: str
    name: str
    called: str
    born: str
    reference: str


class Lists(Protocol):
    """Read models for screens: pages of rows, fast at 100,000 interviews."""

    def worklist_count(self, filter_: WorklistFilter) -> int:
        """Return how many rows the worklist has."""
        ...

    def worklist(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorklistRow, ...]:
        """Return rows: open work first, the nearest deadline on top, then without return time, submitted last.

        By priority the levels come first, each in that order.
        """
        ...

    def children(self, text: str, *, limit: int) -> tuple[ChildRow, ...]:
        """Return children whose names or reference hold all words of `text`, by name; accents and case do not count."""
        ...


class AuditAct(StrEnum):
    """What somebody did that leaves no revision."""

    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock_failed"
    LOCKED = "locked"
    RECOVERED = "recovered"
    PASSPHRASE_CHANGED = "passphrase_changed"
    KEY_CHANGED = "key_changed"
    NEW_RECOVERY_SHEET = "new_recovery_sheet"
    CHILD_OPENED = "child_opened"
    ADDRESS_SHOWN = "address_shown"
    INTERVIEW_OPENED = "interview_opened"
    PREVIEWED = "previewed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    PRINTED = "printed"
    RESTORED = "restored"
    REBUILT = "rebuilt"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act: who, when, on which record (an id, or empty)."""

    at: datetime
    member: str
    act: AuditAct
    subject: str


class Audit(Protocol):
    """The log of accesses: append-only, in its own hash chain."""

    def note(self, act: AuditAct, subject: str = "") -> None:
        """Append an act by this member, now."""
        ...

    def entries(self, subject: str = "", *, limit: int = 200) -> tuple[AuditEntry, ...]:
        """Return the newest entries, newest first; of one record where `subject` is given."""
        ...


class OnLane(Protocol):
    """Runs a job on the store's lane and waits for it: for what happens in the background."""

    def __call__(self, job: Callable[[], T]) -> T:
        """Return what the job returns, raise what it raises."""
        ...


def at_once(job: Callable[[], T]) -> T:
    """Run a job where it is: the `OnLane` of a program that has one thread."""
    return job()


class Store(Records, Drafts, Lists, Lookups, Audit, Protocol):
    """An unlocked store: everything above over one encrypted file, for one member on one device."""

    @property
    def team(self) -> "SyncStore":
        """The store as the exchange with the hub sees it."""
        ...

    @property
    def reviews(self) -> "ReviewStore":
        """Reviews that are being written, and what waits for one."""
        ...

    @property
    def figures(self) -> "FigureStore":
        """What the figures are made from."""
        ...

    @property
    def desk(self) -> "DeskStore":
        """The rows of the coordinator's desk."""
        ...

    @property
    def search(self) -> "SearchStore":
        """Interviews by their words."""
        ...

    @property
    def patterns(self) -> "PatternStore":
        """What interviews share."""
        ...

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the records of which several revisions stand and do not agree, with those revisions."""
        ...

    @property
    def member(self) -> str:
        """The id of the member record this store belongs to."""
        ...

    @property
    def device(self) -> str:
        """The id of this device."""
        ...

    def close(self) -> None:
        """Commit what is open, checkpoint, and let go of the file."""
        ...


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the printed sheet holds: the recovery code in groups, and which workspace it opens.

    `workspace` is a short identifier without meaning; `issued` the date in words. On the sheet of an organisation
    `hub` is the address of its hub, and `workspace` the organisation's identifier there.
    """

    code: str
    workspace: str
    issued: str
    hub: str = ""


class KeyringState(StrEnum):
    """Whether the operating system's keyring can hold the device secret."""

    READY = "ready"
    LOCKED = "locked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new workspace is made from. `passphrase_only` is the person's knowing choice to do without a keyring."""

    passphrase: str
    member_name: str
    passphrase_only: bool = False


class Vault(Protocol):
    """The keys of a workspace: what opens its store. Slow calls (key derivation takes up to a second)."""

    def exists(self) -> bool:
        """Whether the workspace has been founded."""
        ...

    def keyring(self) -> KeyringState:
        """Look at the keyring without asking anything of the person."""
        ...

    def passphrase_only(self) -> bool:
        """Whether the workspace does without a keyring. Raises WorkspaceMissing, HeaderRefused, NewerStore."""
        ...

    def found(self, founding: Founding) -> tuple[Store, RecoverySheet]:
        """Make keys, header and an empty store. Raises KeyringUnavailable, WorkspaceExists."""
        ...

    def unlock(self, passphrase: str) -> Store:
        """Open the store.

        Raises WrongPassphrase, TooSoon, KeyringUnavailable, WorkspaceInUse, StoreDamaged, NewerStore, ForeignStore.
        """
        ...

    def recover(self, code: str, new_passphrase: str) -> Store:
        """Open the store with the recovery code and set a new passphrase. Raises as unlock, and WrongCode."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the data key anew; nothing is encrypted again. Raises WrongPassphrase, TooSoon."""
        ...

    def new_sheet(self, passphrase: str) -> RecoverySheet:
        """Replace the recovery slot; the old sheet opens nothing afterwards."""
        ...

    def wait(self) -> float:
        """Seconds until the next attempt is allowed, kept across restarts."""
        ...
