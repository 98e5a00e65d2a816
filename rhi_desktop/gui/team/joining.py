"""Joins the team to the desk: the line at its foot, the exchange behind it, the screen, and what became of records."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.gui.team.runner import Runner, Seen
from rhi_desktop.gui.team.shown import TeamParts
from rhi_desktop.gui.team.strip import SyncStrip
from rhi_desktop.gui.team.view import KeepSheet, TeamView
from rhi_desktop.gui.timers import MakeTimer
from rhi_desktop.services.syncing.team import Fate, Refusal, Standing
from rhi_desktop.services.syncing.teaming import Teaming
from rhi_desktop.services.syncing.words import fate_words, when

_REFUSED = "refused: see Team"


class TeamJoin(QObject):
    """`received` after an exchange that changed something here; `locked` where the workspace must be opened anew."""

    received = Signal()
    locked = Signal()

    def __init__(
        self, teaming: Teaming, jobs: Jobs, clock: Callable[[], datetime], make_timer: MakeTimer, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._teaming = teaming
        self._jobs = jobs
        self._clock = clock
        self._standing = Standing.ALONE
        self.strip = SyncStrip(clock)
        self.runner = Runner(teaming.team, jobs, teaming.retry_after, make_timer, self)
        self.runner.seen.connect(self.strip.show_seen)
        self.runner.progressed.connect(self.strip.show_progress)
        self.runner.received.connect(self.received)
        self.runner.locked.connect(self.locked)
        self.strip.exchange_asked.connect(self.runner.exchange)
        self.strip.stop_asked.connect(self.runner.stop)

    def make_view(self, keep: KeepSheet) -> TeamView:
        """Return the screen of the team."""
        one = self._teaming
        made = TeamView(TeamParts(one.team, one.naming, self._jobs, self._clock, one.device), keep)
        made.changed.connect(self.runner.refresh)
        made.exchange_asked.connect(self.runner.exchange)
        self.runner.seen.connect(made.see)
        return made

    def when_saved(self, done: Callable[[], None]) -> None:
        """Stop what is being sent or received, and call `done`."""
        self.runner.when_stopped(done)

    def ask_fate(self, record: str, say: Callable[[str, str], None]) -> None:
        """Call `say` with the record and what became of it, in words.

        There are none where this laptop belongs to no team, and none for a coordinator who has the record.
        """
        self._jobs.background(partial(self._fate, record), partial(self._told, record, say))

    def follow_refusals(self, note: Callable[[Mapping[str, str]], None]) -> None:
        """Call `note` with a few words for each record that was refused, by its id, whenever that may have changed."""
        self.runner.seen.connect(lambda seen: self._ask_refusals(seen, note))

    def _ask_refusals(self, seen: Seen, note: Callable[[Mapping[str, str]], None]) -> None:
        if seen.running:
            return
        if not seen.status.refused:
            note({})
            return
        self._jobs.background(self._teaming.team.refusals, partial(self._note, note))

    def _note(self, note: Callable[[Mapping[str, str]], None], result: Result[tuple[Refusal, ...]]) -> None:
        if not isinstance(result, Ok):
            raise result.error
        note({one.record: _REFUSED for one in result.value})

    def _fate(self, record: str) -> str:
        team = self._teaming.team
        status, fate = team.status(), team.fate(record)
        if status.standing is Standing.ALONE or (status.role.coordinates and fate is Fate.RECEIVED):
            return ""
        refused = (one for one in team.refusals() if one.record == record)
        taken = team.taken_at(record)
        return fate_words(fate, refused, when(taken, self._clock()) if taken else "")

    def _told(self, record: str, say: Callable[[str, str], None], result: Result[str]) -> None:
        if not isinstance(result, Ok):
            raise result.error
        say(record, result.value)
