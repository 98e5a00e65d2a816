"""Hands and eyes on the real windows, offscreen: open, press, wait, take a picture."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from rhi_desktop.bootstrap import PRACTICE_HINT, PRACTICE_PASSPHRASE, opening_of
from rhi_desktop.gui.access.unlock_view import UnlockView
from rhi_desktop.gui.application import Program
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.main_window import MainWindow
from rhi_desktop.gui.opening import Opening
from rhi_desktop.gui.session import Endings
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.ports import OnLane, Store

WIDTH, HEIGHT = 1366, 768
PATIENCE = 60.0
W = TypeVar("W", bound=QWidget)
T = TypeVar("T")


class Hands:
    """The program on a practice workspace. `out` gets the pictures; every screen shows the `banner`."""

    def __init__(self, folder: Path, out: Path, *, banner: str = "") -> None:
        self.out = out
        self._application = application()
        self._lane, self._pool = ThreadPoolExecutor(1), ThreadPoolExecutor(2)
        self._jobs = Jobs(self._lane, self._pool)
        self._desks: list[Desk] = []
        self._left = False
        self._opening = self._own(opening_of(folder), banner)
        self._program = self._start()
        self.pictures = 0

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self._program.window

    @property
    def desk(self) -> Desk:
        """The services over the open workspace."""
        return self._desks[-1]

    def unlock(self) -> None:
        """Show the window and open the workspace."""
        clear(self.out)
        self.window.resize(WIDTH, HEIGHT)
        self.show()
        self.picture("unlock")
        self.open()

    def show(self) -> None:
        """Show the window with its prompt."""
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def open(self) -> None:
        """Give the passphrase, and wait for the workspace."""
        prompt = self.find(UnlockView)
        field = prompt.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)  # noqa: S101 -- the prompt has one
        field.setText(PRACTICE_PASSPHRASE)
        prompt.attempt()
        self.until(lambda: self._program.session.desk_view is not None)

    def close(self) -> None:
        """Close the window and wait for the store."""
        self.window.close()
        self.until(lambda: self._left)
        self._lane.shutdown()
        self._pool.shutdown()

    def find(self, kind: type[W]) -> W:
        """Return the one widget of a kind."""
        found = self.window.findChild(kind)
        assert isinstance(found, kind)  # noqa: S101 -- the window holds one of each screen
        return found

    def press(self, inside: QWidget, words: str) -> None:
        """Press the button that begins with these words, and wait."""
        next(b for b in inside.findChildren(QPushButton) if b.text().startswith(words) and b.isVisible()).click()
        self.settle()

    def ask(self, job: Callable[[], T]) -> T:
        """Do something on the store's lane and return what came of it."""
        done: list[Result[T]] = []
        self._jobs.store(job, done.append)
        self.until(lambda: bool(done))
        if isinstance(done[0], Err):
            raise done[0].error
        return done[0].value

    def settle(self) -> None:
        """Let every job come back and everything be painted."""
        self._process()
        self.until(lambda: self._jobs.waiting == 0)
        self._process()

    def picture(self, name: str) -> None:
        """Take a picture of the window."""
        self.pictures += 1
        self.window.grab().save(str(self.out / f"{self.pictures:02} {name}.png"))

    def until(self, condition: Callable[[], bool]) -> None:
        """Let things happen until something is so. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def _own(self, opening: Opening, banner: str) -> Opening:
        """Return what the window starts from, with settings of its own, and remember each desk that it opens."""
        make_desk = opening.desk

        def desk(store: Store, on_lane: OnLane) -> Desk:
            made = make_desk(store, on_lane)
            if not isinstance(made, Desk):
                raise TypeError(made)
            self._desks.append(replace(made, banner=banner or made.banner))
            return self._desks[-1]

        opening = opening._replace(settings_file=self.out / "settings.toml", desk=desk)
        return opening._replace(banner=banner, hint=PRACTICE_HINT) if banner else opening

    def _start(self) -> Program:
        endings = Endings(relaunch=self._relaunch, leave=self._leave)
        return Program(self._application, self._opening, self._jobs, endings)

    def _process(self) -> None:
        for _ in range(3):
            self._application.processEvents()

    def _relaunch(self) -> None:
        """Show the prompt anew, in a window at the same place: the process is not this window's alone."""
        old = self._program
        self._program = self._start()
        self.window.setWindowTitle(old.window.windowTitle())
        self.window.setGeometry(old.window.geometry())
        self.window.show()
        old.window.let_close()
        old.window.deleteLater()
        old.deleteLater()

    def _leave(self) -> None:
        self._left = True


def application() -> QApplication:
    """Return the application, made at the first call."""
    made = QApplication.instance() or QApplication(["rhi-desktop"])
    if not isinstance(made, QApplication):
        raise TypeError(made)
    return made


def clear(out: Path) -> None:
    """Make the folder where it is missing, and take the pictures of an earlier drive out of it."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
