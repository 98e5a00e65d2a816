from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.interview.saving import Saver, SaveState
from tests.gui.executors import ManualJobs

START = datetime(2026, 11, 25, 10, 41, tzinfo=UTC)


class Disk:
    """Keeps what was saved in order, and refuses while it is full."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.full = False
        self.now = START

    def save(self, delta: Delta) -> datetime:
        if self.full:
            raise RhiError("The disk is full. Make room and try again.")
        self.kept.append(delta.saved[0].value)
        self.now += timedelta(minutes=1)
        return self.now


def state(saver: Saver) -> SaveState:
    return saver.state


def said(value: str) -> Delta:
    return Delta((Entry("/data/q", value, AnswerState.ANSWERED),), ())


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def saver(jobs: ManualJobs, disk: Disk) -> Iterator[Saver]:
    owner = QObject()
    yield Saver(jobs, disk.save, START, owner)
    owner.deleteLater()


def test_a_change_is_saved_only_when_the_store_returned(saver: Saver, jobs: ManualJobs, disk: Disk) -> None:
    saver.add(said("one"))
    assert state(saver) is SaveState.SAVING
    assert saver.at == START
    jobs.drain()
    assert state(saver) is SaveState.SAVED
    assert saver.at == disk.now
    assert disk.kept == ["one"]


def test_changes_made_meanwhile_are_saved_in_order(saver: Saver, jobs: ManualJobs, disk: Disk) -> None:
    for value in ("one", "two", "three"):
        saver.add(said(value))
    assert jobs.executor.waiting == 1
    jobs.drain()
    assert disk.kept == ["one", "two", "three"]
    assert state(saver) is SaveState.SAVED


def test_an_empty_change_troubles_nobody(saver: Saver, jobs: ManualJobs) -> None:
    saver.add(Delta((), ()))
    assert state(saver) is SaveState.SAVED
    assert not jobs.executor.waiting


def test_a_change_that_failed_is_said_kept_and_goes_first_the_next_time(
    saver: Saver, jobs: ManualJobs, disk: Disk
) -> None:
    disk.full = True
    saver.add(said("one"))
    jobs.drain()
    assert state(saver) is SaveState.FAILED
    assert saver.reason == "The disk is full. Make room and try again."
    disk.full = False
    saver.add(said("two"))
    jobs.drain()
    assert state(saver) is SaveState.SAVED
    assert disk.kept == ["one", "two"]


def test_a_retry_saves_what_failed(saver: Saver, jobs: ManualJobs, disk: Disk) -> None:
    disk.full = True
    saver.add(said("one"))
    jobs.drain()
    disk.full = False
    saver.retry()
    jobs.drain()
    assert (state(saver), disk.kept) == (SaveState.SAVED, ["one"])


def test_who_waits_for_the_save_is_told_after_it_and_not_on_failure(saver: Saver, jobs: ManualJobs, disk: Disk) -> None:
    told: list[int] = []
    disk.full = True
    saver.add(said("one"))
    saver.when_saved(lambda: told.append(len(disk.kept)))
    jobs.drain()
    assert told == []
    disk.full = False
    saver.retry()
    jobs.drain()
    assert told == [1]


def test_who_waits_while_nothing_is_to_be_saved_is_told_at_once(saver: Saver) -> None:
    told: list[str] = []
    saver.when_saved(lambda: told.append("told"))
    assert told == ["told"]
