"""Interviews under way for tests of their windows: the real engine, services and encrypted store; invented children."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from rhi_desktop.domain.answers import AnswerState, Delta
from rhi_desktop.domain.errors import DiskFull
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.questions.xlsform import convert
from rhi_desktop.services.interviewing import Interviewing
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.writing import Writing
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral, an_episode
from tests.checking import some_checks, some_helplines
from tests.store.engines import with_tables

SMALL = Path(__file__).with_name("small.md")
SETTING, MORE, PERSON = "/data/start/setting", "/data/start/more", "/data/people/person"


class Drafts:
    """The store's drafts on a disk that a test can fill."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.full = False
        self.begin = store.begin
        self.turn_to = store.turn_to
        self.read = store.read
        self.open_drafts = store.open_drafts
        self.discard = store.discard
        self.jottings, self.drop_jotting = store.jottings, store.drop_jotting
        self.reasons, self.give_reason = store.reasons, store.give_reason
        self.rebind = store.rebind

    def save(self, interview: str, delta: Delta, at: datetime) -> None:
        """Save, unless the disk is full."""
        if self.full:
            raise DiskFull
        self._store.save(interview, delta, at)

    def jot(self, interview: str, jotting: Jotting) -> None:
        """Keep a jotting, unless the disk is full."""
        if self.full:
            raise DiskFull
        self._store.jot(interview, jotting)


@dataclass
class Held:
    """A store with one child and one referral, and the services over it."""

    store: SqlStore
    drafts: Drafts
    interviewing: Interviewing
    referral: str
    clock: Clock

    def begin(self) -> Writing:
        """Begin the interview, or go on with it."""
        return self.interviewing.start(self.referral)

    def kept(self, interview: str) -> dict[str, tuple[str, AnswerState]]:
        """Return what the store holds of a draft."""
        return {entry.key: (entry.value, entry.state) for entry in self.store.read(interview)[1]}


@cache
def _converted(source: Path) -> bytes:
    return convert(source)


def hold(folder: Path, source: Path = SMALL, episodes: Sequence[Mapping[str, str]] = ()) -> Held:
    """Make a store in `folder` whose question set is the XLSForm `source`; `episodes` are fields of the referral's."""
    clock = Clock()
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    child = a_change(a_child())
    gone = [a_change(an_episode(child.record, **fields)) for fields in episodes]
    referral = a_change(a_referral(child.record, episodes=tuple(one.record for one in gone)))
    store.commit([child, *gone, referral])
    sets = QuestionSets(store, store.member)
    sets.install(_converted(source))
    drafts = Drafts(store)
    return Held(
        store,
        drafts,
        Interviewing(store, drafts, sets, some_checks(clock), some_helplines(store, clock), clock),
        referral.record,
        clock,
    )
