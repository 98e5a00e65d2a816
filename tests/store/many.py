"""Filling a store with many interviews at once, for lists and for the bench.

Revisions are chained and signed as ever, but written in bulk; the rows are then rebuilt from them.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Engine, insert

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.interview import SavedAnswer
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import SCHEMA, Change, Revision, instant_text
from rhi_desktop.services.ports import WorklistFilter, WorkState
from rhi_desktop.store import identity, rebuild, revisions, tables
from rhi_desktop.store.chains import Chain, Tail, read_tail, write_tail
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.transactions import writing
from tests.builders import NOON, Clock, a_change, a_child, a_draft, a_referral, an_episode, an_interview, answered

_FIRST = ("Robin", "Sasha", "Łucja", "Đào", "Émile", "Zoë", "Alex", "Kit", "محمد", "Noor", "Wren", "Ollie")
_LAST = ("Example", "Invented", "Sample", "Żółć", "Nguyễn", "Placeholder", "Specimen", "O'Madeup")
_ANSWERS = tuple(
    SavedAnswer(f"/data/section/question_{n}", "Words in an answer.", AnswerState.ANSWERED) for n in range(60)
)
_BATCH = 2_000


def fill(engine: Engine, count: int, *, drafts: int = 20) -> SqlStore:
    """Found a store in an empty, migrated file and populate it."""
    store = SqlStore.found(engine, "Sam Invented", Clock())
    populate(engine, store, count, drafts=drafts)
    return store


def populate(engine: Engine, store: SqlStore, count: int, *, drafts: int = 20) -> None:
    """Add `count` children to a founded store (`engine` is the one under it), each with episode and referral.

    Four of five referrals have a submitted interview of 60 answers; `drafts` have an interview being written.
    """
    with writing(engine) as connection:
        owner = identity.read(connection)
        signer = owner.signer()
        tail = read_tail(connection, Chain.REVISIONS)
        batch: list[dict[str, object]] = []
        for change in _changes(count):
            revision = Revision(
                record=change.record,
                kind=change.kind,
                parents=(),
                author=owner.member,
                device=owner.device,
                counter=tail.count + 1,
                previous=tail.tip,
                at=NOON,
                schema=SCHEMA,
                body=change.body,
            )
            signed = revisions.sign(revision, signer)
            tail = Tail(Chain.REVISIONS, tail.count + 1, signed.id)
            batch.append(signed.row)
            if len(batch) == _BATCH:
                connection.execute(insert(tables.revision), batch)
                batch.clear()
        if batch:
            connection.execute(insert(tables.revision), batch)
        write_tail(connection, tail, owner)
        rebuild.rebuild(connection)
    _begin_drafts(store, drafts)


def _changes(count: int) -> Iterator[Change]:
    for number in range(count):
        back = NOON - timedelta(hours=number % 900, minutes=number % 60)
        returned = "" if number % 50 == 49 else Moment.at(back).text
        name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"
        child = a_change(a_child(name=name, reference=f"RHI-{number:05}"))
        episode = a_change(an_episode(child.record, returned=returned))
        referral = a_change(a_referral(child.record, episodes=(episode.record,), returned=returned))
        yield from (child, episode, referral)
        if number % 5:
            known = {"answers": _ANSWERS, "submitted": instant_text(back + timedelta(hours=30))}
            yield a_change(an_interview(referral.record, child.record, **known))


def _begin_drafts(store: SqlStore, count: int) -> None:
    answers = [answered(f"/data/section/question_{n}", "Words") for n in range(30)]
    for row in store.worklist(WorklistFilter(states=frozenset([WorkState.NEW])), offset=0, limit=count):
        store.begin(a_draft(row.referral, row.child), answers)
