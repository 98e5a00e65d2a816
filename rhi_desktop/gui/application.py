"""Starts the windows: the prompt first, everything else after it has been painted."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.jobs import Jobs, Result
from rhi_desktop.gui.main_window import MainWindow
from rhi_desktop.gui.opening import Opening
from rhi_desktop.gui.session import Endings, Session
from rhi_desktop.gui.theme import Themes
from rhi_desktop.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from PySide6.QtCore import Qt

T = TypeVar("T")
WIDE, HIGH = 1180, 760


def run(opening: Opening, arguments: Sequence[str] = ("rhi-desktop",)) -> int:
    """Open the window; return the exit status when it is closed. Locking replaces the process instead."""
    application = QApplication(list(arguments))
    application.setApplicationName("RHI Desktop")
    application.setQuitOnLastWindowClosed(False)
    sys.excepthook = _mishap
    lane, pool = LateExecutor(1), LateExecutor(2)
    program = Program(application, opening, Jobs(lane, pool))
    program.show()
    try:
        return application.exec()
    finally:
        lane.shutdown()
        pool.shutdown()


class LateExecutor:
    """A thread pool that is made when it gets its first job, so that the prompt need not wait for its library."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._made: ThreadPoolExecutor | None = None

    def submit(self, fn: Callable[[], T], /) -> Future[T]:
        """Run `fn` on one of the threads."""
        if self._made is None:
            from concurrent.futures import ThreadPoolExecutor

            self._made = ThreadPoolExecutor(self._threads)
        return self._made.submit(fn)

    def shutdown(self) -> None:
        """Wait for every job."""
        if self._made is not None:
            self._made.shutdown(wait=True)


class Program(QObject):
    """The window and all that hangs on it, for one application. `ready` comes once the prompt has been painted."""

    ready = Signal()

    def __init__(self, application: QApplication, opening: Opening, jobs: Jobs, endings: Endings | None = None) -> None:
        super().__init__()
        self._application = application
        self._opening = opening
        self._themes = Themes(opening.assets.ui, opening.assets.resources)
        self._settings = load_settings(opening.settings_file)
        self._themes.look_at_system(application)
        self._themes.load_fonts()
        self._themes.apply(application, self._settings.theme, self._settings.text_percent, prompt_only=True)
        self.window = MainWindow(opening.banner)
        self.gate = Gate(opening.access, jobs)
        parts = AccessParts(
            Forms(opening.assets.ui),
            self.gate,
            jobs,
            SheetMaking(opening.sheet_pdf, opening.write),
            opening.clock,
            random.SystemRandom().randrange,
            opening.hint,
        )
        ends = endings or Endings(self._again, application.exit)
        self.session = Session(opening, parts, self._settings, self.window, ends)
        self.session.settings_changed.connect(self._changed)
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._after_paint))

    def show(self) -> None:
        """Show the window, no larger than the screen."""
        room = self._application.primaryScreen().availableSize()
        self.window.resize(min(WIDE, room.width()), min(HIGH, room.height()))
        self.window.show()

    def _after_paint(self) -> None:
        self._opening.painted()
        from rhi_desktop.gui.clipboard import ClipboardGuard
        from rhi_desktop.gui.garbage import Garbage
        from rhi_desktop.gui.watch import Watch

        Garbage(self)
        self._themes.load_other_fonts()
        self._dress()
        self.session.access.draw()
        watch = Watch(self._opening.clock, self._settings.idle_minutes, self)
        watch.follow(self._application)
        self.session.watch_with(watch)
        self._clipboard = ClipboardGuard(self._application.clipboard(), parent=self)
        self._watch_system()
        self._application.styleHints().colorSchemeChanged.connect(self._follow_system)
        if self.session.access.unlock is not None:
            self.session.access.unlock.look_at_wait()
        self.gate.ask(lambda _access: self._opening.warm(), _ignore)
        self.ready.emit()

    def _changed(self, settings: Settings) -> None:
        self._settings = settings
        self._dress()

    def _watch_system(self) -> None:
        if sys.platform != "linux" or self._application.platformName() == "offscreen":
            return
        try:
            from rhi_desktop.gui.session_watch import watch_session
        except ImportError:  # a Qt built without D-Bus
            return
        watch_session(self).going.connect(self.session.lock)

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        self._themes.system = "dark" if scheme.name == "Dark" else "light"
        self._dress()

    def _dress(self) -> None:
        self._themes.apply(self._application, self._settings.theme, self._settings.text_percent)

    def _again(self) -> None:
        from rhi_desktop.gui.lock import command_line, relaunch

        relaunch(command_line())
        self._application.exit()


def _ignore(_result: Result[None]) -> None:
    """What could not be loaded early is loaded when it is needed, and says then what is wrong."""


def _mishap(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    from rhi_desktop.gui.mishaps import Mishaps

    Mishaps().install()
    sys.excepthook(kind, error, trace)
