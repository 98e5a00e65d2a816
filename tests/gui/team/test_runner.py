"""Exchanges run by themselves, one at a time, in the background."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import get_ident

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.team.runner import AFTER_CHANGE, EVERY, LONGEST_STOP, LOOK, Runner, Seen
from rhi_desktop.services.syncing.team import Progress, Report, Standing, SyncStatus, TeamProblem, TurnedAway
from tests.gui.executors import ManualJobs
from tests.gui.team.scripted_team import ScriptedTeam, offline
from tests.gui.timers import ManualTimers


class Bench:
    """A runner, its team, and everything that it told."""

    def __init__(self, jobs: ManualJobs) -> None:
        self.jobs = jobs
        self.team = ScriptedTeam(SyncStatus(standing=Standing.ACTIVE))
        self.timers = ManualTimers()
        self.delays: list[int] = []
        self.runner = Runner(self.team, jobs, self._delay, self.timers)
        self.seen: list[Seen] = []
        self.told: list[Progress] = []
        self.events: list[str] = []
        self.runner.seen.connect(self.seen.append)
        self.runner.progressed.connect(self.told.append)
        self.runner.received.connect(lambda: self.events.append("received"))
        self.runner.locked.connect(lambda: self.events.append("locked"))

    def begin(self) -> None:
        """Start, and do all that waits."""
        self.runner.begin()
        self.jobs.drain()

    def exchanges(self) -> int:
        """Return how many exchanges were begun."""
        return self.team.asked.count("exchange")

    def change(self) -> None:
        """Commit something through the lane."""
        self.jobs.store(lambda: None, lambda _result: None)
        self.jobs.drain()

    def _delay(self, attempt: int, asked: float) -> float:
        self.delays.append(attempt)
        return 7.0 * (attempt + 1) + asked


@pytest.fixture
def bench(jobs: ManualJobs) -> Bench:
    return Bench(jobs)


def test_it_exchanges_at_once_and_every_five_minutes(bench: Bench) -> None:
    bench.begin()
    assert bench.exchanges() == 1
    assert bench.timers.fire() == EVERY == 300
    bench.jobs.drain()
    assert bench.exchanges() == 2
    assert bench.seen[-1].running is False


def test_a_change_is_sent_twenty_seconds_later_and_further_ones_do_not_put_it_off(bench: Bench) -> None:
    bench.begin()
    starts: list[int] = []
    for count in (1, 2):
        bench.team.state = replace(bench.team.state, interviews=count)
        bench.change()
        assert bench.timers.fire() == LOOK
        bench.jobs.drain()
        assert bench.seen[-1].status.interviews == count
        starts += [timer.starts for timer in bench.timers.made if timer.seconds == AFTER_CHANGE]
    assert bench.timers.next() == AFTER_CHANGE == 20
    assert len(starts) == 2
    assert starts[0] == starts[1]
    bench.timers.fire()
    bench.jobs.drain()
    assert bench.exchanges() == 2
    assert bench.seen[-1].status.interviews == 0


def test_work_that_changes_nothing_starts_no_exchange(bench: Bench) -> None:
    bench.begin()
    bench.change()
    bench.timers.fire()
    bench.jobs.drain()
    assert bench.timers.next() == EVERY


def test_a_second_exchange_is_not_begun_beside_one(bench: Bench) -> None:
    bench.begin()
    bench.runner.exchange()
    bench.runner.exchange()
    bench.jobs.drain()
    assert bench.exchanges() == 2


def test_failures_wait_longer_each_time_and_a_success_forgets_them(bench: Bench) -> None:
    bench.team.trouble = offline()
    bench.begin()
    bench.timers.fire()
    bench.jobs.drain()
    assert bench.delays == [0, 1]
    assert bench.timers.next() == 14.0
    assert bench.seen[-1].offline
    bench.team.trouble = None
    bench.timers.fire()
    bench.jobs.drain()
    assert not bench.seen[-1].offline
    assert bench.timers.next() == EVERY
    bench.team.trouble = offline()
    bench.runner.exchange()
    bench.jobs.drain()
    assert bench.delays == [0, 1, 0]


def test_a_hub_that_asks_for_a_wait_is_not_asked_before(bench: Bench) -> None:
    bench.team.trouble = TurnedAway("The hub's disk is full.", wait=300)
    bench.begin()
    assert bench.timers.next() == 307.0
    assert not bench.seen[-1].offline


def test_a_change_while_offline_does_not_hurry_the_next_attempt(bench: Bench) -> None:
    bench.team.trouble = offline()
    bench.begin()
    bench.team.state = replace(bench.team.state, interviews=1)
    bench.change()
    assert bench.timers.fire() == LOOK
    bench.jobs.drain()
    assert bench.timers.next() == 7.0
    assert bench.seen[-1].offline


def test_another_trouble_is_not_called_offline(bench: Bench) -> None:
    bench.team.trouble = TeamProblem("The hub's disk is full.")
    bench.begin()
    assert not bench.seen[-1].offline
    assert bench.seen[-1].status.trouble == "The hub's disk is full."


def test_progress_is_told_and_a_stop_ends_the_exchange_without_a_failure(bench: Bench) -> None:
    bench.team.steps = [Progress("Sending", 0, 2), Progress("Sending", 1, 2)]
    bench.team.during = bench.runner.stop
    bench.team.state = replace(bench.team.state, interviews=2)
    bench.begin()
    assert bench.told == [Progress("Sending", 0, 2)]
    assert bench.seen[-1].status.interviews == 2
    assert bench.delays == []
    assert bench.timers.next() == EVERY


def test_a_stop_holds_for_one_exchange_alone(bench: Bench) -> None:
    bench.begin()
    bench.runner.stop()
    bench.team.steps = [Progress("Sending", 0, 1)]
    bench.runner.exchange()
    bench.jobs.drain()
    assert bench.told == [Progress("Sending", 0, 1)]


def test_screens_are_told_only_when_something_came(bench: Bench) -> None:
    bench.begin()
    assert bench.events == []
    bench.team.report = Report(received=1)
    bench.runner.exchange()
    bench.jobs.drain()
    bench.team.report = Report(left=1)
    bench.runner.exchange()
    bench.jobs.drain()
    assert bench.events == ["received", "received"]


@pytest.mark.parametrize("report", [Report(revoked=True), Report(reopen=True)])
def test_a_laptop_that_was_shut_out_or_is_now_anothers_locks(bench: Bench, report: Report) -> None:
    bench.team.report = report
    bench.begin()
    assert bench.events == ["locked"]


def test_a_laptop_alone_asks_no_hub_until_it_belongs_to_a_team(bench: Bench) -> None:
    bench.team.state = SyncStatus()
    bench.begin()
    bench.runner.exchange()
    bench.jobs.drain()
    assert bench.team.asked == []
    assert bench.timers.next() is None
    bench.team.state = SyncStatus(standing=Standing.PENDING)
    bench.runner.refresh()
    bench.jobs.drain()
    bench.timers.fire()
    bench.jobs.drain()
    assert bench.exchanges() == 1
    assert bench.timers.next() == AFTER_CHANGE


def test_the_end_of_the_desk_waits_for_a_running_exchange(bench: Bench) -> None:
    bench.begin()
    bench.runner.exchange()
    done: list[bool] = []
    bench.runner.when_stopped(lambda: done.append(True))
    assert done == []
    bench.jobs.drain()
    assert done == [True]
    bench.runner.exchange()
    bench.jobs.drain()
    assert bench.exchanges() == 2


def test_a_program_that_stays_open_after_all_goes_on(bench: Bench) -> None:
    bench.begin()
    bench.runner.when_stopped(lambda: None)
    assert bench.timers.fire() == EVERY
    bench.jobs.drain()
    assert bench.exchanges() == 2
    assert bench.timers.next() == EVERY


def test_a_hub_that_does_not_answer_keeps_nobody_waiting_for_long(bench: Bench) -> None:
    bench.begin()
    bench.runner.exchange()
    done: list[bool] = []
    bench.runner.when_stopped(lambda: done.append(True))
    assert bench.timers.fire() == LONGEST_STOP
    assert done == [True]
    bench.jobs.drain()
    assert done == [True]


def test_nothing_runs_nothing_is_waited_for(bench: Bench) -> None:
    bench.begin()
    done: list[bool] = []
    bench.runner.when_stopped(lambda: done.append(True))
    assert done == [True]


def test_what_fails_because_the_store_was_closed_is_nobodys_news(bench: Bench, qtbot: QtBot) -> None:
    bench.begin()
    bench.runner.exchange()
    bench.runner.refresh()
    bench.runner.when_stopped(lambda: None)
    bench.team.trouble = ValueError("closed")  # what a closed store raises
    with qtbot.captureExceptions() as caught:
        bench.jobs.drain()
    assert caught == []


def test_progress_reaches_the_windows_on_their_own_thread(dressed: QApplication, qtbot: QtBot) -> None:
    team = ScriptedTeam(
        SyncStatus(standing=Standing.ACTIVE), steps=[Progress("Sending", 0, 2), Progress("Sending", 1, 2)]
    )
    ran: list[int] = []
    team.during = lambda: ran.append(get_ident())
    told: list[int] = []
    with ThreadPoolExecutor(1) as lane, ThreadPoolExecutor(2) as pool:
        runner = Runner(team, Jobs(lane, pool), lambda _attempt, _asked: 60.0, ManualTimers())
        runner.progressed.connect(lambda _progress: told.append(get_ident()))
        ended: list[Seen] = []
        runner.seen.connect(lambda seen: None if seen.running else ended.append(seen))
        runner.begin()
        qtbot.waitUntil(lambda: len(ended) == 2)
    assert told == [get_ident(), get_ident()]
    assert get_ident() not in ran


def test_a_fault_of_the_program_is_not_swallowed_and_ends_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.begin()
    bench.team.trouble = ValueError("broken")  # what no contract allows
    bench.runner.exchange()
    with qtbot.captureExceptions() as caught:
        bench.jobs.drain()
    assert [kind for kind, _error, _trace in caught] == [ValueError]
    assert bench.timers.next() == EVERY
