"""Tampering with the store through somebody else's hands: the check finds it and says what it found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, select, text, update

from rhi_desktop.domain.answers import Delta
from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.domain.records import Kind, read_revision
from rhi_desktop.services.ports import AuditAct, WorklistFilter
from rhi_desktop.store import revisions, tables
from rhi_desktop.store.identity import Identity, new_identity, read
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import (
    NOON,
    Clock,
    a_change,
    a_child,
    a_draft,
    a_jotting,
    a_referral,
    an_attempt,
    an_episode,
    an_interview,
    answered,
)

REVISION = tables.revision


@pytest.fixture
def lived_in(store: SqlStore) -> SqlStore:
    """A store with a child amended once, three referrals (new, drafted, submitted) and some accesses."""
    child = a_change(a_child())
    episode = a_change(an_episode(child.record, missing_from="Example House"))
    referrals = [a_change(a_referral(child.record)) for _ in range(3)]
    attempt = a_change(an_attempt(child.record, referrals[2].record))
    (filed, *_) = store.commit([child, episode, *referrals, attempt])
    store.commit([a_change(a_child(preferred_name="Bobbin"), filed.head, record=child.record)])
    mentions = (Mention(MentionKind.PHONE, "07700 900123"),)
    store.commit([a_change(an_interview(referrals[0].record, child.record, mentions=mentions))])
    draft = a_draft(referrals[1].record, child.record)
    store.begin(draft, [])
    store.save(draft.interview, Delta((answered("/data/a", "1"), answered("/data/p{1}")), ()), NOON)
    store.jot(draft.interview, a_jotting())
    for act in (AuditAct.UNLOCKED, AuditAct.CHILD_OPENED, AuditAct.LOCKED):
        store.note(act, child.record)
    assert store.verify() == ()
    return store


def newest(connection: Connection) -> int:
    """Return the number of the newest revision."""
    return int(connection.execute(select(REVISION.c.number).order_by(REVISION.c.number.desc())).scalars().first() or 0)


def run(statement: str) -> Callable[[Connection], None]:
    """Return the tampering that one statement does."""

    def tamper(connection: Connection) -> None:
        assert connection.execute(text(statement)).rowcount > 0

    return tamper


def forge(connection: Connection) -> None:
    """Put another body under the newest revision with a matching id, signed with a foreign key."""
    _resign(connection, new_identity(Clock()))


def resigned(**fields: Any) -> Callable[[Connection], None]:
    """Return the tampering that signs the newest revision again, with the right key, but other fields."""
    return lambda connection: _resign(connection, read(connection), **fields)


def _resign(connection: Connection, signer: Identity, **fields: Any) -> None:
    number = newest(connection)
    content = connection.execute(select(REVISION.c.content).filter_by(number=number)).scalar_one()
    old = read_revision(content)
    new = revisions.sign(replace(old, **{"body": {**old.body, "outcome": "changed"}, **fields}), signer.signer())
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    connection.execute(update(REVISION).filter_by(number=number).values(new.row))
    connection.execute(update(tables.record).filter_by(id=old.record).values(head=new.id))
    connection.execute(update(tables.head).filter_by(record=old.record).values(revision=new.id))


def cut(connection: Connection) -> None:
    """Remove the newest revision and every row that came of it."""
    number = newest(connection)
    record = connection.execute(select(REVISION.c.record).filter_by(number=number)).scalar_one()
    for table in (tables.head, tables.link):
        connection.execute(delete(table).filter_by(record=record))
    connection.execute(delete(tables.record).filter_by(id=record))
    for table in (tables.interview_row, tables.mention):
        connection.execute(delete(table).filter_by(interview=record))
    connection.execute(delete(REVISION).filter_by(number=number))


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (
            run("UPDATE revision SET content=CAST(replace(content, 'Robin', 'Rubin') AS BLOB) WHERE number=2"),
            "Revision 2 was changed",
        ),
        (run("UPDATE revision SET content=CAST('{' AS BLOB) WHERE number=4"), "Revision 4 cannot be read"),
        (run("UPDATE revision SET signature=randomblob(64) WHERE number=3"), "Revision 3 is not signed by the device"),
        (run("UPDATE revision SET signature=x'' WHERE number=3"), "Revision 3 is not signed by the device"),
        (run("UPDATE revision SET device='x' WHERE number=3"), "Revision 3 is from a device"),
        (run("UPDATE revision SET record='x' WHERE number=3"), "Revision 3 is filed under another record"),
        (run("UPDATE revision SET number=number+100 WHERE number=2"), "does not follow the one before it"),
        (forge, "is not signed by the device"),
        (resigned(counter=99), "does not follow the one before it"),
        (resigned(previous="f" * 64), "does not follow the one before it"),
        (resigned(parents=("f" * 64,)), "replaces a revision that is not there"),
        (resigned(schema=2), "was written by a newer version"),
        (cut, "The newest revisions are missing"),
        (run("UPDATE tail SET links=links-1 WHERE chain='revisions'"), "The newest revisions are missing"),
        (run("UPDATE tail SET signature=randomblob(64) WHERE chain='revisions'"), "The newest revisions are missing"),
        (run("DELETE FROM tail WHERE chain='revisions'"), "The newest revisions are missing"),
        (
            run("UPDATE audit SET content=CAST(replace(content, 'locked', 'printed') AS BLOB) WHERE number=3"),
            "Entry 3 of the access",
        ),
        (run("UPDATE audit SET subject='x' WHERE number=2"), "Entry 2 of the access log"),
        (run("DELETE FROM audit WHERE number=2"), "Entry 3 of the access log"),
        (run("DELETE FROM audit WHERE number=3"), "newest entries of the access log"),
        (run("UPDATE record SET revisions=7 WHERE kind='child'"), "The table record does not match"),
        (run("UPDATE record SET created=1 WHERE kind='child'"), "The table record does not match"),
        (run("DELETE FROM link WHERE kind='interview'"), "The table link does not match"),
        (run("UPDATE child_row SET called='Someone'"), "The table child_row does not match"),
        (run("DELETE FROM search_word WHERE word='bobbin'"), "The table search_word does not match"),
        (run("UPDATE referral_row SET due=due+1 WHERE state='new'"), "The table referral_row does not match"),
        (run("UPDATE referral_row SET state='new' WHERE state='draft'"), "The table referral_row does not match"),
        (run("UPDATE interview_row SET submitted=''"), "The table interview_row does not match"),
        (run("UPDATE episode_row SET day='2026-01-01'"), "The table episode_row does not match"),
        (run("UPDATE mention SET key='07700900124'"), "The table mention does not match"),
        (run("DELETE FROM attempt_row"), "The table attempt_row does not match"),
        (run("UPDATE referral_row SET attempts=0 WHERE attempts=1"), "The table referral_row does not match"),
        (run("UPDATE identity SET signing_key=randomblob(32)"), "names another signing key"),
        (run("DELETE FROM identity"), "founding did not finish"),
        (run("UPDATE draft SET referral='x'"), "A draft belongs to a referral that is not there"),
        (run("UPDATE draft SET saved='yesterday'"), "A draft has a time that cannot be read"),
        (run("UPDATE jotting SET at='yesterday'"), "A jotting has a time that cannot be read"),
        (run("UPDATE draft_entry SET state='guessed' WHERE number=1"), "1 saved answers of drafts cannot be read"),
        (run("UPDATE draft_entry SET state='declined' WHERE value='1'"), "1 saved answers of drafts cannot be read"),
    ],
)
def test_what_was_tampered_with_is_found(
    lived_in: SqlStore, engine: Engine, tamper: Callable[[Connection], None], said: str
) -> None:
    with engine.begin() as connection:
        tamper(connection)
    assert any(said in str(fault) for fault in lived_in.verify()), lived_in.verify()


def test_a_draft_left_beside_its_interview_is_found(lived_in: SqlStore, engine: Engine) -> None:
    (draft,) = lived_in.open_drafts()
    lived_in.commit([a_change(an_interview(draft.referral, draft.child), record=draft.interview)])
    assert [fault.sentence for fault in lived_in.verify()] == [
        "A draft is kept of an interview that is already on record."
    ]


def test_a_fault_names_nobody(lived_in: SqlStore, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE revision SET content=CAST(replace(content, 'Robin', 'Canary') AS BLOB)"))
        connection.execute(text("UPDATE child_row SET name='Canary'"))
    faults = lived_in.verify()
    assert len(faults) > 2
    assert not any("Canary" in repr(fault) or "Example" in repr(fault) for fault in faults)


def test_rebuilding_mends_every_derived_row(lived_in: SqlStore, engine: Engine) -> None:
    before = lived_in.worklist(WorklistFilter(), offset=0, limit=9)
    with engine.begin() as connection:
        for table in tables.DERIVED:
            connection.execute(delete(table))
    assert lived_in.worklist(WorklistFilter(), offset=0, limit=9) == ()
    lived_in.rebuild()
    assert lived_in.worklist(WorklistFilter(), offset=0, limit=9) == before
    assert [row.called for row in lived_in.children("bobb", limit=9)] == ["Bobbin"]
    (child,) = lived_in.every(Kind.CHILD)
    assert child.revisions == 2
    assert lived_in.verify() == ()
    assert lived_in.entries()[0].act is AuditAct.REBUILT
