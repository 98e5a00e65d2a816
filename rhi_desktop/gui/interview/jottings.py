"""The jottings of the interview under way: each change is saved at once, and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import instant_text
from rhi_desktop.gui.interview.saving import Saver
from rhi_desktop.services.interviewing import Interviewing


class Keeps(Protocol):
    """Where jottings are made durable."""

    def keep(self, jotting: Jotting) -> None:
        """Save a jotting as it is now."""
        ...

    def drop(self, jotting: str) -> None:
        """Delete one."""
        ...


class Keeper:
    """Saves the jottings of one interview in turn with its answers."""

    def __init__(self, interviewing: Interviewing, interview: str, saver: Saver) -> None:
        self._interviewing = interviewing
        self._interview = interview
        self._saver = saver

    def keep(self, jotting: Jotting) -> None:
        """Save a jotting as it is now."""
        self._saver.put(partial(self._interviewing.jot, self._interview, jotting))

    def drop(self, jotting: str) -> None:
        """Delete one."""
        self._saver.put(partial(self._interviewing.drop_jotting, self._interview, jotting))


class JottingBook(QObject):
    """All jottings of one interview, in the order in which they were begun. `changed` says that one differs now."""

    changed = Signal()

    def __init__(
        self, kept: tuple[Jotting, ...], keeper: Keeps, clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jottings = {one.id: one for one in kept}
        self._keeper = keeper
        self._clock = clock
        self._before: list[Jotting] = []

    @property
    def jottings(self) -> tuple[Jotting, ...]:
        """The jottings as they stand now."""
        return tuple(sorted(self._jottings.values(), key=lambda one: one.at))

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._before)

    def find(self, jotting: str) -> Jotting | None:
        """Return a jotting, None where it is gone."""
        return self._jottings.get(jotting)

    def note(self, text: str, *, own_words: bool = False) -> str:
        """Begin a jotting and return its id."""
        now = self._clock()
        made = Jotting(id=new_record_id(now), text=text, at=instant_text(now), own_words=own_words)
        self._put(made)
        return made.id

    def write(self, jotting: str, text: str, *, own_words: bool) -> None:
        """Take over what is being typed; this is not undone step by step."""
        old = self._jottings.get(jotting)
        if old is not None and (old.text, old.own_words) != (text, own_words):
            self._put(replace(old, text=text, own_words=own_words))

    def amend(self, changed: Jotting, *, before: Jotting | None = None) -> None:
        """Take over a jotting that was filed, edited, placed or set aside; `before` is what undo brings back."""
        old = before or self._jottings.get(changed.id)
        if changed.id in self._jottings and old is not None and old != changed:
            self._before.append(old)
            self._put(changed)

    def drop(self, jotting: str) -> None:
        """Delete a jotting; `undo` brings it back."""
        old = self._jottings.get(jotting)
        if old is not None:
            self._before.append(old)
            self._take(jotting)

    def forget(self, jotting: str) -> None:
        """Delete a jotting that came to nothing while it was typed."""
        if jotting in self._jottings:
            self._take(jotting)

    def undo(self) -> bool:
        """Take back the last change that can be; return whether there was one."""
        if not self._before:
            return False
        self._put(self._before.pop())
        return True

    def let_stand(self) -> None:
        """What was done so far is no longer taken back."""
        self._before.clear()

    def _put(self, jotting: Jotting) -> None:
        self._jottings[jotting.id] = jotting
        self._keeper.keep(jotting)
        self.changed.emit()

    def _take(self, jotting: str) -> None:
        del self._jottings[jotting]
        self._keeper.drop(jotting)
        self.changed.emit()
