"""A store that a release left behind opens in today's program with everything in it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rhi_desktop.domain.answers import AnswerState, Entry
from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.interview import Interview, MentionKind
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.ports import AuditAct, WorklistFilter, WorkState
from rhi_desktop.store.folder import Folder
from rhi_desktop.store.opening import Opener
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock
from tests.migrations.make_release import RELEASES, make
from tests.store.engines import KEY, SCRIPTS, encrypted, upgrade

ARCHIVE = sorted(RELEASES.glob("*.db"))
OLDER = {"0.1.0": "0001", "0.2.0": "0002"}
"""The schema of each release that had another one than today's program."""


def test_the_first_release_is_in_the_archive() -> None:
    assert [path.stem for path in ARCHIVE][:1] == ["0.1.0"]


@pytest.mark.parametrize("path", ARCHIVE, ids=[path.stem for path in ARCHIVE])
def test_a_store_of_an_earlier_release_is_read(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "store.db")
    read_everything(tmp_path / "store.db", jottings=OLDER.get(path.stem) != "0001")


@pytest.mark.parametrize("path", ARCHIVE, ids=[path.stem for path in ARCHIVE])
def test_the_program_brings_it_up_to_date_with_a_copy_kept_and_every_row_made(path: Path, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "workspace")
    folder.make()
    shutil.copy(path, folder.store)
    opener = Opener(SCRIPTS, Clock())
    for again in (False, True):
        file = opener.open(folder, {1: bytes.fromhex(KEY)}, b"")
        store = SqlStore.open(file.engine, Clock())
        assert file.migrated_from == (None if again else OLDER.get(path.stem))
        assert store.verify() == ()
        assert [child.name for child in store.child_index()] == ["Nguyễn Thị Đào"]
        assert [request.episodes for request in store.referral_index()] == 3 * [(store.episode_index()[0].episode,)]
        file.close()
    assert bool(list(folder.backups.glob("*"))) == (path.stem in OLDER)


def test_the_script_makes_such_a_store_today(tmp_path: Path) -> None:
    make(tmp_path / "store.db")
    read_everything(tmp_path / "store.db", jottings=True)


def read_everything(path: Path, *, jottings: bool) -> None:
    """Upgrade the store and read back what `make_release` wrote; 0.1.0 had no jottings and what came with them."""
    engine = encrypted(path)
    upgrade(engine)
    store = SqlStore.open(engine, Clock())
    assert store.verify() == ()
    rows = {row.state: row for row in store.worklist(WorklistFilter(text="nguyen"), offset=0, limit=9)}
    assert set(rows) == {WorkState.NEW, WorkState.DRAFT, WorkState.SUBMITTED}
    draft, entries = store.read(rows[WorkState.DRAFT].interview)
    assert (draft.page, draft.saved) == ("/data/harm", "2026-11-25T12:07:00.000000Z")
    assert entries == (
        Entry("/data/own_words", "I wanted some quiet. \U0001f642", AnswerState.ANSWERED),
        Entry("/data/place{3}", "", AnswerState.ANSWERED),
        Entry("/data/place{3}/name", "", AnswerState.DECLINED),
    )
    assert [(one.text, one.own_words) for one in store.jottings(draft.interview)] == jottings * [("Too loud.", True)]
    assert [one.reason for one in store.reasons(draft.interview)] == jottings * ["Robin was tired."]
    assert [row.key for row in store.mentions([(MentionKind.PHONE, "07700900123")])] == jottings * ["07700900123"]
    offered = ("red", 1, "no_reply") if jottings else ("", 0, "")
    new = rows[WorkState.NEW]
    assert (new.triage, new.attempts, new.last_result) == offered
    assert store.episodes_since(draft.child, date(2026, 11, 23)) == 1
    child = store.get(Kind.CHILD, draft.child)
    assert (from_body(child.body, Child).reference, child.revisions) == ("RHI-0002", 2)
    interview = store.get(Kind.INTERVIEW, rows[WorkState.SUBMITTED].interview)
    assert [answer.value for answer in from_body(interview.body, Interview).answers] == ["I wanted some quiet."]
    assert len(store.linked(Kind.ACTION, interview.id)) == len(store.linked(Kind.EPISODE, child.id)) == 1
    assert [entry.act for entry in store.entries()] == [AuditAct.CHILD_OPENED, AuditAct.UNLOCKED]
    before = store.worklist(WorklistFilter(), offset=0, limit=9)
    store.rebuild()
    assert store.worklist(WorklistFilter(), offset=0, limit=9) == before
    store.close()
