"""A disk that is full or fails while something is saved: said in words, nothing half-written, and on it goes."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from rhi_desktop.domain.answers import Delta
from rhi_desktop.domain.errors import DiskFull, RhiError, StoreDamaged, WorkspaceInUse
from rhi_desktop.domain.interview import Draft
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.transactions import DiskFailed, reading
from tests.builders import NOON, a_change, a_child, a_draft, a_referral, an_interview, answered

LONG = "words " * 20_000


@pytest.fixture
def draft(store: SqlStore) -> Draft:
    """A draft with one answer."""
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [answered("/data/a", "kept")])
    return draft


@contextmanager
def full_disk(engine: Engine, path: Path) -> Iterator[None]:
    """Let the store grow no further: SQLite then says that the disk is full."""
    limit = [0]

    def limit_pages(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={limit[0] or pages + 2}")

    event.listen(engine, "begin", limit_pages)
    yield
    limit[0] = 1_000_000


@contextmanager
def failing_disk(engine: Engine, path: Path) -> Iterator[None]:
    """Let the system refuse to write beyond the present end of the log: SQLite then reports an I/O error."""
    import resource

    size = path.with_name(path.name + "-wal").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with the disk while it is entered, and what the person is told."""

    start: Callable[[], AbstractContextManager[None]]
    told: type[RhiError]


@pytest.fixture(
    params=[
        pytest.param((full_disk, DiskFull), id="full"),
        pytest.param(
            (failing_disk, DiskFailed),
            id="failing",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a thing of POSIX"),
        ),
    ]
)
def trouble(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Trouble:
    """Each kind of trouble, over the store's file."""
    kind, told = request.param
    return Trouble(lambda: kind(engine, tmp_path / "store.db"), told)


def test_an_answer_that_does_not_fit_is_told_and_what_was_saved_stays(
    store: SqlStore, engine: Engine, draft: Draft, trouble: Trouble
) -> None:
    delta = Delta((answered("/data/a", LONG), answered("/data/b", "new")), ())
    opened: list[object] = []
    event.listen(engine, "connect", lambda driver, _: opened.append(driver))
    with trouble.start():
        with pytest.raises(trouble.told) as raised:
            store.save(draft.interview, delta, NOON)
        assert "words" not in str(raised.value)
        assert store.read(draft.interview)[1] == (answered("/data/a", "kept"),)
    store.save(draft.interview, delta, NOON)
    assert store.read(draft.interview)[1] == delta.saved
    assert bool(opened) == (trouble.told is DiskFailed)
    assert store.verify() == ()


def test_a_submission_that_does_not_fit_leaves_the_draft_and_succeeds_later(
    store: SqlStore, draft: Draft, trouble: Trouble
) -> None:
    interview = a_change(an_interview(draft.referral, draft.child, outcome=LONG), record=draft.interview)
    with trouble.start():
        with pytest.raises(trouble.told):
            store.commit([interview], closes_draft=draft.interview)
        assert store.open_drafts() == (draft,)
        assert store.history(draft.interview) == ()
    store.commit([interview], closes_draft=draft.interview)
    assert len(store.history(draft.interview)) == 1
    assert store.verify() == ()


def test_a_store_that_another_process_is_writing_to_is_said_to_be_in_use(store: SqlStore, engine: Engine) -> None:
    event.listen(engine, "checkout", lambda driver, *_: driver.execute("PRAGMA busy_timeout=20"))
    with engine.begin():
        with pytest.raises(WorkspaceInUse):
            store.note(AuditAct.UNLOCKED)
        assert store.entries() == ()
    store.note(AuditAct.UNLOCKED)
    assert len(store.entries()) == 1


def test_a_page_that_cannot_be_read_is_told_in_words(store: SqlStore, engine: Engine, tmp_path: Path) -> None:
    store.commit([a_change(a_child(needs=LONG))])
    store.close()
    path = tmp_path / "store.db"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged), reading(engine) as connection:
        connection.exec_driver_sql("SELECT content FROM revision").all()
