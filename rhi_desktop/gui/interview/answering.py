"""The interview under way: the session, what was answered in it, and its saves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.interview.jottings import JottingBook, Keeps
from rhi_desktop.gui.interview.people.recogniser import Recogniser
from rhi_desktop.gui.interview.saving import Saver
from rhi_desktop.questions.session import Changes, Node, Session
from rhi_desktop.services.amending import Amendment
from rhi_desktop.services.writing import Writing


@dataclass(frozen=True, slots=True)
class Removed:
    """A repeat instance that was taken away and can be put back exactly as it was, at its own place."""

    repeat: str
    entries: tuple[Entry, ...]


class Answering(QObject):
    """Every change to an interview goes through here: into the session, and at once to the saver.

    `changed` carries the paths that differ now; `reshaped` the repeat whose instances came or went.
    """

    changed = Signal(object)
    reshaped = Signal(str)

    def __init__(
        self, writing: Writing, saver: Saver, keeper: Keeps, clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._writing = writing
        self._clock = clock
        self.saver = saver
        self.jottings = JottingBook(writing.jottings, keeper, clock, self)
        self.removed: Removed | None = None
        self.recogniser: Recogniser | None = None

    @property
    def writing(self) -> Writing:
        """The interview as it stands now."""
        return replace(self._writing, jottings=self.jottings.jottings)

    def amend(self, amendment: Amendment | None) -> None:
        """Take over what was answered to a reviewer's comments."""
        self._writing = replace(self._writing, amendment=amendment)

    @property
    def session(self) -> Session:
        """The answers, with everything that follows from them."""
        return self._writing.session

    def today(self) -> date:
        """Return today on a London clock."""
        return self._clock().astimezone(LONDON).date()

    def node(self, path: str) -> Node:
        """Return a node as it stands now."""
        return self.session.node(path)

    def answer(self, path: str, value: str) -> None:
        """Give an answer; the same one again changes nothing, so a marked state stays."""
        node = self.session.node(path)
        if value == node.value:
            return
        self._follow(self.session.set(path, value))

    def mark(self, path: str, state: AnswerState) -> None:
        """Say why there is no answer, or that it was not asked."""
        if self.session.node(path).state is not state:
            self._follow(self.session.set_state(path, state))

    def add(self, repeat: str) -> str:
        """Add an instance at the end and return its path."""
        changes = self.session.add(repeat)
        self._keep(changes)
        self.reshaped.emit(repeat)
        self.changed.emit(changes.changed)
        return changes.added or ""

    def remove(self, instance: str) -> None:
        """Take an instance away; `undo` puts it back."""
        node = self.session.node(instance)
        repeat = instance.rpartition("[")[0]
        entries = tuple(e for e in self.session.entries() if e.key == node.key or e.key.startswith(f"{node.key}/"))
        changes = self.session.remove(instance)
        self._keep(changes)
        self.removed = Removed(repeat, entries)
        self.reshaped.emit(repeat)
        self.changed.emit(changes.changed)

    def undo(self) -> None:
        """Put back what was taken away last, with its answers, where it stood."""
        if self.removed is None:
            return
        back, self.removed = self.removed, None
        paths = frozenset(self.session.relevant())
        before = {entry.key: entry for entry in self.session.entries()}
        kept = (*before.values(), *self.session.unplaced, *back.entries)
        session = Session.restore(self.session.form, kept, clock=self._clock)
        session.look_like(self.session)
        self._writing = replace(self._writing, session=session)
        self.saver.add(Delta(tuple(e for e in session.entries() if before.get(e.key) != e), ()))
        self.reshaped.emit(back.repeat)
        self.changed.emit(paths | frozenset(session.relevant()))

    def speak(self, language: str) -> None:
        """Show the questions in a second language as well; in none where it is empty."""
        self.session.second_language = language
        self.changed.emit(frozenset(self.session.relevant()))

    def _follow(self, changes: Changes) -> None:
        self._keep(changes)
        self.changed.emit(changes.changed)

    def _keep(self, changes: Changes) -> None:
        self.saver.add(changes.delta)
