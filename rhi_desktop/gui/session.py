"""One run of the program from prompt to lock: who is shown when, and in which order things end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from rhi_desktop.gui.access.access_view import AccessView
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.main_window import MainWindow
from rhi_desktop.gui.opening import Opening
from rhi_desktop.runtime.settings import Settings, save_settings

if TYPE_CHECKING:
    from rhi_desktop.gui.desk_view import DeskView
    from rhi_desktop.gui.open_desk import OpenDesk
    from rhi_desktop.gui.watch import Watch
    from rhi_desktop.services.ports import Store

LOCKING = "Locking. What you wrote is being saved."
CLOSING = "Closing. What you wrote is being saved."
LONGEST_WAIT_MS = 5_000  # a disk that takes no more must not keep the program unlocked
NOT_SAVED = "Not everything could be saved, so the program stays open. See what the interview says, then try again."
NOT_KEPT = "The settings could not be written to this computer; they hold until the program is closed."


class Endings:
    """How a run ends: `relaunch` replaces the process, `leave` lets the event loop return."""

    def __init__(self, relaunch: Callable[[], None], leave: Callable[[], None]) -> None:
        self.relaunch = relaunch
        self.leave = leave


class Once:
    """A call that is made at the first time alone, and not at all once it is `over`."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self.over = False

    def go_on(self) -> None:
        """Make the call."""
        if not self.over:
            self.over = True
            self._call()


class Session(QObject):
    """Leads from the prompt to the desk and back out. Everything that touches the store is a job on its lane."""

    opened = Signal()
    settings_changed = Signal(object)

    def __init__(
        self, opening: Opening, parts: AccessParts, settings: Settings, window: MainWindow, endings: Endings
    ) -> None:
        super().__init__(window)
        self._opening = opening
        self._parts = parts
        self._jobs: Jobs = parts.jobs
        self._settings = settings
        self._window = window
        self._endings = endings
        self._store: Store | None = None
        self._desk: OpenDesk | None = None
        self._desk_view: DeskView | None = None
        self._ending = False
        self._watch: Watch | None = None
        window.lock_asked.connect(self.lock)
        window.close_asked.connect(self.close)
        self.access = AccessView(parts, founded=opening.founded)
        self.access.opened.connect(self._open)
        window.show_content(self.access)

    @property
    def desk_view(self) -> DeskView | None:
        """The desk, once the workspace is open."""
        return self._desk_view

    def watch_with(self, watch: Watch) -> None:
        """Follow a watch: lock when nobody is there or the key is pressed, hide on the other key."""
        self._watch = watch
        watch.set_minutes(self._settings.idle_minutes)
        watch.idle.connect(self.lock)
        watch.lock_asked.connect(self.lock)
        watch.hide_asked.connect(self._window.toggle_cover)

    def lock(self) -> None:
        """Finish what is being saved, close the store, and begin anew as another process."""
        if self._held is not None or (self._desk_view is not None and self._desk_view.holds):
            self._window.cover.cover()  # its recovery sheet may not be on paper yet
        elif self._store is not None:
            self._end(LOCKING, self._endings.relaunch, may_stay=False)

    def close(self) -> None:
        """Finish what is being saved, close the store, and leave."""
        self._end(CLOSING, self._leave, may_stay=True)

    @property
    def _held(self) -> Store | None:
        return self.access.held if self._store is None else None

    def _open(self, store: Store) -> None:
        self._store = store
        self._jobs.store(lambda: self._opening.desk(store, self._jobs.on_lane), self._show_desk)

    def _show_desk(self, result: Result[OpenDesk]) -> None:
        if isinstance(result, Err):
            raise result.error
        self._desk = result.value
        self._window.set_banner(result.value.banner)
        if result.value.barred:
            self._bar(result.value.barred)
            return
        self._desk_view = self._opening.desk_view(result.value, self._parts, self._settings, self._changed)
        self._desk_view.asked.connect(self._asked)
        self._window.show_content(self._desk_view)
        self.opened.emit()

    def _bar(self, words: str) -> None:
        from rhi_desktop.gui.barred import BarredPage

        page = BarredPage(words)
        page.left.connect(self.close)
        self._window.show_content(page)
        page.setFocus()
        self.opened.emit()

    def _asked(self, name: str) -> None:
        if name == "lock":
            self.lock()
        elif name == "keys":
            self._window.show_keys()

    def _changed(self, settings: Settings) -> str:
        self._settings = settings
        if self._watch is not None:
            self._watch.set_minutes(settings.idle_minutes)
        self.settings_changed.emit(settings)
        try:
            save_settings(self._opening.settings_file, settings)
        except OSError:
            return NOT_KEPT
        return ""

    def _end(self, words: str, then: Callable[[], None], *, may_stay: bool) -> None:
        if self._ending:
            return
        self._ending = True
        self._window.cover.cover(words)
        ending = Once(lambda: self._close_store(then))
        QTimer.singleShot(LONGEST_WAIT_MS, self, lambda: self._waited_long(ending, may_stay=may_stay))
        if self._desk_view is None:
            ending.go_on()
        else:
            self._desk_view.when_saved(ending.go_on)

    def _waited_long(self, ending: Once, *, may_stay: bool) -> None:
        if ending.over:
            return
        if may_stay and self._desk_view is not None:
            ending.over = True
            self._ending = False
            self._window.cover.uncover()
            self._desk_view.tell(NOT_SAVED)
        else:
            ending.go_on()

    def _close_store(self, then: Callable[[], None]) -> None:
        store, desk = self._store or self._held, self._desk
        self._jobs.store(lambda: _close(store, desk), lambda result: self._closed(result, then))

    def _closed(self, result: Result[None], then: Callable[[], None]) -> None:
        self._store = None
        QGuiApplication.clipboard().clear()
        then()
        if isinstance(result, Err):
            raise result.error

    def _leave(self) -> None:
        self._window.let_close()
        self._endings.leave()


def _close(store: Store | None, desk: OpenDesk | None) -> None:
    if store is None:
        return
    from rhi_desktop.services.ports import AuditAct

    try:
        if desk is not None:
            desk.audit.note(AuditAct.LOCKED)
    finally:
        store.close()
