"""The store: every port that the services ask for, over one encrypted file."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Engine

from rhi_desktop.domain.answers import Delta, Entry
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.interview import Draft, MentionKind, Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.merging import Conflict
from rhi_desktop.domain.people import Member, Role
from rhi_desktop.domain.records import Change, Kind, Record, Revision
from rhi_desktop.services.lookups import ChildEntry, EpisodeEntry, MentionRow, PlaceCount, ReferralEntry
from rhi_desktop.services.ports import AuditAct, AuditEntry, ChildRow, WorklistFilter, WorklistRow
from rhi_desktop.store import check, commit, identity, rebuild, standing
from rhi_desktop.store.audit import SqlAudit
from rhi_desktop.store.commit import Commits
from rhi_desktop.store.desk import SqlDesk
from rhi_desktop.store.drafts import SqlDrafts
from rhi_desktop.store.figures import SqlFigures
from rhi_desktop.store.identity import Identity
from rhi_desktop.store.jottings import SqlJottings
from rhi_desktop.store.lists import SqlLists
from rhi_desktop.store.lookups import SqlLookups
from rhi_desktop.store.patterns import SqlPatterns
from rhi_desktop.store.records import SqlRecords
from rhi_desktop.store.reviews import SqlReviews
from rhi_desktop.store.searching import SqlSearch
from rhi_desktop.store.sql_team import SqlTeam
from rhi_desktop.store.transactions import reading, writing, writing_much

ROOM = 16 * 1024
"""Bytes that a committed record takes at most on the disk while it is written, twice over: in the log and the file."""


def _idle() -> None:
    """Do nothing."""


def _nothing(number: int) -> None:
    """Take a number and do nothing."""


class SqlStore:
    """An unlocked store (`ports.Store`), for one member on one device; to be called from one thread at a time."""

    def __init__(
        self,
        engine: Engine,
        owner: Identity,
        clock: Callable[[], datetime],
        release: Callable[[], None],
        require_room: Callable[[int], None],
        renew: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._owner = owner
        self._release = release
        self._require_room = require_room
        self._commits = Commits(engine, owner, clock)
        self._records = SqlRecords(engine)
        self._drafts = SqlDrafts(engine)
        self._jottings = SqlJottings(engine)
        self._lists = SqlLists(engine)
        self._lookups = SqlLookups(engine)
        self._audit = SqlAudit(engine, owner, clock)
        self._team = SqlTeam(engine, owner, clock, renew)
        self._reviews = SqlReviews(engine, clock)
        self._figures = SqlFigures(engine)
        self._patterns = SqlPatterns(engine)
        self._desk = SqlDesk(engine)
        self._search = SqlSearch(engine)

    @classmethod
    def open(
        cls,
        engine: Engine,
        clock: Callable[[], datetime],
        release: Callable[[], None] | None = None,
        require_room: Callable[[int], None] = _nothing,
        renew: Callable[[], None] | None = None,
    ) -> "SqlStore":
        """Return the store in a migrated file. `release` is called by `close`, the engine disposed of otherwise.

        `require_room` is called before a draft is begun or much is committed, with the bytes that are to be written
        besides; it raises DiskFull where they or an interview would not fit.

        Rows that a step of the schema left to be made are made first.
        Raises StoreDamaged where the founding did not finish.
        """
        with reading(engine) as connection:
            owner = identity.read(connection)
            rebuilding = rebuild.missing(connection)
        if rebuilding:
            with writing_much(engine) as connection:
                rebuild.rebuild(connection)
        return cls(engine, owner, clock, release or engine.dispose, require_room, renew or _idle)

    @classmethod
    def found(
        cls,
        engine: Engine,
        member_name: str,
        clock: Callable[[], datetime],
        release: Callable[[], None] | None = None,
        require_room: Callable[[int], None] = _nothing,
        renew: Callable[[], None] | None = None,
    ) -> "SqlStore":
        """Make the first member and this device with its keys in an empty, migrated file; return the store."""
        owner = identity.new_identity(clock)
        member = Member(
            name=member_name,
            role=Role.WORKER.text,
            device=owner.device,
            signing_key=owner.signing_public.hex(),
            sealing_key=owner.sealing_public.hex(),
        )
        with writing(engine) as connection:
            identity.keep(connection, owner)
            commit.write(connection, [Change(owner.member, Kind.MEMBER, to_body(member))], owner, clock())
        return cls(engine, owner, clock, release or engine.dispose, require_room, renew or _idle)

    @property
    def member(self) -> str:
        """The id of the member record this store belongs to."""
        return self._owner.member

    @property
    def device(self) -> str:
        """The id of this device."""
        return self._owner.device

    @property
    def team(self) -> SqlTeam:
        """The store as the exchange sees it."""
        return self._team

    @property
    def reviews(self) -> SqlReviews:
        """Reviews that are being written, and what waits for one."""
        return self._reviews

    @property
    def figures(self) -> SqlFigures:
        """What the figures are made from."""
        return self._figures

    @property
    def desk(self) -> SqlDesk:
        """The rows of the coordinator's desk."""
        return self._desk

    @property
    def search(self) -> SqlSearch:
        """Interviews by their words."""
        return self._search

    @property
    def patterns(self) -> SqlPatterns:
        """What interviews share."""
        return self._patterns

    def close(self) -> None:
        """Let go of the file; every call before was already durable."""
        self._release()

    def verify(self) -> tuple[check.Fault, ...]:
        """See `check.verify`."""
        return check.verify(self._engine)

    def rebuild(self) -> None:
        """Make the current rows anew from the revisions and the drafts, and note that it was done."""
        with writing_much(self._engine) as connection:
            rebuild.rebuild(connection)
        self.note(AuditAct.REBUILT)

    def commit(self, changes: Sequence[Change], *, closes_draft: str = "") -> tuple[Record, ...]:
        """See `Commits.commit`."""
        return self._commits.commit(changes, closes_draft=closes_draft)

    def commit_all(self, changes: Sequence[Change], *, progress: Callable[[int], None] = _nothing) -> int:
        """See `Commits.commit_all`. Raises DiskFull where there is no room for so many."""
        self._require_room(len(changes) * ROOM)
        return self._commits.commit_all(changes, progress)

    def get(self, kind: Kind, record: str) -> Record:
        """See `SqlRecords.get`."""
        return self._records.get(kind, record)

    def several(self, kind: Kind, records: Sequence[str]) -> tuple[Record, ...]:
        """See `SqlRecords.several`."""
        return self._records.several(kind, records)

    def linked(self, kind: Kind, subject: str) -> tuple[Record, ...]:
        """See `SqlRecords.linked`."""
        return self._records.linked(kind, subject)

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """See `SqlRecords.every`."""
        return self._records.every(kind)

    def history(self, record: str) -> tuple[Revision, ...]:
        """See `SqlRecords.history`."""
        return self._records.history(record)

    def conflicts(self) -> tuple[Conflict, ...]:
        """See `standing.conflicts`."""
        with reading(self._engine) as connection:
            return standing.conflicts(connection)

    def begin(self, draft: Draft, entries: Iterable[Entry]) -> None:
        """See `SqlDrafts.begin`. Raises DiskFull where there is no room for an interview."""
        self._require_room(0)
        self._drafts.begin(draft, entries)

    def save(self, interview: str, delta: Delta, at: datetime) -> None:
        """See `SqlDrafts.save`."""
        self._drafts.save(interview, delta, at)

    def turn_to(self, interview: str, page: str) -> None:
        """See `SqlDrafts.turn_to`."""
        self._drafts.turn_to(interview, page)

    def read(self, interview: str) -> tuple[Draft, tuple[Entry, ...]]:
        """See `SqlDrafts.read`."""
        return self._drafts.read(interview)

    def open_drafts(self) -> tuple[Draft, ...]:
        """See `SqlDrafts.open_drafts`."""
        return self._drafts.open_drafts()

    def discard(self, interview: str) -> None:
        """See `SqlDrafts.discard`."""
        self._drafts.discard(interview)

    def jottings(self, interview: str) -> tuple[Jotting, ...]:
        """See `SqlJottings.jottings`."""
        return self._jottings.jottings(interview)

    def jot(self, interview: str, jotting: Jotting) -> None:
        """See `SqlJottings.jot`."""
        self._jottings.jot(interview, jotting)

    def drop_jotting(self, interview: str, jotting: str) -> None:
        """See `SqlJottings.drop_jotting`."""
        self._jottings.drop_jotting(interview, jotting)

    def reasons(self, interview: str) -> tuple[Override, ...]:
        """See `SqlJottings.reasons`."""
        return self._jottings.reasons(interview)

    def give_reason(self, interview: str, override: Override) -> None:
        """See `SqlJottings.give_reason`."""
        self._jottings.give_reason(interview, override)

    def rebind(self, interview: str, question_set: str, digest: str, delta: Delta, at: datetime) -> None:
        """See `SqlDrafts.rebind`."""
        self._drafts.rebind(interview, question_set, digest, delta, at)

    def worklist_count(self, filter_: WorklistFilter) -> int:
        """See `SqlLists.worklist_count`."""
        return self._lists.worklist_count(filter_)

    def worklist(self, filter_: WorklistFilter, *, offset: int, limit: int) -> tuple[WorklistRow, ...]:
        """See `SqlLists.worklist`."""
        return self._lists.worklist(filter_, offset=offset, limit=limit)

    def children(self, text: str, *, limit: int) -> tuple[ChildRow, ...]:
        """See `SqlLists.children`."""
        return self._lists.children(text, limit=limit)

    def mentions(
        self, kinds_and_keys: Sequence[tuple[MentionKind, str]], *, besides: str = "", limit: int = 50
    ) -> tuple[MentionRow, ...]:
        """See `SqlLookups.mentions`."""
        return self._lookups.mentions(kinds_and_keys, besides=besides, limit=limit)

    def mentions_of(self, child: str) -> tuple[MentionRow, ...]:
        """See `SqlLookups.mentions_of`."""
        return self._lookups.mentions_of(child)

    def child_index(self) -> tuple[ChildEntry, ...]:
        """See `SqlLookups.child_index`."""
        return self._lookups.child_index()

    def episode_index(self) -> tuple[EpisodeEntry, ...]:
        """See `SqlLookups.episode_index`."""
        return self._lookups.episode_index()

    def referral_index(self) -> tuple[ReferralEntry, ...]:
        """See `SqlLookups.referral_index`."""
        return self._lookups.referral_index()

    def episodes_since(self, child: str, since: date) -> int:
        """See `SqlLookups.episodes_since`."""
        return self._lookups.episodes_since(child, since)

    def episodes_from(self, place: str, postcode: str, since: date) -> int:
        """See `SqlLookups.episodes_from`."""
        return self._lookups.episodes_from(place, postcode, since)

    def hotspots(self, child: str, *, limit: int = 10) -> tuple[PlaceCount, ...]:
        """See `SqlLookups.hotspots`."""
        return self._lookups.hotspots(child, limit=limit)

    def note(self, act: AuditAct, subject: str = "") -> None:
        """See `SqlAudit.note`."""
        self._audit.note(act, subject)

    def entries(self, subject: str = "", *, limit: int = 200) -> tuple[AuditEntry, ...]:
        """See `SqlAudit.entries`."""
        return self._audit.entries(subject, limit=limit)
